/**
 * The parts of a form as text: what is typed, and what is sent.
 *
 * A date is held as `year-month-day` just as it was typed, so that half a date survives a lock; it is sent only when
 * there is such a day. Several choices are lines.
 */
import type { FormField } from "../backend/generated/api";
import { words } from "../words";
import type { Parts } from "./drafts";
import { isoDay } from "./when";

/** A recorded part as it stands in the form. Words that are no date cannot stand in a date's fields. */
export function asTyped(field: FormField | undefined, recorded: string): string {
  if (field?.input !== "date" || isCode(field, recorded)) return recorded;
  return /^\d{4}-\d{2}-\d{2}$/.test(recorded) ? recorded : "";
}

/** What is sent for what was typed; nothing when it cannot be sent. */
export function asSent(field: FormField | undefined, typed: string): string | null {
  const text = typed.trim();
  if (field?.input !== "date" || text === "" || isCode(field, text)) return text;
  const [year = "", month = "", day = ""] = text.split("-");
  return isoDay(day, month, year);
}

/** A date may have words in its place, such as `indefinite`. */
function isCode(field: FormField, text: string): boolean {
  return field.choices.some(({ code }) => code === text);
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
    if (sent === null) wrong.push({ text: words.errors.notADate(field.label), part: field.name });
    else if (sent !== "") body[field.name] = sent;
    else if (field.required) wrong.push({ text: words.errors.missing(field.label), part: field.name });
  }
  return { body, wrong };
}
