/** What is known and was said about talking with a person, gathered from her record for the eye. */
import type { Follows, Line, Section, Value } from "../backend/generated/api";
import { words } from "../words";
import type { Wrong } from "./parts";
import { listed } from "./story";

export const TALK = "conversation";
const SECTION = "conversations";
const AGAIN = "repeated_because";

/**
 * Sections in which somebody could read, aloud or over a shoulder, what the person was never told: how long she may live,
 * what was talked about, what is to be done after her death. Decisions are not among them: nothing may delay those.
 */
const SENSITIVE: readonly string[] = ["prognosis", SECTION, "after_death"];
export const isSensitive = (section: string): boolean => SENSITIVE.includes(section);

/** Words somebody wrote, and who. */
export interface Said {
  text: string;
  source: string;
}

export interface Known {
  /** Does her role read what the person knows, and what was talked about? What she does not read is not “not recorded”. */
  readsKnown: boolean;
  readsTalks: boolean;
  /** All values where several stand. */
  person: readonly Value[];
  family: readonly Value[];
  use: Said | null;
  avoid: Said | null;
  /** How far each topic has come. */
  topics: readonly Follows[];
  withheld: readonly string[];
}

const lineOf = (sections: readonly Section[], name: string): Line | undefined =>
  sections.flatMap(({ lines }) => lines).find((line) => line.name === name);

export const valuesOf = (line: Line | undefined): readonly Value[] => line?.items.flatMap(({ values }) => values) ?? [];

export const talksOf = (sections: readonly Section[]): { section: Section; line: Line } | null => {
  const section = sections.find(({ name }) => name === SECTION);
  const line = section?.lines.find(({ name }) => name === TALK);
  return section && line ? { section, line } : null;
};

/** Where the newest talks do not say it, an older one may, which the program has looked through. */
function said(talks: readonly Value[], part: string, follows: readonly Follows[]): Said | null {
  const talk = talks.find(({ parts }) => parts[part]);
  if (talk) return { text: talk.parts[part] ?? "", source: talk.sources[0]?.words ?? "" };
  const older = follows.find(({ of }) => of === part);
  return older ? { text: older.words, source: "" } : null;
}

export function knownOf(sections: readonly Section[]): Known {
  const found = talksOf(sections);
  const talks = valuesOf(found?.line);
  const follows = found?.section.follows ?? [];
  const prognosis = sections.find(({ name }) => name === "prognosis");
  const aware = lineOf(sections, "awareness");
  return {
    readsKnown: aware !== undefined,
    readsTalks: found !== null,
    person: valuesOf(aware),
    family: valuesOf(lineOf(sections, "family_awareness")),
    use: said(talks, "words_to_use", follows),
    avoid: said(talks, "avoid", follows),
    topics: follows.filter(({ topics }) => topics.length > 0),
    withheld: [...(prognosis?.withheld ?? []), ...(found?.section.withheld ?? [])],
  };
}

/** The choices that were talked through to the end: only what is completed counts as done. */
export function completed(line: Line, topics: readonly Follows[]): Array<{ code: string; words: string }> {
  const choices = line.form.filter(({ name }) => name === "topics" || name === "kind").flatMap((field) => field.choices);
  const done = topics.find(({ of }) => of === "completed")?.topics ?? [];
  return choices.filter(({ code }) => done.includes(code));
}

/** The form, which says before one writes what was talked through already. */
export const asked = (line: Line, done: readonly { words: string }[]): Line["form"] =>
  line.form.map((field) =>
    field.name === AGAIN && done.length > 0 ? { ...field, hint: words.conversations.again(listed(done.map((one) => one.words))) } : field,
  );

/** What is talked about again has a reason. */
export function whyAgain(parts: Readonly<Record<string, string>>, done: readonly { code: string; words: string }[]): Wrong[] {
  const now = `${parts["topics"] || (parts["kind"] ?? "")}`.split("\n");
  const again = done.filter(({ code }) => now.includes(code)).map((one) => one.words);
  if (again.length === 0 || parts[AGAIN]?.trim()) return [];
  return [{ part: AGAIN, text: words.conversations.sayWhyAgain(listed(again)) }];
}
