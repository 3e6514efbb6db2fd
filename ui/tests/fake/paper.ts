/** What leaves on paper, and what it is worth afterwards. */
import type { PrintHead, Reply, Request } from "../../src/backend/generated/api";
import type { FakeProgram } from "./program";

type Asked = Extract<Request, { kind: "print_head" | "check_paper" }>;

/** What stands on each paper while the record is as it is in the beginning. */
export const CODES: Record<string, string> = {
  glance: "G7K3Q-8MN2X",
  folder_sheet: "F4P9T-2WX6C",
  persons_copy: "C5H8D-7RVJ3",
};
/** A sheet of last week. */
export const OLD_CODE = "A3B9C-4D0E5";

export function paperReply(program: FakeProgram, request: Asked): Reply {
  return request.kind === "print_head" ? { kind: "print_head", ...head(program, request.what) } : checked(program, request.code);
}

const nextReview = ({ view }: FakeProgram): string =>
  view.banner.old.includes("Review overdue")
    ? "CPR: review overdue since 12-Nov-2026. What was decided stands."
    : "Next review 12-Jan-2027";

/** What a print says of itself. */
export function head(program: FakeProgram, what: string): PrintHead {
  return {
    printed: "Printed Fri 20-Nov-2026 09:20 by Asha Rahman, senior carer, Riverside House",
    as_at: program.view.banner.as_of_on_paper,
    // Of several people there is no review and no code.
    next_review: CODES[what] ? nextReview(program) : "",
    // A sheet of several people is for one shift.
    not_valid_after: `Not valid after ${CODES[what] ? "27" : "21"}-Nov-2026. Print it again then.`,
    code: CODES[what] ?? "",
  };
}

function checked(program: FakeProgram, code: string): Reply {
  const what = Object.entries(CODES).find(([, known]) => known === code)?.[0];
  const of = { record: program.view.banner.record, person: program.view.banner.name };
  if (code === OLD_CODE) {
    return {
      kind: "paper_checked",
      ...of,
      what: "folder_sheet",
      current: false,
      words: "More has been written since this paper was printed. Take it out of use and print it again.",
    };
  }
  if (what === undefined) {
    return {
      kind: "paper_checked",
      record: null,
      person: "",
      what: "",
      current: false,
      words: "No record on this computer fits this code. Read the code again. If it is right, ask whoever printed it.",
    };
  }
  return { kind: "paper_checked", ...of, what, current: true, words: "This paper says what is recorded now." };
}
