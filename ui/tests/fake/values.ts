/** Builders of what the door says. Everyone here is invented; NHS numbers are of the range that is never issued. */
import type {
  Alarm,
  Choice,
  FormField,
  Input,
  Item,
  Line,
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
    ...more,
  };
}

export function item(values: Value[], id = `i-${values[0]?.id ?? "none"}`): Item {
  return { id, state: values.length === 0 ? "nothing" : values.length === 1 ? "one" : "several", values };
}

export function field(name: string, label: string, input: Input = "text", more: Partial<FormField> = {}): FormField {
  return { name, label, hint: "", input, choices: [], required: false, ...more };
}

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
    who_may: "",
    items: items.length === 0 && shape !== "list" ? [item([])] : items,
  };
}

/** A plain field, with the one part that it has. */
export function register(name: string, label: string, values: Value[], form?: FormField): Line {
  return line(name, label, "register", [form ?? field("value", label)], [item(values)]);
}
