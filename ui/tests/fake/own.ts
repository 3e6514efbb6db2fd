/** What belongs to whoever is signed in. Kept by person, as the program does it. */
import type { Looked, Looks, Reply, Request, UnfinishedWords } from "../../src/backend/generated/api";
import { MARGARET } from "./person";
import type { FakeProgram } from "./program";
import { hoursAgo } from "./values";

type Asked = Extract<Request, { kind: "audit" | "looks" | "set_looks" | "unfinished" | "keep_unfinished" }>;

/** On the disk: it outlives the window. */
export class Own {
  readonly #looks = new Map<string, Looks>();
  readonly #unfinished = new Map<string, UnfinishedWords>();

  constructor(looks?: Partial<Looks>, unfinished: UnfinishedWords[] = []) {
    if (looks) this.#looks.set("staff-asha", { ...PLAIN, ...looks });
    for (const words of unfinished) this.keep("staff-asha", words);
  }

  looks(staff: string): Looks {
    return this.#looks.get(staff) ?? PLAIN;
  }

  setLooks(staff: string, looks: Looks): void {
    this.#looks.set(staff, looks);
  }

  unfinished(staff: string): UnfinishedWords[] {
    return [...this.#unfinished].filter(([name]) => name.startsWith(`${staff} `)).map(([, words]) => words);
  }

  /** With none that are not empty, they are dropped. */
  keep(staff: string, words: UnfinishedWords): void {
    const name = [staff, words.record, words.line, words.item].join(" ");
    if (Object.values(words.parts).every((text) => text === "")) this.#unfinished.delete(name);
    else this.#unfinished.set(name, words);
  }
}

const PLAIN: Looks = { night: false, compact: false, selection: null, toured: true };

export function ownReply(program: FakeProgram, request: Asked): Reply {
  const staff = program.start.signed_in?.staff ?? "";
  switch (request.kind) {
    case "audit":
      return { kind: "audit", lines: program.start.reads_audit ? program.audit : [] };
    case "set_looks":
      program.own.setLooks(staff, request.looks);
      return { kind: "looks", looks: request.looks };
    case "looks":
      return { kind: "looks", looks: program.own.looks(staff) };
    case "keep_unfinished":
      program.own.keep(staff, request.words);
      return { kind: "unfinished", words: program.own.unfinished(staff) };
    case "unfinished":
      return { kind: "unfinished", words: program.own.unfinished(staff) };
  }
}

const did = (who: string, role: string, what: string, act: string, person: string, when: string, hours: number): Looked => ({
  who,
  role,
  what,
  act,
  person,
  when,
  at: hoursAgo(hours),
});

const MARGARET_SMITH = "SMITH, Margaret (“Peggy”)";

/** The newest first. */
export const audit: Looked[] = [
  did("Asha Rahman", "senior carer", "looked at “At a glance”", "record.glanced", MARGARET_SMITH, "today 09:14", 0),
  did("Asha Rahman", "senior carer", "signed in", "staff.signed_in", "", "today 09:13", 0),
  did("Joe Pembury", "care assistant", "wrote “Note”", "record.note_entered", "ABERNATHY, Winifred", "today 07:40", 2),
  did("Sam Bell", "district nurse", "wrote “Syringe pump check”", "record.pump_check_entered", MARGARET_SMITH, "today 08:05", 1),
  did("This computer", "", "shared with the region", "sharing.completed", "", "today 07:02", 2),
  did("Dr Ifeoma Okoro", "GP", "opened “At a glance” in an emergency", "break_glass.opened", "O’NEILL, Margaret", "Tue 17-Nov 23:50", 57),
];

/** Words that were typed before the power was cut. */
export const unfinishedNote: UnfinishedWords = {
  record: MARGARET,
  line: "note",
  item: "",
  parts: { text: "Ate two spoons of soup", "meta-at": hoursAgo(3) },
};
