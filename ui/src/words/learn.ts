/** Practice, the first-shift tour, help and the glossary. */

export const learn = {
  title: "Learn",
} as const;
