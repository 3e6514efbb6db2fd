/** What goes into the copy of the record for the person: only what everyone may read, section by section. */
import type { Item, Section } from "../backend/generated/api";
import { grouped } from "./sections";

/** One line with something to say. */
export interface CopyLine {
  name: string;
  label: string;
  items: Item[];
  /** Older ones that are not in it. */
  more: number;
}

/** One section with something to say. */
export interface CopySection {
  name: string;
  title: string;
  /** That it wants a look, where it does. */
  age: string;
  lines: CopyLine[];
}

/** What is talked through with somebody, and not handed over on paper without a thought: left out unless chosen. */
const SENSITIVE: readonly string[] = ["prognosis", "conversations", "after_death"];
/** These lines too, wherever they stand. */
const SENSITIVE_LINES: readonly string[] = ["awareness"];

/** In reading order, the person first. Nothing that is withheld, nothing that stays in one organisation, nothing that is only suggested. */
export function copySections(sections: readonly Section[]): CopySection[] {
  const inOrder = grouped(sections).flatMap((group) => group.sections);
  return inOrder.flatMap(({ name, title, age, age_words, lines }) => {
    const said = lines.flatMap((line): CopyLine[] => {
      const items = line.items.flatMap((item) => {
        const values = item.values.filter(({ sheet }) => sheet === "shared");
        return values.length > 0 ? [{ ...item, values }] : [];
      });
      return items.length > 0 ? [{ name: line.name, label: line.label, items, more: line.more }] : [];
    });
    return said.length > 0 ? [{ name, title, age: age === "amber" || age === "red" ? age_words : "", lines: said }] : [];
  });
}

export const isSensitive = ({ name, lines }: CopySection): boolean =>
  SENSITIVE.includes(name) || lines.some((line) => SENSITIVE_LINES.includes(line.name));
