/** Margaret Smith of Riverside House, as two homes of the record would see her: in agreement, or with two versions. */
import type { Banner, Card, Glance, Line, RecordPage, Section, Value } from "../../src/backend/generated/api";
import { asha, choices, field, item, line, okoro, register, sam, source, value, whitfield } from "./values";

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
  unshared: 0,
  two_versions: 0,
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
  const readOnly = (of: Line, who: string): Line => ({ ...of, may_write: false, who_may: who });
  const shared = "Shared with Riverside House, Fenland Community Nursing, Mill Lane Surgery and Fen Edge Hospice.";
  return [
    {
      name: "person",
      title: "Person",
      sharing: shared,
      lines: [
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
      ],
    },
    {
      name: "gp",
      title: "GP",
      sharing: shared,
      lines: [
        register("gp.practice_name", "Practice", [value("Mill Lane Surgery", [mine])]),
        register("gp.gp_name", "GP", [value("Dr Ifeoma Okoro", [mine])]),
        register("gp.phone", "Telephone", [
          value("01632 960201", [source(sam, "Mon 16-Nov 16:40")]),
          value("01632 960210", [source(asha, "Mon 16-Nov 17:05")]),
        ]),
      ],
    },
    {
      name: "consent",
      title: "Consent",
      sharing: shared,
      lines: [
        stop(
          readOnly(
            line("consent", "Agreed to sharing", "entry", [], []),
            "senior carer, district nurse, hospice nurse, hospice doctor, GP",
          ),
        ),
      ],
    },
    {
      name: "contacts",
      title: "Contacts",
      sharing: shared,
      lines: [
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
      ],
    },
    {
      name: "allergies",
      title: "Allergies and alerts",
      sharing: shared,
      lines: [
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
      ],
    },
    {
      name: "preferences",
      title: "Where she wants to be",
      sharing: shared,
      lines: [
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
      ],
    },
    {
      name: "cpr",
      title: "CPR",
      sharing: shared,
      lines: [
        stop(
          readOnly(
            line("cpr_decision", "CPR decision", "entry", cprForm, [item(cpr, "cpr")]),
            "hospice doctor, GP, hospice nurse, district nurse",
          ),
        ),
      ],
    },
    {
      name: "notes",
      title: "Notes",
      sharing: shared,
      lines: [
        line(
          "note",
          "Notes",
          "list",
          [field("text", "Note", "long_text", { required: true })],
          notes().map((note) => item([note])),
        ),
      ],
    },
  ];
}

export function page(cpr?: Value[]): RecordPage {
  return { banner, sections: sections(cpr), unknown: "" };
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
    card("places", "Where she or he wants to be", "", {
      lines: [
        ["To be cared for", "Care home – Riverside House"],
        ["To die", "Care home – Riverside House"],
        ["Second choice", "Hospice – Fen Edge Hospice"],
      ],
      source: "Sam Bell, district nurse, Fenland Community Nursing · Mon 16-Nov 16:40",
      section: "preferences",
    }),
    card("ring", "Who to ring", "", {
      lines: [
        ["Next of kin", "Jean Smith – daughter, 01632 960142, any hour"],
        ["", "Peter Smith – son, 01632 960177, not at night"],
      ],
      source: "Asha Rahman, senior carer, Riverside House · 12-Nov-2026",
      section: "contacts",
    }),
    card("consent", "Consent to share", "Agreed", {
      lines: [["On", "02-Nov-2026"]],
      source: "Sam Bell, district nurse, Fenland Community Nursing · 02-Nov-2026",
    }),
    card("gp", "GP practice", "", {
      lines: [
        ["GP", "Dr Ifeoma Okoro"],
        ["Practice", "Mill Lane Surgery"],
        ["Practice telephone", "01632 960201"],
      ],
      source: "Asha Rahman, senior carer, Riverside House · 12-Nov-2026",
    }),
  ];
}

export function glance(cpr?: Value[]): Glance {
  return { banner, cards: cards(cpr), latest: notes() };
}
