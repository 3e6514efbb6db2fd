/** Those cared for at Riverside House. All invented. */
import type { PersonRow } from "../../src/backend/generated/api";
import { MARGARET } from "./person";

const row = (record: string, name: string, born: string, nhs: string, more: Partial<PersonRow> = {}): PersonRow => ({
  record,
  name,
  born,
  nhs_number: nhs,
  room: "",
  cpr: "Not recorded",
  cpr_alarm: "note",
  key_items: 7,
  missing: ["Consent", "Place of death", "NHS number checked"],
  two_versions: 0,
  unshared: 0,
  still_coming: false,
  same_name: false,
  kind: "",
  stage: "",
  age: "fresh",
  age_words: "",
  withheld: false,
  unconfirmed: 0,
  died: false,
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
    last_written: "today 06:50",
  }),
  row("r3", "BRAITHWAITE, Cuthbert (“Bert”)", "30-Jan-1940 (86y)", "999 000 0034", {
    room: "7",
    cpr: "For CPR",
    cpr_alarm: "quiet",
    last_written: "Tue 17-Nov 14:10",
    unshared: 2,
  }),
  row("r4", "LLEWELYN-ŴYNNE, Siân", "11-Dec-1944 (81y)", "999 000 0042", { room: "9", last_written: "09-Nov-2026" }),
  row("r5", "OKONJO, Blessing", "Not known", "Not known", { key_items: 2, last_written: "yesterday 22:15" }),
  row("r6", "SMITH, Margaret Anne", "14-Mar-1938 (88y)", "999 000 0050", {
    room: "21",
    cpr: "Not for CPR",
    cpr_alarm: "quiet",
    same_name: true,
    last_written: "Sun 15-Nov 18:00",
  }),
  row(MARGARET, "SMITH, Margaret (“Peggy”)", "04-Mar-1938 (88y)", "999 000 0018", {
    room: "12",
    cpr: "Two CPR decisions: check the paper form",
    cpr_alarm: "stop",
    two_versions: 1,
    same_name: true,
  }),
  row("r8", "TAGGART, Euphemia", "02-Feb-1929 (97y)", "999 000 0069", { room: "15", last_written: "Mon 16-Nov 09:30" }),
];
