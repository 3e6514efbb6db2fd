/** One person over time, and talking with her. */

export const timeline = {
  title: "Timeline",
} as const;

export const charts = {
  title: "Charts",
} as const;

export const conversations = {
  title: "Conversations",
} as const;
