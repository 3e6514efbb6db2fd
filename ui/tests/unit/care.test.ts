/** Writing by right: what is sent, and what is not. */
import { describe, expect, it, vi } from "vitest";
import { all, find, gone, MARGARET, openMargaret, openSection, says } from "./window";

type Opened = Awaited<ReturnType<typeof openSection>>;
const entered = async ({ program }: Opened) => {
  await vi.waitFor(() => expect(program.requests("enter")).toHaveLength(1));
  return program.requests("enter")[0];
};

describe("honest non-answers", () => {
  it("of a coded question are sent like a choice", async () => {
    const opened = await openSection("prognosis");
    await opened.press("change-awareness");
    expect(await find("input-diagnosis-partly")).toBeChecked();
    await opened.press("input-diagnosis-not_asked");
    await opened.press("save");
    expect(await entered(opened)).toMatchObject({ body: { diagnosis: "not_asked" }, suggested: false });
  });

  it("take words of one's own, and ask for them", async () => {
    const opened = await openSection("prognosis");
    await opened.press("change-awareness");
    await opened.press("input-diagnosis-none_of_these");
    await opened.press("save");
    await says("error-summary", "in your own words");
    await opened.write("explain-diagnosis", "She asks and forgets");
    await opened.press("save");
    expect(await entered(opened)).toMatchObject({ body: { diagnosis: "none_of_these:She asks and forgets" } });
  });

  it("stand alone among ticks", async () => {
    const opened = await openSection("assessments");
    await opened.press("add-soft_signs");
    await opened.press("input-signs-more_tired");
    await opened.press("input-signs-eating_less");
    await opened.press("input-signs-not_known");
    expect(await find("input-signs-more_tired")).not.toBeChecked();
    await opened.press("input-signs-feels_wrong");
    expect(await find("input-signs-not_known")).not.toBeChecked();
    await opened.press("save");
    expect(await entered(opened)).toMatchObject({ body: { signs: "feels_wrong" } });
  });

  it("take the place of a whole entry, and can be taken back", async () => {
    const opened = await openSection("prognosis");
    await opened.press("change-awareness");
    await opened.press("answer-not_asked");
    await gone("input-detail");
    await opened.press("answer-instead");
    expect(await find("input-diagnosis-aware")).toHaveFocus();
    await opened.press("answer-not_known");
    await opened.press("save");
    expect(await entered(opened)).toMatchObject({ body: {}, answer: "not_known", supersedes: ["aware-whitfield"] });
  });

  it("can be cleared where nothing has to be said", async () => {
    const { press } = await openSection("assessments");
    await press("add-news2");
    await press("input-oxygen-not_known");
    await press("clear-oxygen");
    expect(await find("input-oxygen-not_known")).not.toBeChecked();
    expect(await find("input-oxygen-air")).toHaveFocus();
  });
});

describe("numbers, moments and parts of a date", () => {
  it("are read as people write them", async () => {
    const opened = await openSection("assessments");
    await opened.press("add-pain");
    await opened.write("input-score", "six");
    await opened.press("save");
    await says("error-summary", "please write a number");
    await opened.write("input-score", "6,5");
    await opened.write("input-at-day", "20");
    await opened.write("input-at-month", "11");
    await opened.write("input-at-year", "2026");
    await opened.press("save");
    await says("error-summary", "a day that exists and a time");
    await opened.write("input-at-time", "9.05");
    await opened.press("save");
    expect(await entered(opened)).toMatchObject({ body: { score: "6.5", at: "2026-11-20T09:05" } });
  });

  it("take the moment now", async () => {
    const opened = await openSection("assessments");
    await opened.press("add-pain");
    await opened.write("input-score", "3");
    await opened.press("now-at");
    await opened.press("save");
    expect((await entered(opened))?.body["at"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
  });

  it("are content with a year, or a month", async () => {
    const opened = await openSection("problems");
    await opened.press("add-problem");
    await opened.write("input-name", "Diabetes");
    await opened.write("input-since-month", "6");
    await opened.press("save");
    await says("error-summary", "at least a year");
    await opened.write("input-since-year", "2004");
    await opened.press("save");
    expect(await entered(opened)).toMatchObject({ body: { name: "Diabetes", since: "2004-06" } });
  });
});

describe("what happened", () => {
  it("is a list that is added to, newest first, with a way to all of it", async () => {
    const { press, program } = await openSection("assessments");
    expect(await find("add-pain")).toHaveTextContent("Write another");
    expect(all("change-pain")).toEqual([]);
    const line = await find("line-pain");
    expect(line.querySelectorAll("li")).toHaveLength(5);
    await press("all-pain");
    expect(line.querySelectorAll("li")).toHaveLength(7);
    expect(await find("history-pain")).toHaveTextContent("Show all 21");
    await press("history-pain");
    expect(program.requests("history")).toHaveLength(1);
  });

  it("says what follows from it", async () => {
    await openSection("assessments");
    await says("line-news2", "NEWS2 total 7");
  });

  it("is only marked as wrong, and the focus stays near", async () => {
    const opened = await openSection("anticipatory");
    await opened.press("error-stock_check");
    await opened.press("in-error-save");
    expect(await entered(opened)).toMatchObject({ error_of: ["count-1"], suggested: false });
    await gone("in-error");
    expect(await find("add-stock_check")).toHaveFocus();
  });
});

describe("a copy from paper", () => {
  it("says so, replaces nothing and is sent as a copy", async () => {
    const opened = await openSection("treatment_plan");
    expect(await find("change-ceiling")).toHaveTextContent("Copy from paper");
    await says("line-ceiling", "Not yet checked by a second person");
    await opened.press("change-ceiling");
    await says("copy-note", "You copy this from paper. A doctor or nurse checks it.");
    expect(all("input-basis")).toEqual([]);
    expect(all("withhold")).toEqual([]);
    expect(all("check-copy-ceiling")).toEqual([]);
    await opened.press("input-ceiling-comfort");
    await opened.press("save");
    expect(await entered(opened)).toMatchObject({ basis: "transcribed", supersedes: [], suggested: false });
  });
});

describe("a copy that waits for a second person", () => {
  async function openCopy(author = "Dr James Okoro") {
    const opened = await openMargaret();
    const line = opened.program.line("ceiling");
    line.right = "write";
    for (const { sources } of line.items.flatMap(({ values }) => values)) for (const one of sources) one.name = author;
    await opened.press("tab-record");
    await opened.press("section-treatment_plan");
    await find("line-ceiling");
    return opened;
  }

  it("is checked against the paper by somebody who may decide, who is asked first", async () => {
    const opened = await openCopy();
    await opened.press("check-copy-ceiling");
    await says("check-copy", "Does the paper say exactly this?");
    expect(opened.program.requests("enter")).toEqual([]);
    await opened.press("check-copy-yes");
    expect(await entered(opened)).toMatchObject({ confirms: "ceiling-okoro", body: {}, basis: "transcribed", supersedes: [] });
    await gone("check-copy");
    await says("line-ceiling", /Treatment here.*Saved on this computer/s);
    expect(all("awaits-second")).toEqual([]);
    expect(await find("change-ceiling")).toHaveFocus();
  });

  it("is left as it was by Escape, and the focus goes back", async () => {
    const opened = await openCopy();
    await opened.press("check-copy-ceiling");
    await opened.user.keyboard("{Escape}");
    await gone("check-copy");
    expect(await find("check-copy-ceiling")).toHaveFocus();
    await says("awaits-second", "Not yet checked");
  });

  it("is not checked by whoever made it", async () => {
    await openCopy("Asha Rahman");
    expect(all("check-copy-ceiling")).toEqual([]);
  });
});

describe("a suggestion", () => {
  it("of something new is sent as one and replaces nothing", async () => {
    const opened = await openSection("problems");
    expect(await find("add-problem")).toHaveTextContent("Suggest another");
    expect(all("change-problem")).toEqual([]);
    await opened.press("add-problem");
    await says("suggest-note", "hospice doctor");
    await opened.write("input-name", "Diabetes");
    await opened.press("save");
    expect(await entered(opened)).toMatchObject({ suggested: true, supersedes: [], body: { name: "Diabetes" } });
    await says("line-problem", "This does not count yet");
    expect(document.querySelector("[data-test^='take-up-']")).toBeNull();
  });

  it("to change an item of a list begins with its words and names it", async () => {
    const opened = await openSection("problems");
    const said = opened.program.line("problem").items[0]?.values[0]?.id;
    await opened.press("suggest-problem");
    expect(await find("input-name")).toHaveValue("Heart failure");
    await opened.write("input-name", "Heart failure and a leaking valve");
    await opened.press("save");
    expect(await entered(opened)).toMatchObject({
      suggested: true,
      supersedes: [said],
      body: { name: "Heart failure and a leaking valve", since: "2019-03" },
    });
  });

  it("says what it would replace, and whose words those are", async () => {
    await openSection("contingency");
    await says("would-replace-wish-asha", /In place of\s+Avoid hospital\s*Sam Bell, district nurse/);
    await says("would-replace-plan-asha", "Would be added");
  });

  it.each([
    ["take-up", "take_up"],
    ["turn-down", "turn_down"],
  ] as const)("is answered by one request: %s", async (button, kind) => {
    const opened = await openSection("contingency");
    await says("suggestion-wish-asha", "Asha Rahman, senior carer");
    await opened.press(`${button}-wish-asha`);
    await gone("suggestion-wish-asha");
    expect(opened.program.requests(kind)).toEqual([{ kind, record: MARGARET, suggestion: "wish-asha" }]);
    expect(opened.program.requests("enter")).toEqual([]);
    expect(document.activeElement).toHaveAttribute("id", "label-hospital_wish");
    await says("line-hospital_wish", kind === "take_up" ? "Only for a broken bone" : "Avoid hospital");
  });

  it("cannot be taken up where people disagree, and says so", async () => {
    const opened = await openSection("contingency");
    const line = opened.program.line("hospital_wish");
    const [said] = line.suggestions;
    if (!said) throw new Error("no suggestion");
    said.would_replace = [...said.would_replace, { entry: "other", text: "Go to hospital", by: [] }];
    opened.program.tell({ kind: "changed", records: [MARGARET] });
    await opened.press("section-consent");
    await opened.press("section-contingency");
    await says("would-replace-wish-asha", "Two versions stand here now");
    expect(all("take-up-wish-asha")).toEqual([]);
    await find("turn-down-wish-asha");
  });

  it("stays, with the reason, when the program does not take it up", async () => {
    const opened = await openSection("contingency", { failing: ["take_up"] });
    await opened.press("take-up-wish-asha");
    await says("error-happened", "There is no room left");
    await find("suggestion-wish-asha");
  });
});

describe("what follows from the record", () => {
  it("is read above the section, loud only where something is overdue", async () => {
    const { program, press } = await openSection("consent");
    expect(all("follows")).toEqual([]);
    program.record = {
      ...program.record,
      sections: program.record.sections.map((section) =>
        section.name === "reviews"
          ? {
              ...section,
              follows: [
                { of: "review", topics: [], alarm: "look", label: "CPR", words: "Overdue since 12-Oct-2026. What was decided stands." },
                { of: "review", topics: [], alarm: "note", label: "Medicines", words: "Next 12-Jan-2027" },
              ],
            }
          : section,
      ),
    };
    program.tell({ kind: "changed", records: [MARGARET] });
    await press("section-reviews");
    await says("follows-look", /CPR\s*Overdue since 12-Oct-2026. What was decided stands./);
    await says("follows-note", /Medicines\s*Next 12-Jan-2027/);
  });
});

describe("withholding", () => {
  it("says that something is withheld, and whom to ask", async () => {
    const opened = await openSection("prognosis");
    await says("line-awareness", "Withheld from some");
    await says("withheld", "Ask Sister Bell");
    await opened.press("change-awareness");
    await opened.press("withhold-how-say");
    await opened.press("save");
    await says("error-summary", "Whom to ask about it");
    await opened.write("input-withhold-ask", "Sister Bell");
    await opened.user.selectOptions(await find("input-withhold-why"), "family");
    await opened.press("save");
    expect((await entered(opened))?.withhold).toEqual({
      say_so: true,
      ask: "Sister Bell",
      why: "family",
      reviewer: "",
      review: "",
    });
  });

  it("shows nothing where that is wanted", async () => {
    const opened = await openSection("prognosis");
    await opened.press("change-awareness");
    await opened.press("withhold-how-silent");
    await opened.press("save");
    expect((await entered(opened))?.withhold).toMatchObject({ say_so: false });
  });
});

describe("this is not how it is", () => {
  it("is sent with what stands there, and leads to the answers", async () => {
    const opened = await openSection("about_me");
    await opened.press("mismatch-open");
    expect(await find("input-text")).toHaveFocus();
    await opened.write("input-text", "She is afraid of cats");
    await opened.press("input-kind-mismatch");
    await opened.press("mismatch-save");
    expect(await entered(opened)).toMatchObject({
      entry_kind: "feedback",
      body: {
        text: "She is afraid of cats",
        kind: "mismatch",
        about: "About me",
        said: "What is most important to me: Her cat, the window open, hymns on Sunday.",
      },
      supersedes: [],
    });
    await says("mismatch-sent", "Your report is saved");
    expect(await find("mismatch-sent")).toHaveFocus();
    await opened.press("mismatch-open-feedback");
    await says("section-title", "Feedback");
    await says("answers-feedback-1", "Put right: Changed to tea.");
  });

  it("never tells everyone what is withheld from some", async () => {
    const opened = await openSection("prognosis");
    await opened.press("mismatch-open");
    await opened.write("input-text", "She knows");
    await opened.press("mismatch-save");
    expect((await entered(opened))?.body["said"]).toBeUndefined();
  });

  it("is answered below itself", async () => {
    const opened = await openSection("feedback");
    await opened.press("answer-to-feedback-1");
    await opened.write("input-answer", "Thank you");
    await opened.press("save");
    expect(await entered(opened)).toMatchObject({
      entry_kind: "feedback_answer",
      body: { of: "feedback-1", answer: "Thank you" },
    });
  });
});

describe("as it stood", () => {
  it("is read and not written, and there is a way back", async () => {
    const { press, write, program } = await openSection("person");
    await press("stood-open");
    await write("input-stood-day", "1");
    await write("input-stood-month", "10");
    await write("input-stood-year", "2026");
    await write("input-stood-time", "08:00");
    await press("stood-show");
    await says("stood-bar", "As it stood on 01-Oct-2026 08:00 – not how it is now");
    expect(await find("stood-back")).toHaveFocus();
    await says("line-person.phone", "01632 960100");
    expect(program.requests("as_it_stood")[0]?.at).toBe(new Date("2026-10-01T08:00").toISOString());
    expect(document.querySelector("[data-test^='change-'], [data-test^='history-'], [data-test^='add-']")).toBeNull();
    await press("section-contingency");
    await find("stood-bar");
    expect(document.querySelector("[data-test^='take-up-'], [data-test='mismatch']")).toBeNull();
    await press("stood-back");
    await gone("stood-bar");
    expect(await find("stood-open")).toHaveFocus();
  });
});

describe("the sections", () => {
  it("are all there, under headings, with words for their marks", async () => {
    await openSection("pump");
    expect(document.querySelectorAll("nav [data-test^='section-']")).toHaveLength(27);
    await says("section-anticipatory", "Overdue: please look");
    await says("section-about_me", "To be looked at soon");
    await says("section-prognosis", "Something is withheld");
    await says("section-record", "Something is not for everyone");
    await says("section-pump", "Nothing is recorded yet");
    await says("section-gp", "Two versions");
  });
});

describe("the list of sections", () => {
  it("comes to the section that is opened, and stays where it is when there is news", async () => {
    const opened = await openSection("contingency");
    const moved = vi.fn();
    Element.prototype.scrollIntoView = moved;
    try {
      const { program } = opened;
      const sections = program.record.sections.map((section) => ({ ...section, title: `${section.title} (new)` }));
      program.record = { ...program.record, sections };
      program.tell({ kind: "changed", records: [MARGARET] });
      await says("section-title", "If something happens (new)");
      expect(moved).not.toHaveBeenCalled();
      await opened.press("section-person");
      await says("section-title", "Person");
      expect(moved).toHaveBeenCalled();
    } finally {
      Reflect.deleteProperty(Element.prototype, "scrollIntoView");
    }
  });
});
