import type { Reply, Request } from "../../src/backend/generated/api";
import type { FakeProgram } from "./program";

type Asked = Extract<Request, { kind: "audit" | "looks" | "set_looks" | "unfinished" | "keep_unfinished" }>;

export function ownReply(program: FakeProgram, request: Asked): Reply {
  switch (request.kind) {
    case "audit":
      return { kind: "audit", lines: program.looked };
    case "looks":
      return { kind: "looks", looks: { night: false, compact: false, selection: null, toured: true } };
    case "set_looks":
      return { kind: "looks", looks: request.looks };
    case "unfinished":
    case "keep_unfinished":
      return { kind: "unfinished", words: [] };
  }
}
