import { words } from "../words";

/** A field of a form, by the id of its element. */
export interface Asked {
  value: string;
  target: string;
  label: string;
}

/** Which fields are still empty, as the error summary says it. */
export const missingOf = (asked: readonly Asked[]): Array<{ text: string; target: string }> =>
  asked
    .filter(({ value }) => value.trim() === "")
    .map(({ target, label }) => ({ text: words.errors.missing(label), target }));
