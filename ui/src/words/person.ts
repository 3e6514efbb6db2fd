/** One person: at a glance, a note, two versions. */

export const person = {
  menu: "This person",
  glance: "At a glance",
  record: "Record",
  timeline: "Timeline",
  charts: "Charts",
  conversations: "Conversations",
  papers: "Papers",
  writeNote: "Write a note",
  print: "Print",
  whoLooked: "Who looked",
  born: "Born",
  sex: "Sex",
  nhsNumber: "NHS No.",
  room: "Room",
  allergies: "Allergies",
  notKnown: "Not known",
  unshared: (count: number) => (count === 1 ? "1 change not yet shared" : `${count} changes not yet shared`),
  unconfirmed: (count: number) => `${count} taken over and not confirmed`,
  notHeard: "What may be old",
  banner: "Person",
  identityTwo: "Check who this is. Two different answers are recorded.",
  loading: "Opening the record…",
} as const;

export const glance = {
  title: "At a glance",
  nothing: "Nothing recorded",
  latest: "Latest notes",
  noNotes: "No notes yet.",
  readNotes: "Read them",
  open: (title: string) => `Open ${title}`,
  lookAtBoth: "Look at them side by side",
  /** What a card is called while its title says that there are two versions. */
  cardNames: { cpr: "CPR", consent: "Consent to share" } as Record<string, string>,
  conflictTitle: (title: string) => `${title}: different versions are recorded`,
  conflictMeanwhile: "All of them count until someone who may decide has looked at them.",
  plansFor: (trigger: string) => `What to do: ${trigger}`,
  planTwo: "Two plans are recorded for this. Read both.",
  planClose: "Close",
  planNothing: "Nothing more is written. Ring for advice.",
  plansTwo: "two plans are recorded, read both",
  twoSheets: "There is more to say than one sheet can hold: this is one of two.",
  printPaperForm: "For CPR, the signed paper form must be seen.",
} as const;

export const note = {
  title: "Write a note",
  hint: "What you saw, did or were told. Your name and the time are added.",
  save: "Save the note",
  cannot: (whoMay: string) => `You cannot write notes here. They are written by: ${whoMay}.`,
  notYours: "Your role reads and writes no notes.",
} as const;

export const two = {
  title: "Two versions",
  none: "There are no two versions of anything.",
  noneHint: "When two people write different things without knowing of each other, both are kept and shown here.",
  intro: "Two people wrote different things without knowing of each other. Both are kept until someone decides.",
  versions: (count: number) => `${countWord(count)} versions`,
  who: "Written by",
  written: "Written",
  arrived: "Arrived here",
  arrivedHere: "Written on this computer",
  basis: "How they knew",
  effective: "True since",
  comment: "Remark",
  notSaid: "Not said",
  notRecorded: "–",
  differs: "different",
  same: "Where the versions differ, the row has a bar and bold words.",
  versionOf: (name: string) => `Version of ${name}`,
  write: "Write the decision that stands",
  writeHint: "It begins empty, so that it favours neither. Both earlier entries stay in the history.",
  save: "Save what stands",
  ask: (whoMay: string) => `You cannot decide this. Please ask one of these: ${whoMay}.`,
  settled: "It is decided. Both earlier entries stay in the history.",
  stands: "This now stands",
  moreArrived: "A further version arrived while you were writing. Read it above before you save.",
  include: "I have read it: my decision replaces it too",
} as const;

/** Two, three, four in words; larger numbers as figures. */
function countWord(count: number): string {
  return ["No", "One", "Two", "Three", "Four", "Five"][count] ?? String(count);
}
