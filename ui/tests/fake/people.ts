/** Those cared for at Riverside House. All invented. */
import type { Alike, People, PeopleFilter, PersonRow, Request } from "../../src/backend/generated/api";
import { MARGARET } from "./person";

const row = (record: string, name: string, born: string, nhs: string, more: Partial<PersonRow> = {}): PersonRow => ({
  record,
  name,
  born,
  nhs_number: nhs,
  room: "",
  cpr: "No CPR decision recorded",
  cpr_alarm: "look",
  key_items: 7,
  missing: ["Consent", "Place of death", "NHS number checked"],
  two_versions: 0,
  unshared: 0,
  still_coming: false,
  alike: [],
  more_alike: 0,
  only_same_name: false,
  kind: "",
  stage: "",
  age: "fresh",
  age_words: "",
  withheld: false,
  unconfirmed: 0,
  died: false,
  release_stopped: false,
  old: "",
  last_written: "today 07:30",
  ...more,
});

export const people: PersonRow[] = [
  row("r2", "ABERNATHY, Winifred", "19-Jun-1931 (95y)", "999 000 0026", {
    room: "3",
    cpr: "Not for CPR",
    cpr_alarm: "quiet",
    key_items: 10,
    missing: [],
    kind: "Palliative care",
    stage: "B – green: months",
    age: "red",
    age_words: "Review overdue",
    last_written: "today 06:50",
  }),
  row("r3", "BRAITHWAITE, Cuthbert (“Bert”)", "30-Jan-1940 (86y)", "999 000 0034", {
    room: "7",
    cpr: "For CPR",
    cpr_alarm: "quiet",
    last_written: "Tue 17-Nov 14:10",
    kind: "Long-term condition",
    stage: "Weeks",
    withheld: true,
    unshared: 2,
  }),
  row("r4", "LLEWELYN-ŴYNNE, Siân", "11-Dec-1944 (81y)", "999 000 0042", {
    room: "9",
    kind: "Frailty",
    cpr: "CPR not discussed",
    cpr_alarm: "quiet",
    unconfirmed: 3,
    age: "amber",
    age_words: "Review due by 30-Nov-2026",
    last_written: "09-Nov-2026",
  }),
  row("r5", "OKONJO, Blessing", "Not known", "Not known", { key_items: 2, last_written: "yesterday 22:15" }),
  row("r6", "SMITH, Margaret Anne", "14-Mar-1938 (88y)", "999 000 0050", {
    room: "21",
    cpr: "Not for CPR",
    cpr_alarm: "quiet",
    last_written: "Sun 15-Nov 18:00",
  }),
  row(MARGARET, "SMITH, Margaret (“Peggy”)", "04-Mar-1938 (88y)", "999 000 0018", {
    room: "12",
    cpr: "Two CPR decisions: check the paper form",
    cpr_alarm: "stop",
    two_versions: 1,
    kind: "Palliative care",
    stage: "Weeks",
  }),
  row("r8", "TAGGART, Euphemia", "02-Feb-1929 (97y)", "999 000 0069", { room: "15", last_written: "Mon 16-Nov 09:30" }),
];

const FITS: Record<PeopleFilter, (row: PersonRow) => boolean> = {
  two_versions: (row) => row.two_versions > 0,
  overdue: (row) => row.age === "red",
  unshared: (row) => row.unshared > 0,
  missing: (row) => row.missing.length > 0,
  withheld: (row) => row.withheld,
  unconfirmed: (row) => row.unconfirmed > 0,
};

const matches = (row: PersonRow, search: string): boolean =>
  search
    .toLowerCase()
    .split(" ")
    .every((part) => `${row.name} ${row.born} ${row.nhs_number} ${row.room}`.toLowerCase().includes(part));

/** Family name and first given name. */
const plain = ({ name }: PersonRow): string => name.toLowerCase().split(" ").slice(0, 2).join(" ");

const toldApart = ({ name, born, room }: PersonRow): Alike => ({ name, born, room });

/** As the program does it: whoever has the name of one who is shown stands beside her. */
export function listed(everyone: readonly PersonRow[], { search, filters, most }: Extract<Request, { kind: "people" }>): Omit<People, "opened"> {
  const named = new Map<string, PersonRow[]>();
  for (const row of everyone) named.set(plain(row), [...(named.get(plain(row)) ?? []), row]);
  const found = everyone.filter((row) => matches(row, search));
  const fitting = new Set(found.filter((row) => filters.every((filter) => FITS[filter](row))));
  const together = new Set([...fitting].flatMap((row) => [row, ...(named.get(plain(row)) ?? [])]));
  const rows = [...together].slice(0, most ?? together.size).map((row) => {
    const others = (named.get(plain(row)) ?? []).filter((other) => other !== row);
    return { ...row, alike: others.slice(0, 3).map(toldApart), more_alike: Math.max(others.length - 3, 0), only_same_name: !fitting.has(row) };
  });
  const filterNames = Object.keys(FITS) as PeopleFilter[];
  const counts = Object.fromEntries(filterNames.map((filter) => [filter, found.filter(FITS[filter]).length]));
  return { rows, found: found.length, fitting: fitting.size, listed: together.size, counts };
}
