/** What leaves on paper. */

export const papersPage = {
  title: "Papers",
  print: "Print",
  printHint: "You see each one before it is printed.",
  glance: "At a glance",
  glanceHint: "One sheet: what to do now, and whom to ring.",
  folder: "Sheet for the bedside folder",
  folderHint: "For the folder in the room, with the day when it is too old.",
  copy: "Copy for the person",
  copyHint: "For the person to keep, in plain words.",
  folderHas: "In the bedside folder",
  folderNothing: "Nobody has written that a copy lies in the bedside folder.",
  followed: "Which one is followed",
  followedNothing: "Nobody has written which form or plan is followed where there is another.",
  all: "All papers",
  notYours: "Your role does not read papers.",
} as const;

export const folderSheet = {
  title: "Sheet for the bedside folder",
} as const;

export const personsCopy = {
  title: "Copy for the person",
} as const;

export const checkPaper = {
  title: "Check a paper",
} as const;
