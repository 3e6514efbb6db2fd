/** Before anyone has signed in, and who may. */

export const signIn = {
  title: "Who are you?",
  intro: "Choose your name.",
  firstTime: "First time on this computer",
  nobody: "Nobody has been added to this place yet. The region's administrator adds staff.",
  pinTitle: (name: string) => `Hello ${name}`,
  pin: "Your PIN",
  pinHint: "Type it, or press the numbers.",
  pinSubmit: "Sign in",
  pinPad: "Numbers",
  pinClear: "Clear",
  pinEmpty: "Please type your PIN.",
  opening: "Signing in…",
  notMe: "This is not me",
  firstTitle: (name: string) => `Welcome, ${name}`,
  firstIntro:
    "You have not used this computer before. You need the sign-in code you were given, and this computer needs a signal for this one time.",
  firstCode: "Sign-in code",
  firstCodeHint: "12 letters and numbers, such as 7K3Q-W8MN-2XTP",
  firstPin: "Choose a PIN for this computer",
  firstPinHint: "At least 6 numbers. You will use it every time you sign in here.",
  showPin: "Show the PIN",
  firstSubmit: "Start",
  firstWorking: "Asking the region…",
  besideManager:
    "You have no PIN at this computer yet. Ask a manager who signs in here: on “Staff” she lets you choose one.",
} as const;

export const join = {
  title: "Join this computer to your region",
  intro:
    "This is done once. Ask the region's administrator for the address and a one-time code. Nothing about anyone is on this computer yet.",
  ended:
    "This computer no longer belongs to its region. What was written on it has been handed over. Nothing about anyone can be opened here. To use it again, ask the region's administrator for the address and a new one-time code.",
  hub: "Address of the region",
  hubHint: "It begins with https://",
  code: "One-time code",
  codeHint: "12 letters and numbers, such as 7K3Q-W8MN-2XTP",
  name: "A name for this computer",
  nameHint: "Where it stands, such as Corridor PC",
  submit: "Join",
  working: "Joining. This can take a minute…",
  alone: "We have no region: start with this home only",
} as const;

export const beginHome = {
  title: "Start with this home only",
  intro:
    "Everything works on this computer except sharing with other teams. You can join a region later, and nothing is lost or typed again.",
  home: "Name of the home",
  computer: "A name for this computer",
  computerHint: "Where it stands, such as Corridor PC",
  manager: "Your name",
  managerHint: "You run this home, and let its staff in.",
  pin: "Choose a PIN for this computer",
  pinHint: "At least 6 numbers. You will use it every time you sign in here.",
  submit: "Start",
  working: "Setting up. This can take a minute…",
  leave: "We have a region after all",
} as const;

export const staff = {
  title: "Staff",
  intro: "Who can sign in at this computer.",
  listed: "Staff at this computer",
  hasPin: "Signs in here",
  noPin: "Has no PIN here yet",
  letIn: "Let somebody in",
  newPin: "New PIN",
  newPinFor: (name: string) => `A new PIN for ${name}`,
  newPinIntro: (name: string) =>
    `For when ${name} has forgotten it. Everything ${name} wrote stays. It is noted that you did this.`,
  ended: "Has left",
  endTitle: (name: string) => `${name} has left`,
  endIntro: (name: string) =>
    `${name} can no longer sign in here. What ${name} wrote stays, under that name. This cannot be taken back.`,
  endSubmit: (name: string) => `${name} has left`,
  addTitle: "Let somebody in",
  addIntro: "Do this together: you type your PIN, and they choose theirs.",
  theirName: "Their name",
  theirRole: "Their role",
  registration: "Registration number",
  registrationHint: "Only where they have one, such as a nurse's PIN from the register.",
  hours: "For how long",
  hoursOf: (hours: number) => (hours === 1 ? "1 hour" : `${hours} hours`),
  untilTheyLeave: "Until they leave this home",
  managerPin: "Your own PIN",
  managerPinHint: "So that nobody else does this at your screen.",
  theirPin: "PIN they choose",
  theirPinHint: "At least 6 numbers, typed by them. Nobody else should see it.",
  showPins: "Show the PINs",
  submit: "Let them in",
  pinSubmit: "Keep the new PIN",
  cancel: "Cancel",
  working: "One moment…",
  roles: [
    ["care_assistant", "Care assistant"],
    ["senior_carer", "Senior carer"],
    ["home_nurse", "Nurse at the home"],
    ["home_manager", "Home manager"],
    ["administrator", "Administrator"],
    ["privacy_officer", "Privacy officer"],
  ] as ReadonlyArray<readonly [string, string]>,
  agencyNote:
    "They are let in as a care assistant, at this computer only. The region is told at the next sharing. Staff who stay are added by the region's administrator.",
  done: (name: string) => `${name} can sign in now.`,
  endDone: (name: string) => `${name} can no longer sign in here.`,
} as const;
