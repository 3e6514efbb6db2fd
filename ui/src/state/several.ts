/** Notes for several people at once: what is written for whom, and what became of it. */
import type { ApiError, PersonRow } from "../backend/generated/api";

/** The same words for all, or words for each. */
export type How = "all" | "each";

/** What became of one person's note. */
export type Outcome = { state: "saving" } | { state: "saved" } | { state: "failed"; error: ApiError };

/** A phrase that stands in the words is taken out, any other is added at their end. */
export function toggled(text: string, phrase: string): string {
  if (has(text, phrase)) return text.replace(phrase, "").replaceAll(/ {2,}/g, " ").trim();
  return text.trim() === "" ? phrase : `${text.trimEnd()} ${phrase}`;
}

export const has = (text: string, phrase: string): boolean => text.includes(phrase);

/**
 * Those whose name or room has every part of what was typed, so many at most, and how many more there are. Whoever is
 * chosen stays in sight and in place.
 */
export function listed(
  rows: readonly PersonRow[],
  filter: string,
  chosen: readonly string[],
  most: number,
): { rows: PersonRow[]; more: number } {
  const parts = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ name, room }: PersonRow): boolean => {
    const said = `${name} ${room}`.toLowerCase();
    return parts.every((part) => said.includes(part));
  };
  const found = rows.filter(fits);
  const shown = new Set([...chosen, ...found.slice(0, most).map(({ record }) => record)]);
  return {
    rows: rows.filter(({ record }) => shown.has(record)),
    more: found.filter(({ record }) => !shown.has(record)).length,
  };
}
