/** What leaves on paper: what it says of itself, what it must say, and what it must never say. */
import { describe, expect, it, vi } from "vitest";
import { paperCode } from "../../src/state/code";
import { sheetsOf } from "../../src/state/sheet";
import { CODES, OLD_CODE } from "../fake/paper";
import type { Scene } from "../fake/program";
import { item, line, source, value, asha, sam } from "../fake/values";
import { all, find, gone, MARGARET, open, openMargaret, says, type Opened } from "./window";

/** By way of the code on the paper that is to be printed anew. */
async function openPaper(what: "folder_sheet" | "persons_copy", scene: Scene = {}): Promise<Opened> {
  const opened = open(scene);
  await opened.press("open-settings");
  await opened.press("open-check-paper");
  await opened.write("paper-code", CODES[what] ?? "");
  await opened.press("paper-check");
  await opened.press("paper-again");
  await find(what === "folder_sheet" ? "screen-folder-sheet" : "screen-persons-copy");
  return opened;
}

const printer = () => vi.spyOn(window, "print").mockImplementation(() => undefined);

describe("the foot of every print", () => {
  it("says when, how current, until when, and how that can be checked", async () => {
    await openMargaret();
    await says("print-foot", "Printed Fri 20-Nov-2026 09:20 by Asha Rahman");
    await says("print-foot", /“Today” on this paper is \w{3} \d\d-\w{3}-\d{4}\./);
    await says("print-foot", "What was written later is not on this paper");
    await says("print-foot", "As of Fri 20-Nov-2026 09:14");
    await says("print-foot", "Next review 12-Jan-2027");
    await says("print-valid", "Not valid after 27-Nov-2026");
    await says("print-foot", "Check this paper in Alongside: Check a paper");
    await says("print-code", CODES["glance"] ?? "");
  });

  it("comes with the page, anew with every piece of news about her, and no other", async () => {
    const { program } = await openMargaret();
    expect(program.requests("glance")).toHaveLength(1);
    program.tell({ kind: "changed", records: ["somebody-else"] });
    program.tell({ kind: "changed", records: [MARGARET] });
    await vi.waitFor(() => expect(program.requests("glance")).toHaveLength(2));
    // A code that was asked for by itself could stand for more than the page says.
    expect(program.requests("print_head")).toEqual([]);
  });

  it.each(["the button", "Ctrl+P"])("is asked for once more with the page when printing by %s", async (how) => {
    const { program, press, user } = await openMargaret();
    const print = printer();
    const before = program.asked.length;
    if (how === "the button") await press("print");
    else await user.keyboard("{Control>}p{/Control}");
    await vi.waitFor(() => expect(print).toHaveBeenCalledTimes(1));
    const asked = program.asked.slice(before).map(({ kind }) => kind);
    expect(asked.filter((kind) => kind === "print_head" || kind === "glance")).toEqual(["glance"]);
  });

  it("does not print somebody's page after it was left", async () => {
    const { program, press } = await openMargaret();
    const print = printer();
    program.hold("glance");
    await press("print");
    await press("nav-people");
    program.release();
    await find("screen-people");
    expect(print).not.toHaveBeenCalled();
  });

  it("says that it cannot be checked where there is no code, and never shows an old one", async () => {
    const { program } = await openMargaret();
    await says("print-code", CODES["glance"] ?? "");
    program.failing.add("glance");
    program.tell({ kind: "changed", records: [MARGARET] });
    await says("print-no-code", "no code");
    expect(all("print-code")).toEqual([]);
    await says("print-foot", /Printed \w{3} \d\d-\w{3}-\d{4} \d\d:\d\d by Asha Rahman/);
  });
});

describe("the papers", () => {
  it.each([
    ["folder", "screen-folder-sheet"],
    ["glance", "card-cpr"],
  ] as const)("are printed at once: %s, once it says what is recorded now", async (name, screen) => {
    const { press, program } = await openMargaret();
    await press("tab-papers");
    const print = printer();
    await press(`print-now-${name}`);
    await find(screen);
    await vi.waitFor(() => expect(print).toHaveBeenCalledTimes(1));
    const heads = { folder: "print_head", glance: "glance" } as const;
    const about = name === "folder" ? { record: MARGARET, what: "folder_sheet" } : { record: MARGARET };
    expect(program.requests(heads[name]).at(-1)).toMatchObject(about);
    expect(all("print-now-copy")).toEqual([]);
  });

  it("print nothing once she has gone on", async () => {
    const { press, program } = await openMargaret();
    await press("tab-papers");
    const print = printer();
    program.hold("print_head");
    await press("print-now-folder");
    await press("nav-people");
    program.release();
    await find("screen-people");
    expect(print).not.toHaveBeenCalled();
  });
});

describe("the sheet for the bedside folder", () => {
  it("says what somebody at the bedside needs", async () => {
    const { program } = await openPaper("folder_sheet");
    await says("print-head", /SMITH, Margaret.*04-Mar-1938.*999 000 0018.*12/s);
    await says("block-cpr", /NOT FOR CPR.*bedside folder.*the signed paper form must be seen/s);
    await says("block-allergies", "Penicillin");
    await says("block-places", "Riverside House");
    await says("block-ring", "01632 960300");
    await says("block-box", "Morphine 10 mg/ml");
    await says("block-pump", "Running");
    await says("block-papers", "CPR form, signed: bedside folder");
    expect(await find("block-papers")).not.toHaveTextContent("Letter from the clinic");
    await says("print-code", CODES["folder_sheet"] ?? "");
    const said = (await find("sheet")).textContent ?? "";
    for (const plan of program.view.plans) {
      for (const text of plan.rows.flat()) expect(said).toContain(text);
    }
    await says("folder-sheets", "one sheet");
  });

  it("never says one of two: neither of decisions nor of plans", async () => {
    await openPaper("folder_sheet", { conflict: true });
    const cpr = await find("block-cpr");
    expect(cpr).toHaveAttribute("data-state", "several");
    expect(cpr).not.toHaveTextContent("NOT FOR CPR");
    expect(cpr).toHaveTextContent("Dr Ifeoma Okoro, GP, Mill Lane Surgery");
    expect(cpr).toHaveTextContent("Dr Tom Whitfield, hospice doctor, Fen Edge Hospice");
    const bleeding = all("folder-plan").filter((plan) => plan.textContent?.includes("Bleeding"));
    expect(bleeding).toHaveLength(2);
    for (const plan of bleeding) expect(plan).toHaveTextContent("two plans, read both");
  });

  it("leaves out what is not for everyone, and says the rest", async () => {
    const { program } = await openPaper("folder_sheet");
    const secret = value("Rita Holm, friend: 01632 960199", [source(sam, "today 08:00")], { sheet: "restricted" });
    const view = program.view.cards.map((card) =>
      card.name === "ring" ? { ...card, lines: [...card.lines, ["Friend", secret.text] as [string, string]] } : card,
    );
    program.view = { ...program.view, cards: view };
    program.put("contact", [value("Jean Smith, daughter", [source(asha, "12-Nov-2026")]), secret]);
    await says("block-ring", "Jean Smith, daughter");
    expect(await find("sheet")).not.toHaveTextContent("Rita Holm");
  });

  it("says of one who has died that she has, and asks to take the old sheet out", async () => {
    await openPaper("folder_sheet", { died: true });
    await says("print-head", "Died 18-Nov-2026");
    await says("folder-died", "Take the old sheet out");
  });

  it("writes down that it was printed, and what", async () => {
    const { program, press } = await openPaper("folder_sheet");
    const print = printer();
    await press("folder-print");
    await vi.waitFor(() => expect(print).toHaveBeenCalled());
    window.dispatchEvent(new Event("afterprint"));
    await vi.waitFor(() => expect(program.requests("printed").map(({ what }) => what)).toEqual(["folder_sheet"]));
  });

  it("says what went wrong, and offers nothing to print", async () => {
    const { program } = await openPaper("folder_sheet");
    await find("sheet");
    program.failing.add("glance");
    program.tell({ kind: "changed", records: [MARGARET] });
    await find("error");
  });

  it("goes on to a second sheet where it does not fit", () => {
    expect(sheetsOf([100, 200, 300], 100, 5)).toEqual([[0, 1, 2]]);
    expect(sheetsOf([400, 400, 400, 400], 100, 5)).toEqual([[0, 1], [2, 3]]);
    expect(sheetsOf([5000, 10], 100, 5)).toEqual([[0], [1]]);
    expect(sheetsOf([], 100, 5)).toEqual([[]]);
  });
});

describe("the copy for the person", () => {
  const copy = async (): Promise<string> => (await find("copy")).textContent ?? "";

  it("is in plain words, with who wrote it and when", async () => {
    await openPaper("persons_copy");
    await says("copy-about_me", "Her cat, the window open, hymns on Sunday.");
    await says("copy-about_me", "Written by Asha Rahman, senior carer, Riverside House, today 07:30");
    await says("print-head", "SMITH, Margaret");
    await says("print-code", CODES["persons_copy"] ?? "");
  });

  it("leaves out what is talked about first, says so, and takes it in when chosen", async () => {
    const { program, press } = await openPaper("persons_copy");
    program.put("conversation", [value("Spoke of hospice", [source(sam, "today 08:00")])]);
    await find("copy-take-conversations");
    expect(await find("copy-take-conversations")).not.toBeChecked();
    expect(await copy()).not.toContain("Spoke of hospice");
    await press("copy-take-conversations");
    await says("copy-conversations", "Spoke of hospice");
    await press("copy-take-notes");
    await gone("copy-notes");
    await says("screen-persons-copy", "Left out, unless you choose it");
  });

  it.each([
    ["prognosis", "prognosis"],
    ["prognosis", "gsf_stage"],
    ["after_death", "after_death_wishes"],
    ["person", "awareness"],
  ])("leaves out %s with its line %s until it is chosen, though all may read it", async (section, name) => {
    const { program, press } = await openPaper("persons_copy");
    const said = line(name, "Said", "entry", [], [item([value("Weeks rather than months", [source(sam, "today 08:00")])])]);
    const { sections } = program.record;
    program.record = { ...program.record, sections: sections.map((one) => (one.name === section ? { ...one, lines: [said] } : one)) };
    program.tell({ kind: "changed", records: [MARGARET] });
    await vi.waitFor(() => expect(all(`copy-take-${section}`)[0]).not.toBeChecked());
    expect(await copy()).not.toContain("Weeks rather than months");
    await press(`copy-take-${section}`);
    await says(`copy-${section}`, "Weeks rather than months");
  });

  it("never holds what is withheld or only here, nor that there is such a thing", async () => {
    await openPaper("persons_copy");
    const said = await copy();
    expect(said).not.toContain("Key safe 4711");
    expect(said).not.toContain("Partly aware");
    expect(said).not.toContain("withheld");
    expect(all("copy-take-prognosis")).toEqual([]);
    await says("copy-never", "never in this copy");
  });

  it("shows all where people wrote different things", async () => {
    await openPaper("persons_copy", { conflict: true });
    await says("copy-cpr", /different things.*Not for CPR.*For CPR/s);
  });

  it("is not laid out at all where nothing may be given out", async () => {
    await openPaper("persons_copy", { died: true });
    await says("copy-stopped", "Nothing may be given out");
    expect(all("copy")).toEqual([]);
    expect(all("copy-print")).toEqual([]);
  });

  it("says that there is nothing yet", async () => {
    const { program } = await openPaper("persons_copy");
    program.record = { ...program.record, sections: program.record.sections.map((section) => ({ ...section, lines: [] })) };
    program.tell({ kind: "changed", records: [MARGARET] });
    await find("copy-nothing");
    expect(all("copy-print")).toEqual([]);
  });

  it("shows what is added, and keeps what she chose", async () => {
    const { program, press } = await openPaper("persons_copy");
    await press("copy-take-gp");
    await gone("copy-gp");
    program.put("about_me.most_important", [value("Her cat and her garden", [source(asha, "today 09:19")])]);
    await says("copy-about_me", "Her cat and her garden");
    expect(all("copy-gp")).toEqual([]);
  });
});

describe("checking a paper", () => {
  const check = async (code: string): Promise<Opened> => {
    const opened = open();
    await opened.press("open-settings");
    await opened.press("open-check-paper");
    await opened.write("paper-code", code);
    await opened.press("paper-check");
    return opened;
  };

  it.each(["G7K3Q-8MN2X", "g7k3q8mn2x", " G7K3Q 8MN2X. "])("reads %s", (typed) => {
    expect(paperCode(typed)).toBe("G7K3Q-8MN2X");
  });

  it("reads letters that look like figures, and nothing that is too short or too long", () => {
    expect(paperCode("oil34-56789")).toBe("01134-56789");
    expect(paperCode("G7K3Q-8MN2")).toBeNull();
    expect(paperCode("G7K3Q-8MN2XX")).toBeNull();
    expect(paperCode("")).toBeNull();
  });

  it("says that it is current, and opens the person", async () => {
    const { press } = await check("g7k3q 8mn2x");
    expect(await find("paper-answer")).toHaveAttribute("data-state", "current");
    await says("paper-answer", /This paper is current.*SMITH, Margaret.*At a glance/s);
    await press("paper-open");
    await find("card-cpr");
  });

  it("says that it is not, and prints a new one", async () => {
    const { press } = await check(OLD_CODE);
    expect(await find("paper-answer")).toHaveAttribute("data-state", "not_current");
    await says("paper-answer", "Take it out of use");
    await press("paper-again");
    await find("screen-folder-sheet");
  });

  it("says that it does not know it, and opens nobody", async () => {
    await check("ZZZZZ-ZZZZZ");
    expect(await find("paper-answer")).toHaveAttribute("data-state", "not_known");
    expect(all("paper-open")).toEqual([]);
  });

  it("asks for the code again, without asking the program", async () => {
    const { program } = await check("G7K3");
    expect(await find("paper-code")).toHaveFocus();
    await says("screen-check-paper", "ten letters and numbers. Please look");
    expect(program.requests("check_paper")).toEqual([]);
  });
});
