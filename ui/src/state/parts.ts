/**
 * The parts of a form as text: what is typed, and what is sent.
 *
 * A date is held as `year-month-day` just as it was typed, a moment as the same with `T` and the time, so that half of
 * one survives a lock; it is sent only when there is such a day. Several choices are lines. Words in place of a choice
 * begin with `none_of_these:`.
 */
import type { FormField } from "../backend/generated/api";
import { words } from "../words";
import type { Parts } from "./drafts";
import { isoDay, isoMoment, isoPartDate, localMoment } from "./when";

/** Before words that stand in place of a choice. */
export const EXPLAINED = "none_of_these:";

/** A recorded part as it stands in the form. Words that are no date cannot stand in a date's fields. */
export function asTyped(field: FormField | undefined, recorded: string): string {
  if (field === undefined || recorded === "" || areCodes(field, recorded)) return recorded;
  switch (field.input) {
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(recorded) ? recorded : "";
    case "part_date":
      return /^\d{4}(-\d{2}){0,2}$/.test(recorded) ? recorded : "";
    case "moment":
      return localMoment(recorded) ?? "";
    case "choice":
    case "choices":
    case "yes_no":
      return field.may_explain && !recorded.startsWith(EXPLAINED) ? EXPLAINED + recorded : recorded;
    default:
      return recorded;
  }
}

/** What is sent for what was typed; nothing when it cannot be sent. */
export function asSent(field: FormField | undefined, typed: string): string | null {
  const text = typed.trim();
  if (field === undefined || text === "" || areCodes(field, text)) return text;
  if (text.startsWith(EXPLAINED)) return text.slice(EXPLAINED.length).trim() === "" ? null : text;
  const [day, time = ""] = text.split("T");
  const [y = "", m = "", d = ""] = (day ?? "").split("-");
  switch (field.input) {
    case "date":
      return isoDay(d, m, y);
    case "part_date":
      return isoPartDate(d, m, y);
    case "moment":
      return isoMoment(d, m, y, time);
    case "number":
      return /^-?\d+([.,]\d+)?$/.test(text) ? text.replace(",", ".") : null;
    default:
      return text;
  }
}

/** What to say of words that cannot be sent. */
export function wrongWords(field: FormField, label: string = field.label): string {
  switch (field.input) {
    case "date":
      return words.errors.notADate(label);
    case "part_date":
      return words.errors.notAPartDate(label);
    case "moment":
      return words.errors.notAMoment(label);
    case "number":
      return words.errors.notANumber(label);
    default:
      return words.errors.notExplained(label);
  }
}

/** Is it asked for in fields for the day, the month and the year? */
export function isDated(field: FormField | undefined): boolean {
  return field?.input === "date" || field?.input === "part_date" || field?.input === "moment";
}

/** A date may have words in its place, such as `indefinite`; any coded question an honest non-answer. */
function areCodes(field: FormField, text: string): boolean {
  const known = [...field.choices, ...field.non_answers].map(({ code }) => code);
  if (field.input === "yes_no") known.push("yes", "no");
  return known.length > 0 && text.split("\n").every((code) => known.includes(code));
}

/** One thing to put right, and where. */
export interface Wrong {
  text: string;
  part: string;
}

/** Reads a form: the parts to send, or what is to be put right first. */
export function readForm(
  fields: readonly FormField[],
  parts: Parts,
): { body: Record<string, string>; wrong: Wrong[] } {
  const body: Record<string, string> = {};
  const wrong: Wrong[] = [];
  for (const field of fields) {
    const sent = asSent(field, parts[field.name] ?? "");
    if (sent === null) wrong.push({ text: wrongWords(field), part: field.name });
    else if (sent !== "") body[field.name] = sent;
    else if (field.required) wrong.push({ text: words.errors.missing(field.label), part: field.name });
  }
  return { body, wrong };
}
