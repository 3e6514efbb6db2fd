/** What a line's button and its empty place say, by what the signed-in person may do with it. */
import type { Line } from "../backend/generated/api";
import { words } from "../words";

/** On the button that opens the form, for the eye and for the ear. */
export function openingWords({ right, label }: Line, written: boolean): [string, string] {
  const { record } = words;
  if (right === "copy") return [record.copy, record.copyOf(label)];
  if (right === "suggest") return [record.suggest, record.suggestOf(label)];
  return written ? [record.change, record.changeOf(label)] : [record.write, record.writeOf(label)];
}

/** Where nothing is recorded. */
export function nothingWords(line: Line, frozen: boolean): string {
  return line.may_write || frozen || line.right === "suggest"
    ? words.record.nothing
    : words.record.nothingBut(line.who_may);
}
