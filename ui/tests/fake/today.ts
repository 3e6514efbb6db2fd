/** A morning at Riverside House, and the round of a nurse who comes there. Everyone is invented. */
import type { ApiError, Matter, Reason, Reply, Request, Selection, Today, Visit } from "../../src/backend/generated/api";
import { people as everyone } from "./people";
import { MARGARET } from "./person";
import type { FakeProgram } from "./program";
import { hoursAgo } from "./values";

type Asked = Extract<Request, { kind: "today" | "answer_task" | "plan_round" | "get_ready" }>;

/** What the tests choose of the day. */
export interface Day {
  /** Opens on Today, as the window does; every other test begins at the list of people. */
  today?: boolean;
  /** How much there is to know and do. */
  day?: "nothing" | "one" | "many";
  selection?: Selection;
  /** The round: not planned, planned, or planned with records that do not come. */
  round?: "none" | "planned" | "missing";
  /** Two decisions about CPR stand. */
  conflict?: boolean;
  /** She has not been here before. */
  firstShift?: boolean;
}

const ROOMS: Record<string, string> = { r2: "3", r3: "7", r4: "9", r6: "21", [MARGARET]: "12", r8: "15" };
const nameOf = (record: string): string => everyone.find((row) => row.record === record)?.name ?? record;

const matter = (id: string, record: string, reason: Reason, label: string, words: string, more: Partial<Matter> = {}): Matter => ({
  id,
  record,
  person: nameOf(record),
  room: ROOMS[record] ?? "",
  reason,
  alarm: "quiet",
  label,
  words,
  due: "",
  owner: "",
  state: "",
  state_words: "",
  source: "",
  at: hoursAgo(2),
  section: "notes",
  may_answer: false,
  ...more,
});

const STATES: Record<string, string> = {
  asked: "Asked, not taken on yet",
  accepted: "Taken on",
  declined: "Not taken on",
  done: "Done",
};

const task = (id: string, record: string, words: string, state: string, more: Partial<Matter> = {}): Matter =>
  matter(id, record, "task", "Task", words, { state, state_words: STATES[state] ?? "", may_answer: true, ...more });

const MANY: Pick<Today, "news" | "tasks" | "worried" | "due" | "unstable" | "open" | "to_endorse"> = {
  news: [
    matter("n-note-1", "r2", "written", "Note", "Slept until six. Took her tablets with yoghurt. Asked for her sister twice.", {
      source: "Joe Pembury, care assistant, Riverside House · today 06:50",
    }),
    matter("n-cpr", MARGARET, "decision", "CPR decision", "Not for CPR. Talked through with her and Jean at the bedside.", {
      alarm: "look",
      section: "cpr",
      source: "Dr Ifeoma Okoro, GP, Mill Lane Surgery · Thu 19-Nov 16:20",
    }),
    matter("n-note-2", MARGARET, "written", "Note", "Slept well, ate half her porridge. Hummed along with the hymns on the radio.", {
      source: "Joe Pembury, care assistant, Riverside House · today 07:30",
    }),
    matter("n-visit", "r3", "written", "Visit or call", "Chest clearer. Left undone: dressing on the left heel, no large pads in the cupboard.", {
      source: "Sam Bell, district nurse, Fenland Community Nursing · Thu 19-Nov 15:05",
    }),
  ],
  tasks: [
    task("t-sling", "r3", "Order a larger sling", "asked", { due: "was due Thu 19-Nov 12:00", alarm: "look", source: "Sam Bell, district nurse, Fenland Community Nursing · Wed 18-Nov 11:00" }),
    task("t-ring", MARGARET, "Ring Jean about the visit on Sunday", "accepted", {
      due: "by today 14:00",
      owner: "Asha Rahman",
      source: "Dr Ifeoma Okoro, GP, Mill Lane Surgery · Thu 19-Nov 16:25",
    }),
    task("t-heart", "r8", "Ask the heart clinic to come about the shocks", "declined", {
      owner: "Fen Edge Hospice",
      source: "Joe Pembury, care assistant, Riverside House · Tue 17-Nov 10:15",
      may_answer: false,
    }),
  ],
  worried: [
    matter("w-drowsy", "r8", "worry", "Signs of change", "Sleepier than usual, and left her tea. Not herself since last night.", {
      alarm: "look",
      section: "assessments",
      source: "Joe Pembury, care assistant, Riverside House · today 05:40",
    }),
  ],
  due: [
    matter("d-pump", MARGARET, "pump", "Syringe pump", "To be checked", { due: "was due today 08:05", alarm: "stop", section: "pump" }),
    matter("d-box", MARGARET, "count", "Just-in-case box", "To be counted", { due: "by today 14:10", section: "anticipatory" }),
    matter("d-review", "r2", "review", "Treatment plan", "To be looked at again", { due: "was due 02-Nov-2026", alarm: "look", section: "treatment_plan" }),
  ],
  unstable: [
    matter("u-taggart", "r8", "unstable", "Phase of illness", "Getting worse", {
      alarm: "look",
      section: "assessments",
      source: "Sam Bell, district nurse, Fenland Community Nursing · Thu 19-Nov 14:40",
    }),
  ],
  open: [
    matter("o-cpr", MARGARET, "two_versions", "CPR decision", "Two versions are recorded", { alarm: "stop", section: "cpr" }),
    matter("o-question", "r4", "question", "This is not how it is", "She does not want the curtains shut. It says here that she does.", {
      section: "feedback",
      source: "Joe Pembury, care assistant, Riverside House · Wed 18-Nov 20:10",
    }),
  ],
  to_endorse: [
    matter("e-ceiling", "r3", "endorse", "Where treatment ends", "Antibiotics by mouth, here. Not to hospital for them.", {
      section: "treatment_plan",
      source: "Copied from paper by Asha Rahman, senior carer, Riverside House · Tue 17-Nov 13:00",
    }),
  ],
};

const NOTHING = { news: [], tasks: [], worried: [], due: [], unstable: [], open: [], to_endorse: [] };
const ONE = { ...NOTHING, news: MANY.news.slice(0, 1), tasks: MANY.tasks.slice(0, 1) };

/** Of whom there is more to say on a visit. */
const AT: Record<string, Partial<Visit>> = {
  [MARGARET]: {
    address: "Riverside House, 4 Mill Lane, Fenby",
    stock: "In the medicines room. Counted Thu 19-Nov 14:10, right",
    last_note: "Slept well, ate half her porridge. (Joe Pembury, care assistant · today 07:30)",
    matters: [MANY.tasks[1], MANY.due[0]].filter((one) => one !== undefined),
  },
  r3: {
    address: "Toll Cottage, Low Drove, Fenby. Behind the chapel, no street lamp",
    way_in: true,
    stock: "In the kitchen, top shelf. Not counted since 03-Nov-2026",
    stock_alarm: "look",
    last_note: "Chest clearer. Left undone: dressing on the left heel. (Sam Bell, district nurse · Thu 19-Nov 15:05)",
    matters: MANY.tasks.slice(0, 1),
  },
};

const visit = (record: string): Visit => ({
  record,
  person: nameOf(record),
  born: everyone.find((row) => row.record === record)?.born ?? "Not known",
  address: "Not known",
  way_in: false,
  stock: "",
  stock_alarm: "quiet",
  last_note: "",
  matters: [],
  here: true,
  missing: "",
  ...AT[record],
});

const AWAY = { here: false, missing: "2 notes of the last week and 1 paper are still on their way" };

/** Of a line in dispute the program says no value. */
const oneOfTwo = (one: Matter): Matter => ({
  ...one,
  reason: "two_versions",
  alarm: "stop",
  words: "Two versions are recorded. Read both before you act.",
});

/** The day as the window first hears of it. */
export function dayOf(scene: Day): Today {
  const all = scene.day === "nothing" ? NOTHING : scene.day === "one" ? ONE : MANY;
  const news = all.news.map((one) => (scene.conflict && one.id === "n-cpr" ? oneOfTwo(one) : one));
  const lists = { ...all, news, open: all.open.filter(({ reason }) => scene.conflict || reason !== "two_versions") };
  const planned = (scene.round ?? "none") === "none" ? [] : [visit(MARGARET), visit("r3"), visit("r5")];
  return {
    selection: scene.selection ?? "shift",
    since: scene.firstShift ? "" : "Tue 17-Nov 19:40",
    people: new Set(Object.values(lists).flatMap((list) => list.map(({ record }) => record))).size,
    ...lists,
    more_news: 0,
    // Until she gets ready, one of them is not all here.
    round: planned.map((one) => (one.record === "r5" ? { ...one, ...AWAY } : one)),
  };
}

export function todayReply(program: FakeProgram, request: Asked): Reply | ApiError {
  const { day } = program;
  switch (request.kind) {
    case "today":
      break;
    case "answer_task":
      program.day = { ...day, tasks: answered(day.tasks, request), round: day.round.map((one) => ({ ...one, matters: answered(one.matters, request) })) };
      break;
    case "plan_round":
      program.day = { ...day, round: request.records.map((record) => day.round.find((one) => one.record === record) ?? visit(record)) };
      break;
    case "get_ready":
      if (program.roundComes) program.day = { ...day, round: day.round.map((one) => ({ ...one, here: true, missing: "" })) };
      break;
  }
  const more_news = request.kind === "today" && request.all_news ? 0 : program.day.more_news;
  return { kind: "today", ...program.day, more_news };
}

/** As the program does it: who takes it on owns it, and what is done leaves the list. */
function answered(matters: Matter[], { entry, state }: Extract<Request, { kind: "answer_task" }>): Matter[] {
  return matters
    .filter(({ id }) => id !== entry || state !== "done")
    .map((one) =>
      one.id === entry
        ? { ...one, state, state_words: STATES[state] ?? "", owner: state === "accepted" ? "Asha Rahman" : one.owner }
        : one,
    );
}
