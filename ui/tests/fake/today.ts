import type { Reply, Request } from "../../src/backend/generated/api";
import type { FakeProgram } from "./program";

type Asked = Extract<Request, { kind: "today" | "answer_task" | "plan_round" | "get_ready" }>;

export function todayReply(program: FakeProgram, _request: Asked): Reply {
  const visit = program.people.filter(({ record }) => record !== "");
  return {
    kind: "today",
    selection: "shift",
    since: "Tue 17-Nov 19:40",
    people: visit.length,
    news: [],
    tasks: [],
    worried: [],
    due: [],
    unstable: [],
    open: [],
    to_endorse: [],
    round: [],
  };
}
