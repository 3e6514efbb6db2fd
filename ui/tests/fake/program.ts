/**
 * The other side of the door, pretended for tests: it answers as the program would and remembers what it was asked.
 *
 * It keeps one record in memory and applies what is written to it in the plainest way, so that a screen can be
 * followed from typing to shared. Nothing of it is in the built window.
 */
import type {
  ApiError,
  Connection,
  Event,
  Glance,
  Line,
  Looked,
  Looks,
  Opened,
  OtherRecord,
  Outcome,
  PersonRow,
  RecordPage,
  Reply,
  Request,
  Section,
  Start,
  Tile,
  Today,
  TwoVersions,
  Value,
} from "../../src/backend/generated/api";
import { audit, Own, ownReply, unfinishedNote } from "./own";
import { head, paperReply } from "./paper";
import { listed, people } from "./people";
import { banner, cprForm, cprOfGp, cprOfHospice, glance, MARGARET, page } from "./person";
import { inState, type State } from "./states";
import { emptyStory, longStory, story, storyReply, type Story } from "./story";
import { dayOf, todayReply, type Day } from "./today";
import { asha, hoursAgo, item, sam, source, value } from "./values";

/** What the tests choose before the window opens. */
export interface Scene extends Day {
  joined?: boolean;
  /** The region has ended this computer's place in it. */
  ended?: boolean;
  signedIn?: boolean;
  /** The home stands alone, with no region. */
  alone?: boolean;
  /** Whoever is signed in lets people in. */
  letsIn?: boolean;
  /** Whoever is signed in reads who looked. */
  readsAudit?: boolean;
  /** Whoever is signed in reads of care. */
  readsCare?: boolean;
  conflict?: boolean;
  maySettle?: boolean;
  /** She has died, and nothing may be given out. */
  died?: boolean;
  nobody?: boolean;
  /** She practises already. */
  practising?: boolean;
  /** Another record may be of her; or is, and this one has ended. */
  other?: "alike" | "ended";
  /** Tasks to do and reviews due are said above their sections. */
  follows?: boolean;
  /** What happened and was measured: as it is, nothing, or very much. */
  story?: "empty" | "long";
  /** Two people wrote differently what she knows. */
  twoAware?: boolean;
  /** Some organisations have not been heard of, and something is overdue. */
  aged?: boolean;
  /** Of Margaret exactly this is so, or nothing. */
  state?: State | "calm";
  /** How she likes her screen. */
  looks?: Partial<Looks>;
  /** She was writing a note about Margaret when the power was cut. */
  unfinished?: boolean;
  connection?: Partial<Connection>;
  lockAfter?: number;
  /** Kinds of request that fail. */
  failing?: string[];
}

/** The PIN of everyone here. */
export const PIN = "123456";

const firstTile: Tile = { staff: "staff-asha", name: "Asha Rahman", role: "senior carer", has_pin: true, until: "" };

export const tiles: Tile[] = [
  firstTile,
  { staff: "staff-joe", name: "Joe Pembury", role: "care assistant", has_pin: true, until: "" },
  { staff: "staff-sam", name: "Sam Bell", role: "district nurse", has_pin: false, until: "" },
  { staff: "staff-okoro", name: "Dr Ifeoma Okoro", role: "GP", has_pin: true, until: "" },
];

export const failure: ApiError = {
  code: "store.disk_full",
  happened: "There is no room left on this computer.",
  safe: "Everything that was shown as saved is still here. Your last words are still in the form.",
  to_do: "Tell your manager now. Do not close Alongside.",
};

/** The NHS number of somebody whose record is looked after elsewhere. */
export const ELSEWHERE = "9990000018";

const notFound: ApiError = {
  code: "break_glass.nobody",
  happened: "The region has nobody under this who may be shown.",
  safe: "Nothing was opened. That you asked is written down.",
  to_do: "Check the number, or the name and the birthday, then ring whoever looks after them.",
};

const OPENED = "Opened in an emergency until today 07:10. Only to read. The privacy officer is told.";

export class FakeProgram {
  readonly asked: Request[] = [];
  start: Start;
  connection: Connection;
  record: RecordPage;
  view: Omit<Glance, "head">;
  people: PersonRow[];
  story: Story;
  opened: Opened[] = [];
  day: Today;
  /** Does what is asked for come, when she gets ready to leave? */
  roundComes: boolean;
  looked: Looked[] = [
    {
      who: "Asha Rahman",
      role: "senior carer",
      what: "looked at “At a glance”",
      act: "record.glanced",
      person: "",
      when: "today 09:14",
      at: hoursAgo(1),
    },
  ];
  audit: Looked[] = audit;
  /** Practice has a store of its own, and begins with nothing. */
  own: Own;
  readonly #ownInReality: Own;
  maySettle: boolean;
  failing: Set<string>;
  sheetMade = false;
  backupFolder = "";
  /** Set by whoever installs it: tells the window. */
  tell: (event: Event) => void = () => undefined;

  #held: Request["kind"] | null = null;
  readonly #waiting: Array<() => void> = [];

  constructor(scene: Scene = {}) {
    const conflict = scene.conflict ?? false;
    const cpr = conflict ? [cprOfGp(), cprOfHospice()] : [cprOfGp()];
    const about = {
      ...banner,
      two_versions: conflict ? 1 : 0,
      ...(scene.aged && { old: ["Review overdue"], not_heard: ["Fen Edge Hospice last heard Tue 17-Nov"] }),
      ...(scene.died && {
        died: "Died 18-Nov-2026",
        release_stopped: "Nothing may be given out: see “Consent and sharing”",
      }),
    };
    const me = tiles[0] ?? null;
    this.start = {
      joined: scene.joined ?? true,
      ended: scene.ended ?? false,
      alone: scene.alone ?? false,
      practice: scene.practising ?? false,
      reads_care: scene.readsCare ?? true,
      lets_in: scene.letsIn ?? false,
      reads_audit: scene.readsAudit ?? false,
      breaks_glass: true,
      site: scene.joined === false ? "" : "Riverside House",
      tiles: scene.joined === false ? [] : tiles,
      signed_in: scene.signedIn === false || scene.joined === false ? null : me,
      lock_after_s: scene.lockAfter ?? 180,
    };
    this.connection = {
      state: "shared",
      words: "Shared with the region 09:14",
      unshared: 0,
      papers_waiting: 0,
      last_completed: hoursAgo(0),
      two_versions: conflict ? 1 : 0,
      ...(scene.alone && { state: "alone", words: "This home only. Everything is kept on this computer", last_completed: null }),
      ...scene.connection,
    };
    this.record = { ...page(cpr), banner: about, others: scene.other ? [another(scene.other)] : [] };
    if (scene.story === "empty") this.record = { ...this.record, sections: this.record.sections.map(neverTalked) };
    if (scene.twoAware) this.record = { ...this.record, sections: this.record.sections.map(twoAware) };
    if (scene.follows) this.record = { ...this.record, sections: this.record.sections.map(withFollows) };
    this.view = { ...glance(cpr), banner: about };
    this.people = scene.nobody ? [] : people.map((row) => (conflict || row.record !== MARGARET ? row : calm(row)));
    this.story = scene.story === "empty" ? emptyStory : scene.story === "long" ? longStory() : story();
    this.day = dayOf(scene);
    this.roundComes = scene.round !== "missing";
    this.maySettle = scene.maySettle ?? true;
    this.own = new Own(scene.looks, scene.unfinished ? [unfinishedNote] : []);
    this.#ownInReality = this.own;
    this.failing = new Set(scene.failing);
    if (scene.state) inState(this, scene.state);
  }

  /** Answers requests of this kind only when they are released. */
  hold(kind: Request["kind"]): void {
    this.#held = kind;
  }

  release(): void {
    this.#held = null;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Answers one request, now or when it is released. */
  async reply(request: Request): Promise<Outcome> {
    const outcome = this.answer(request);
    if (request.kind === this.#held) await new Promise<void>((go) => this.#waiting.push(go));
    return outcome;
  }

  /** Answers one request. */
  answer(request: Request): Outcome {
    this.asked.push(request);
    if (this.failing.has(request.kind)) return { outcome: "failed", error: failure };
    const reply = this.#reply(request);
    return "happened" in reply ? { outcome: "failed", error: reply } : { outcome: "done", reply };
  }

  /** All requests of a kind, in the order they came. */
  requests<K extends Request["kind"]>(kind: K): Array<Extract<Request, { kind: K }>> {
    return this.asked.filter((request): request is Extract<Request, { kind: K }> => request.kind === kind);
  }

  line(name: string): Line {
    const found = this.record.sections.flatMap((section) => section.lines).find((line) => line.name === name);
    if (!found) throw new Error(`no line ${name}`);
    return found;
  }

  /** Replaces a line's values, as when something arrives. */
  put(name: string, values: Value[]): void {
    this.#replace(name, (line) => ({ ...line, items: [item(values, line.items[0]?.id)] }));
    this.tell({ kind: "changed", records: [MARGARET] });
  }

  /** Everything here has been shared. */
  share(): void {
    const sharedNow = (one: Value): Value => ({
      ...one,
      sources: one.sources.map((from) => ({ ...from, shared: "shared" as const })),
    });
    for (const { name } of this.record.sections.flatMap((section) => section.lines)) {
      this.#replace(name, (line) => ({
        ...line,
        items: line.items.map((one) => ({ ...one, values: one.values.map(sharedNow) })),
      }));
    }
    this.tell({ kind: "changed", records: [MARGARET] });
  }

  #reply(request: Request): Reply | ApiError {
    switch (request.kind) {
      case "start":
        return { kind: "start", ...this.start };
      case "enrol":
        this.start = { ...this.start, joined: true, site: "Riverside House", tiles };
        return { kind: "start", ...this.start };
      case "begin_home": {
        const manager = { ...firstTile, staff: "staff-manager", name: request.manager, role: "home manager" };
        this.start = { ...this.start, joined: true, alone: true, site: request.home, tiles: [manager] };
        return { kind: "start", ...this.start };
      }
      case "add_colleague": {
        if (request.manager_pin !== PIN) return wrongPin;
        const until = request.hours === null ? "" : "Until today 19:30";
        const role = (request.roles[0] ?? "").replaceAll("_", " ");
        const tile = { staff: `staff-${this.start.tiles.length}`, name: request.name, role, has_pin: true, until };
        this.start = { ...this.start, tiles: [...this.start.tiles, tile] };
        return { kind: "start", ...this.start };
      }
      case "end_colleague":
        this.start = { ...this.start, tiles: this.start.tiles.filter(({ staff }) => staff !== request.staff) };
        return { kind: "start", ...this.start };
      case "new_pin":
        return request.manager_pin === PIN ? { kind: "start", ...this.start } : wrongPin;
      case "make_recovery_sheet":
        if (request.manager_pin !== PIN) return wrongPin;
        this.sheetMade = true;
        return { kind: "recovery_sheet", sheet: "7K3Q-W8MN-2XTP-0A1B-C2D3-E4F5" };
      case "back_up":
        this.backupFolder = request.folder;
        return { kind: "backed_up", place: `${request.folder}/alongside-1f2e3d4c-2026-11-20-092000` };
      case "bring_back":
        return { kind: "brought_back", saves: 12 };
      case "recover":
      case "begin_again":
        return { kind: "start", ...this.start };
      case "save_home_file":
        return { kind: "saved_file", name: "Riverside House.home", folder: "Downloads" };
      case "join_region":
        if (request.pin !== PIN) return wrongPin;
        this.start = { ...this.start, alone: false };
        this.connection = { ...this.connection, state: "waiting", words: "12 changes saved here, not yet shared" };
        return { kind: "start", ...this.start };
      case "first_sign_in":
      case "sign_in":
        if (request.pin !== PIN) return wrongPin;
        this.start = { ...this.start, signed_in: tiles.find(({ staff }) => staff === request.staff) ?? null };
        return { kind: "start", ...this.start };
      case "lock":
        this.start = { ...this.start, signed_in: null };
        return { kind: "start", ...this.start };
      case "connection":
      case "share_now":
        return { kind: "connection", ...this.connection };
      case "people":
        return { kind: "people", ...listed(this.people, request), opened: this.opened };
      case "break_glass":
        if (request.nhs_number !== "" && request.nhs_number !== ELSEWHERE) return notFound;
        this.opened = [
          {
            record: MARGARET,
            name: "O’NEILL, Margaret",
            who: "Born 04-Mar-1938 (88y) · NHS 999 000 0018",
            until: "Open until today 07:10",
          },
        ];
        this.view = { ...this.view, banner: { ...this.view.banner, opened: OPENED } };
        return { kind: "glass_broken", records: [MARGARET] };
      case "new_person":
        return saved;
      case "glance":
        return { kind: "glance", ...this.view, head: head(this, "glance") };
      case "record":
        return { kind: "record", ...this.record };
      case "as_it_stood":
        return { kind: "record", ...this.#earlier() };
      case "history":
        return { kind: "history", lines: this.#history(request.line) };
      case "two_versions":
        return { kind: "two_versions", open: this.#open() };
      case "set":
        this.#write(request.field, (line) => ({
          ...line,
          items: [item([value(request.text || (request.answer ?? ""), [source(asha, "just now", "here", 0)])])],
        }));
        return saved;
      case "enter":
        this.#enter(request);
        return saved;
      case "attach":
        this.#write("document", (line) => ({
          ...line,
          items: [item([value(request.title, [source(asha, "just now", "here", 0)])]), ...line.items],
        }));
        return saved;
      case "take_up":
      case "turn_down":
        this.#answerSuggestion(request.suggestion, request.kind === "take_up");
        return saved;
      case "keep_papers":
        this.record = { ...this.record, keeps_papers: request.keep };
        this.tell({ kind: "changed", records: [MARGARET] });
        return saved;
      case "save_attachment":
        return { kind: "saved_file", name: "Letter from the clinic.pdf", folder: "Downloads" };
      case "policy":
      case "tighten":
        return { kind: "policy", rows: [] };
      case "open_attachment":
        return this.#paper(request.entry);
      case "import":
        return {
          kind: "import",
          records: [MARGARET],
          taken: [{ file: "patient.xml", path: "Patient.birthDate", code: "", words: "Date of birth" }],
          kept_aside: [
            { file: "patient.xml", path: "Patient.photo", code: "not_understood", words: "A picture; this version has no place for it." },
          ],
          refused: [
            { file: "flag.json", path: "Flag.period.start", code: "date.impossible", words: "31 February is not a day." },
          ],
        };
      case "today":
      case "answer_task":
      case "plan_round":
      case "get_ready":
        return todayReply(this, request);
      case "timeline":
      case "charts":
        return storyReply(this, request);
      case "print_head":
      case "check_paper":
        return paperReply(this, request);
      case "audit":
      case "looks":
      case "set_looks":
      case "unfinished":
      case "keep_unfinished":
        return ownReply(this, request);
      case "practise":
        if (request.on && !this.start.practice) this.own = new Own();
        if (!request.on) this.own = this.#ownInReality;
        this.start = { ...this.start, practice: request.on };
        return { kind: "start", ...this.start };
      case "printed":
        return saved;
      case "who_looked":
        return { kind: "who_looked", lines: this.looked };
      case "export":
        return { kind: "export", text: "{}" };
      case "this_computer":
        return {
          kind: "this_computer",
          name: "Corridor PC",
          site: "Riverside House",
          waiting:
            this.connection.unshared === 0
              ? []
              : [{ by: "Asha Rahman", changes: this.connection.unshared, since: "today 09:20" }],
          papers_waiting: this.connection.papers_waiting,
          last_shared: "today 09:14",
          kept_aside: this.connection.state === "problem" ? 1 : 0,
          store_sound: true,
          audit_broken_at: null,
          recovery_sheet: this.sheetMade,
          backup_folder: this.backupFolder,
          last_backup: this.backupFolder === "" ? "Never" : "today 09:20",
          version: "0.1.0",
        };
    }
  }

  #paper(entry: string): Reply | ApiError {
    if (entry === "paper-away") return notHere;
    const of = this.line("document").items.flatMap((one) => one.values).find(({ id }) => id === entry);
    const media_type = of?.parts["media_type"] ?? "";
    return {
      kind: "attachment",
      media_type,
      title: of?.text ?? "",
      base64: media_type === "image/png" ? ONE_DOT : btoa("%PDF-1.4"),
    };
  }

  /** Before her telephone number was changed. */
  #earlier(): RecordPage {
    const then = value("01632 960100", [source(asha, "03-Sep-2026 08:00")]);
    const back = (line: Line): Line => (line.name === "person.phone" ? { ...line, items: [item([then])] } : line);
    return {
      ...this.record,
      sections: this.record.sections.map((section) => ({ ...section, lines: section.lines.map(back) })),
    };
  }

  #enter(request: Extract<Request, { kind: "enter" }>): void {
    const gone = new Set([...request.supersedes, ...request.error_of]);
    if (request.entry_kind === "cpr_decision") {
      this.connection = { ...this.connection, two_versions: 0 };
      const about = { ...this.view.banner, two_versions: 0 };
      this.view = { ...this.view, banner: about };
      this.record = { ...this.record, banner: about };
    }
    // Who confirms without words of her own says the same.
    const same = this.line(request.entry_kind).items.flatMap((one) => one.values).find(({ id }) => id === request.confirms);
    const text = Object.values(request.body)[0] ?? same?.text ?? "";
    const written = value(text || (request.answer ?? ""), [source(asha, "just now", "here", 0)], {
      parts: (same ? same.parts : { ...request.body }) as Value["parts"],
      answer: request.answer ?? null,
      sheet: request.withhold ? "restricted" : "shared",
    });
    this.#write(request.entry_kind, (before) => {
      const suggestions = before.suggestions.filter(({ id }) => !gone.has(id));
      if (request.suggested) return { ...before, suggestions: [...suggestions, written] };
      if (request.confirms !== null) gone.add(request.confirms);
      const line = { ...before, suggestions };
      const left = line.items.map((one) => item(one.values.filter(({ id }) => !gone.has(id)), one.id));
      if (request.error_of.length > 0) return { ...line, items: left };
      // An entry belongs to the item of what it replaces.
      const changed = line.items.find((one) => one.values.some(({ id }) => gone.has(id)))?.id;
      if (line.shape !== "entry" && changed === undefined) return { ...line, items: [item([written]), ...left] };
      const id = changed ?? line.items[0]?.id;
      return { ...line, items: left.map((one) => (one.id === id ? item([...one.values, written], one.id) : one)) };
    });
  }

  #answerSuggestion(id: string, takenUp: boolean): void {
    const lines = this.record.sections.flatMap((section) => section.lines);
    const name = lines.find((line) => line.suggestions.some((one) => one.id === id))?.name ?? "";
    this.#write(name, (line) => {
      const said = line.suggestions.find((one) => one.id === id);
      const left = { ...line, suggestions: line.suggestions.filter((one) => one !== said) };
      if (!said || !takenUp) return left;
      const gone = new Set(said.would_replace.map(({ entry }) => entry));
      const items = line.items.filter((one) => !one.values.some((value) => gone.has(value.id)));
      return { ...left, items: [...items, item([{ ...said, would_replace: [] }])] };
    });
  }

  #open(): TwoVersions[] {
    const line = this.line("cpr_decision");
    const values = line.items.flatMap((one) => one.values);
    if (values.length < 2) return [];
    return [
      {
        record: MARGARET,
        person: banner.name,
        line: line.name,
        label: line.label,
        alarm: "stop",
        meanwhile: "Check the paper form. A doctor or senior nurse must decide which stands.",
        values,
        form: cprForm,
        may_settle: this.maySettle,
        who_may: "hospice doctor, GP, hospice nurse, district nurse",
      },
    ];
  }

  #history(name: string): Array<{ value: Value; standing: string }> {
    const now = this.line(name).items.flatMap((one) => one.values);
    const earlier = value("An earlier value", [source(asha, "03-Sep-2026 08:00")]);
    return [
      ...now.map((one) => ({ value: one, standing: "open" })),
      { value: earlier, standing: "replaced by Asha Rahman, 12-Nov-2026" },
    ];
  }

  /** As the program does it: the news goes out before the answer. */
  #write(name: string, change: (line: Line) => Line): void {
    this.#replace(name, change);
    this.tell({ kind: "changed", records: [MARGARET] });
  }

  #replace(name: string, change: (line: Line) => Line): void {
    this.record = {
      ...this.record,
      sections: this.record.sections.map((section) => ({
        ...section,
        lines: section.lines.map((line) => (line.name === name ? change(line) : line)),
      })),
    };
  }
}

/** The smallest picture. */
export const ONE_DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const notHere: ApiError = {
  code: "attachment.not_here",
  happened: "The file is not on this computer yet.",
  safe: "It is asked for.",
  to_do: "It comes with the next sharing. Open it again then.",
};

const another = (how: "alike" | "ended"): OtherRecord => ({
  record: people.find(({ record }) => record !== MARGARET)?.record ?? "",
  name: "SMITH, Margaret",
  born: "04-Mar-1938 (88y)",
  words:
    how === "ended"
      ? "The same person. The other record goes on: write there."
      : "May be the same person: the same name and date of birth.",
  joined: false,
  ended: how === "ended",
});

const saved: Reply = { kind: "saved", record: MARGARET, at: hoursAgo(0) };

const wrongPin: ApiError = {
  code: "sign_in.wrong_pin",
  happened: "That was not your PIN.",
  safe: "Nothing was lost. What you had not saved is still kept for you.",
  to_do: "Please try again. You have 4 more tries before a short wait.",
};

const withFollows = (section: Section): Section =>
  section.name === "notes"
    ? {
        ...section,
        follows: [
          { of: "task", topics: [], alarm: "look", label: "To do", words: "Order a larger sling – Jo Bell, was due Mon 16-Nov-2026 12:00, accepted" },
          { of: "task", topics: [], alarm: "note", label: "To do", words: "Ask the heart clinic to come about the shocks – asked" },
        ],
      }
    : section;

/** Nobody has talked, and nobody has written what she knows. */
const neverTalked = (section: Section): Section =>
  section.name === "conversations" || section.name === "prognosis"
    ? { ...section, follows: [], withheld: [], lines: section.lines.map((line) => ({ ...line, items: line.shape === "log" ? [] : [item([])] })) }
    : section;

const twoAware = (section: Section): Section => ({
  ...section,
  lines: section.lines.map((line) =>
    line.name === "awareness"
      ? {
          ...line,
          items: line.items.map(({ id, values }) => item([...values, value("Aware", [source(sam, "Mon 16-Nov 16:40")], { id: "aware-bell", parts: { diagnosis: "aware" } })], id)),
        }
      : line,
  ),
});

const calm = (row: PersonRow): PersonRow => ({ ...row, cpr: "Not for CPR", cpr_alarm: "quiet", two_versions: 0 });
