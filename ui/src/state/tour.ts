/**
 * The first-shift tour: ten things to do in practice, each noticed when it is done.
 *
 * Steps are data, so that the tour can be read as a list and each step tested. What a step says stands with the words.
 */
import type { Request } from "../backend/generated/api";
import { words } from "../words";
import type { Happening } from "./session.svelte";

export type StepName = keyof typeof words.tour.steps;

export interface Step {
  name: StepName;
  /** Is it done, by what has happened since the step began? */
  done: (since: readonly Happening[]) => boolean;
}

const came = (screen: string) => (happening: Happening): boolean =>
  happening.kind === "came" && happening.place.screen === screen;

const wrote = (kind: string) => (happening: Happening): boolean =>
  happening.kind === "asked" && happening.request.kind === "enter" && happening.request.entry_kind === kind;

const wroteAnything = (happening: Happening): boolean =>
  happening.kind === "asked" && happening.request.kind === "enter";

const sideBySide = (happening: Happening): boolean =>
  happening.kind === "came" && happening.place.screen === "two_versions" && happening.place.record !== null;

const searched = (happening: Happening): boolean => isSearch(happening) && happening.request.search.trim().length >= 2;
const isSearch = (happening: Happening): happening is { kind: "asked"; request: Extract<Request, { kind: "people" }> } =>
  happening.kind === "asked" && happening.request.kind === "people";

/** One after the other. */
const inOrder =
  (...all: Array<(happening: Happening) => boolean>) =>
  (since: readonly Happening[]): boolean => {
    let reached = 0;
    for (const happening of since) if (all[reached]?.(happening)) reached += 1;
    return reached === all.length;
  };

export const TOUR: readonly Step[] = [
  { name: "find", done: inOrder(searched, came("glance")) },
  { name: "glance", done: inOrder(came("record"), came("glance")) },
  { name: "fall", done: inOrder(({ kind }) => kind === "read_plan") },
  { name: "two", done: inOrder(sideBySide) },
  { name: "note", done: inOrder(wrote("note")) },
  { name: "box", done: inOrder(wrote("stock_check")) },
  { name: "mismatch", done: inOrder(wrote("feedback")) },
  { name: "several", done: inOrder(came("write_for_several"), wroteAnything) },
  { name: "handover", done: inOrder(came("handover")) },
  { name: "lock", done: inOrder(({ kind }) => kind === "locked") },
];
