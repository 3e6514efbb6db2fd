/** A person over time: the timeline, the charts, and what is known before one talks. */
import { describe, expect, it } from "vitest";
import { draw, letter, rowsOf, sentence } from "../../src/state/chart";
import { beginning, byDay, chosen, kindOf, kindsOf, struck } from "../../src/state/story";
import { emptyStory, happening, longStory, story } from "../fake/story";
import { asha, hoursAgo, sam, source, value } from "../fake/values";
import { all, find, gone, MARGARET, openMargaret, says } from "./window";

const shown = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-test^='happened-']")];

describe("the tabs of a person", () => {
  const tabs = (): string[] => [...document.querySelectorAll("[data-test^='tab-']")].map((tab) => tab.textContent ?? "");

  it("are all there, and two versions and who looked only where there is something to look at", async () => {
    const { program } = await openMargaret();
    expect(tabs()).toEqual(["At a glance", "Record", "Timeline", "Charts", "Conversations", "Papers"]);
    program.view = { ...program.view, banner: { ...program.view.banner, two_versions: 2 } };
    program.tell({ kind: "changed", records: [MARGARET] });
    await says("tab-two-versions", "Two versions (2)");
    expect(all("tab-who-looked")).toEqual([]);
  });

  it("show no pages of care to one who answers only for the use of records", async () => {
    await openMargaret({ readsAudit: true, readsCare: false });
    await find("tab-who-looked");
    expect(tabs()).toEqual(["At a glance", "Record", "Who looked"]);
  });

  it("are only At a glance in a record that was opened in an emergency", async () => {
    const { program } = await openMargaret({ readsAudit: true, conflict: true });
    program.view = { ...program.view, banner: { ...program.view.banner, opened: "Opened in an emergency" } };
    program.tell({ kind: "changed", records: [MARGARET] });
    await gone("tab-record");
    expect(tabs()).toEqual(["At a glance"]);
    expect(all("write-note")).toEqual([]);
  });

  it("say in the banner what is old about the record, and who has not been heard of", async () => {
    await openMargaret({ aged: true });
    await says("banner-old", /Review overdue.*Fen Edge Hospice last heard Tue 17-Nov/);
  });
});

describe("the timeline", () => {
  it("has a lane for each organisation, days, and who, with the organisation said in each entry", async () => {
    const { press } = await openMargaret();
    await press("tab-timeline");
    await says("lanes", /Fen Edge Hospice Last heard Tue 17-Nov 15:00.*Riverside House/);
    await says("timeline-said", "Showing everything: 17 entries, the newest first");
    const days = [...document.querySelectorAll("[data-test='screen-timeline'] h2")].map((day) => day.textContent);
    expect(days[0]).toBe("Fri 20-Nov-2026");
    expect(new Set(days).size).toBe(days.length);
    expect(shown()[0]).toHaveTextContent("Asha Rahman, senior carer, Riverside House");
  });

  it("says in words what was written later, replaced, uncertain or not shared yet", async () => {
    const { press } = await openMargaret();
    await press("tab-timeline");
    const of = (words: string): HTMLElement => {
      const found = shown().find((entry) => entry.textContent?.includes(words));
      if (!found) throw new Error(words);
      return found;
    };
    await find("lanes");
    expect(of("Awake with pain")).toHaveTextContent("Written today 07:40, 4 hours later");
    expect(of("First visit")).toHaveTextContent("Time uncertain");
    expect(of("5, left hip")).toHaveTextContent("Not shared yet");
    const replaced = of("Not discussed");
    expect(replaced).toHaveTextContent("Replaced");
    expect(replaced.querySelector("s")).toHaveTextContent("Not discussed");
    expect(of("Jean visited with the cat.")).toHaveTextContent("Entered in error");
    expect(of("Not for CPR").querySelector("s")).toBeNull();
    expect(of("Heart failure")).toHaveTextContent("imported, not confirmed");
  });

  it("shows only what is chosen, says so, and comes back", async () => {
    const { press } = await openMargaret();
    await press("tab-timeline");
    await press("what-decisions");
    await says("timeline-said", "Showing only “Decisions”: 3 of 17 entries.");
    await press("lane-1");
    await says("timeline-said", "Showing only “Decisions” at Fenland Community Nursing: 1 of 17 entries.");
    expect(shown()).toHaveLength(1);
    expect(await find("what-decisions")).toHaveAttribute("aria-pressed", "true");
    await press("timeline-all");
    expect(shown()).toHaveLength(17);
    expect(await find("what-decisions")).toHaveAttribute("aria-pressed", "false");
  });

  it("opens the section of an entry", async () => {
    const { press, user } = await openMargaret();
    await press("tab-timeline");
    await press("what-medicines");
    const [first] = shown();
    await user.click(first?.querySelector("button") as HTMLElement);
    await says("section-title", "Syringe pump");
  });

  it("draws a hundred entries, then more", async () => {
    const { press } = await openMargaret({ story: "long" });
    await press("tab-timeline");
    await says("timeline-more", "Show 100 more (212 earlier)");
    expect(shown()).toHaveLength(100);
    expect(await find("timeline-older")).toHaveClass("paper-only");
    await press("timeline-more");
    await press("timeline-more");
    await says("timeline-more", "Show 12 more (12 earlier)");
    await press("timeline-more");
    await gone("timeline-more");
    expect(shown()).toHaveLength(312);
  });

  it("says how many older ones were not sent, and nothing where all were", async () => {
    const { press, program } = await openMargaret({ story: "long" });
    await press("tab-timeline");
    for (const _ of Array.from({ length: 3 })) await press("timeline-more");
    await says("timeline-older", "And 40 older ones. They are in the record, section by section.");
    expect(await find("timeline-older")).not.toHaveClass("paper-only");
    program.story = { ...program.story, more: 1 };
    program.tell({ kind: "changed", records: [MARGARET] });
    await says("timeline-older", "And 1 older one. It is in the record");
    program.story = story();
    program.tell({ kind: "changed", records: [MARGARET] });
    await gone("timeline-older");
  });

  it("shows what arrives, and says so when nothing is written or it cannot be asked", async () => {
    const { press, program } = await openMargaret({ story: "empty" });
    await press("tab-timeline");
    await says("timeline-none", "Nothing is written");
    program.story = story();
    program.tell({ kind: "changed", records: [MARGARET] });
    await find("lanes");
    program.failing.add("timeline");
    program.tell({ kind: "changed", records: [MARGARET] });
    await find("error");
  });

  it("sorts by kind and day, and leaves nothing out", () => {
    const { events } = longStory();
    expect(kindsOf(events).reduce((sum, [, count]) => sum + count, 0)).toBe(events.length);
    expect(byDay(events).flatMap((day) => day.events)).toEqual(events);
    expect(chosen(events, [], [])).toBe(events);
    expect(kindOf({ section: "notes", line: "contact_note" })).toBe("visits");
    expect(kindOf({ section: "of a newer program", line: "x" })).toBe("other");
    expect(["replaced", "entered in error", "suggested", "not in force", ""].map(struck)).toEqual([true, true, false, false, false]);
    const long = beginning(`${"word ".repeat(100)}`);
    expect(long.more).toBe(true);
    expect(long.text).toMatch(/word …$/);
    expect(happening(asha, 0, ["notes", "note", "Note"], "x").day).toBe("Fri 20-Nov-2026");
  });
});

describe("the charts", () => {
  const { charts } = story();
  const [pain, phase, weight] = charts as [(typeof charts)[0], (typeof charts)[0], (typeof charts)[0]];

  it("say in a sentence what the picture shows", () => {
    expect(sentence(pain)).toBe(
      "Pain, 0 to 10. A line of 7 measurements, from Tue 17-Nov 14:10 to today 09:08. It can go from 0 to 10. " +
        "The first was 3, the newest 5; the least 3, the most 7. 2 marks show what happened meanwhile. All of it stands in the table.",
    );
    expect(sentence(phase)).toContain("The first was Stable, the newest Deteriorating");
    expect(sentence(weight)).toContain("One measurement, 10-Nov-2026 09:14.");
  });

  it("tell everything in the table, the newest first, marks with their letter", () => {
    const rows = rowsOf(pain);
    expect(rows).toHaveLength(9);
    expect(rows[0]).toEqual(["today 09:08", "5, left hip", "Asha Rahman, senior carer, Riverside House"]);
    expect(rows[2]?.[1]).toBe("Mark B: Morphine 2.5 mg given");
    expect([0, 25, 26].map(letter)).toEqual(["A", "Z", "AA"]);
  });

  it("draw inside the picture, the higher the higher, and what lies outside the range too", () => {
    for (const width of [280, 460, 900]) {
      const drawn = draw({ ...pain, points: [...pain.points, { ...pain.points[0], value: 12, at: hoursAgo(0) } as never] }, width);
      for (const { x, y } of drawn.points) {
        expect(x).toBeGreaterThan(drawn.left);
        expect(x).toBeLessThan(drawn.right);
        expect(y).toBeGreaterThanOrEqual(drawn.top);
        expect(y).toBeLessThanOrEqual(drawn.bottom);
      }
      expect(drawn.points[4]?.y).toBeLessThan(drawn.points[0]?.y ?? 0);
    }
    expect(draw(phase, 460).levels.map(({ words }) => words)).toEqual(["Stable", "Unstable", "Deteriorating", "Dying", "Died"]);
    expect(draw(pain, 460).levels.map(({ words }) => words)).toEqual(["0", "5", "10"]);
    expect(draw(weight, 460).points).toHaveLength(1);
  });

  it("stand beside their tables, and the tables of counts below", async () => {
    const { press } = await openMargaret();
    await press("tab-charts");
    expect(await find("drawing-pain")).toHaveAttribute("role", "img");
    expect((await find("rows-pain")).querySelectorAll("tbody tr")).toHaveLength(4);
    await press("all-rows-pain");
    expect((await find("rows-pain")).querySelectorAll("tbody tr")).toHaveLength(9);
    await says("rows-pump_check", "14 ml");
  });

  it("say where scores are written when there are none", async () => {
    const { press, program } = await openMargaret({ story: "empty" });
    await press("tab-charts");
    expect(program.story).toBe(emptyStory);
    await press("to-assessments");
    await says("section-title", "Assessments");
  });
});

describe("conversations", () => {
  it("begin with what they know, words to use and to avoid, and the last talk in full", async () => {
    const { press } = await openMargaret();
    await press("tab-conversations");
    await says("known-person", /Partly aware.*Dr Tom Whitfield/);
    await says("known-family", /Aware.*Jean knows about CPR/);
    await says("known-use", "the team from Fen Edge");
    await says("known-avoid", "hospice");
    await says("withheld", "Ask Sister Bell");
    const last = await find("talk-last");
    expect(last).toHaveTextContent("She asked how long");
    expect(last).toHaveTextContent("Begun");
    expect(last).toHaveTextContent("Ask about hymns for the funeral");
    expect(last).toHaveTextContent("Dr Tom Whitfield, hospice doctor, Fen Edge Hospice");
    await says("talk-earlier", /1 earlier conversation.*CPR, with the person.*Completed/);
    await says("talk-topics", /Talked through.*CPR, Where to be cared for.*Begun, not finished/);
  });

  it("show both where two people wrote differently what she knows", async () => {
    const { press } = await openMargaret({ twoAware: true });
    await press("tab-conversations");
    await says("known-person", /Two answers are recorded.*Partly aware.*Dr Tom Whitfield.*Aware.*Sam Bell/);
  });

  it("say so where nothing is known, and do not begin with an empty page", async () => {
    const { press } = await openMargaret({ story: "empty" });
    await press("tab-conversations");
    await says("known-person", "Not recorded. Ask before you speak of the illness.");
    await says("talk-last", "No conversation is written down yet.");
  });

  it("do not say that nothing is recorded where her role does not read it", async () => {
    const { press, program } = await openMargaret();
    const sections = program.record.sections.filter(({ name }) => name !== "prognosis");
    program.record = { ...program.record, sections };
    await press("tab-conversations");
    await says("known-person", "Your role does not read this.");
    await says("known-use", "the team from Fen Edge");
    program.record = { ...program.record, sections: sections.filter(({ name }) => name !== "conversations") };
    program.tell({ kind: "changed", records: [MARGARET] });
    await says("conversations-not-yours", "Your role does not read conversations.");
  });

  it("keep what was half written through a lock, and lead back to it", async () => {
    const { press, write, user } = await openMargaret();
    await press("tab-conversations");
    await press("talk-begin");
    await press("talk-go-on");
    await write("input-what_was_said", "She asked about her son");
    await user.keyboard("{F9}");
    await press("sign-in-tile-staff-asha");
    await write("pin", "123456");
    await press("pin-submit");
    expect(await find("input-what_was_said")).toHaveValue("She asked about her son");
    await press("cancel-conversation");
    await find("talk-begin");
  });

  it("show all of this before a new one is written, and then keep it", async () => {
    const { press, write, program } = await openMargaret();
    await press("tab-conversations");
    await press("talk-begin");
    expect(all("form-conversation")).toEqual([]);
    expect(document.activeElement).toHaveTextContent("Read this first");
    await says("read-first", /Partly aware.*hospice.*She asked how long/);
    await press("talk-go-on");
    await find("form-conversation");
    await press("input-kind-acp_family");
    await write("input-what_was_said", "Jean would like to stay overnight.");
    await press("save");
    await says("talk-saved", "saved on this computer");
    expect(program.requests("enter")[0]).toMatchObject({
      entry_kind: "conversation",
      body: { kind: "acp_family", what_was_said: "Jean would like to stay overnight." },
    });
    expect(await find("talk-begin")).toHaveFocus();
  });

  it("ask why it is talked about again what was talked through, and only that", async () => {
    const { press, write, program } = await openMargaret();
    await press("tab-conversations");
    await press("talk-begin");
    await press("talk-go-on");
    await says("form-conversation", /Already talked through: Where to be cared for and CPR/);
    await press("input-kind-other");
    await press("input-topics-cpr");
    await press("save");
    await says("error-summary", "CPR: this was talked through before");
    expect(program.requests("enter")).toEqual([]);
    await write("input-repeated_because", "She asked again after her grandson was born.");
    await press("save");
    await find("talk-saved");
    expect(program.requests("enter")[0]?.body).toMatchObject({ topics: "cpr", repeated_because: expect.stringContaining("grandson") });
  });

  it("ask for no reason where a topic was only begun", async () => {
    const { press, program } = await openMargaret();
    await press("tab-conversations");
    await press("talk-begin");
    await press("talk-go-on");
    await press("input-kind-other");
    await press("input-topics-time_left");
    await press("save");
    await find("talk-begin");
    expect(program.requests("enter")).toHaveLength(1);
  });
});

describe("the pause before a sensitive section", () => {
  it("says what she knows first, goes on with Enter, and comes once for a person", async () => {
    const { press, user } = await openMargaret();
    await press("tab-record");
    await press("section-prognosis");
    await says("pause", /Before you read this aloud.*Partly aware.*Aware.*hospice/);
    expect(all("line-awareness")).toEqual([]);
    const goOn = await find("pause-go-on");
    expect(goOn).toHaveFocus();
    // The key that opened the section, held down, does not go on by itself.
    const held = new KeyboardEvent("keydown", { key: "Enter", repeat: true, bubbles: true, cancelable: true });
    goOn.dispatchEvent(held);
    expect(held.defaultPrevented).toBe(true);
    await user.keyboard("{Enter}");
    await find("line-awareness");
    await press("section-after_death");
    await says("section-title", "After death");
    expect(all("pause")).toEqual([]);
  });

  it("comes again for the next person", async () => {
    const { press } = await openMargaret();
    await press("tab-record");
    await press("section-prognosis");
    await press("pause-go-on");
    await press("nav-people");
    await press("person-row-r3");
    await press("tab-record");
    await press("section-prognosis");
    await find("pause");
    expect(all("line-awareness")).toEqual([]);
  });

  it("comes again for whoever signs in next", async () => {
    const { press, user, write } = await openMargaret();
    await press("tab-record");
    await press("section-prognosis");
    await press("pause-go-on");
    await user.keyboard("{F9}");
    await press("sign-in-tile-staff-asha");
    await write("pin", "123456");
    await press("pin-submit");
    await press("tab-record");
    await press("section-conversations");
    await find("pause");
  });

  it("is not made before a decision, a plan or a wish, nor once somebody has died", async () => {
    const { press } = await openMargaret();
    await press("tab-record");
    for (const section of ["cpr", "contingency", "preferences", "consent", "anticipatory"]) {
      await press(`section-${section}`);
      await find("sharing");
      expect(all("pause")).toEqual([]);
    }
  });

  it("is not made once she has died", async () => {
    const { press } = await openMargaret({ died: true });
    await press("tab-record");
    await press("section-after_death");
    await says("section-title", "After death");
  });
});

describe("the page of papers", () => {
  it("says what lies in the folder, which one is followed, and what can be printed", async () => {
    const { press } = await openMargaret();
    await press("tab-papers");
    await says("papers-folder", /DNACPR form.*Bedside folder, in front/);
    expect(await find("papers-folder")).not.toHaveTextContent("Letter from the clinic");
    await says("papers-followed", /Hospice plan.*No/);
    await find("line-document");
    await press("print-folder");
    await find("screen-folder-sheet");
    await press("tab-papers");
    await press("print-copy");
    await find("screen-persons-copy");
    await press("tab-papers");
    await press("print-glance");
    await find("card-cpr");
  });

  it("tells both versions of a paper of which only one says that it lies in the folder", async () => {
    const { press, program } = await openMargaret();
    const { items } = program.line("document");
    const paper = (id: string, in_folder: string) => value(`DNACPR form, ${id}`, [source(sam, "today")], { id, parts: { in_folder } });
    items.push({ id: "two", state: "several", values: [paper("one", "yes"), paper("other", "no")] });
    await press("tab-papers");
    await says("papers-folder", /Two answers are recorded.*DNACPR form, one.*DNACPR form, other/);
  });
});
