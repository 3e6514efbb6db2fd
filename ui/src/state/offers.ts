/**
 * Names that stand in a section already. Medicines are told apart by their words alone, so that a name with one letter
 * less is counted as another medicine: it is better pressed than typed once more.
 */
import type { Section } from "../backend/generated/api";

/** Parts whose words tell one thing from another. */
const NAMES = ["medicine"] as const;

/** What can be pressed instead of typed, by the name of the part. */
export type Offers = Readonly<Partial<Record<string, readonly string[]>>>;

/** Capitals and spaces make no other medicine. */
const plainly = (name: string): string => name.trim().replaceAll(/\s+/g, " ").toLowerCase();

export function offersOf({ lines }: Section): Offers {
  const said = lines.flatMap(({ items }) => items.flatMap(({ values }) => values.map(({ parts }) => parts)));
  const of = (part: string): string[] => {
    const names = new Map<string, string>();
    for (const parts of said) {
      const name = parts[part]?.trim() ?? "";
      if (name !== "") names.set(plainly(name), name);
    }
    return [...names.values()].sort((a, b) => a.localeCompare(b));
  };
  return Object.fromEntries(NAMES.map((part) => [part, of(part)]));
}
