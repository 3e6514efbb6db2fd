/** What is to be known and done now, put in the order in which it is read. */
import type { Matter, Today } from "../backend/generated/api";
import type { Place } from "./place";
import { byRoom } from "./room";

/** What there is about one person. */
export interface Together {
  record: string;
  person: string;
  room: string;
  matters: Matter[];
}

/** By person, in the order in which they came; decisions, and those about whom something was decided, come first. */
export function byPerson(matters: readonly Matter[]): Together[] {
  const all = new Map<string, Together>();
  for (const matter of matters) {
    const { record, person, room } = matter;
    const one = all.get(record) ?? { record, person, room, matters: [] };
    one.matters.push(matter);
    all.set(record, one);
  }
  const people = [...all.values()];
  for (const one of people) one.matters.sort((a, b) => rank(a) - rank(b));
  return people.sort((a, b) => Math.min(...a.matters.map(rank)) - Math.min(...b.matters.map(rank)));
}

const rank = ({ reason }: Matter): number => (reason === "decision" || reason === "two_versions" ? 0 : 1);

/** Where the reason stands for which a row is in a list. */
export const placeOf = ({ reason, record, section }: Matter): Place =>
  reason === "two_versions"
    ? { screen: "two_versions", record }
    : { screen: "record", record, section: section === "" ? null : section };

/** One row of the hand-over sheet. */
export interface HandoverRow {
  record: string;
  person: string;
  room: string;
  changed: Matter[];
  todo: Matter[];
  worried: Matter[];
  due: Matter[];
}

/** One row for each person with something to hand over, by room as one walks past them. */
export function handoverRows(today: Today): HandoverRow[] {
  const rows = new Map<string, HandoverRow>();
  const put = (matters: readonly Matter[], column: "changed" | "todo" | "worried" | "due"): void => {
    for (const matter of matters) {
      const { record, person, room } = matter;
      const row = rows.get(record) ?? { record, person, room, changed: [], todo: [], worried: [], due: [] };
      // One matter may stand in more than one list; on paper it is said once.
      if (!row[column].some(({ id }) => id === matter.id)) row[column].push(matter);
      rows.set(record, row);
    }
  };
  // Two versions have changed what is known, whoever wrote them.
  put(today.open.filter(({ reason }) => reason === "two_versions"), "changed");
  const open = new Set(today.open.filter(({ reason }) => reason === "two_versions").map(lineOf));
  // News of a line on which two versions stand is told by the row that opens both, under whose entry's id it may be.
  const news = today.news.filter(
    (matter) => matter.reason !== "two_versions" && !(inDispute(matter) && open.has(lineOf(matter))),
  );
  put(byPerson(news).flatMap(({ matters }) => matters), "changed");
  put(today.tasks, "todo");
  put(today.worried, "worried");
  put(today.due, "due");
  return [...rows.values()].sort((a, b) => byRoom(a, b) || a.person.localeCompare(b.person, "en"));
}

/** The program calls a look to what was written where others wrote otherwise; of one list, the rest is news like any. */
const inDispute = ({ reason, alarm }: Matter): boolean => reason === "written" && alarm === "look";

/** What a matter is about: an entry has an id of its own, however many there are of one line. */
const lineOf = ({ record, section, label }: Matter): string => [record, section, label].join("\n");
