/** How somebody likes her screen, and what was done here. */

export const audit = {
  title: "What was done here",
} as const;

export const settings = {
  title: "Settings",
} as const;
