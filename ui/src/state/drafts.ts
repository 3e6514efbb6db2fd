/**
 * Words that somebody has typed and not yet saved.
 *
 * They outlive a lock of the screen and a wrong PIN, because losing a half-written note teaches people to keep the
 * screen open. They live in this window's memory only: never in the page, never on the disk, and they are handed back
 * only to the person who typed them. Closing the window loses them; the other choice, writing them to the store, would
 * put words on the record's disk that nobody has signed.
 */
export type Parts = Record<string, string>;

/** Where a draft belongs. `item` is the list item or value being changed; empty for something new. */
export interface DraftKey {
  staff: string;
  record: string;
  line: string;
  item: string;
}

/** One draft. */
export interface Draft {
  key: DraftKey;
  parts: Parts;
}

/** All drafts of this window. */
export class Drafts {
  readonly #drafts = new Map<string, Draft>();

  /** Remembers what stands in a form now. A form with nothing in it is no draft. */
  keep(key: DraftKey, parts: Parts): void {
    if (Object.values(parts).every((text) => text === "")) {
      this.drop(key);
    } else {
      this.#drafts.set(nameOf(key), { key, parts: { ...parts } });
    }
  }

  /** Forgets a draft: it was saved, or its author left it. */
  drop(key: DraftKey): void {
    this.#drafts.delete(nameOf(key));
  }

  /** The drafts of one person in one record, or in one line of it. */
  of(staff: string, record: string, line?: string): Draft[] {
    return [...this.#drafts.values()].filter(
      ({ key }) => key.staff === staff && key.record === record && (line === undefined || key.line === line),
    );
  }
}

function nameOf(key: DraftKey): string {
  return JSON.stringify([key.staff, key.record, key.line, key.item]);
}
