/** What happened to Margaret and what was measured, as four organisations wrote it down. */
import type { Chart, ChartTable, Happening, Lane, Reply, Request } from "../../src/backend/generated/api";
import type { FakeProgram } from "./program";
import { asha, hoursAgo, okoro, sam, whitfield, type Author } from "./values";

type Asked = Extract<Request, { kind: "timeline" | "charts" }>;

export interface Story {
  lanes: Lane[];
  events: Happening[];
  /** Older ones that are not sent. */
  more: number;
  charts: Chart[];
  tables: ChartTable[];
}

/** In order of name, as the program sends them. */
const AUTHORS = [whitfield, sam, okoro, asha];
const HEARD = ["Last heard Tue 17-Nov 15:00", "Last heard today 08:40", "Last heard 12-Oct-2026", "Written here"];

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (n: number): string => String(n).padStart(2, "0");

let counted = 0;

export function happening(
  author: Author,
  hours: number,
  [section, line, label]: readonly [string, string, string],
  text: string,
  more: Partial<Happening> = {},
): Happening {
  const at = new Date(hoursAgo(hours));
  counted += 1;
  return {
    id: `e${counted}`,
    section,
    line,
    label,
    text,
    lane: AUTHORS.indexOf(author),
    at: at.toISOString(),
    day: `${DAYS[at.getUTCDay()]} ${two(at.getUTCDate())}-${MONTHS[at.getUTCMonth()]}-${at.getUTCFullYear()}`,
    time: `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`,
    later: "",
    uncertain: "",
    standing: "",
    who: `${author.name}, ${author.role}`,
    shared: "shared",
    basis: "",
    ...more,
  };
}

const NOTE = ["notes", "note", "Note"] as const;
const VISIT = ["notes", "contact_note", "Visit or call"] as const;
const CPR = ["cpr", "cpr_decision", "CPR decision"] as const;
const PAIN = ["assessments", "pain", "Pain, 0 to 10"] as const;
const PHASE = ["assessments", "phase", "Phase of illness"] as const;
const PUMP = ["pump", "pump_check", "Pump check"] as const;
const COUNT = ["anticipatory", "stock_check", "Stock counted"] as const;
const TALK = ["conversations", "conversation", "Conversation"] as const;

function events(): Happening[] {
  const all = [
    happening(asha, 0.1, PAIN, "5, left hip", { shared: "here" }),
    happening(sam, 1.15, PUMP, "Running, site looks well. 14 ml left, light green.", {
      later: "Received here today 08:40, 35 minutes later",
    }),
    happening(asha, 1.7, NOTE, "Slept well, ate half her porridge and asked for the window open."),
    happening(asha, 6.4, PAIN, "7, left hip"),
    happening(asha, 6.2, NOTE, "Awake with pain in her hip. Sat with her and rang the district nurses.", {
      later: "Written today 07:40, 4 hours later",
    }),
    happening(sam, 5.2, VISIT, "Came at 04:00. Gave morphine 2.5 mg under the skin, settled within half an hour. Left undone: a new order for the box."),
    happening(sam, 19, COUNT, "Morphine 10 mg/ml: 5, right"),
    happening(asha, 21.5, NOTE, "Jean visited with the cat.", { standing: "entered in error" }),
    happening(asha, 21.4, NOTE, "Jean visited and brought the cat. She laughed."),
    happening(whitfield, 67, TALK, "Completed: she would like to stay here, to see her cat every day and to hear hymns on Sunday. Jean was there and agreed.", {
      later: "Received here Tue 17-Nov 15:00, 48 minutes later",
    }),
    happening(whitfield, 67.2, PHASE, "Deteriorating"),
    happening(whitfield, 67.1, ["prognosis", "awareness", "What the person knows"], "Partly aware"),
    happening(sam, 88.5, ["contingency", "contingency", "Plan"], "Bleeding: dark towels, stay with her, ring."),
    happening(sam, 88.4, VISIT, "First visit. Box checked with Asha.", { uncertain: "Time uncertain: the clock of this computer was wrong" }),
    happening(okoro, 940, CPR, "Not for CPR. Signed paper form in the bedside folder."),
    happening(okoro, 964, CPR, "Not discussed", { standing: "replaced" }),
    happening(okoro, 965, ["problems", "problem", "Health problem"], "Heart failure", { basis: "imported, not confirmed" }),
  ];
  return all.sort((one, other) => other.at.localeCompare(one.at));
}

/** As many as somebody has who was looked after for a year. */
export const manyEvents = (count: number): Happening[] =>
  Array.from({ length: count }, (_, n) =>
    happening(AUTHORS[n % AUTHORS.length] ?? asha, 3 + n * 7, n % 3 === 0 ? VISIT : n % 3 === 1 ? NOTE : PAIN, `Number ${n}`),
  );

const lanesOf = (all: readonly Happening[]): Lane[] =>
  AUTHORS.map(({ organisation }, lane) => ({
    organisation,
    entries: all.filter((event) => event.lane === lane).length,
    last_heard: HEARD[lane] ?? "",
  }));

const by = ({ name, role, organisation }: Author): string => `${name}, ${role}, ${organisation}`;

const pain: Chart = {
  name: "pain",
  title: "Pain, 0 to 10",
  unit: "",
  low: 0,
  high: 10,
  steps: [],
  points: (
    [
      [67, 3, "Tue 17-Nov 14:10", whitfield],
      [43, 4, "Wed 18-Nov 14:05", sam],
      [24, 3, "Thu 19-Nov 09:14", asha],
      [12, 6, "Thu 19-Nov 21:10", asha],
      [6.4, 7, "today 02:50", asha],
      [4.2, 4, "today 05:00", sam],
      [0.1, 5, "today 09:08", asha],
    ] as const
  ).map(([hours, value, when, author]) => ({ at: hoursAgo(hours), when, value, words: `${value}, left hip`, source: by(author) })),
  marks: [
    { at: hoursAgo(40), when: "Wed 18-Nov 17:10", words: "Fall, no injury" },
    { at: hoursAgo(5.2), when: "today 04:00", words: "Morphine 2.5 mg given" },
  ],
};

const phase: Chart = {
  name: "phase",
  title: "Phase of illness",
  unit: "",
  low: 1,
  high: 5,
  steps: [
    [1, "Stable"],
    [2, "Unstable"],
    [3, "Deteriorating"],
    [4, "Dying"],
    [5, "Died"],
  ],
  points: [
    { at: hoursAgo(800), when: "18-Oct-2026 01:14", value: 1, words: "Stable", source: by(sam) },
    { at: hoursAgo(300), when: "07-Nov-2026 21:14", value: 2, words: "Unstable", source: by(sam) },
    { at: hoursAgo(67), when: "Tue 17-Nov 14:10", value: 3, words: "Deteriorating", source: by(whitfield) },
  ],
  marks: [],
};

const weight: Chart = {
  name: "weight",
  title: "Weight",
  unit: "kg",
  low: 30,
  high: 150,
  steps: [],
  points: [{ at: hoursAgo(240), when: "10-Nov-2026 09:14", value: 48.5, words: "48.5 kg", source: by(asha) }],
  marks: [],
};

const tables: ChartTable[] = [
  {
    name: "pump_check",
    title: "Syringe pump: checks",
    head: ["When", "Running", "Left in the syringe", "Site", "Who"],
    rows: [
      ["today 08:05", "Yes, light green", "14 ml", "Looks well", by(sam)],
      ["today 04:00", "Yes, light green", "17 ml", "Looks well", by(sam)],
    ],
  },
  {
    name: "given",
    title: "Given as needed",
    head: ["When", "Medicine", "Dose", "Why", "Who"],
    rows: [["today 04:00", "Morphine", "2.5 mg under the skin", "Pain", by(sam)]],
  },
];

export function story(): Story {
  const all = events();
  return { lanes: lanesOf(all), events: all, more: 0, charts: [pain, phase, weight], tables };
}

export const emptyStory: Story = { lanes: [], events: [], more: 0, charts: [], tables: [] };

export function longStory(): Story {
  const all = manyEvents(312);
  return { ...story(), lanes: lanesOf(all), events: all, more: 40 };
}

export function storyReply(program: FakeProgram, request: Asked): Reply {
  const { banner } = program.view;
  const { lanes, events, more, charts, tables } = program.story;
  return request.kind === "timeline"
    ? { kind: "timeline", banner, lanes, events, more }
    : { kind: "charts", banner, charts, tables };
}
