/**
 * What must be known of a value or of a record, one at a time: Margaret as somebody of whom exactly this is so, told as the
 * program tells it (`tests/scenarios/places.rs` holds the program to the same words).
 */
import type { Banner, Card, PersonRow, Section, Value } from "../../src/backend/generated/api";
import { cprOfGp, cprOfHospice, glance, MARGARET, page } from "./person";
import type { FakeProgram } from "./program";
import { item } from "./values";

export const STATES = ["two_versions", "stale", "withheld", "review_overdue", "unsent", "unconfirmed", "stopped"] as const;
export type State = (typeof STATES)[number];

interface Change {
  row?: Partial<PersonRow>;
  banner?: Partial<Banner>;
  card?: [name: string, Partial<Card>];
  section?: [name: string, Partial<Section>];
  /** Each value of a line. */
  value?: [line: string, (value: Value) => Value];
}

const NOT_SHARED = " · not yet shared";
const IMPORTED = "imported, not confirmed";
const OLD = { age: "red", age_words: "Not looked at for a long time" } as const;
const OVERDUE = { age: "red", age_words: "Review overdue. The decision stands." } as const;
const ASK = { withheld: ["Something is withheld here. Ask Dr Ward."] };

const unsent = (value: Value): Value => ({
  ...value,
  sources: value.sources.map((source) => ({ ...source, shared: "here", words: source.words + NOT_SHARED })),
});

const CHANGES: Record<State, Change> = {
  two_versions: { row: { two_versions: 1, cpr: "2 CPR decisions are recorded", cpr_alarm: "stop" }, banner: { two_versions: 1 } },
  stale: { row: { old: OLD.age_words }, card: ["box", OLD], section: ["anticipatory", OLD] },
  withheld: { row: { withheld: true }, card: ["allergies", ASK], section: ["allergies", ASK] },
  review_overdue: {
    row: { age: "red", age_words: "Review overdue" },
    banner: { old: ["Review overdue"] },
    card: ["cpr", OVERDUE],
    section: ["cpr", OVERDUE],
  },
  unsent: { row: { unshared: 1 }, banner: { unshared: 1 }, value: ["note", unsent] },
  unconfirmed: {
    row: { unconfirmed: 1 },
    banner: { unconfirmed: 1, allergies: `Penicillin (rash, ${IMPORTED})` },
    card: ["allergies", { headline: `Penicillin (rash, ${IMPORTED})`, source: `Asha Rahman, senior carer, Riverside House · 12-Nov-2026 · ${IMPORTED}` }],
    value: ["allergy", (value) => ({ ...value, basis: IMPORTED })],
  },
  stopped: { row: { release_stopped: true }, banner: { release_stopped: "Nothing may be given out: see “Consent and sharing”" } },
};

const CALM_ROW: Partial<PersonRow> = {
  cpr: "Not for CPR",
  cpr_alarm: "quiet",
  two_versions: 0,
  unshared: 0,
  age: "fresh",
  age_words: "",
  withheld: false,
  unconfirmed: 0,
  release_stopped: false,
  old: "",
};
const CALM = { age: "unaged", age_words: "", withheld: [] } as const;

/** Makes one of these so, and nothing else; `calm` is somebody of whom there is nothing to be said. */
export function inState(program: FakeProgram, state: State | "calm"): void {
  const change: Change = state === "calm" ? {} : CHANGES[state];
  const cpr = state === "two_versions" ? [cprOfGp(), cprOfHospice()] : [cprOfGp()];
  const valuesOf = (line: string, values: Value[]): Value[] => (change.value?.[0] === line ? values.map(change.value[1]) : values);
  const agreed = (line: string, values: Value[]): Value[] => valuesOf(line, line === "cpr_decision" ? values : values.slice(0, 1));
  const sections = page(cpr).sections.map((section): Section => ({
    ...section,
    ...CALM,
    withheld: [],
    lines: section.lines.map((line) => ({ ...line, items: line.items.map(({ id, values }) => item(agreed(line.name, values), id)) })),
    ...(change.section?.[0] === section.name && change.section[1]),
  }));
  const seen = glance(cpr);
  const about = { ...seen.banner, ...change.banner };
  const plans = seen.plans.map((plan) => ({ ...plan, disputed: false }));
  const cards = seen.cards.map((card): Card => ({ ...card, ...CALM, withheld: [], ...(change.card?.[0] === card.name && change.card[1]) }));
  program.view = { ...seen, banner: about, cards, plans, latest: valuesOf("note", seen.latest) };
  program.record = { ...program.record, banner: about, sections };
  program.people = program.people.map((row) => (row.record === MARGARET ? { ...row, ...CALM_ROW, ...change.row } : row));
  if (state !== "two_versions") program.day = { ...program.day, open: program.day.open.filter(({ record }) => record !== MARGARET) };
}
