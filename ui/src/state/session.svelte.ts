/**
 * Who is here, where she is, and the lock.
 *
 * Owns: the phase of the window, the place shown and the way back, the connection line, the countdown. Never holds
 * anything of a person: screens ask for that themselves and lose it when they close. So locking is closing them.
 *
 * Practice is another store behind the same door. Whoever goes in or comes out begins anew: nothing that was on the screen,
 * half written or on its way stays.
 */
import { getContext, setContext, tick } from "svelte";
import type { Backend } from "../backend/door";
import type { ApiError, Connection, Looks, Reply, Request, Start, Tile, UnfinishedWords } from "../backend/generated/api";
import { words } from "../words";
import { Drafts, type DraftKey } from "./drafts";
import { recordOf, type Place } from "./place";

/** `opening` until the first answer; `broken` when there was none. */
export type Phase = "opening" | "broken" | "joining" | "locked" | "open";

type Kind = Reply["kind"];

/** An answer of the kind that was asked for, or what went wrong. */
export type Answer<K extends Kind> = { ok: true; reply: Extract<Reply, { kind: K }> } | { ok: false; error: ApiError };

/** Something that was done here. Nothing in it is of a person but the words she wrote, which nobody keeps. */
export type Happening =
  | { kind: "came"; place: Place }
  | { kind: "asked"; request: Request }
  | { kind: "read_plan" }
  | { kind: "locked" };

/** What the session needs from the world. */
export interface World {
  /** Milliseconds; only differences are used. */
  now(): number;
}

const SIGNED_OUT = "sign_in.signed_out";
const START: Place = { screen: "today" };
const MINUTE_MS = 60_000;

/** What of the connection stands beside people in lists. */
const waiting = (connection: Connection | null): string =>
  connection ? [connection.unshared, connection.papers_waiting, connection.two_versions].join() : "";

export class Session {
  phase = $state<Phase>("opening");
  start = $state.raw<Start | null>(null);
  connection = $state.raw<Connection | null>(null);
  place = $state.raw<Place>(START);
  /** Why the window could not begin. */
  problem = $state.raw<ApiError | null>(null);
  secondsLeft = $state(0);
  /** Records of which she has seen, since she signed in, what the person knows: a pause is made once. */
  prepared = $state.raw<readonly string[]>([]);
  /** Counts up when `/` is pressed, so that the search field takes the focus even when it is already there. */
  searchWanted = $state(0);

  /** How whoever is signed in likes her screen; nothing before the program has said so, and after the lock. */
  looks = $state.raw<Looks | null>(null);

  /** Counts up when practice begins or ends: what was open before is another world. */
  sitting = $state(0);

  /** Why practice could not begin or end. */
  practiceProblem = $state.raw<ApiError | null>(null);
  /** Help was asked for words: the page of words takes the focus there. */
  glossaryWanted = $state(false);

  readonly #backend: Backend;
  readonly #world: World;
  readonly #hearers = new Set<(records: readonly string[]) => void>();
  readonly #watchers = new Set<(happening: Happening) => void>();
  readonly #real = this.#place();
  /** Of the real work, or of practice, which is thrown away. */
  #kept = this.#real;
  #trail: Place[] = [];
  #lastSeen = 0;
  #heardAt = 0;
  /** Who is signed in as the program knows it: at a lock a little longer than the window shows it. */
  #inside: string | null = null;
  #prepare: (() => Promise<void>) | null = null;

  constructor(backend: Backend, world: World = { now: () => Date.now() }) {
    this.#backend = backend;
    this.#world = world;
  }

  get me(): Tile | null {
    return this.start?.signed_in ?? null;
  }

  /** Words that are not saved yet. Those of practice and those of real work never meet. */
  get drafts(): Drafts {
    return this.#kept.drafts;
  }

  /** Asks, and makes sure that the answer is of the kind asked for. */
  async ask<K extends Kind>(request: Request, kind: K): Promise<Answer<K>> {
    const outcome = await this.#backend.ask(request);
    if (outcome.outcome === "failed") {
      // The program has locked by itself and the window has not heard it yet.
      if (outcome.error.code === SIGNED_OUT) void this.lock();
      return { ok: false, error: outcome.error };
    }
    this.notice({ kind: "asked", request });
    if (outcome.reply.kind === kind) return { ok: true, reply: outcome.reply as Extract<Reply, { kind: K }> };
    return { ok: false, error: { code: "window.no_answer", ...words.errors.noAnswer } };
  }

  /** Begins, and listens until the returned function is called. */
  open(): () => void {
    const stop = this.#backend.onEvent((event) => {
      if (event.kind === "locked") void this.lock();
      else if (event.kind === "changed") void this.#hear(event.records);
      else void this.#hearOfConnection();
    });
    void this.begin();
    return stop;
  }

  /** Where are we? */
  async begin(): Promise<void> {
    const answer = await this.ask({ kind: "start" }, "start");
    if (answer.ok) {
      this.arrive(answer.reply);
    } else {
      this.problem = answer.error;
      this.phase = "broken";
    }
  }

  /** Takes over what the program says about who is here. */
  arrive(start: Start): void {
    const before = this.me?.staff;
    const elsewhere = this.start !== null && this.start.practice !== start.practice;
    this.start = start;
    this.problem = null;
    if (elsewhere) this.#beginAnew(start.practice);
    if (!start.joined) {
      this.phase = "joining";
    } else if (!start.signed_in) {
      this.phase = "locked";
    } else if (elsewhere || this.phase !== "open" || before !== start.signed_in.staff) {
      this.#trail = [];
      this.place = this.#returnPlace(start.signed_in.staff);
      this.phase = "open";
      this.#inside = start.signed_in.staff;
      this.looks = null;
      this.#heardAt = this.#world.now();
      this.attend();
      void this.askConnection();
      void this.#settleIn(start.signed_in.staff);
    }
  }

  /** Goes into practice, or back to real work. What went wrong is said on the page from which one practises. */
  async practise(on: boolean): Promise<void> {
    // What is half written is kept where it belongs, while the program still answers for that place.
    await this.drafts.flush();
    const answer = await this.ask({ kind: "practise", on }, "start");
    this.practiceProblem = answer.ok ? null : answer.error;
    if (!answer.ok) {
      if (this.phase === "open") this.go({ screen: "learn" });
      return;
    }
    // The page closes first: what it still does on closing is of the place it was opened in.
    this.place = { screen: "learn" };
    await tick();
    this.arrive(answer.reply);
  }

  #beginAnew(practice: boolean): void {
    this.sitting += 1;
    this.#kept = practice ? this.#place() : this.#real;
    this.connection = null;
  }

  /** Words and places of one kind of work. */
  #place(): { drafts: Drafts; left: Map<string, Place> } {
    return {
      drafts: new Drafts((staff, unfinished) => this.#keepUnfinished(staff, unfinished)),
      left: new Map<string, Place>(),
    };
  }

  /** Asks for what is hers alone: how she likes her screen, and the words that she has not finished. */
  async #settleIn(staff: string): Promise<void> {
    const { sitting, drafts } = this;
    const [looks, unfinished] = await Promise.all([
      this.ask({ kind: "looks" }, "looks"),
      this.ask({ kind: "unfinished" }, "unfinished"),
    ]);
    if (this.#inside !== staff || this.phase !== "open" || sitting !== this.sitting) return;
    if (looks.ok) this.looks = looks.reply.looks;
    if (unfinished.ok) drafts.load(staff, unfinished.reply.words);
    await drafts.flush();
  }

  /** Changes how she likes her screen: at once, and back again where the program cannot keep it. */
  async like(change: Partial<Looks>): Promise<ApiError | null> {
    const staff = this.#inside;
    const isHers = (): boolean => this.phase === "open" && this.#inside === staff;
    let before = this.looks;
    if (before === null) {
      // What she chose before is not known yet: it must not be lost by choosing one thing more.
      const known = await this.ask({ kind: "looks" }, "looks");
      if (!known.ok) return known.error;
      before = known.reply.looks;
    }
    const looks = { ...before, ...change };
    if (isHers()) this.looks = looks;
    const answer = await this.ask({ kind: "set_looks", looks }, "looks");
    if (!answer.ok && isHers()) this.looks = before;
    return answer.ok ? null : answer.error;
  }

  /** Only the words of whoever is signed in: to the program they would be hers. */
  async #keepUnfinished(staff: string, unfinished: UnfinishedWords): Promise<boolean> {
    if (this.#inside !== staff) return false;
    return (await this.ask({ kind: "keep_unfinished", words: unfinished }, "unfinished")).ok;
  }

  /** A page that is printed has `prepare` done first, until the returned function is called. */
  onPrint(prepare: () => Promise<void>): () => void {
    this.#prepare = prepare;
    return () => {
      if (this.#prepare === prepare) this.#prepare = null;
    };
  }

  /** Prints the page that is open, once it says what is recorded now. */
  async print(): Promise<void> {
    const { place } = this;
    await this.#prepare?.();
    if (this.phase === "open" && this.place === place) window.print();
  }

  /** Goes to a page and prints it: it is seen before, and behind, whatever the printer asks. */
  async printAt(place: Place): Promise<void> {
    this.go(place);
    await tick();
    await this.print();
  }

  /** Back to unfinished words if there are any, otherwise At a glance of whoever was open last. */
  #returnPlace(staff: string): Place {
    const left = this.#kept.left.get(staff) ?? START;
    const record = recordOf(left);
    if (record === null || this.drafts.of(staff, record).length > 0) return left;
    return { screen: "glance", record };
  }

  /** Goes to a place; the one before is the way back. */
  go(place: Place): void {
    if (JSON.stringify(place) === JSON.stringify(this.place)) return;
    this.#trail.push(this.place);
    this.place = place;
    this.notice({ kind: "came", place });
  }

  /** Goes back, or to Today when there is no way back. */
  back(): void {
    this.place = this.#trail.pop() ?? START;
    this.notice({ kind: "came", place: this.place });
  }

  /** She has seen what the person knows. */
  prepare(record: string): void {
    this.prepared = [...this.prepared, record];
  }

  /** Finds a person, from anywhere. */
  find(): void {
    if (this.place.screen !== "people") this.go({ screen: "people" });
    this.searchWanted += 1;
  }

  /** Locks. The page is emptied first; the program is told after, since that is the part that takes time. */
  async lock(): Promise<void> {
    if (this.phase !== "open") return;
    const { me } = this;
    if (me) this.#kept.left.set(me.staff, this.place);
    this.#trail = [];
    this.place = START;
    this.prepared = [];
    this.connection = null;
    this.phase = "locked";
    this.looks = null;
    if (this.start) this.start = { ...this.start, signed_in: null };
    this.notice({ kind: "locked" });
    // The program still knows whose they are.
    await this.drafts.flush();
    if (this.phase !== "locked") return;
    this.#inside = null;
    const answer = await this.ask({ kind: "lock" }, "start");
    // Somebody may have signed in while the program was busy locking: her answer counts, not this one.
    if (answer.ok && this.phase === "locked") this.arrive({ ...answer.reply, signed_in: null });
  }

  /** Somebody is here: the countdown begins again. */
  attend(): void {
    this.#lastSeen = this.#world.now();
    this.secondsLeft = this.start?.lock_after_s ?? 0;
  }

  /** Called every second. Compares moments, since a computer that slept does not count seconds. */
  tick(): void {
    if (this.phase !== "open" || !this.start) return;
    const gone = (this.#world.now() - this.#lastSeen) / 1000;
    // A clock that was set back must not keep the screen open.
    if (gone < 0) this.#lastSeen = this.#world.now();
    this.secondsLeft = Math.max(0, this.start.lock_after_s - Math.max(0, gone));
    if (this.secondsLeft <= 0) void this.lock();
  }

  /** Asks for the connection line. */
  async askConnection(): Promise<void> {
    const { sitting } = this;
    const answer = await this.ask({ kind: "connection" }, "connection");
    if (answer.ok && this.phase === "open" && sitting === this.sitting) this.connection = answer.reply;
  }

  /** Calls `hearer` with the records that have news, until the returned function is called. */
  hear(hearer: (records: readonly string[]) => void): () => void {
    this.#hearers.add(hearer);
    return () => this.#hearers.delete(hearer);
  }

  /** Tells `watcher` what is done here, until the returned function is called. */
  watch(watcher: (happening: Happening) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Says that something was done. */
  notice(happening: Happening): void {
    for (const watcher of [...this.#watchers]) watcher(happening);
  }

  async #hear(records: readonly string[]): Promise<void> {
    if (this.phase !== "open") return;
    this.#tellHearers(records);
    await this.askConnection();
  }

  /** The line of the connection is news to a page only where what waits is another, or what is due may be by now. */
  async #hearOfConnection(): Promise<void> {
    if (this.phase !== "open") return;
    const before = waiting(this.connection);
    await this.askConnection();
    if (before !== waiting(this.connection) || this.#world.now() - this.#heardAt >= MINUTE_MS) this.#tellHearers([]);
  }

  #tellHearers(records: readonly string[]): void {
    this.#heardAt = this.#world.now();
    for (const hearer of [...this.#hearers]) hearer(records);
  }

  /** The draft of the person signed in, for one line of a record. */
  draftKey(record: string, line: string, item = ""): DraftKey {
    return { staff: this.me?.staff ?? "", record, line, item };
  }
}

const KEY = Symbol("session");

/** Gives the session to everything below. */
export function provideSession(session: Session): void {
  setContext(KEY, session);
}

/** The session of this window. */
export function useSession(): Session {
  return getContext<Session>(KEY);
}
