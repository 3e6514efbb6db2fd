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
  /** Others of the same name, each with what tells them apart. */
  namesakes: PersonRow[];
  /** Not found or filtered out, and shown so that nobody is taken for somebody else. */
  onlySameName: boolean;
}

/** Family name and first given name, without what someone is called. */
function plainName({ name }: PersonRow): string {
  const [family = "", given = ""] = name.replace(/[(“"].*$/, "").toLocaleLowerCase("en").split(",");
  return `${family.trim()}, ${given.trim().split(/\s+/)[0] ?? ""}`;
}

/** Those of the same name stand together, also where only one of them was found. */
export function together(rows: readonly PersonRow[], everyone: readonly PersonRow[]): Listed[] {
  const found = new Set(rows.map(({ record }) => record));
  // Among those found there may be only one of the name: what was said of all of them counts too.
  const alikeSomebody = new Set([...rows, ...everyone].filter(({ same_name }) => same_name).map(({ record }) => record));
  const named = new Map<string, PersonRow[]>();
  const known = new Set<string>();
  for (const row of [...rows, ...everyone]) {
    if (!alikeSomebody.has(row.record) || known.has(row.record)) continue;
    known.add(row.record);
    const name = plainName(row);
    const alike = named.get(name);
    if (alike) alike.push(row);
    else named.set(name, [row]);
  }
  const placed = new Set<string>();
  const list: Listed[] = [];
  const place = (row: PersonRow, alike: readonly PersonRow[]): void => {
    if (placed.has(row.record)) return;
    placed.add(row.record);
    const namesakes = alike.filter(({ record }) => record !== row.record);
    list.push({ row, namesakes, onlySameName: !found.has(row.record) });
  };
  for (const row of rows) {
    const alike = alikeSomebody.has(row.record) ? (named.get(plainName(row)) ?? []) : [];
    place(row, alike);
    for (const other of alike) place(other, alike);
  }
  return list;
}

/** Who somebody is not: name, birthday and room. */
export const toldApart = ({ name, born, room }: PersonRow): string =>
  [name, words.people.isBorn(born), ...(room ? [words.people.isInRoom(roomWords(room))] : [])].join(", ");
