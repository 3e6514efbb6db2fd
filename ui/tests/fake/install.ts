/** Puts a pretended program behind the window's real door: what Tauri would have put there. */
import type { Event, Request } from "../../src/backend/generated/api";
import { FakeProgram, type Scene } from "./program";

type Callback = (message: unknown) => void;

declare global {
  interface Window {
    __TAURI_INTERNALS__?: unknown;
    /** The pretended program, for tests that run in a browser. */
    fake?: FakeProgram;
  }
}

export function install(scene: Scene = {}): FakeProgram {
  const program = new FakeProgram(scene);
  const callbacks = new Map<number, Callback>();
  const listeners = new Map<number, number>();
  let next = 1;

  program.tell = (event: Event) => {
    for (const [id, callback] of listeners) callbacks.get(callback)?.({ event: "changed", id, payload: event });
  };

  window.__TAURI_INTERNALS__ = {
    metadata: {},
    transformCallback: (callback: Callback) => {
      callbacks.set(next, callback);
      return next++;
    },
    unregisterCallback: (id: number) => callbacks.delete(id),
    invoke: async (command: string, args: Record<string, unknown>) => {
      if (command === "ask") return program.reply(args["request"] as Request);
      if (command === "plugin:event|listen") {
        const id = next++;
        listeners.set(id, args["handler"] as number);
        return id;
      }
      if (command === "plugin:event|unlisten") return listeners.delete(args["eventId"] as number);
      throw new Error(`the window asked for ${command}`);
    },
  };
  (window as unknown as Record<string, unknown>)["__TAURI_EVENT_PLUGIN_INTERNALS__"] = {
    unregisterListener: (_event: string, id: number) => listeners.delete(id),
  };
  window.fake = program;
  return program;
}
