/** What is to be known and done now. */

export const today = {
  title: "Today",
} as const;

export const handover = {
  title: "Hand-over sheet",
} as const;

export const several = {
  title: "Write for several people",
} as const;
