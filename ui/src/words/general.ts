/** What stands around every page, and what goes wrong. */

export const product = "Alongside";

export const errors = {
  noAnswer: {
    happened: "Alongside did not answer.",
    safe: "Everything that was shown as saved is saved on this computer.",
    to_do: "Close Alongside and open it again. If it happens again, tell your manager.",
  },
  formTitle: "Please look at this again",
  missing: (label: string) => (/\?$/.test(label) ? `${label} Please fill this in` : `${label}: please fill this in`),
  nothingWritten: "Please write something before you save.",
  notADate: (label: string) => `${label}: please give a day, a month and a year that exist`,
  notAPartDate: (label: string) => `${label}: please give at least a year, or a month and a year that exist`,
  notAMoment: (label: string) => `${label}: please give a day that exists and a time, such as 14:05`,
  notANumber: (label: string) => `${label}: please write a number, such as 7 or 36.8`,
  notExplained: (label: string) => `${label}: please say in your own words what it is`,
  notReadable: (file: string) => `The file ${file} could not be read from this computer.`,
  again: "Try again",
} as const;

export const alarm = { stop: "Stop and read", look: "Look", note: "Note", quiet: "" } as const;

export const when = {
  today: (clock: string) => `today ${clock}`,
  days: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as readonly string[],
  months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as readonly string[],
} as const;

export const frame = {
  skip: "Skip to the page",
  mainMenu: "Main menu",
  menu: "Menu",
  people: "People",
  twoVersions: (count: number) => (count > 0 ? `Two versions (${count})` : "Two versions"),
  thisComputer: "This computer",
  staff: "Staff",
  help: "Help",
  lock: "Lock",
  locksSoon: (seconds: number) => `The screen locks in ${seconds} seconds. Press any key to stay.`,
  connectionAction: "Open This computer",
  connectionUnknown: "Finding out what has been shared…",
  opening: "Opening Alongside…",
} as const;

export const keys = {
  title: "Keys",
  list: [
    ["/", "Find a person"],
    ["Tab", "Go to the next thing on the page; with Shift, to the one before"],
    ["Enter", "Open or press what is marked"],
    ["Esc", "Leave what you are doing, or go back"],
    ["F9", "Lock the screen"],
    ["F1", "Help with the screen you are on"],
    ["Ctrl +", "Make everything larger"],
    ["Ctrl −", "Make everything smaller"],
    ["Ctrl 0", "As large as it was"],
  ] as ReadonlyArray<readonly [string, string]>,
  close: "Close",
} as const;
