/**
 * What a page about one person shows: asked for when the page opens, and again with every piece of news of her. The banner
 * above the page comes with it.
 *
 * Made while a component begins, since it listens as long as that is there.
 */
import { untrack } from "svelte";
import type { ApiError, Banner, Charts, RecordPage, Request, Timeline } from "../backend/generated/api";
import type { Session } from "./session.svelte";

/** Questions that are about one record and nothing else, with what they bring. */
interface Brings {
  record: RecordPage;
  timeline: Timeline;
  charts: Charts;
}

interface Page {
  record: string;
  onbanner: (banner: Banner) => void;
}

export class Asked<K extends keyof Brings> {
  reply = $state.raw<Brings[K] | null>(null);
  problem = $state.raw<ApiError | null>(null);
  readonly #session: Session;
  readonly #kind: K;
  readonly #page: () => Page;
  readonly #before: () => Promise<void>;

  /** `before` is done first, each time it is asked by itself. */
  constructor(session: Session, kind: K, page: () => Page, before: () => Promise<void> = () => Promise.resolve()) {
    this.#session = session;
    this.#kind = kind;
    this.#page = page;
    this.#before = before;
    $effect(() => {
      void page().record;
      untrack(() => void this.renew());
    });
    $effect(() =>
      session.hear((records) => {
        if (records.includes(page().record)) void this.renew();
      }),
    );
  }

  readonly renew = async (): Promise<void> => {
    await this.#before();
    await this.load();
  };

  readonly load = async (): Promise<void> => {
    const { record, onbanner } = this.#page();
    const answer = await this.#session.ask({ kind: this.#kind, record } as Request, this.#kind);
    this.problem = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    const reply = answer.reply as unknown as Brings[K];
    this.reply = reply;
    onbanner(reply.banner);
  };
}
