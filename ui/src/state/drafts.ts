/**
 * Words that somebody has typed and not yet saved.
 *
 * They outlive a lock of the screen and a wrong PIN, because losing a half-written note teaches people to keep the screen
 * open; and they outlive a power cut, because that is when nobody remembers what she was writing. A second after the typing
 * stops, and at once when a field is left or the screen locks, the program keeps them: encrypted, in a table of their own,
 * outside every record. Nobody has signed them there, they count for nothing, and they are never shared. They are handed
 * back only to the person who typed them, and they are dropped as soon as she saves them or leaves them.
 */
import { createSubscriber } from "svelte/reactivity";
import type { UnfinishedWords } from "../backend/generated/api";

export type Parts = Record<string, string>;

/** Where a draft belongs. `item` is the list item or value being changed; empty for something new. */
export interface DraftKey {
  staff: string;
  record: string;
  line: string;
  item: string;
}

/** One draft, and when it was typed last. */
export interface Draft {
  key: DraftKey;
  parts: Parts;
  at: string;
}

/** Has the program keep words of one person; with no parts it drops them. Says whether it did. */
export type Keeper = (staff: string, words: UnfinishedWords) => Promise<boolean>;

/** So long after the last key the words go to the program. */
const IDLE_MS = 1000;
/** Beside the parts, when they were typed. No part of a form has such a name. */
const AT = "meta-at";

/** All drafts of this window. */
export class Drafts {
  readonly #drafts = new Map<string, Draft>();
  /** What the program does not know yet. */
  readonly #unkept = new Map<string, DraftKey>();
  /** What the program keeps. */
  readonly #kept = new Set<string>();
  readonly #keeper: Keeper;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One after the other: an older keeping must not overtake a newer one. */
  #sending: Promise<void> = Promise.resolve();
  #changed: () => void = () => undefined;
  readonly #follow = createSubscriber((changed) => {
    this.#changed = changed;
    return () => (this.#changed = () => undefined);
  });

  constructor(keeper: Keeper = () => Promise.resolve(true)) {
    this.#keeper = keeper;
  }

  /** Remembers what stands in a form now. A form with nothing in it is no draft. */
  keep(key: DraftKey, parts: Parts): void {
    const name = nameOf(key);
    if (Object.values(parts).every((text) => text === "")) return this.drop(key);
    if (isSame(this.#drafts.get(name)?.parts, parts)) return;
    this.#drafts.set(name, { key, parts: { ...parts }, at: new Date().toISOString() });
    this.#unkept.set(name, key);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), IDLE_MS);
    this.#changed();
  }

  /** Forgets a draft: it was saved, or its author left it. */
  drop(key: DraftKey): void {
    const name = nameOf(key);
    if (!this.#drafts.delete(name)) return;
    this.#changed();
    if (this.#kept.has(name)) {
      this.#unkept.set(name, key);
      void this.flush();
    } else {
      this.#unkept.delete(name);
    }
  }

  /** The drafts of one person in one record, or in one line of it. */
  of(staff: string, record: string, line?: string): Draft[] {
    return [...this.#drafts.values()].filter(
      ({ key }) => key.staff === staff && key.record === record && (line === undefined || key.line === line),
    );
  }

  /** All drafts of one person, the newest first. Whatever reads this is told of changes. */
  all(staff: string): Draft[] {
    this.#follow();
    return [...this.#drafts.values()]
      .filter(({ key }) => key.staff === staff)
      .sort((a, b) => b.at.localeCompare(a.at));
  }

  /** Takes over what the program has kept. What is in this window is newer: also that something was saved meanwhile. */
  load(staff: string, words: readonly UnfinishedWords[]): void {
    for (const { record, line, item, parts } of words) {
      const key = { staff, record, line, item };
      const name = nameOf(key);
      this.#kept.add(name);
      const { [AT]: at = "", ...typed } = parts as Parts;
      if (!this.#drafts.has(name) && !this.#unkept.has(name)) this.#drafts.set(name, { key, parts: typed, at });
    }
    this.#changed();
  }

  /** Has the program keep now what it does not know yet. What it cannot keep waits for the next time. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#unkept.size === 0) return this.#sending;
    this.#sending = this.#sending.then(() => this.#send());
    return this.#sending;
  }

  async #send(): Promise<void> {
    for (const [name, key] of [...this.#unkept]) {
      this.#unkept.delete(name);
      const { staff, ...where } = key;
      const draft = this.#drafts.get(name);
      // Known from here on: a drop that comes while this is under way has something to drop.
      if (draft) this.#kept.add(name);
      const parts: Parts = draft ? { ...draft.parts, [AT]: draft.at } : {};
      if (!(await this.#keeper(staff, { ...where, parts }))) this.#unkept.set(name, key);
      else if (!draft) this.#kept.delete(name);
    }
  }
}

function nameOf(key: DraftKey): string {
  return JSON.stringify([key.staff, key.record, key.line, key.item]);
}

function isSame(a: Parts | undefined, b: Parts): boolean {
  if (a === undefined) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => (a[name] ?? "") === (b[name] ?? ""));
}
