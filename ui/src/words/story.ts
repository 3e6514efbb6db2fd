/** One person over time, and talking with her. */

const entries = (count: number): string => (count === 1 ? "1 entry" : `${count} entries`);

export const timeline = {
  title: "Timeline",
  what: "What",
  who: "Written at",
  kinds: {
    decisions: "Decisions",
    talks: "Wishes and talks",
    visits: "Visits",
    notes: "Notes",
    medicines: "Medicines",
    scores: "Scores",
    health: "Health",
    about: "Person",
    papers: "Papers",
    other: "Other",
  } as Readonly<Record<string, string>>,
  all: (count: number) => `Showing everything: ${entries(count)}, the newest first, by when it happened.`,
  some: (shown: number, count: number, what: string) => `Showing only ${what}: ${shown} of ${entries(count)}.`,
  whatAll: "what was written",
  whatAt: (what: string, organisations: string) => `${what} at ${organisations}`,
  and: "and",
  showAll: "Show everything",
  none: "Nothing is written about this person yet.",
  noneOfThese: "Nothing of this kind is written. Show everything to see the rest.",
  lanes: "Who wrote here",
  at: (organisation: string) => `, ${organisation}`,
  notShared: "Not shared yet",
  readOn: "Open it to read the rest.",
  older: (count: number) =>
    count === 1
      ? "And 1 older one. It is in the record, section by section."
      : `And ${count} older ones. They are in the record, section by section.`,
  more: (next: number, left: number) => `Show ${next} more (${left} earlier)`,
  opens: (time: string, label: string) => `${time} ${label}: open in the record`,
} as const;

export const charts = {
  title: "Charts",
  intro: "What was measured and counted. Alongside draws it and does not judge it.",
  none: "Nothing has been measured or counted yet. Scores are written in the record, under Assessments.",
  toAssessments: "Open Assessments",
  head: ["When", "What, and who wrote it"] as readonly string[],
  mark: (letter: string) => `Mark ${letter}:`,
  several: (title: string, count: number, first: string, last: string) =>
    `${title}. A line of ${count} measurements, from ${first} to ${last}.`,
  single: (title: string, when: string) => `${title}. One measurement, ${when}.`,
  values: (first: string, newest: string, least: string, most: string) =>
    `The first was ${first}, the newest ${newest}; the least ${least}, the most ${most}.`,
  range: (low: string, high: string) => `It can go from ${low} to ${high}.`,
  marks: (count: number) => (count === 1 ? "One mark shows what happened meanwhile." : `${count} marks show what happened meanwhile.`),
  inTable: "All of it stands in the table.",
  noTableRows: "Nothing is written here yet.",
  showAll: (count: number) => `Show all ${count}`,
  showAllOf: (count: number, title: string) => `Show all ${count}: ${title}`,
  notOnPaper: (count: number) => `${count} older ones are not on this paper.`,
  fewer: "Show fewer",
  fewerOf: (title: string) => `Show fewer: ${title}`,
} as const;

export const conversations = {
  title: "Conversations",
  before: "Before you talk",
  person: "The person knows",
  family: "The family knows",
  use: "Words to use",
  avoid: "Words and topics to avoid",
  notRecorded: "Not recorded. Ask before you speak of the illness.",
  notRead: "Your role does not read this. Ask before you speak of the illness.",
  nobodySaid: "Nobody has written this yet.",
  topics: "How far each topic has come",
  topicsHint: "Only what is under “Talked through” is done. What was begun is not.",
  last: "The last conversation",
  lastNone: "No conversation is written down yet.",
  said: "What was said",
  left: "What was left to do",
  leftNothing: "Nothing is written about what is next.",
  earlier: (count: number) => (count === 1 ? "1 earlier conversation" : `${count} earlier conversations`),
  older: "Older ones stand in the record",
  begin: "Begin a new conversation",
  suggest: "Suggest a conversation",
  readFirst: "Read this first",
  readFirstHint: "So that nothing is said twice, or comes as a shock.",
  goOn: "I have read it: write the conversation",
  leave: "Not now",
  write: "A new conversation",
  again: (topics: string) =>
    `Already talked through: ${topics}. If you talk about it again, say why here.`,
  sayWhyAgain: (topics: string) =>
    `${topics}: this was talked through before. Please say why it was talked about again.`,
  saved: "The conversation is saved on this computer.",
  cannot: (whoMay: string) => `You cannot write conversations here. They are written by: ${whoMay}.`,
  notYours: "Your role does not read conversations.",
} as const;

/** Before a section is read that could shock when it is read aloud. */
export const pause = {
  title: "Before you read this aloud",
  hint: (section: string) => `You are opening “${section}”. Others may hear or see it.`,
  goOn: (section: string) => `Go on to ${section}`,
} as const;
