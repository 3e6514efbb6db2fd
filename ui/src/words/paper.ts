/** What leaves on paper. */

export const papersPage = {
  title: "Papers",
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
