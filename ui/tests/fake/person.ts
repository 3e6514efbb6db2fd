/** Margaret Smith of Riverside House, as two homes of the record would see her: in agreement, or with two versions. */
import type { Banner, Card, Glance, Line, RecordPage, Section, Value } from "../../src/backend/generated/api";
import { care, inOrder, plans } from "./care";
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

export const MARGARET = "5b1f0c5e-0000-4000-8000-000000000018";

export const banner: Banner = {
  record: MARGARET,
  name: "SMITH, Margaret (“Peggy”)",
  born: "04-Mar-1938 (88y)",
  sex: "Female",
  nhs_number: "999 000 0018",
  room: "12",
  allergies: "Penicillin (rash, 1994)",
  allergies_alarm: "stop",
  identity_alarm: "quiet",
  as_of: "As of today 09:14",
  as_of_on_paper: "As of Fri 20-Nov-2026 09:14",
  not_heard: [],
  old: [],
  unshared: 0,
  unconfirmed: 0,
  two_versions: 0,
  died: "",
  release_stopped: "",
  still_coming: "",
  opened: "",
};

export const cprForm = [
  field("decision", "Decision", "choice", {
    required: true,
    choices: choices(
      ["not_for_cpr", "Not for CPR"],
      ["for_cpr", "For CPR"],
      ["not_discussed", "Not discussed"],
      ["unknown", "Not known"],
    ),
  }),
  field("decided_on", "Decided on", "date"),
  field("reason", "Reason", "choice", {
    choices: choices(
      ["unlikely_to_succeed", "Unlikely to succeed"],
      ["not_of_overall_benefit", "Not of overall benefit"],
      ["adrt_refuses_cpr", "An advance decision says no to CPR"],
      ["person_wishes", "The person's wish"],
      ["other", "Something else"],
    ),
  }),
  field("maker_name", "Decided by"),
  field("review", "Review", "date", { hint: "A date, or indefinite", choices: choices(["indefinite", "Indefinite"]) }),
  field("document_location", "Where the paper form is", "text", { hint: "For example, the bedside folder" }),
];

const cprParts = {
  decision: "not_for_cpr",
  decided_on: "2026-10-12",
  reason: "unlikely_to_succeed",
  maker_name: "Dr Ifeoma Okoro",
  document_location: "Bedside folder",
};

export function cprOfGp(): Value {
  return value("Not for CPR", [source(okoro, "12-Oct-2026 11:20")], {
    id: "cpr-okoro",
    parts: cprParts,
    rows: [
      ["Decision", "Not for CPR"],
      ["Decided on", "12-Oct-2026"],
      ["Reason", "Unlikely to succeed"],
      ["Decided by", "Dr Ifeoma Okoro, GP"],
      ["Where the paper form is", "Bedside folder"],
    ],
  });
}

export function cprOfHospice(): Value {
  return value("For CPR", [source(whitfield, "Tue 17-Nov 14:10")], {
    id: "cpr-whitfield",
    parts: { decision: "for_cpr", decided_on: "2026-11-17", maker_name: "Dr Tom Whitfield" },
    rows: [
      ["Decision", "For CPR"],
      ["Decided on", "17-Nov-2026"],
      ["Reason", "The person's wish"],
      ["Decided by", "Dr Tom Whitfield, hospice doctor"],
      ["Where the paper form is", "Bedside folder"],
    ],
    comment: "She has changed her mind since her grandson was born.",
  });
}

export function notes(): Value[] {
  const said = (text: string, by: typeof asha, when: string): Value =>
    value(text, [source(by, when)], { parts: { text } });
  return [
    said("Syringe pump checked, running well. Comfortable and asleep when I left.", sam, "today 08:05"),
    said("Slept well, ate half her porridge and asked for the window open.", asha, "today 07:30"),
    said(
      "Talked with Margaret and Jean about the weeks ahead. She would like to see her cat every day and to hear hymns on Sunday.",
      whitfield,
      "Tue 17-Nov 14:10",
    ),
  ];
}

/** The sections, with one CPR decision or two. */
export function sections(cpr: Value[] = [cprOfGp()]): Section[] {
  const mine = source(asha, "12-Nov-2026 10:02");
  const nameField = field("value", "Name", "text", { required: true });
  const stop = (of: Line): Line => ({ ...of, alarm: "stop" });
  const readOnly = (of: Line, who: string): Line => only("none", who, of);
  const own = [
    section("person", "Person", [
        line("family_name", "Family name", "entry", [nameField], [item([value("Smith", [mine])])]),
        line("given_names", "Given names", "entry", [nameField], [item([value("Margaret", [mine])])]),
        register("person.preferred_name", "Known as", [value("Peggy", [mine])]),
        stop(
          line(
            "birth_date",
            "Date of birth",
            "entry",
            [field("value", "Date of birth", "date", { required: true })],
            [item([value("04-Mar-1938", [mine], { parts: { value: "1938-03-04" } })])],
          ),
        ),
        stop(
          line(
            "nhs_number",
            "NHS number",
            "entry",
            [field("value", "NHS number", "nhs_number", { required: true })],
            [
              item([
                value("999 000 0018", [mine], {
                  parts: { value: "9990000018" },
                  basis: "imported, not confirmed",
                }),
              ]),
            ],
          ),
        ),
        register(
          "person.sex_at_birth",
          "Sex at birth",
          [value("Female", [mine], { parts: { value: "2" } })],
          field("value", "Sex at birth", "choice", {
            choices: choices(["1", "Male"], ["2", "Female"], ["9", "Indeterminate"]),
          }),
        ),
        register(
          "person.address",
          "Address",
          [value("Riverside House\n4 Quay Street\nElyham", [mine])],
          field("value", "Address", "long_text"),
        ),
        register("person.phone", "Telephone", [value("01632 960114", [mine])]),
        register("person.language", "Language", []),
        register("home.room", "Room", [value("12", [mine])]),
      ]),
    section("gp", "GP", [
        register("gp.practice_name", "Practice", [value("Mill Lane Surgery", [mine])]),
        register("gp.gp_name", "GP", [value("Dr Ifeoma Okoro", [mine])]),
        register("gp.phone", "Telephone", [
          value("01632 960201", [source(sam, "Mon 16-Nov 16:40")]),
          value("01632 960210", [source(asha, "Mon 16-Nov 17:05")]),
        ]),
      ]),
    section("consent", "Consent", [
        stop(
          readOnly(
            line("consent", "Agreed to sharing", "entry", [], []),
            "senior carer, district nurse, hospice nurse, hospice doctor, GP",
          ),
        ),
      ]),
    section("contacts", "Contacts", [
        line(
          "contact",
          "People to ring",
          "list",
          [
            field("name", "Name", "text", { required: true }),
            field("relationship", "Relationship"),
            field("phone", "Telephone"),
            field("call_at_night", "Ring at night?", "yes_no"),
            field("roles", "Roles", "choices", {
              choices: choices(["next_of_kin", "Next of kin"], ["key_holder", "Key holder"], ["attorney", "Attorney"]),
            }),
          ],
          [
            item(
              [
                value("Jean Smith, daughter", [mine], {
                  parts: { name: "Jean Smith", relationship: "daughter", phone: "01632 960142", call_at_night: "yes" },
                  rows: [
                    ["Name", "Jean Smith"],
                    ["Relationship", "Daughter"],
                    ["Telephone", "01632 960142"],
                    ["Ring at night?", "Yes"],
                  ],
                  basis: "said by the person",
                }),
              ],
              "contact-jean",
            ),
          ],
        ),
      ]),
    section("allergies", "Allergies and alerts", [
        stop(
          line(
            "allergy",
            "Allergies",
            "list",
            [
              field("agent", "Allergic to", "text", { required: true }),
              field("reaction", "What happens"),
              field("severity", "How bad", "choice", {
                choices: choices(["mild", "Mild"], ["moderate", "Moderate"], ["severe", "Severe"]),
              }),
            ],
            [
              item(
                [
                  value("Penicillin", [mine], {
                    parts: { agent: "Penicillin", reaction: "rash" },
                    rows: [
                      ["Allergic to", "Penicillin"],
                      ["What happens", "Rash (1994)"],
                    ],
                  }),
                ],
                "allergy-penicillin",
              ),
            ],
          ),
        ),
        line("alert", "Alerts", "list", [field("text", "Alert", "long_text", { required: true })], []),
      ]),
    section("preferences", "Where she wants to be", [
        line(
          "preferred_place_of_care_1",
          "Place of care, first choice",
          "entry",
          [
            field("place", "Place", "choice", {
              required: true,
              choices: choices(
                ["home", "At home"],
                ["relatives_home", "A relative's home"],
                ["care_home_residential", "Care home"],
                ["care_home_nursing", "Care home with nursing"],
                ["hospice", "Hospice"],
                ["hospital_acute", "Hospital"],
                ["undecided", "Has not decided"],
                ["not_asked", "Not asked"],
              ),
            }),
            field("name", "Name of the place"),
          ],
          [item([value("Care home: Riverside House", [mine], { parts: { place: "care_home_residential" } })])],
        ),
        line("preferred_place_of_death_1", "Place of death, first choice", "entry", [], []),
      ]),
    section("cpr", "CPR", [
        stop(
          readOnly(
            line("cpr_decision", "CPR decision", "entry", cprForm, [item(cpr, "cpr")]),
            "hospice doctor, GP, hospice nurse, district nurse",
          ),
        ),
      ]),
    section("notes", "Notes", [
        log("note", "Note", [field("text", "Note", "long_text", { required: true })], notes()),
      ]),
  ];
  return inOrder([...own, ...care()]);
}

export function page(cpr?: Value[]): RecordPage {
  return { banner, sections: sections(cpr), unknown: "", others: [], keeps_papers: false };
}

const card = (name: string, title: string, headline: string, more: Partial<Card> = {}): Card => ({
  name,
  title,
  alarm: "quiet",
  headline,
  lines: [],
  versions: [],
  source: "",
  section: name,
  age: "unaged",
  age_words: "",
  withheld: [],
  ...more,
});

export function cards(cpr: Value[] = [cprOfGp()]): Card[] {
  const several = cpr.length > 1;
  return [
    card("cpr", several ? "Two CPR decisions are recorded" : "CPR", several ? "" : "NOT FOR CPR", {
      alarm: "stop",
      lines: several
        ? [["", "Check the paper form. A doctor or senior nurse must decide which stands."]]
        : [
            ["Decided", "12-Oct-2026"],
            ["By", "Dr Ifeoma Okoro"],
            ["Paper form", "bedside folder"],
          ],
      versions: several ? cpr : [],
      source: several ? "" : "Dr Ifeoma Okoro, GP, Mill Lane Surgery · 12-Oct-2026",
    }),
    card("allergies", "Allergies and alerts", "Penicillin (rash, 1994)", {
      alarm: "stop",
      lines: [["Alert", "Risk of bleeding: takes apixaban"]],
      source: "Asha Rahman, senior carer, Riverside House · 12-Nov-2026",
    }),
    card("contingency", "If something happens", "", {
      lines: [...new Set(plans().map(({ trigger }) => trigger))].map((trigger) => [trigger, ""]),
      source: "Sam Bell, district nurse, Fenland Community Nursing · Mon 16-Nov 16:40",
    }),
    card("places", "Where they want to be", "", {
      lines: [
        ["To be cared for", "Residential care home: Riverside House"],
        ["To die", "Residential care home: Riverside House"],
      ],
      source: "Sam Bell, district nurse, Fenland Community Nursing · Mon 16-Nov 16:40",
      section: "preferences",
    }),
    card("box", "Just-in-case box", "Box issued: medicines room", {
      lines: [
        ["Morphine 10 mg/ml", "5, counted Thu 19-Nov 14:10, right"],
        ["Last given", "none heard of"],
      ],
      source: "Sam Bell, district nurse, Fenland Community Nursing · Thu 19-Nov 14:10",
      section: "anticipatory",
      age: "red",
      age_words: "Not looked at for a long time",
    }),
    card("pump", "Syringe pump", "Running", {
      lines: [
        ["", "Morphine 10 mg, midazolam 10 mg in 24 hours"],
        ["Checked", "today 08:05"],
        ["Next syringe", "today 12:05"],
      ],
      source: "Sam Bell, district nurse, Fenland Community Nursing · today 08:05",
    }),
    card("ring", "Who to ring", "", {
      lines: [
        ["Day and night", "01632 960300"],
        ["Next of kin", "Jean Smith, daughter · 01632 960142, any hour"],
        ["", "Peter Smith, son · 01632 960177, not at night"],
      ],
      source: "Asha Rahman, senior carer, Riverside House · 12-Nov-2026",
      section: "contacts",
    }),
    card("knows", "What they know", "", {
      lines: [
        ["The person", "Partly aware"],
        ["The family", "Aware"],
        ["Avoid", "“hospice”"],
      ],
      source: "Dr Tom Whitfield, hospice doctor, Fen Edge Hospice · Tue 17-Nov 14:10",
      section: "prognosis",
      withheld: ["Something is withheld here. Ask Sister Bell."],
    }),
    card("matters", "What matters", "", {
      lines: [["", "Her cat, the window open, hymns on Sunday."]],
      source: "Asha Rahman, senior carer, Riverside House · 12-Nov-2026",
      section: "about_me",
      age: "amber",
      age_words: "To be looked at soon",
    }),
  ];
}

export function glance(cpr?: Value[]): Omit<Glance, "head"> {
  return { banner, cards: cards(cpr), plans: plans(), latest: notes() };
}
