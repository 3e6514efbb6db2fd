/** The list of people: what it can be narrowed to, and what is said of somebody in it. */
import type { Alike, PeopleFilter, PersonRow, Request } from "../backend/generated/api";
import { words } from "../words";
import { roomWords } from "./room";

/** Asks for everyone whom a search finds. */
export const everyone = (search = "") => ({ kind: "people", search, filters: [], most: null }) as const satisfies Request;

/** What the list can be narrowed to, in the order of the chips. */
export const FILTERS = ["two_versions", "overdue", "unshared", "missing", "withheld", "unconfirmed"] as const satisfies PeopleFilter[];

/** What must be known of somebody wherever a list or a sheet names her: a picture, and always words. */
export interface RowMark {
  name: string;
  icon: "stop" | "look" | "note" | "due" | "overdue" | "waiting" | "withheld";
  text: string;
  /** Not as loud. */
  calm?: boolean;
}

/** Of the marks of a row those that are so, the most pressing first. */
export function marksOf(row: PersonRow): RowMark[] {
  const isOld = row.age === "red" || row.age === "amber";
  const all: Array<[boolean, RowMark]> = [
    [row.release_stopped, { name: "stopped", icon: "stop", text: words.people.stopped }],
    [row.two_versions > 0, { name: "two_versions", icon: "stop", text: words.people.twoVersions }],
    [true, { name: "same-name", icon: "look", text: notThese(row) }],
    [isOld, { name: row.age === "red" ? "age-red" : "age-amber", icon: row.age === "red" ? "overdue" : "due", text: row.age_words }],
    [true, { name: "old", icon: "overdue", text: row.old }],
    [row.still_coming, { name: "coming", icon: "look", text: words.people.coming }],
    [row.unshared > 0, { name: "unshared", icon: "waiting", text: words.people.unshared(row.unshared), calm: true }],
    [row.unconfirmed > 0, { name: "unconfirmed", icon: "note", text: words.people.unconfirmed(row.unconfirmed), calm: true }],
    [row.withheld, { name: "withheld", icon: "withheld", text: words.people.withheld, calm: true }],
  ];
  return all.flatMap(([is, mark]) => (is && mark.text !== "" ? [mark] : []));
}

/** Who somebody is not, each with name, birthday and room; empty where nobody has the same name. */
export function notThese({ alike, more_alike, only_same_name }: PersonRow): string {
  if (alike.length === 0) return "";
  const told = [...alike.map(toldApart), ...(more_alike > 0 ? [words.people.others(more_alike)] : [])];
  const said = words.people.sameNameAs(told.join(words.people.andNot));
  return only_same_name ? `${said}. ${words.people.onlySameName}` : said;
}

const toldApart = ({ name, born, room }: Alike): string =>
  [name, words.people.isBorn(born), ...(room ? [words.people.isInRoom(roomWords(room))] : [])].join(", ");
