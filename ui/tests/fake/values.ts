/** Builders of what the door says. Everyone here is invented; NHS numbers are of the range that is never issued. */
import type {
  Alarm,
  Choice,
  FormField,
  Input,
  Item,
  Line,
  Right,
  Section,
  Shape,
  ShareState,
  Source,
  Value,
} from "../../src/backend/generated/api";

/** Somebody who writes. */
export interface Author {
  name: string;
  role: string;
  organisation: string;
}

export const asha: Author = { name: "Asha Rahman", role: "senior carer", organisation: "Riverside House" };
export const sam: Author = { name: "Sam Bell", role: "district nurse", organisation: "Fenland Community Nursing" };
export const okoro: Author = { name: "Dr Ifeoma Okoro", role: "GP", organisation: "Mill Lane Surgery" };
export const whitfield: Author = { name: "Dr Tom Whitfield", role: "hospice doctor", organisation: "Fen Edge Hospice" };

/** A moment so many hours before the test's now. */
export function hoursAgo(hours: number): string {
  return new Date(Date.UTC(2026, 10, 20, 9, 14) - hours * 3_600_000).toISOString();
}

export function source(author: Author, when: string, shared: ShareState = "shared", hours = 20): Source {
  return {
    ...author,
    recorded_at: hoursAgo(hours),
    received_at: author === asha ? null : hoursAgo(hours - 1),
    shared,
    words: `${author.name}, ${author.role}, ${author.organisation} · ${when}`,
  };
}

let counted = 0;

export function value(text: string, sources: Source[], more: Partial<Value> = {}): Value {
  counted += 1;
  return {
    id: `v${counted}`,
    text,
    parts: { value: text },
    rows: [["", text]],
    basis: null,
    effective: null,
    comment: null,
    sources,
    answer: null,
    sheet: "shared",
    awaits_second: null,
    computed: [],
    would_replace: [],
    ...more,
  };
}

export function item(values: Value[], id = `i-${values[0]?.id ?? "none"}`): Item {
  return { id, state: values.length === 0 ? "nothing" : values.length === 1 ? "one" : "several", values };
}

export function field(name: string, label: string, input: Input = "text", more: Partial<FormField> = {}): FormField {
  const coded = input === "choice" || input === "choices" || input === "yes_no";
  return {
    name,
    label,
    hint: "",
    input,
    choices: [],
    non_answers: coded ? NON_ANSWERS : [],
    may_explain: coded,
    unit: "",
    required: false,
    ...more,
  };
}

export const NON_ANSWERS: Choice[] = [
  { code: "not_known", words: "Not known" },
  { code: "not_asked", words: "Not asked" },
  { code: "does_not_apply", words: "Does not apply" },
];

export function choices(...pairs: Array<[string, string]>): Choice[] {
  return pairs.map(([code, words]) => ({ code, words }));
}

export function line(name: string, label: string, shape: Shape, form: FormField[], items: Item[]): Line {
  return {
    name,
    label,
    shape,
    alarm: "note" satisfies Alarm,
    form,
    may_write: true,
    right: "write",
    who_may: "",
    sheet: "shared",
    items: items.length === 0 && (shape === "entry" || shape === "register") ? [item([])] : items,
    more: 0,
    suggestions: [],
  };
}

/** What may be done with a line, other than writing it. */
export const only = (right: Right, who_may: string, of: Line): Line => ({
  ...of,
  right,
  may_write: right !== "none",
  who_may,
});

/** What happened, newest first: each with its rows. */
export function log(name: string, label: string, form: FormField[], values: Value[], more = 0): Line {
  return { ...line(name, label, "log", form, values.map((one) => item([one], one.id))), alarm: "quiet", more };
}

export function section(name: string, title: string, lines: Line[], more: Partial<Section> = {}): Section {
  return {
    name,
    title,
    sharing: "Shared with Riverside House, Fenland Community Nursing, Mill Lane Surgery and Fen Edge Hospice.",
    age: "unaged",
    age_words: "",
    withheld: [],
    follows: [],
    lines,
    ...more,
  };
}

/** A plain field, with the one part that it has. */
export function register(name: string, label: string, values: Value[], form?: FormField): Line {
  return line(name, label, "register", [{ ...(form ?? field("value", label)), non_answers: [], may_explain: false }], [item(values)]);
}
