/** The rest of Margaret's record: one line of every shape, right and sheet that the program knows. */
import type { Follows, Plan, Section, Value } from "../../src/backend/generated/api";
import {
  asha,
  choices,
  field,
  item,
  line,
  log,
  okoro,
  only,
  register,
  sam,
  section,
  source,
  value,
  whitfield,
} from "./values";

const ORDER = (
  "record person gp consent needs contacts professionals home about_me problems prognosis allergies assessments " +
  "conversations preferences cpr treatment_plan legal contingency medicines anticipatory pump notes documents reviews " +
  "after_death feedback"
).split(" ");

/** As the program sends them. */
export const inOrder = (sections: Section[]): Section[] =>
  [...sections].sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));

const nurse = source(sam, "Mon 16-Nov 16:40");
const carer = source(asha, "today 07:30");
const DOCTORS = "hospice doctor, GP, hospice nurse, district nurse";

const happened = (id: string, text: string, rows: Array<[string, string]>, more: Partial<Value> = {}): Value =>
  value(text, [nurse], { id, rows, parts: {}, ...more });

export function plans(): Plan[] {
  const by = "Sam Bell, district nurse, Fenland Community Nursing · Mon 16-Nov 16:40";
  const plan = (trigger: string, first: string, not = "", hospital = ""): Plan => ({
    trigger,
    rows: [
      ["Do first", first],
      ...(not ? [["Do not", not] as [string, string]] : []),
      ["Ring", "Day and night advice line 01632 960300"],
      ...(hospital ? [["Hospital", hospital] as [string, string]] : []),
    ],
    disputed: false,
    source: by,
  });
  return [
    plan("Fall", "Look for injury where she lies. Keep her warm. Use the hoist with two people.", "Do not lift her by the arms.", "Hospital if a bone looks broken"),
    plan("Breathlessness", "Sit her up, open the window, put the fan on, stay with her."),
    plan("Pain", "Ask her to point to it. Give what is due. Ring if it is no better after an hour."),
    { ...plan("Bleeding", "Dark towels. Stay with her. Ring.", "", "Avoid hospital"), disputed: true },
    {
      ...plan("Bleeding", "Press on it, and ring 999.", "", "Go to hospital"),
      disputed: true,
      source: "Dr Tom Whitfield, hospice doctor, Fen Edge Hospice · Tue 17-Nov 14:10",
    },
    plan("Not eating or drinking", "Offer sips and mouth care. Do not press her to eat."),
  ];
}

const paperForm = [
  field("title", "Title", "text", { required: true }),
  field("kind", "Kind", "choice", { choices: choices(["clinic_letter", "Clinic letter"], ["photo", "Photograph"]) }),
  field("location", "Where the paper is"),
  field("in_folder", "A copy lies in the bedside folder", "yes_no"),
  field("media_type", "File type"),
  field("bytes", "Size", "number", { unit: "bytes" }),
];

const ATTACHED: Record<string, string> = {
  "image/jpeg": "Photograph or scan (JPEG)",
  "image/png": "Photograph or scan (PNG)",
  "application/pdf": "Document (PDF)",
};

const paper = (id: string, title: string, mediaType: string): Value =>
  value(title, [nurse], {
    id,
    parts: { title, media_type: mediaType, bytes: "68", content: "c".repeat(64), content_key: "k".repeat(64) },
    rows: [["Title", title], ["Attached", ATTACHED[mediaType] ?? ""]],
  });

const inFolder = (of: Value): Value => ({
  ...of,
  parts: { ...of.parts, in_folder: "yes" },
  rows: [...of.rows, ["Where the paper is", "Bedside folder, in front"], ["Bedside folder", "A copy lies there"]],
});

const talkForm = [
  field("kind", "About", "choice", {
    required: true,
    choices: choices(
      ["acp_person", "Planning ahead, with the person"],
      ["acp_family", "Planning ahead, with the family"],
      ["cpr_person", "CPR, with the person"],
      ["cpr_family", "CPR, with the family"],
      ["other", "Another"],
    ),
  }),
  field("status", "How far", "choice", {
    choices: choices(
      ["not_started", "Not started"],
      ["raised_not_ready", "Raised, not ready"],
      ["begun", "Begun"],
      ["part_done", "Partly done"],
      ["completed", "Completed"],
      ["declined", "Does not want it"],
      ["not_now", "Not right now"],
    ),
  }),
  field("at", "When", "moment"),
  field("with", "With", "choices", {
    choices: choices(["person", "The person"], ["carer", "Carer"], ["family", "Family"], ["attorney", "Attorney"]),
  }),
  field("with_names", "Names"),
  field("topics", "Topics", "choices", {
    choices: choices(
      ["illness", "The illness"],
      ["time_left", "Time left"],
      ["place_of_care", "Where to be cared for"],
      ["place_of_death", "Where to die"],
      ["cpr", "CPR"],
      ["treatment", "Treatment and hospital"],
      ["what_matters", "What matters"],
      ["faith", "Faith"],
      ["after_death", "After death"],
      ["family", "Family"],
      ["other", "Another"],
    ),
  }),
  field("what_was_said", "What was said", "long_text"),
  field("words_to_use", "Words to use", "long_text"),
  field("avoid", "Words and topics to avoid", "long_text"),
  field("repeated_because", "Why it was talked about again", "long_text"),
  field("next_step", "What is next", "long_text"),
  field("owner", "Who does it"),
  field("due", "By when", "date"),
];

const hospice = source(whitfield, "Tue 17-Nov 14:10");

/** The newest first. */
export function talks(): Value[] {
  const said =
    "She would like to stay here and see her cat every day. She asked how long; I said weeks rather than months, and she nodded. Jean held her hand.";
  return [
    value(`Begun, ${said}`, [hospice], {
      id: "talk-time",
      parts: { kind: "acp_person", status: "begun", topics: "time_left\nafter_death", what_was_said: said, avoid: "“hospice”", words_to_use: "“the team from Fen Edge”" },
      rows: [
        ["About", "Planning ahead, with the person"],
        ["How far", "Begun"],
        ["When", "17-Nov-2026 14:10"],
        ["With", "The person, Family"],
        ["Names", "Margaret, Jean"],
        ["Topics", "Time left, After death"],
        ["What was said", said],
        ["Words to use", "“the team from Fen Edge”"],
        ["Words and topics to avoid", "“hospice”"],
        ["What is next", "Ask about hymns for the funeral, when she brings it up herself"],
        ["Who does it", "Dr Tom Whitfield"],
        ["By when", "24-Nov-2026"],
      ],
    }),
    value("Completed, CPR would not help her. She agrees and wants to be left in peace.", [source(okoro, "12-Oct-2026 11:20")], {
      id: "talk-cpr",
      parts: { kind: "cpr_person", status: "completed", topics: "cpr\nplace_of_care", what_was_said: "CPR would not help her." },
      rows: [
        ["About", "CPR, with the person"],
        ["How far", "Completed"],
        ["With", "The person"],
        ["Topics", "CPR, Where to be cared for"],
        ["What was said", "CPR would not help her. She agrees and wants to be left in peace."],
      ],
    }),
  ];
}

const told = (of: string, label: string, words: string, topics: string[] = []): Follows => ({ of, topics, alarm: "note", label, words });
const talkFollows = [
  told("awareness", "The person knows", "Of the illness: Partly aware"),
  told("family_awareness", "The family knows", "Of the illness: Aware"),
  told("words_to_use", "Words to use", "“the team from Fen Edge”"),
  told("avoid", "Words and topics to avoid", "“hospice”"),
  told("completed", "Talked through", "CPR, Where to be cared for", ["cpr", "place_of_care"]),
  told("begun", "Begun, not finished", "After death, Time left", ["after_death", "prognosis"]),
  told("not_started", "Not talked about yet", "The illness, Where to die, Treatment and hospital, What matters, Faith, Family", ["illness"]),
];

export function care(): Section[] {
  return [
    section("record", "This record", [
      register("record.state", "State", [value("In use", [nurse])], field("value", "State", "choice", { choices: choices(["draft", "Being prepared"], ["active", "In use"]) })),
      line("same_person", "Another record of this person", "list", [
        field("record", "The other record", "choice", { required: true, choices: choices(["other", "SMITH, Margaret"]), may_explain: false, non_answers: [] }),
        field("judgement", "Judgement", "choice", { choices: choices(["same", "The same person"], ["not_same", "Somebody else"]) }),
      ], []),
      log("local_line", "Line of our own", [field("label", "What", "text", { required: true })], [
        happened("local-1", "Key safe 4711", [], { sheet: "local", sources: [carer] }),
      ]),
    ]),
    section("needs", "Communication and needs", [register("needs.hearing", "Hearing", [value("Left ear better", [nurse])])]),
    section("professionals", "Professionals and services", [
      register("professionals.advice_line", "Day and night advice line", [value("01632 960300", [nurse])]),
    ]),
    section("home", "Home and access", []),
    section(
      "about_me",
      "About me",
      [
        register(
          "about_me.most_important",
          "What is most important to me",
          [value("Her cat, the window open, hymns on Sunday.", [carer])],
          field("value", "What is most important to me", "long_text"),
        ),
      ],
      { age: "amber", age_words: "To be looked at soon" },
    ),
    section("problems", "Health problems", [
      only(
        "suggest",
        DOCTORS,
        line(
          "problem",
          "Health problem",
          "list",
          [
            field("name", "What", "text", { required: true }),
            field("since", "Since", "part_date", { hint: "A year, a month or a day" }),
          ],
          [
            item(
              [
                value("Heart failure", [nurse], {
                  parts: { name: "Heart failure", since: "2019-03" },
                  rows: [
                    ["What", "Heart failure"],
                    ["Since", "Mar-2019"],
                  ],
                }),
              ],
              "problem-heart",
            ),
          ],
        ),
      ),
    ]),
    section(
      "prognosis",
      "Prognosis",
      [
        line(
          "awareness",
          "What the person knows",
          "entry",
          [
            field("diagnosis", "Of the illness", "choice", {
              required: true,
              choices: choices(["aware", "Aware"], ["partly", "Partly aware"], ["unaware", "Not aware"]),
            }),
            field("detail", "In words", "long_text"),
          ],
          [
            item([
              value("Partly aware", [source(whitfield, "Tue 17-Nov 14:10")], {
                id: "aware-whitfield",
                parts: { diagnosis: "partly" },
                sheet: "restricted",
              }),
            ]),
          ],
        ),
        line("family_awareness", "What the family knows", "entry", [], [
          item([
            value("Aware", [hospice], {
              id: "family-whitfield",
              parts: { diagnosis: "aware" },
              sheet: "restricted",
              rows: [
                ["Of the illness", "Aware"],
                ["In words", "Jean knows about CPR and that it may be weeks"],
              ],
            }),
          ]),
        ]),
      ],
      { withheld: ["Something is withheld here. Ask Sister Bell."] },
    ),
    section("assessments", "Assessments", [
      log(
        "pain",
        "Pain, 0 to 10",
        [
          field("score", "Score", "number", { required: true }),
          field("where", "Where"),
          field("at", "When", "moment"),
        ],
        Array.from({ length: 7 }, (_, n) =>
          happened(`pain-${n}`, `${6 - (n % 4)}`, [
            ["Score", `${6 - (n % 4)}`],
            ["Where", "Left hip"],
            ["When", `today 0${8 - n}:10`],
          ]),
        ),
        14,
      ),
      log(
        "news2",
        "Vital signs (NEWS2)",
        [
          field("respiration", "Breaths a minute", "number", { unit: "/min" }),
          field("temperature", "Temperature", "number", { unit: "°C" }),
          field("oxygen", "Breathing", "choice", { choices: choices(["air", "Air"], ["oxygen", "Oxygen"]) }),
        ],
        [
          happened(
            "news-1",
            "",
            [
              ["Breaths a minute", "22 /min"],
              ["Temperature", "38.1 °C"],
              ["Breathing", "Air"],
            ],
            { text: "22 /min", computed: [["NEWS2 total", "7 (2 + 1 + 0 + 2 + 1 + 0 + 1), not everything was measured"]] },
          ),
        ],
      ),
      log(
        "soft_signs",
        "Signs of change",
        [
          field("signs", "What is different", "choices", {
            required: true,
            choices: choices(["more_tired", "More tired or sleepy"], ["eating_less", "Eating or drinking less"], ["feels_wrong", "Something is not right"]),
          }),
        ],
        [],
      ),
    ]),
    section("conversations", "Conversations", [log("conversation", "Conversation", talkForm, talks())], { follows: talkFollows }),
    section("treatment_plan", "Treatment plan", [
      only(
        "copy",
        DOCTORS,
        {
          ...line(
            "ceiling",
            "How far treatment goes",
            "entry",
            [
              field("ceiling", "How far", "choice", {
                required: true,
                choices: choices(["comfort", "Comfort only"], ["here", "Treatment here"], ["hospital", "Hospital treatment"]),
              }),
              field("signed_at", "Signed", "moment"),
            ],
            [
              item([
                value("Treatment here", [source(okoro, "12-Oct-2026 11:20")], {
                  id: "ceiling-okoro",
                  parts: { ceiling: "here" },
                  awaits_second: "Not yet checked by a second person.",
                }),
              ]),
            ],
          ),
          alarm: "stop",
        },
      ),
    ]),
    section("legal", "Legal", [only("none", DOCTORS, line("adrt", "Advance decision", "entry", [], []))]),
    section(
      "contingency",
      "If something happens",
      [
        {
          ...line(
            "hospital_wish",
            "Hospital",
            "entry",
            [
              field("wish", "Hospital", "choice", { required: true, choices: choices(["avoid", "Avoid hospital"], ["go", "Go to hospital"]) }),
            ],
            [item([value("Avoid hospital", [nurse], { id: "wish-bell", parts: { wish: "avoid" } })])],
          ),
          suggestions: [
            value("Only for a broken bone", [carer], {
              id: "wish-asha",
              parts: { wish: "Only for a broken bone" },
              would_replace: [{ entry: "wish-bell", text: "Avoid hospital", by: [nurse.words] }],
            }),
          ],
        },
        {
          ...line("contingency", "Plan", "list", [field("do_first", "Do first", "long_text", { required: true })], []),
          suggestions: [value("Seizure: lay her on her side", [carer], { id: "plan-asha", parts: { do_first: "Lay her on her side" } })],
        },
      ],
    ),
    section("medicines", "Medicines", [only("copy", DOCTORS, line("medicine", "Medicine", "list", [field("name", "Medicine", "text", { required: true })], []))]),
    section(
      "anticipatory",
      "Just-in-case medicines",
      [
        log(
          "stock_check",
          "Stock counted",
          [
            field("medicine", "Medicine and strength", "text", { required: true }),
            field("counted", "Counted", "number", { required: true }),
            field("at", "When", "moment"),
          ],
          [
            happened(
              "count-1",
              "Morphine 10 mg/ml: 5",
              [
                ["Medicine and strength", "Morphine 10 mg/ml"],
                ["Counted", "5"],
                ["When", "19-Nov-2026 14:10"],
              ],
              { parts: { medicine: "Morphine 10 mg/ml", counted: "5" } },
            ),
          ],
        ),
      ],
      { age: "red", age_words: "Not looked at for a long time" },
    ),
    section("pump", "Syringe pump", []),
    section("documents", "Papers", [
      line("document", "Paper", "list", paperForm, [
        item([paper("paper-photo", "Left heel", "image/png")], "paper-1"),
        item([paper("paper-letter", "Letter from the clinic", "application/pdf")], "paper-2"),
        item([inFolder(paper("paper-away", "DNACPR form", "image/jpeg"))], "paper-3"),
        item([value("Power of attorney: with her daughter", [nurse], { id: "paper-none", parts: { title: "Power of attorney" } })], "paper-4"),
        item(
          [value("CPR form, signed: bedside folder", [nurse], { id: "paper-cpr", parts: { title: "CPR form", in_folder: "yes" } })],
          "paper-5",
        ),
      ]),
      line("also_written", "Also written elsewhere", "list", [field("where", "Where", "text", { required: true }), field("followed", "This one is followed", "yes_no")], [
        item([value("Hospice plan on the computer at Fen Edge: No", [hospice], { id: "elsewhere-hospice", parts: { where: "Hospice plan", followed: "no" }, rows: [["Where", "Hospice plan on the computer at Fen Edge"], ["Which is followed", "Not this one"]] })], "elsewhere-1"),
      ]),
    ]),
    section("reviews", "Reviews", [line("review", "Review", "list", [field("due", "Due", "date", { required: true })], [])], {
      age: "amber",
      age_words: "To be reviewed soon",
    }),
    section("after_death", "After death", []),
    section("feedback", "Feedback", [
      log(
        "feedback",
        "Not how it is",
        [
          field("text", "What is it really like?", "long_text", { required: true }),
          field("about", "About"),
          field("kind", "Kind", "choice", {
            choices: choices(["mismatch", "This is not how it is"], ["unsafe", "This could harm somebody"], ["unclear", "This is hard to understand"], ["idea", "An idea"]),
          }),
          field("severity", "How urgent", "choice", { choices: choices(["low", "Can wait"], ["high", "Soon"], ["harm", "Harm was done or nearly done"]) }),
          field("said", "What stood there", "long_text"),
        ],
        [
          value("She drinks tea, not coffee: About me, This is not how it is", [carer], {
            id: "feedback-1",
            rows: [
              ["What is it really like?", "She drinks tea, not coffee"],
              ["About", "About me"],
              ["Kind", "This is not how it is"],
              ["How urgent", "Can wait"],
            ],
          }),
        ],
      ),
      log(
        "feedback_answer",
        "Answer",
        [
          field("of", "To which", "choice", { required: true, choices: choices(["feedback-1", "She drinks tea, not coffee"]), non_answers: [], may_explain: false }),
          field("status", "Status", "choice", { choices: choices(["seen", "Seen"], ["settled", "Put right"]) }),
          field("answer", "Answer", "long_text"),
        ],
        [
          value("feedback-1: Put right, Changed to tea.", [nurse], {
            parts: { of: "feedback-1", status: "settled", answer: "Changed to tea." },
            rows: [
              ["To which", "She drinks tea, not coffee"],
              ["Status", "Put right"],
              ["Answer", "Changed to tea."],
            ],
          }),
        ],
      ),
    ]),
  ];
}
