/** The list of people, and how somebody comes to stand in it. */

export const people = {
  title: "People",
  search: "Find a person",
  searchHint: "Any part of a name or nickname, date of birth, NHS number, room or postcode",
  all: (count: number) => (count === 1 ? "1 person is cared for here" : `${count} people are cared for here`),
  found: (count: number, search: string) =>
    count === 0
      ? `Nobody here matches “${search}”`
      : count === 1
        ? `1 person matches “${search}”`
        : `${count} people match “${search}”`,
  notHere: "In an emergency you can see the summary of somebody who is not in your list.",
  nobody: "There is nobody here yet.",
  nobodyHint: "Add a person, or take over records from files of another system.",
  born: "Born",
  nhsNumber: "NHS No.",
  room: "Room",
  noRoom: "No room",
  /** As the record asks it. */
  stage: "Likely time left",
  keyItems: (recorded: number) => `${recorded} of 10 key items`,
  missing: (names: readonly string[]) => `Missing: ${names.join(", ")}`,
  written: (when: string) => `Written ${when}`,
  twoVersions: "Two versions",
  unshared: (count: number) => `${count} not yet shared`,
  coming: "Still coming: newer entries may be missing",
  sameNameAs: (others: string) => `Same or similar name: not ${others}`,
  andNot: "; and not ",
  others: (count: number) => (count === 1 ? "1 other" : `${count} others`),
  isBorn: (born: string) => `born ${born}`,
  isInRoom: (room: string) => `room ${room}`,
  onlySameName: "Shown because of the same name",
  alsoSameName: (count: number) => (count === 1 ? "and 1 more with the same name" : `and ${count} more with the same name`),
  withheld: "Something is withheld",
  unconfirmed: (count: number) => `${count} taken over and not confirmed`,
  died: "Has died",
  stopped: "Nothing may be given out",
  filters: "Show only",
  filterNames: {
    two_versions: "Two versions",
    overdue: "Review overdue",
    unshared: "Not yet shared",
    missing: "Missing key items",
    withheld: "Withheld",
    unconfirmed: "Taken over and not confirmed",
  },
  filterWords: {
    two_versions: "two versions",
    overdue: "a review overdue",
    unshared: "something not yet shared",
    missing: "key items missing",
    withheld: "something withheld",
    unconfirmed: "something taken over and not confirmed",
  },
  filtered: (shown: number, all: number, with_: string) =>
    shown === 0 ? `Nobody of ${all} has ${with_}` : `${shown} of ${all} shown: those with ${with_}`,
  filterAnd: " and ",
  filterOff: "Show all",
  more: (count: number) => `Show ${count} more`,
  add: "Add a person",
  importFiles: "Take over files",
  list: "People",
  loading: "Looking…",
} as const;

export const breakGlass = {
  title: "I need someone's summary now",
  intro: "For a person who is not in your list, in an emergency: “At a glance” of one record, to read, for four hours.",
  told: "The privacy officer of the region is told your name, whose record it was and why. You will be asked about it.",
  numberHint: "10 numbers. If you do not have it, give the family name and the date of birth.",
  numberOrName: "Give the NHS number, or the family name and the date of birth",
  reason: "Why do you need it?",
  reasons: {
    called_to_person: "I have been called to this person",
    life_in_danger: "Their life may be in danger",
    arriving_here: "They are coming here, or have just come",
    asked_by_team: "A team who looks after them has asked me",
  },
  submit: "Open and tell the privacy officer",
  asking: "Asking the region…",
  leave: "Go back",
  list: "Open in an emergency",
} as const;

export const whoLooked = {
  title: "Who looked",
  intro: "What was done about this person's record on this computer, the newest first. The region holds what other computers told it.",
  nobody: "Nobody has looked at this record on this computer.",
  head: ["When", "Who", "What"],
} as const;

export const addPerson = {
  title: "Add a person",
  intro: "The name and the GP practice are enough to begin. Everything else can follow.",
  familyName: "Family name",
  givenNames: "Given names",
  practice: "GP practice",
  birthDate: "Date of birth",
  nhsNumber: "NHS number",
  nhsNumberHint: "10 numbers. Leave it empty if you do not have it.",
  submit: "Save and open",
  sharing: "This person's record will be shared with the teams who care for them.",
} as const;

export const importing = {
  title: "Take over files",
  intro:
    "Choose files from another system (FHIR, JSON or XML). What is taken over is marked “imported, not confirmed” until someone checks it.",
  choose: "Files",
  submit: "Take over",
  working: "Reading the files…",
  none: "Please choose at least one file.",
  done: "What happened to the files",
  people: (count: number) => (count === 1 ? "1 person's record was begun or added to." : `${count} people's records were begun or added to.`),
  taken: "Taken over",
  takenHint: "Marked “imported, not confirmed”.",
  keptAside: "Kept aside",
  keptAsideHint: "Not understood. Kept unchanged on this computer.",
  refused: "Not taken",
  refusedHint: "Something in it cannot be right. Kept unchanged on this computer.",
  file: "File",
  where: "Where",
  what: "What",
  noFile: "No file",
  nothing: "None.",
  openPeople: "Go to People",
} as const;
