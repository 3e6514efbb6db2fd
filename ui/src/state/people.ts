/** The list of people: what it is narrowed to, and who must not be taken for whom. */
import type { PersonRow } from "../backend/generated/api";
import { words } from "../words";
import { roomWords } from "./room";

/** What the list can be narrowed to, in the order of the chips. */
export const FILTERS = ["two_versions", "overdue", "unshared", "missing", "withheld", "unconfirmed"] as const;

export type Filter = (typeof FILTERS)[number];

const FITS: Record<Filter, (row: PersonRow) => boolean> = {
  two_versions: (row) => row.two_versions > 0,
  overdue: (row) => row.age === "red",
  unshared: (row) => row.unshared > 0,
  missing: (row) => row.missing.length > 0,
  withheld: (row) => row.withheld,
  unconfirmed: (row) => row.unconfirmed > 0,
};

/** What must be known of somebody wherever a list or a sheet names her: a picture, and always words. */
export interface RowMark {
  name: string;
  icon: "stop" | "look" | "note" | "due" | "overdue" | "waiting" | "withheld";
  text: string;
  /** Not as loud. */
  calm?: boolean;
}

/** Of the marks of a row those that are so, the most pressing first; `sameName` says who it is not. */
export function marksOf(row: PersonRow, sameName = ""): RowMark[] {
  const isOld = row.age === "red" || row.age === "amber";
  const all: Array<[boolean, RowMark]> = [
    [row.release_stopped, { name: "stopped", icon: "stop", text: words.people.stopped }],
    [row.two_versions > 0, { name: "two_versions", icon: "stop", text: words.people.twoVersions }],
    [true, { name: "same-name", icon: "look", text: sameName }],
    [isOld, { name: row.age === "red" ? "age-red" : "age-amber", icon: row.age === "red" ? "overdue" : "due", text: row.age_words }],
    [true, { name: "old", icon: "overdue", text: row.old }],
    [row.still_coming, { name: "coming", icon: "look", text: words.people.coming }],
    [row.unshared > 0, { name: "unshared", icon: "waiting", text: words.people.unshared(row.unshared), calm: true }],
    [row.unconfirmed > 0, { name: "unconfirmed", icon: "note", text: words.people.unconfirmed(row.unconfirmed), calm: true }],
    [row.withheld, { name: "withheld", icon: "withheld", text: words.people.withheld, calm: true }],
  ];
  return all.flatMap(([is, mark]) => (is && mark.text !== "" ? [mark] : []));
}

/** How many each chip would leave. */
export function countFilters(rows: readonly PersonRow[]): Record<Filter, number> {
  const counts = Object.fromEntries(FILTERS.map((filter) => [filter, 0])) as Record<Filter, number>;
  for (const row of rows) for (const filter of FILTERS) if (FITS[filter](row)) counts[filter] += 1;
  return counts;
}

/** Those who fit every chosen chip. */
export const narrowed = (rows: readonly PersonRow[], chosen: readonly Filter[]): PersonRow[] =>
  chosen.length === 0 ? [...rows] : rows.filter((row) => chosen.every((filter) => FITS[filter](row)));

/** One line of the list. */
export interface Listed {
  row: PersonRow;
  /** Those of the same name, this one among them; nobody where the name is one's own. */
  alike: readonly PersonRow[];
  /** Not found or filtered out, and shown so that nobody is taken for somebody else. */
  onlySameName: boolean;
}

/** Family name and first given name, without what someone is called. */
function plainName({ name }: PersonRow): string {
  const [family = "", given = ""] = name.replace(/[(“"].*$/, "").toLowerCase().split(",");
  return `${family.trim()}, ${given.trim().split(/\s+/)[0] ?? ""}`;
}

/** Those of the same name, by record. Among those found there may be only one: what was said of all counts too. */
export type Namesakes = ReadonlyMap<string, readonly PersonRow[]>;

export function namesakesAmong(rows: readonly PersonRow[], everyone: readonly PersonRow[]): Namesakes {
  const flagged = [...rows, ...everyone].filter(({ same_name }) => same_name);
  const alikeSomebody = new Set(flagged.map(({ record }) => record));
  const byName = new Map<string, PersonRow[]>();
  const byRecord = new Map<string, PersonRow[]>();
  for (const row of [...rows, ...everyone]) {
    if (!alikeSomebody.has(row.record) || byRecord.has(row.record)) continue;
    const name = plainName(row);
    const alike = byName.get(name) ?? [];
    byName.set(name, alike);
    byRecord.set(row.record, alike);
    alike.push(row);
  }
  return byRecord;
}

/** Those of the same name stand together, also where only one of them was found. */
export function together(rows: readonly PersonRow[], namesakes: Namesakes): Listed[] {
  const found = new Set(rows.map(({ record }) => record));
  const placed = new Set<string>();
  const list: Listed[] = [];
  for (const row of rows) {
    const alike = namesakes.get(row.record) ?? [];
    for (const one of [row, ...alike]) {
      if (placed.has(one.record)) continue;
      placed.add(one.record);
      list.push({ row: one, alike, onlySameName: !found.has(one.record) });
    }
  }
  return list;
}

/** More would not be read. */
const MOST_TOLD_APART = 3;

/** Who somebody is not, each with name, birthday and room. */
export function notThese(row: PersonRow, alike: readonly PersonRow[]): string {
  const others = alike.filter(({ record }) => record !== row.record);
  if (others.length === 0) return words.people.sameName;
  const told = others.slice(0, MOST_TOLD_APART).map(toldApart);
  const more = others.length - told.length;
  return words.people.sameNameAs([...told, ...(more > 0 ? [words.people.others(more)] : [])].join(words.people.andNot));
}

const toldApart = ({ name, born, room }: PersonRow): string =>
  [name, words.people.isBorn(born), ...(room ? [words.people.isInRoom(roomWords(room))] : [])].join(", ");

/** What is said of CPR. In a row of many facts it names what it is about. */
export const cprWords = (said: string): string =>
  said === "" || /\bCPR\b/.test(said) ? said : words.people.cpr(said.charAt(0).toLowerCase() + said.slice(1));
