import type { Reply, Request } from "../../src/backend/generated/api";
import type { FakeProgram } from "./program";

type Asked = Extract<Request, { kind: "timeline" | "charts" }>;

export function storyReply(program: FakeProgram, request: Asked): Reply {
  const { banner } = program.view;
  return request.kind === "timeline"
    ? { kind: "timeline", banner, lanes: [], events: [] }
    : { kind: "charts", banner, charts: [], tables: [] };
}
