/** Where she is in the first-shift tour. It lives with the window: a lock does not end it, the end of practice does. */
import { getContext, setContext } from "svelte";
import type { Happening, Session } from "./session.svelte";
import { TOUR, type Step } from "./tour";

export class Tour {
  /** The step she is at; the number of steps when all are behind her; none when she is not on the tour. */
  at = $state<number | null>(null);
  readonly #session: Session;
  #since: Happening[] = [];
  #stop: () => void = () => undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  get step(): Step | null {
    return this.at === null ? null : (TOUR[this.at] ?? null);
  }

  get finished(): boolean {
    return this.at === TOUR.length;
  }

  begin(): void {
    this.leave();
    this.at = 0;
    this.#stop = this.#session.watch((happening) => this.#see(happening));
  }

  /** Goes on without doing it, or after it was done. */
  next(): void {
    if (this.at === null || this.finished) return;
    this.at += 1;
    this.#since = [];
    if (!this.finished) return;
    this.#stop();
    void this.#remember();
  }

  leave(): void {
    this.#stop();
    this.#since = [];
    this.at = null;
  }

  /** Practice is over, and with it the tour. What was remembered inside is thrown away, so it is remembered again. */
  practiceEnded(): void {
    if (this.finished && this.#session.phase === "open") void this.#remember();
    this.leave();
  }

  #see(happening: Happening): void {
    if (!this.step || !this.#session.start?.practice) return;
    this.#since.push(happening);
    if (this.step.done(this.#since)) this.next();
  }

  /** So that she is not asked again. That it could not be written down is no reason to stop her. */
  async #remember(): Promise<void> {
    await this.#session.like({ toured: true });
  }
}

const KEY = Symbol("tour");

/** Gives the tour to everything below. */
export function provideTour(tour: Tour): void {
  setContext(KEY, tour);
}

/** The tour of this window. */
export function useTour(): Tour {
  return getContext<Tour>(KEY);
}
