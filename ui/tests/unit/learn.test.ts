/** Practice, the first-shift tour, help and the words we use. */
import { describe, expect, it, vi } from "vitest";
import type { Request } from "../../src/backend/generated/api";
import type { Happening } from "../../src/state/session.svelte";
import { everyone } from "../../src/state/people";
import type { Place } from "../../src/state/place";
import { TOUR, type StepName } from "../../src/state/tour";
import { titles } from "../../src/state/titles";
import { words } from "../../src/words";
import { all, find, gone, MARGARET, open, openMargaret, openSection, says } from "./window";
import type { Opened } from "./window";

async function toLearn(opened: Opened): Promise<void> {
  await opened.user.keyboard("{F1}");
  await opened.press("help-glossary");
  await find("screen-learn");
}

async function practising(): Promise<Opened> {
  const opened = open({ conflict: true });
  await find("site");
  await toLearn(opened);
  await opened.press("practice-begin");
  await find("practice-frame");
  return opened;
}

describe("practice", () => {
  it("says what it is before one begins, and begins on a page of its own", async () => {
    const opened = open();
    await find("site");
    await toLearn(opened);
    await says("screen-learn", "Nothing leaves this computer");
    await says("screen-learn", "thrown away");
    expect(all("practice-frame")).toEqual([]);
    await opened.press("practice-begin");
    await gone("screen-learn");
    expect(opened.program.requests("practise")).toEqual([{ kind: "practise", on: true }]);
    await opened.user.keyboard("{Escape}");
    await find("practice-frame");
    expect(all("screen-learn")).toEqual([]);
  });

  it("says on every page and on paper that nobody is real, and ends with one press", async () => {
    const { press, program } = await practising();
    await press("nav-people");
    await press(`person-row-${MARGARET}`);
    await find("card-cpr");
    await says("practice-words", "Practice – nobody here is real");
    await says("practice-paper", "PRACTICE – NOT REAL");
    expect(document.documentElement).toHaveClass("practice");
    await press("practice-end");
    await gone("practice-frame");
    await gone("card-cpr");
    expect(all("practice-words")).toEqual([]);
    expect(document.documentElement).not.toHaveClass("practice");
    expect(program.requests("practise").map(({ on }) => on)).toEqual([true, false]);
  });

  it("says so while the screen is locked, too", async () => {
    const { press } = await practising();
    await press("lock");
    await find("sign-in-tile-staff-asha");
    await says("practice-words", "nobody here is real");
    await find("practice-end");
  });

  it("keeps half-written words of real work and of practice apart", async () => {
    const opened = await openSection("contacts");
    const { press, write } = opened;
    await press("add-contact");
    await write("input-name", "Jean, really");
    await toLearn(opened);
    await press("practice-begin");
    await press("nav-people");
    await press(`person-row-${MARGARET}`);
    await press("tab-record");
    await press("section-contacts");
    expect(all("input-name")).toEqual([]);
    await press("add-contact");
    await write("input-name", "Somebody invented");
    // Straight out of practice, with the form still open.
    await press("practice-end");
    await gone("practice-frame");
    await press("nav-people");
    await press(`person-row-${MARGARET}`);
    await press("tab-record");
    await press("section-contacts");
    expect(await find("input-name")).toHaveValue("Jean, really");
  });

  it("leaves nothing of practice on the screen, and nothing of it arrives late", async () => {
    const { press, program } = await practising();
    await press("nav-people");
    await find(`person-row-${MARGARET}`);
    program.people = [];
    program.hold("people");
    await press("practice-end");
    await gone("practice-frame");
    expect(all(`person-row-${MARGARET}`)).toEqual([]);
    program.release();
    await press("nav-people");
    await find("add-person");
    expect(all(`person-row-${MARGARET}`)).toEqual([]);
  });

  it("says what went wrong where it could not begin", async () => {
    const opened = open({ failing: ["practise"] });
    await find("site");
    await toLearn(opened);
    await opened.press("practice-begin");
    await find("error");
    expect(all("practice-frame")).toEqual([]);
  });

  it("says what went wrong where it could not end, and goes on saying that nobody is real", async () => {
    const { press, program } = await practising();
    program.failing.add("practise");
    await press("nav-people");
    await press(`person-row-${MARGARET}`);
    await press("practice-end");
    await find("error");
    await find("screen-learn");
    await find("practice-frame");
    await press("lock");
    await find("sign-in-tile-staff-asha");
    await press("practice-end");
    await find("error");
    await says("practice-words", "nobody here is real");
  });
});

describe("the steps of the tour", () => {
  const came = (place: Place): Happening => ({ kind: "came", place });
  const asked = (request: Request): Happening => ({ kind: "asked", request });
  const wrote = (entry_kind: string): Happening => asked({ kind: "enter", entry_kind } as unknown as Request);
  const glance = came({ screen: "glance", record: "r" });
  const search = (text: string): Happening => asked(everyone(text));

  const doings: Record<StepName, { does: Happening[]; doesNot: Happening[] }> = {
    find: { does: [search("pe"), glance], doesNot: [search("p"), glance] },
    glance: { does: [came({ screen: "record", record: "r", section: "contacts" }), glance], doesNot: [glance] },
    fall: { does: [{ kind: "read_plan" }], doesNot: [glance] },
    two: { does: [came({ screen: "two_versions", record: "r" })], doesNot: [came({ screen: "two_versions", record: null })] },
    note: { does: [wrote("note")], doesNot: [came({ screen: "note", record: "r" })] },
    box: { does: [wrote("stock_check")], doesNot: [wrote("supply")] },
    mismatch: { does: [wrote("feedback")], doesNot: [wrote("note")] },
    several: { does: [came({ screen: "write_for_several" }), wrote("note")], doesNot: [wrote("note")] },
    handover: { does: [came({ screen: "handover" })], doesNot: [came({ screen: "today" })] },
    lock: { does: [{ kind: "locked" }], doesNot: [came({ screen: "people" })] },
  };

  it.each(TOUR.map((step) => [step.name, step] as const))("%s is noticed when it is done, and not before", (name, step) => {
    const { does, doesNot } = doings[name];
    expect(step.done([])).toBe(false);
    expect(step.done(doesNot)).toBe(false);
    for (let upTo = 1; upTo < does.length; upTo += 1) expect(step.done(does.slice(0, upTo))).toBe(false);
    expect(step.done(does)).toBe(true);
  });

  it("all have words, and all words have a step", () => {
    expect(TOUR.map(({ name }) => name)).toEqual(Object.keys(words.tour.steps));
  });
});

describe("the tour", () => {
  const step = async (name: string): Promise<void> => {
    await vi.waitFor(() => expect(all("tour")[0]?.dataset["step"]).toBe(name));
  };

  it("is only in practice", async () => {
    const opened = open();
    await find("site");
    await toLearn(opened);
    expect(all("tour-begin")).toEqual([]);
    await says("screen-learn", "Begin practice first");
  });

  it("goes on by what is done, and can be left with Esc", async () => {
    const opened = await practising();
    const { press, write, user } = opened;
    await toLearn(opened);
    await press("tour-begin");
    await step("find");
    expect(all("tour")[0]?.querySelector("[role=status]")).toHaveTextContent("Step 1 of 10");
    await press("nav-people");
    await write("search", "sm");
    await press(`person-row-${MARGARET}`);
    await step("glance");
    await press("card-open-ring");
    await find("screen-record");
    await user.keyboard("{Escape}");
    await step("fall");
    await user.click((await vi.waitFor(() => all("plan-open")[0])) as HTMLElement);
    await press("plan-close");
    await step("two");
    await press("tour-skip");
    await step("note");
    (await find("tour-leave")).focus();
    await user.keyboard("{Escape}");
    await gone("tour");
    await find("screen-glance");
  });

  it("ends with the lock, is remembered, and is not shown as done before", async () => {
    const opened = await practising();
    const { press, program } = opened;
    await toLearn(opened);
    await press("tour-begin");
    for (const name of TOUR.slice(0, -1).map((one) => one.name)) {
      await step(name);
      expect(program.requests("set_looks")).toEqual([]);
      await press("tour-skip");
    }
    await step("lock");
    await press("lock");
    await step("finished");
    await press("tour-leave");
    await gone("tour");
    await vi.waitFor(() => expect(program.requests("looks").length).toBeGreaterThan(0));
    await vi.waitFor(() => expect(program.requests("set_looks")[0]?.looks.toured).toBe(true));
  });
});

describe("help", () => {
  it("is written for every screen, with three things to do", () => {
    const source = Object.keys(titles).sort();
    expect(Object.keys(words.help.screens).sort()).toEqual(source);
    for (const [screen, about] of Object.entries(words.help.screens)) {
      expect(about.what, screen).not.toBe("");
      expect(about.how, screen).toHaveLength(3);
    }
  });

  it("speaks of the screen that is open, and of the marks and the keys", async () => {
    const { user, press } = await openMargaret();
    await user.keyboard("{F1}");
    await says("help-what", "All you need in a hurry about one person.");
    await says("help-dialog", "Stop and read before you do anything");
    await says("help-dialog", "Lock the screen");
    await press("help-close");
    await press("nav-this-computer");
    await user.keyboard("{F1}");
    await says("help-what", "What waits to be shared");
  });

  it("helps before anyone has signed in, without the page of words", async () => {
    const { user } = open({ signedIn: false });
    await find("sign-in-tile-staff-asha");
    await user.keyboard("{F1}");
    await says("help-what", "Here you say who you are");
    expect(all("help-glossary")).toEqual([]);
  });

  it("tells nobody", async () => {
    const { user, program } = await openMargaret();
    const before = program.asked.length;
    await user.keyboard("{F1}");
    await find("help-what");
    expect(program.asked.length).toBe(before);
  });
});

describe("the words we use", () => {
  it("are found by name first, then by what they mean", async () => {
    const opened = open();
    await find("site");
    await toLearn(opened);
    expect(await find("glossary-search")).toHaveFocus();
    expect(all("glossary-entry").length).toBe(words.glossary.entries.length);
    await opened.write("glossary-search", "box");
    await says("glossary-entry", /^Just-in-case box/);
    await opened.write("glossary-search", "zzz");
    await says("glossary-count", "We have no such word yet");
    await opened.user.keyboard("{Escape}");
    expect(await find("glossary-search")).toHaveValue("");
    await opened.user.keyboard("{Escape}");
    await gone("screen-learn");
  });

  it("are enough, in order, and each only once", () => {
    const terms = words.glossary.entries.map(([term]) => term);
    expect(terms.length).toBeGreaterThanOrEqual(40);
    expect(new Set(terms).size).toBe(terms.length);
    expect([...terms].sort((a, b) => a.localeCompare(b, "en"))).toEqual(terms);
  });
});
