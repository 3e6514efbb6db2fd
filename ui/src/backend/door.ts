/**
 * The door between the window and the program: one question, one event.
 *
 * Only this folder knows of Tauri. Everything else is given a {@link Backend}, so that a screen can be tested without a
 * window, and so that there is one place to look at when asking what the window can reach.
 */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { words } from "../words";
import type { Event, Outcome, Request } from "./generated/api";

/** What a screen may do: ask, and be told that there is news. */
export interface Backend {
  /** Asks one question or gives one order. Never rejects: what went wrong is an outcome that can be read aloud. */
  ask(request: Request): Promise<Outcome>;
  /** Tells `handler` about every piece of news until the returned function is called. */
  onEvent(handler: (event: Event) => void): () => void;
}

/** The real one. */
export const door: Backend = { ask, onEvent };

/** Asks the program through its one command. */
export async function ask(request: Request): Promise<Outcome> {
  try {
    return await invoke<Outcome>("ask", { request });
  } catch {
    // The reason is left unread on purpose: it is for a programmer, and might quote what was typed.
    return { outcome: "failed", error: { code: "window.no_answer", ...words.errors.noAnswer } };
  }
}

/** Listens to the program's one event. */
export function onEvent(handler: (event: Event) => void): () => void {
  const listening = listen<Event>("changed", (event) => handler(event.payload)).catch(() => undefined);
  return () => void listening.then((stop) => stop?.());
}
