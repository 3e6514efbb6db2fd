/**
 * What a print says of itself: when, by whom, how current it is, and a code with which that can be checked later.
 *
 * The browser does not wait when it prints, so the answer must lie ready: it is asked for when the page opens, again with
 * every piece of news, and once more just before printing where that is known. The code is asked for before the page, or comes with
 * it, so that it never stands for more than the paper says.
 */
import type { PrintHead } from "../backend/generated/api";
import type { Session } from "./session.svelte";

/** What is printed, as the program calls it. */
export type PaperKind = "glance" | "folder_sheet" | "persons_copy" | "handover";

/** Older than this, the program's words about the moment of printing are not used: it was asked before. */
const FRESH_MS = 60_000;

export class Paper {
  head = $state.raw<PrintHead | null>(null);
  /** When it goes to the printer. */
  printedAt = $state(new Date());
  #askedAt = $state(0);
  readonly #session: Session;
  readonly #what: PaperKind;

  constructor(session: Session, what: PaperKind) {
    this.#session = session;
    this.#what = what;
  }

  /** Does the head say the moment of printing? */
  get fresh(): boolean {
    return this.printedAt.getTime() - this.#askedAt < FRESH_MS;
  }

  /** By name, where the program has not said it. */
  get by(): string {
    return this.#session.me?.name ?? "";
  }

  async ask(record: string | null): Promise<void> {
    const askedAt = Date.now();
    const answer = await this.#session.ask({ kind: "print_head", record, what: this.#what }, "print_head");
    this.take(answer.ok ? answer.reply : null, askedAt);
  }

  /** The head came with its page. Without one the paper says that it cannot be checked: an old code would lie. */
  take(head: PrintHead | null, askedAt: number): void {
    this.head = head;
    this.#askedAt = askedAt;
    this.printedAt = new Date();
  }

  /** It is printed now. */
  stamp(): void {
    this.printedAt = new Date();
  }
}
