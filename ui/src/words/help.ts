/** Help by F1: what each screen is for, and how to do what is done there most. */
import type { Place } from "../state/place";

/** A screen, or what stands before anyone has signed in. */
export type Helped = Place["screen"] | "sign_in" | "join";

export interface HelpWords {
  /** What the screen is for. */
  what: string;
  /** The three things done there most, and how. */
  how: readonly (readonly [task: string, way: string])[];
}

const screens: Record<Helped, HelpWords> = {
  join: {
    what: "Here this computer is set up. It is done once.",
    how: [
      ["Join your region", "Type the address and the one-time code that you were given. Then press Join."],
      ["Begin with no region", "Press “We have no region”. You can join one later."],
      ["Get a code", "Ask the region's administrator. Each code works once."],
    ],
  },
  sign_in: {
    what: "Here you say who you are. What you write then carries your name.",
    how: [
      ["Sign in", "Press your name and type your PIN."],
      ["Sign in for the first time", "Press your name. Type the code you were given and choose a PIN."],
      ["If you forgot your PIN", "Ask a manager. What you wrote is still there."],
    ],
  },
  today: {
    what: "What is new since your last shift, and what is to be done now.",
    how: [
      ["See what is new", "Read the list from the top. New decisions come first."],
      ["Do a task", "Press its row. It opens on the reason it is there."],
      ["Write for several people at once", "Press Write for several people."],
    ],
  },
  handover: {
    what: "What the next shift needs to know, on one sheet.",
    how: [
      ["Read it out", "Go down the list, person by person."],
      ["See more of one person", "Press the name."],
      ["Take it with you", "Press Print. Shred the paper after the shift."],
    ],
  },
  write_for_several: {
    what: "One thing that you did for several people, written once for each of them.",
    how: [
      ["Choose the people", "Tick each one."],
      ["Write", "Say what you did. Add a word for one person where it differs."],
      ["Save", "Press Save. It is written in each record by itself."],
    ],
  },
  people: {
    what: "Everyone who is cared for here.",
    how: [
      ["Find a person", "Type two letters of the name, the room or the NHS number."],
      ["Open a person", "Press the row, or Enter when only one is left."],
      ["Add a person", "Press Add a person. The name and the GP practice are enough."],
    ],
  },
  add_person: {
    what: "Here a new record is begun.",
    how: [
      ["Begin", "Type the name and the GP practice."],
      ["If you do not know something", "Leave it empty. It can follow later."],
      ["Look first", "Find the name in People, so that nobody has two records."],
    ],
  },
  import: {
    what: "Here files from another system are read in.",
    how: [
      ["Read files in", "Choose the files and press Take over."],
      ["Check what came", "It is marked “imported, not confirmed”. Compare it with the paper."],
      ["If something was not taken", "It is kept unchanged. Tell the region's administrator."],
    ],
  },
  break_glass: {
    what: "Here you open a summary that you need now and may not open as a rule.",
    how: [
      ["Open it", "Say whom you need and why."],
      ["Know what follows", "The privacy officer is told that you did."],
      ["Use it", "You can read it for a few hours. You cannot write in it."],
    ],
  },
  glance: {
    what: "All you need in a hurry about one person.",
    how: [
      ["See what to do if something happens", "Press the button for it, such as Fall."],
      ["See more", "Press a card. It opens its part of the record."],
      ["Write what you saw", "Press Write a note."],
    ],
  },
  record: {
    what: "All that is known about one person, in sections.",
    how: [
      ["Read a section", "Press its name on the left."],
      ["Change something", "Press Change beside it. It is saved when you leave the field."],
      ["Say that it is wrong", "Press This is not how it is, at the end of the section."],
    ],
  },
  timeline: {
    what: "What happened to one person, day by day, and who wrote it.",
    how: [
      ["See who did what", "Each team has its own line."],
      ["Read one entry in full", "Press it."],
      ["See what came late", "A mark shows what was written long after it happened."],
    ],
  },
  charts: {
    what: "How one person's scores have changed.",
    how: [
      ["See a change", "Follow the line from left to right."],
      ["Read the numbers", "They are in the table beside the chart."],
      ["Add a score", "Open Record, then Assessments."],
    ],
  },
  conversations: {
    what: "What the person and the family know, and what was said.",
    how: [
      ["Before you talk", "Read which words to use and which to leave out."],
      ["After a talk", "Press Begin a new conversation."],
      ["See the last talk", "It is at the top, with what was left open."],
    ],
  },
  papers: {
    what: "What exists on paper, and where it is.",
    how: [
      ["Find a form", "Read where it is kept beside its name."],
      ["Look at a scan", "Press Open."],
      ["Add a scan or photo", "Press Attach a scan or photo."],
    ],
  },
  folder_sheet: {
    what: "One sheet for the folder beside the bed.",
    how: [
      ["Print it", "Press Print, and put the old sheet in the shredder."],
      ["Check that it is the newest", "Compare the code at the foot with Check a paper."],
      ["Change what it says", "Change the record. Then print it again."],
    ],
  },
  persons_copy: {
    what: "A copy for the person or the family to keep.",
    how: [
      ["Print it", "Press Print."],
      ["Talk about it", "Give it by hand, and go through it together."],
      ["See what is left out", "It says so where something is not for everyone."],
    ],
  },
  note: {
    what: "A note in your own words.",
    how: [
      ["Write", "Say what you saw, did or were told."],
      ["Save", "Press Save the note. Your name and the time are added."],
      ["If you must go away", "Lock the screen. Your words wait for you."],
    ],
  },
  who_looked: {
    what: "Who looked at this record, and who changed it.",
    how: [
      ["See the last to look", "The newest is at the top."],
      ["Print the list", "Press Print."],
      ["If something looks wrong", "Tell the privacy officer."],
    ],
  },
  two_versions: {
    what: "Where two people wrote different things. Both are kept until someone decides.",
    how: [
      ["Compare them", "Rows that differ have a bar and bold words."],
      ["Decide, if you may", "Press Write the decision that stands."],
      ["Ask, if you may not", "Read there who can decide, and ring one of them."],
    ],
  },
  check_paper: {
    what: "Here you see whether a printed sheet is still the newest.",
    how: [
      ["Check a sheet", "Type the code from its foot."],
      ["If it is old", "Print a new one and shred the old one."],
      ["If the code is not known", "Read the number again, or print a new sheet."],
    ],
  },
  staff: {
    what: "Who can sign in at this computer.",
    how: [
      ["Let somebody in", "Press Let somebody in. She chooses her own PIN."],
      ["Give a new PIN", "Press New PIN beside the name."],
      ["When somebody leaves", "Press Has left. What she wrote stays."],
    ],
  },
  audit: {
    what: "Who looked at what on this computer.",
    how: [
      ["Find one person's looks", "Type the name under Find in this list."],
      ["See who opened a record in an emergency", "Type emergency under Find in this list."],
      ["Keep a copy", "Press Print."],
    ],
  },
  settings: {
    what: "How your own screen looks. It changes nothing for anyone else.",
    how: [
      ["Make it dark for the night", "Choose Dark."],
      ["See more on a page", "Choose less space between the lines."],
      ["Choose what Today shows", "Pick the list that fits your work."],
    ],
  },
  learn: {
    what: "Here you can practise, take the tour and look up words.",
    how: [
      ["Practise", "Press Practise with invented people."],
      ["Take the tour", "Begin practice. Then press Begin the tour."],
      ["Look up a word", "Type part of it under Words we use."],
    ],
  },
  this_computer: {
    what: "What waits to be shared, and whether all is well with this computer.",
    how: [
      ["Share now", "Press Share now. It also happens by itself."],
      ["See what is kept aside", "Read the line. It says whom to tell."],
      ["Make a backup", "Press Make a backup now."],
    ],
  },
};

export const help = {
  what: "What this screen is for",
  how: "How to",
  marks: "What the marks mean",
  markList: [
    ["stop", "Stop and read before you do anything"],
    ["look", "Look at this soon"],
    ["note", "Good to know"],
    ["due", "To be looked at soon"],
    ["overdue", "Overdue: please look"],
    ["withheld", "Some people cannot read this"],
    ["here", "Stays in this place, not shared"],
    ["shared", "Shared with the region"],
    ["waiting", "Saved here, not yet shared"],
  ] as ReadonlyArray<readonly ["stop" | "look" | "note" | "due" | "overdue" | "withheld" | "here" | "shared" | "waiting", string]>,
  private: "Nobody is told that you asked for help.",
  glossary: "Words we use",
  screens,
} as const;
