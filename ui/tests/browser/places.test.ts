/**
 * What must be known of a value is painted in words in every place where the value appears. The table has a cell for each
 * state in each place: a new one of either does not pass the compiler without an answer. The program's own answers are held
 * to the same table in `tests/scenarios/places.rs`.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { words } from "../../src/words";
import { MARGARET } from "../fake/person";
import { STATES, type State } from "../fake/states";
import { steps, toMargaret, toPaper, toSection, wait } from "./shown";
import { byTest, faultsOf, picture, press, windows, type Windows } from "./window";

const PLACES = ["list", "glance", "record", "print_glance", "print_folder", "print_copy", "print_handover", "export"] as const;
type Place = (typeof PLACES)[number];

/** How it is said there. The first words are said of nobody of whom it is not so; or they are said of everybody, and why. */
type Cell = { says: readonly [string, ...string[]] } | { always: string; why: string } | { never: string };

const OLD = "Not looked at for a long time";
const ASK = "Something is withheld here. Ask Dr Ward.";
const OVERDUE = "Review overdue. The decision stands.";
const UNSENT = words.person.unshared(1);
const UNCONFIRMED = words.people.unconfirmed(1);
const IMPORTED = "Penicillin (rash, imported, not confirmed)";
const STOPPED = words.people.stopped;
const TWO_CPR = "Two CPR decisions are recorded";

/** Only alongsidectl gives a record out; `tests/scenarios/places.rs` reads what it gives. */
const EXPORT: Cell = { never: "the window gives out no file: there is nothing of it to be painted" };

const TABLE: Record<State, Record<Place, Cell>> = {
  two_versions: {
    list: { says: [words.people.twoVersions, "2 CPR decisions are recorded"] },
    glance: { says: [TWO_CPR, "Check the paper form.", "Not for CPR", "For CPR"] },
    record: { says: [words.record.several(2), "Not for CPR", "For CPR"] },
    print_glance: { says: [TWO_CPR, "Check the paper form.", "Not for CPR", "For CPR"] },
    print_folder: { says: [TWO_CPR, "Check the paper form.", "Not for CPR", "For CPR"] },
    print_copy: { says: [words.personsCopy.several, "Not for CPR", "For CPR"] },
    print_handover: { says: [words.people.twoVersions] },
    export: EXPORT,
  },
  stale: {
    list: { says: [OLD] },
    glance: { says: [OLD] },
    record: { says: [OLD] },
    print_glance: { says: [OLD] },
    print_folder: { says: [OLD] },
    print_copy: { says: [OLD] },
    print_handover: { says: [OLD] },
    export: EXPORT,
  },
  withheld: {
    list: { says: [words.people.withheld] },
    glance: { says: [ASK] },
    record: { says: [ASK] },
    print_glance: { says: [ASK] },
    print_folder: { says: [ASK] },
    print_copy: {
      always: words.personsCopy.notAll,
      why: "on every copy, so that the paper gives nothing away to whoever reads it beside her; whom to ask is said to those who care for her",
    },
    print_handover: { says: [words.people.withheld] },
    export: EXPORT,
  },
  review_overdue: {
    list: { says: ["Review overdue"] },
    glance: { says: [OVERDUE] },
    record: { says: [OVERDUE] },
    print_glance: { says: [OVERDUE, "review overdue since 12-Nov-2026"] },
    print_folder: { says: [OVERDUE, "review overdue since 12-Nov-2026"] },
    print_copy: { says: [OVERDUE, "review overdue since 12-Nov-2026"] },
    print_handover: { says: ["Review overdue"] },
    export: EXPORT,
  },
  unsent: {
    list: { says: [words.people.unshared(1)] },
    glance: { says: [UNSENT, "today 08:05 · not yet shared"] },
    record: { says: [UNSENT, "today 08:05 · not yet shared"] },
    print_glance: { says: [UNSENT, "today 08:05 · not yet shared"] },
    print_folder: { says: [UNSENT] },
    print_copy: { says: [UNSENT, "today 08:05 · not yet shared"] },
    print_handover: { says: [words.people.unshared(1)] },
    export: EXPORT,
  },
  unconfirmed: {
    list: { says: [UNCONFIRMED] },
    glance: { says: [UNCONFIRMED, IMPORTED] },
    record: { says: [UNCONFIRMED, "imported, not confirmed"] },
    print_glance: { says: [UNCONFIRMED, IMPORTED] },
    print_folder: { says: [UNCONFIRMED, IMPORTED] },
    print_copy: { says: [UNCONFIRMED, words.personsCopy.basis("imported, not confirmed")] },
    print_handover: { says: [UNCONFIRMED] },
    export: EXPORT,
  },
  stopped: {
    list: { says: [STOPPED] },
    glance: { says: [STOPPED] },
    record: { says: [STOPPED] },
    print_glance: { says: [STOPPED] },
    print_folder: { says: [STOPPED] },
    print_copy: { says: [STOPPED, words.personsCopy.stopped] },
    print_handover: { says: [STOPPED] },
    export: EXPORT,
  },
};

/** The section of the record in which the value stands. */
const SECTION: Record<State, string> = {
  two_versions: "cpr",
  stale: "anticipatory",
  withheld: "allergies",
  review_overdue: "cpr",
  unsent: "notes",
  unconfirmed: "allergies",
  stopped: "consent",
};

/** The page as it lies on paper. */
async function lay(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 703, height: 1031 });
}

const head = wait("print-code");
const onPaper = (what: string) => steps(toPaper(what), head, lay);
const copy = steps(toPaper("persons_copy"), (page) => byTest(page, "print-foot").or(byTest(page, "copy-stopped")).first().waitFor(), lay);

/** How one gets there, and what of the page is the place. */
const WAYS: Record<Place, (state: State) => { go: (page: Page) => Promise<unknown>; root: string }> = {
  list: () => ({ go: wait(`person-row-${MARGARET}`), root: `[data-test="person-row-${MARGARET}"]` }),
  glance: () => ({ go: toMargaret, root: "body" }),
  record: (state) => ({ go: toSection(SECTION[state]), root: "body" }),
  print_glance: () => ({ go: steps(toMargaret, (page) => byTest(page, "print-code").waitFor({ state: "attached" }), lay), root: "body" }),
  print_folder: () => ({ go: onPaper("folder_sheet"), root: "body" }),
  print_copy: () => ({ go: copy, root: "body" }),
  print_handover: () => ({
    go: steps(press("today-handover"), wait(`handover-${MARGARET}`), lay),
    root: `[data-test="handover-${MARGARET}"]`,
  }),
  export: () => ({ go: wait("search"), root: "body" }),
};

/** Every word that the eye sees there. What only a screen reader is told, and what is cut away, is not among them. */
const seen = (page: Page, root: string): Promise<string> =>
  page.evaluate((root) => {
    const found: string[] = [];
    const from = document.querySelector(root);
    if (!from) return "";
    const walker = document.createTreeWalker(from, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const element = text.parentElement;
      if (!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (element.closest(".nhsuk-u-visually-hidden")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const { width, height } = range.getBoundingClientRect();
      if (width > 1 && height > 1) found.push(text.textContent ?? "");
    }
    return found.join(" ").replace(/\s+/g, " ").replace(/ ([),;.:])/g, "$1");
  }, root);

let all: Windows;
beforeAll(async () => {
  all = await windows();
});
afterAll(async () => {
  await all.close();
});

async function look(state: State | "calm", place: Place, of: State): Promise<string> {
  const page = await all.open({ state, today: place === "print_handover" });
  const { go, root } = WAYS[place](of);
  await go(page);
  const text = await seen(page, root);
  await picture(page, `place, ${place}, ${state}`);
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
  return text;
}

describe.each(PLACES)("in the place %s", (place) => {
  const cells = STATES.map((state) => [state, TABLE[state][place]] as const);
  it.each(cells.filter(([, cell]) => !("never" in cell)))("%s is said in words", async (state, cell) => {
    const text = await look(state, place, state);
    const said = "says" in cell ? cell.says : "always" in cell ? [cell.always] : [];
    expect(said.filter((words) => !text.includes(words)), text).toEqual([]);
  });

  const telling = cells.flatMap(([state, cell]) => ("says" in cell ? [[state, cell.says[0]] as const] : []));
  it.runIf(telling.length > 0)("nothing of it is said of somebody of whom it is not so", async () => {
    // A record is looked at section by section; every other place is one.
    for (const [of] of place === "record" ? telling : telling.slice(0, 1)) {
      const text = await look("calm", place, of);
      expect(telling.filter(([, words]) => text.includes(words)), of).toEqual([]);
    }
  });
});

it("a place that says nothing has a reason for it", () => {
  const reasons = STATES.flatMap((state) =>
    PLACES.map((place) => TABLE[state][place]).flatMap((cell) => ("never" in cell ? [cell.never] : "always" in cell ? [cell.why] : [])),
  );
  expect(reasons.every((reason) => reason.length > 20)).toBe(true);
});
