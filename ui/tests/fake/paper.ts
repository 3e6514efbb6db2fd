import type { Reply, Request } from "../../src/backend/generated/api";
import type { FakeProgram } from "./program";

type Asked = Extract<Request, { kind: "print_head" | "check_paper" }>;

export function paperReply(program: FakeProgram, request: Asked): Reply {
  return request.kind === "print_head"
    ? {
        kind: "print_head",
        printed: "Printed today 09:20 by Asha Rahman, senior carer, Riverside House",
        as_at: program.view.banner.as_of,
        next_review: "Next review 12-Jan-2027",
        not_valid_after: "Not valid after 27-Nov-2026. Print it again then.",
        code: "G7K3Q-8MN2X",
      }
    : {
        kind: "paper_checked",
        record: program.view.banner.record,
        person: program.view.banner.name,
        what: "glance",
        current: true,
        words: "This paper says what is recorded now.",
      };
}
