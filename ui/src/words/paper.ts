/** What leaves on paper. */

/** At the foot of every print. */
export const print = {
  printed: (when: string, name: string) => `Printed ${when} by ${name}`,
  /** Moments are said as on the screen; the paper is read on another day. */
  today: (day: string) => `“Today” on this paper is ${day}.`,
  later: "What was written later is not on this paper.",
  check: "Is it still current? Check this paper in Alongside: Check a paper. Code",
  uncoded: "This paper has no code: it cannot be checked later.",
  noCode: "This paper has no code: it cannot be checked later. Use it today only, then print it again.",
  button: "Print",
  sheet: (number: number, of: number) => `Sheet ${number} of ${of}`,
} as const;

export const papersPage = {
  title: "Papers",
  print: "Print",
  printHint: "Open one to see it before it is printed.",
  now: "Print it now",
  nowOf: (title: string) => `Print it now: ${title}`,
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
  intro: "What somebody at the bedside needs who has no computer. Put it at the front of the folder, and take the old one out.",
  sheets: (count: number) =>
    count === 1
      ? "It fits on one sheet of A4."
      : `There is more to say than one sheet can hold: it takes ${count} sheets of A4. Keep them together.`,
  goesOn: "It goes on, on the next sheet.",
  died: "This person has died. Take the old sheet out of the folder.",
  plans: "If something happens",
  plansBy: "by",
  plansTwo: "two plans, read both",
  papers: "In this folder",
  form: "Paper form",
  formNotSaid: "where it is has not been written down",
  twoOf: (names: string) => `Two versions are recorded: ${names}`,
} as const;

export const personsCopy = {
  title: "Copy for the person",
  intro: "A copy of the shared record in plain words, for the person or for somebody they trust. Read it through before you give it.",
  usual: "In this copy",
  sensitive: "Left out, unless you choose it",
  sensitiveHint: "Talk about these first. Put them in only if the person wants to have them on paper.",
  never: "What is withheld, and what stays in one organisation, is never in this copy.",
  nothing: "Nothing is written in the shared record yet.",
  stopped: "No copy can be printed until that has been settled.",
  died: "This person has died. Ask your manager who may have a copy.",
  for: "This is what the people who look after you have written down. If something is not right, please tell them.",
  notAll: "This copy may not hold everything that is written about you. You can ask to see the rest.",
  several: "People have written different things here. All of them are shown, and it is not settled yet.",
  by: (who: string) => `Written by ${who}`,
  basis: (how: string) => `How they knew: ${how}`,
  more: (count: number) => `${count} older ones are not in this copy.`,
} as const;

export const checkPaper = {
  title: "Check a paper",
  intro: "Every paper from Alongside carries a short code at its foot. Type it here to see if the paper is still current.",
  code: "Code on the paper",
  codeHint: "Ten letters and numbers, such as G7K3Q-8MN2X. Small or large letters, with or without the dash.",
  submit: "Check",
  wrongCode: "The code has ten letters and numbers. Please look at the paper again.",
  current: "This paper is current",
  notCurrent: "This paper is not current",
  notKnown: "This code is not known here",
  of: "About",
  what: "Paper",
  kinds: {
    glance: "At a glance",
    folder_sheet: "Sheet for the bedside folder",
    persons_copy: "Copy for the person",
    handover: "Hand-over sheet",
  } as Record<string, string>,
  open: "Open At a glance",
  again: "Print a new one",
  cpr: "For CPR, look for the signed paper form, whatever this paper says.",
} as const;
