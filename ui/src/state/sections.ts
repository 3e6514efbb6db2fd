/** The sections of a record as the list beside it shows them: grouped, each with what wants a look. */
import type { Section, Value } from "../backend/generated/api";
import { words } from "../words";

/** In reading order. A section that is not named here, of a newer program, stands in the last group. */
const GROUPS: ReadonlyArray<readonly [title: string, sections: readonly string[]]> = [
  [words.groups.person, ["person", "contacts", "gp", "professionals", "home", "needs"]],
  [words.groups.matters, ["about_me", "preferences", "conversations"]],
  [words.groups.health, ["problems", "allergies", "prognosis", "assessments"]],
  [words.groups.plans, ["cpr", "treatment_plan", "contingency", "legal", "consent", "documents", "reviews"]],
  [words.groups.medicines, ["medicines", "anticipatory", "pump"]],
  [words.groups.days, ["notes", "feedback", "record"]],
  [words.groups.after, ["after_death"]],
];

export interface Group {
  title: string;
  sections: Section[];
}

/** The groups that have a section here. */
export function grouped(sections: readonly Section[]): Group[] {
  const known = new Set(GROUPS.flatMap(([, names]) => names));
  const groups = GROUPS.map(([title, names]) => ({
    title,
    sections: names.flatMap((name) => sections.filter((section) => section.name === name)),
  }));
  const more = { title: words.groups.more, sections: sections.filter(({ name }) => !known.has(name)) };
  return [...groups, more].filter((group) => group.sections.length > 0);
}

/** The section that opens by itself. */
export const firstOf = (sections: readonly Section[]): Section | undefined => grouped(sections)[0]?.sections[0];

export const valuesOf = (section: Section): Value[] =>
  section.lines.flatMap((line) => line.items.flatMap((item) => item.values));

/** The loudest disagreement of a section. */
export function disagreement(section: Section): "stop" | "look" | null {
  const lines = section.lines.filter((line) => line.items.some((item) => item.state === "several"));
  return lines.length === 0 ? null : lines.some((line) => line.alarm === "stop") ? "stop" : "look";
}

/** Marks beside the title of a section, each a picture with words. */
export type MarkName = "empty" | "due" | "overdue" | "withheld" | "lock";

export function marksOf(section: Section): MarkName[] {
  const values = valuesOf(section);
  const marks: MarkName[] = [];
  if (values.length === 0) marks.push("empty");
  if (section.age === "amber") marks.push("due");
  if (section.age === "red") marks.push("overdue");
  if (section.withheld.length > 0) marks.push("withheld");
  if (values.some(({ sheet }) => sheet !== "shared")) marks.push("lock");
  return marks;
}

export const markWords: Readonly<Record<MarkName, string>> = {
  empty: words.record.markEmpty,
  due: words.record.markAmber,
  overdue: words.record.markRed,
  withheld: words.record.markWithheld,
  lock: words.record.markNarrow,
};

/** As it is read where nothing may be changed. */
export function toRead(section: Section): Section {
  const lines = section.lines.map((line) => ({
    ...line,
    may_write: false,
    right: "none" as const,
    suggestions: [],
    more: 0,
  }));
  return { ...section, lines };
}

/** What stands in a section in words, of what everyone may read. */
export function standing(section: Section): string {
  const said = section.lines.flatMap((line) =>
    line.items.flatMap((item) =>
      item.values.filter(({ sheet }) => sheet === "shared").map(({ text }) => `${line.label}: ${text}`),
    ),
  );
  return said.join("\n").slice(0, 2000);
}
