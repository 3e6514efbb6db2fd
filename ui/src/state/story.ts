/** What happened, sorted for the eye: kinds to choose from, days, and what is left when somebody chooses. */
import type { Happening } from "../backend/generated/api";
import { words } from "../words";

/** A line that is of another kind than its section. */
const LINES: Readonly<Record<string, string>> = { contact_note: "visits", sbard: "visits" };

/** In the order in which they are offered. A section that is not named here is of the last kind. */
const KINDS: ReadonlyArray<readonly [kind: string, sections: readonly string[]]> = [
  ["decisions", ["cpr", "treatment_plan", "contingency", "legal", "consent"]],
  ["talks", ["conversations", "preferences", "about_me"]],
  ["visits", []],
  ["notes", ["notes"]],
  ["medicines", ["medicines", "anticipatory", "pump"]],
  ["scores", ["assessments"]],
  ["health", ["problems", "allergies", "prognosis", "needs"]],
  ["about", ["person", "contacts", "gp", "professionals", "home"]],
  ["papers", ["documents", "reviews"]],
];
const OTHER = "other";
const ORDER = [...KINDS.map(([kind]) => kind), OTHER];

export const kindOf = ({ line, section }: Pick<Happening, "line" | "section">): string =>
  LINES[line] ?? KINDS.find(([, sections]) => sections.includes(section))?.[0] ?? OTHER;

/** The kinds that there are, and how many of each. */
export function kindsOf(events: readonly Happening[]): Array<[kind: string, count: number]> {
  const counts = new Map<string, number>();
  for (const event of events) counts.set(kindOf(event), (counts.get(kindOf(event)) ?? 0) + 1);
  return ORDER.flatMap((kind) => (counts.has(kind) ? [[kind, counts.get(kind) ?? 0] as [string, number]] : []));
}

/** Nothing chosen is everything. */
export function chosen(
  events: readonly Happening[],
  kinds: readonly string[],
  lanes: readonly number[],
): readonly Happening[] {
  if (kinds.length === 0 && lanes.length === 0) return events;
  return events.filter(
    (event) =>
      (kinds.length === 0 || kinds.includes(kindOf(event))) && (lanes.length === 0 || lanes.includes(event.lane)),
  );
}

export interface Day {
  day: string;
  events: Happening[];
}

/** By day, in the order in which they come. */
export function byDay(events: readonly Happening[]): Day[] {
  const days: Day[] = [];
  for (const event of events) {
    const last = days.at(-1);
    if (last?.day === event.day) last.events.push(event);
    else days.push({ day: event.day, events: [event] });
  }
  return days;
}

/** What counts no more is struck through; what was never in force is said in words only. */
export const struck = (standing: string): boolean => /^(replaced|entered in error)/i.test(standing);

/** “Notes, Visits and Scores”. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} ${words.timeline.and} ${names.at(-1) ?? ""}`;

/** What the filter leaves, in words. */
export function filterWords(kinds: readonly string[], organisations: readonly string[]): string {
  const named = kinds.map((kind) => `“${words.timeline.kinds[kind] ?? kind}”`);
  const what = kinds.length > 0 ? listed(named) : words.timeline.whatAll;
  return organisations.length > 0 ? words.timeline.whatAt(what, listed(organisations)) : what;
}

const LONG = 280;

/** The beginning of long words, to the end of a word, and whether there is more. */
export function beginning(text: string): { text: string; more: boolean } {
  if (text.length <= LONG) return { text, more: false };
  const cut = text.lastIndexOf(" ", LONG);
  return { text: `${text.slice(0, cut > LONG / 2 ? cut : LONG)} …`, more: true };
}
