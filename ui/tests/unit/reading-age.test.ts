/** The words are for people who are tired, in a hurry, or read English as a second language. */
import { describe, expect, it } from "vitest";
import { count, grade, sentences, syllables, together, wordsOf, type Count } from "./reading";
import { ofErrors, ofProgram, ofRecord, ofWindow, type Said } from "./said";

describe("counting syllables", () => {
  it.each([
    [1, "care pain times asked signed breathe home box"],
    [1, "the one once two press says moved lives named here there where are were have"],
    [2, "paper person table people simple boxes places changes pages wanted needed nurses open before because notice"],
    [2, "nation station special patient region action question section version"],
    [3, "decision together invented hospital computer remember anyone everything medicine several"],
    [4, "information administer emergency"],
    [2, "quiet being doing going syringe hospice"],
    [3, "period idea usual radio diary"],
    [5, "communication administrator"],
  ])("%i: %s", (expected, list) => {
    expect(list.split(" ").map((word) => [word, syllables(word)])).toEqual(list.split(" ").map((word) => [word, expected]));
  });

  it("reads out letters and numbers", () => {
    expect([syllables("CPR"), syllables("NHS"), syllables("999"), syllables("GP")]).toEqual([3, 3, 1, 2]);
  });
});

describe("the grade", () => {
  it("is what Flesch and Kincaid say", () => {
    // 0.39 × 6/1 + 11.8 × 6/6 − 15.59
    expect(grade(count("The cat sat on the mat."))).toBeCloseTo(-1.45, 2);
    expect(grade({ sentences: 2, words: 24, syllables: 36 })).toBeCloseTo(6.79, 2);
  });

  it("is taken of sentences, one by one", () => {
    expect(sentences("It is saved. Is it? “Yes.” It is…\nNext · last")).toEqual(["It is saved.", "Is it?", "“Yes.", "It is…", "Next", "last"]);
    expect(wordsOf("Type 12 letters, such as 7K3Q-W8MN: it’s “so”.")).toEqual(["Type", "12", "letters", "such", "as", "7K3Q", "W8MN", "it’s", "so"]);
  });
});

/** Shorter than this, one long word decides, and labels are not sentences. */
const LONG = 12;
const HARDEST = 8;
const AVERAGE = 6;

interface Measured {
  where: string;
  text: string;
  counted: Count;
  grade: number;
}

const measured = (all: readonly Said[]): Measured[] =>
  all.flatMap(({ where, text }) =>
    sentences(text).map((one) => {
      const counted = count(one);
      return { where, text: one, counted, grade: grade(counted) };
    }),
  );

const asLine = ({ grade, where, text }: Measured): string => `${grade.toFixed(1)}  ${where}: ${text}`;

describe.each([
  ["the window", ofWindow],
  ["what went wrong, as the program says it", ofErrors],
  ["the record", ofRecord],
] as const)("%s", (name, said) => {
  const all = measured(said());
  const long = all.filter(({ counted }) => counted.words >= LONG);

  it("is read", () => {
    expect(all.length).toBeGreaterThan(30);
  });

  it(`has no long sentence above grade ${HARDEST}`, () => {
    const worst = [...long].sort((a, b) => b.grade - a.grade);
    const average = grade(together(all.filter(({ counted }) => counted.words >= 4).map(({ counted }) => counted)));
    console.info(
      [`${name}: ${all.length} pieces, ${long.length} long sentences, average grade ${average.toFixed(1)}`, ...worst.slice(0, 10).map(asLine)].join("\n  "),
    );
    expect(worst.filter((one) => one.grade > HARDEST).map(asLine)).toEqual([]);
  });

  it(`is of grade ${AVERAGE} or easier on the whole`, () => {
    const whole = all.filter(({ counted }) => counted.words >= 4);
    expect(grade(together(whole.map(({ counted }) => counted)))).toBeLessThanOrEqual(AVERAGE);
  });
});

describe("no word that hurts, and none of the trade of computers", () => {
  const never =
    /\b(death list|refus(?:e|ed|es|al)|dement(?:ed|s)|suffer(?:s|ing|ed)? from|non-?complian(?:t|ce)|bed-?block(?:er|ing)|expir(?:e|ed|es|y)|sync(?:ed|ing|hronis\w*)?|servers?|clients?|devices?|merg(?:e|ed|es|ing)|conflicts?|quarantined?|invalid|oops|fatal|abort(?:ed)?|failed to|attention-seeking|difficult patient|lost (?:her|his|their) battle)\b/i;
  /** Names that the law or a standard has given. */
  const NAMED: ReadonlyArray<readonly [words: RegExp, why: string]> = [
    [/advance decision to refuse treatment/gi, "its name in law"],
    [/An advance decision refuses CPR/g, "what such a decision does in law; said of a paper, not of a person"],
    [/^Device$|Implanted device|Device in the body/gm, "a thing in the body, such as a pacemaker; not a computer"],
    [/batch and expiry/g, "of a medicine, as its packet says; not of a decision"],
  ];
  const withoutNames = (text: string): string => NAMED.reduce((left, [name]) => left.replaceAll(name, ""), text);

  it("leaves out no name that nobody says any more", () => {
    const all = [...ofWindow(), ...ofErrors(), ...ofRecord(), ...ofProgram()].map(({ text }) => text).join("\n");
    expect(NAMED.filter(([name]) => all.search(name) < 0)).toEqual([]);
  });

  it.each([
    ["the window", ofWindow],
    ["what went wrong", ofErrors],
    ["the record", ofRecord],
    ["what the program makes ready", ofProgram],
  ] as const)("in %s", (_, said) => {
    const found = said().filter(({ text }) => never.test(withoutNames(text)));
    expect(found.map(({ where, text }) => `${where}: ${text}`)).toEqual([]);
  });
});
