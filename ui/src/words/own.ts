/** How somebody likes her screen, what was done here, and words that are not finished. */

export const audit = {
  title: "What was done here",
  intro: "What was done on this computer, the newest first. The region holds what other computers told it.",
  nothing: "Nothing has been done on this computer yet.",
  filter: "Find in this list",
  filterHint: "Any part of a name, or of what was done",
  all: (count: number) => (count === 1 ? "1 line" : `${count} lines`),
  found: (count: number, of: number, search: string) => `${count} of ${of} lines match “${search}”`,
  filteredPaper: (search: string) => `Only lines that match “${search}”.`,
  head: ["When", "Who", "What", "Whose record"] as readonly string[],
  more: (count: number) => `Show ${count} more`,
  notYours: "This list is for those who answer for this computer.",
} as const;

export const settings = {
  title: "Settings",
  intro: (name: string) => `How ${name} likes the screen. It is kept on this computer, for ${name} alone, and goes with the lock.`,
  light: "Light of the screen",
  lightChoices: [
    ["day", "Light"],
    ["night", "Dark, for a corridor at night"],
  ] as ReadonlyArray<readonly [string, string]>,
  space: "Space on the screen",
  spaceChoices: [
    ["roomy", "Roomy"],
    ["compact", "Close together: more on a page"],
  ] as ReadonlyArray<readonly [string, string]>,
  today: "What Today shows first",
  todayHint: "Today always holds the same facts. This is only where it begins.",
  todayChoices: [
    ["", "As my role is"],
    ["shift", "My shift in this home"],
    ["round", "My round of visits"],
    ["review", "Our review of everyone"],
  ] as ReadonlyArray<readonly [string, string]>,
  saved: "Kept for you.",
  paper: "Paper is always black on white.",
  more: "More",
  tour: "Do the tour",
} as const;

export const unfinished = {
  about: (people: number) =>
    people === 1 ? "You have unfinished words about 1 person" : `You have unfinished words about ${people} people`,
  hint: "They are kept for you on this computer. Nobody else sees them, and they are not in the record.",
  since: (when: string) => `since ${when}`,
  someone: "A person who is not in your list",
} as const;
