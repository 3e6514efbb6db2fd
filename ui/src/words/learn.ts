/** Practice and the first-shift tour. */

export const learn = {
  title: "Learn",
  intro: "Nothing you do here can harm anyone. Nobody is told what you look up or how often.",
  practiceTitle: "Practise with invented people",
  practiceIntro: "Try everything with people who are made up. You can do nothing wrong.",
  practiceFacts: [
    "Nobody in practice is real.",
    "Nothing leaves this computer.",
    "All of it is thrown away when you end practice.",
  ] as readonly string[],
  practiceBegin: "Practise with invented people",
  practiceOn: "You are practising now. Nobody here is real.",
  tourTitle: "First-shift tour",
  tourIntro: "Ten things to try, one after the other. It takes about ten minutes. You can stop at any time.",
  tourFirst: "The tour is part of practice. Begin practice first.",
  tourBegin: "Begin the tour",
  tourAgain: "Begin the tour again",
} as const;

export const practice = {
  frame: "Practice – nobody here is real",
  end: "End practice",
  ending: "Ending practice…",
  paper: "PRACTICE – NOT REAL",
} as const;

export const tour = {
  title: "First-shift tour",
  step: (at: number, of: number) => `Step ${at} of ${of}`,
  skip: "Skip this step",
  leave: "Leave the tour",
  close: "Close the tour",
  finished: "That is all. You have seen what you need for a first shift.",
  finishedHint: "End practice when you are ready. Learn in the menu brings you back here.",
  locked: "Sign in again with the same PIN to go on.",
  steps: {
    find: {
      title: "Find a person",
      todo: "Press the / key. Type two letters of a name. Then open the person.",
    },
    glance: {
      title: "Read At a glance",
      todo: "This is all you need in a hurry. Press the card “Who to ring”. Then press Esc to come back.",
    },
    fall: {
      title: "See what to do if something happens",
      todo: "Find the card “If something happens” and press Fall, or the first button there. Esc closes it.",
    },
    two: {
      title: "See where two decisions stand",
      todo: "Press Two versions in the menu and open one. Neither is hidden, and neither is first.",
    },
    note: {
      title: "Write a note",
      todo: "Open a person and press Write a note. Say what you saw, in a few words. Save it.",
    },
    box: {
      title: "Count the just-in-case box",
      todo: "In the record, open Just-in-case medicines. Add a count of the box and save it.",
    },
    mismatch: {
      title: "Say that something is not right",
      todo: "At the end of any section, press This is not how it is. Say what is really so. Send it.",
    },
    several: {
      title: "Write for several people",
      todo: "Open Today and press Write for several people. Choose two people, write and save.",
    },
    handover: {
      title: "See the hand-over sheet",
      todo: "Open Today and press Hand-over sheet. It is what you read out at the end of a shift.",
    },
    lock: {
      title: "Lock the screen",
      todo: "Press F9, or Lock at the top. Do this each time you walk away.",
    },
  },
} as const;
