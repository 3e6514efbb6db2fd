/** The request that writes an entry into a record. */
import type { Request } from "../backend/generated/api";

type Enter = Extract<Request, { kind: "enter" }>;

/** What of it is said; the rest is left unsaid. */
export const enter = (record: string, entry_kind: string, said: Partial<Enter>): Enter => ({
  kind: "enter",
  record,
  entry_kind,
  body: {},
  supersedes: [],
  confirms: null,
  error_of: [],
  basis: null,
  effective: null,
  comment: null,
  suggested: false,
  ...said,
});
