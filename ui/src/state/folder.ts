/** What stands on the sheet for the bedside folder, taken from At a glance and from the record. */
import type { Card, Glance, Plan, RecordPage, Section, Value } from "../backend/generated/api";
import { words } from "../words";
import { valuesOf } from "./sections";

/** One framed part of the sheet. */
export interface Block {
  name: string;
  title: string;
  headline: string;
  lines: ReadonlyArray<readonly [string, string]>;
  /** Where people disagree: all that are open, and then nothing else. */
  versions: readonly Value[];
  withheld: readonly string[];
  age: string;
  source: string;
}

/** What stands side by side, or plans of which two stand side by side. */
export type Row =
  | { blocks: Block[] }
  | {
      plans: Plan[];
      /** With the heading over all of them. */
      first: boolean;
      withheld: readonly string[];
      age: string;
      /** Who wrote those that name nobody themselves. */
      source: string;
    };

const FOLDER = "in_folder";

const isForAll = (value: Value): boolean => value.sheet === "shared";

/**
 * Anyone at the bedside reads the folder. Where something in a section is not for everyone, what the card says of it is not
 * printed: the part is put together anew from what everyone may read.
 */
const isNarrow = (section: Section | undefined): boolean => section !== undefined && !valuesOf(section).every(isForAll);

function blockOf(card: Card | undefined, sections: readonly Section[]): Block[] {
  if (!card) return [];
  const section = sections.find(({ name }) => name === card.section);
  const about = { name: card.name, withheld: card.withheld, age: card.age === "amber" || card.age === "red" ? card.age_words : "" };
  if (section && isNarrow(section)) {
    const lines = section.lines.flatMap(({ label, items }) =>
      items.flatMap(({ values }) => values.filter(isForAll).map(({ text }) => [label, text] as const)),
    );
    return [{ ...about, title: section.title, headline: "", lines, versions: [], source: "" }];
  }
  return [{ ...about, title: card.title, headline: card.headline, lines: card.lines, versions: card.versions, source: card.source }];
}

/** What the sheet takes of At a glance. */
type Cards = Pick<Glance, "cards" | "plans">;

function planRows({ cards, plans }: Cards, sections: readonly Section[]): Row[] {
  const card = cards.find(({ name }) => name === "contingency");
  const section = sections.find(({ name }) => name === card?.section);
  const all = isNarrow(section)
    ? valuesOf(section as Section)
        .filter(isForAll)
        .map(({ text, rows, sources }) => ({ trigger: text, rows, disputed: false, source: sources[0]?.words ?? "" }))
    : plans;
  // Whoever wrote most of them is named once. Two plans for the same thing always name both.
  const counts = new Map<string, number>();
  for (const { source } of all) counts.set(source, (counts.get(source) ?? 0) + 1);
  const [source = ""] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const about = { withheld: card?.withheld ?? [], age: card?.age === "red" || card?.age === "amber" ? card.age_words : "" };
  const none = { withheld: [], age: "" };
  return inPairs(all).map((pair, at) => ({ plans: pair, first: at === 0, source, ...(at === 0 ? about : none) }));
}

/** Two in a row, in their order. Two plans for the same thing stand beside each other, whatever stood before them. */
function inPairs(plans: readonly Plan[]): Plan[][] {
  const rows: Plan[][] = [];
  let open: Plan[] | null = null;
  for (const plan of plans) {
    const same: Plan[] | null | undefined = plan.disputed ? rows.find(([one]) => one?.disputed && one.trigger === plan.trigger) : open;
    if (same) {
      same.push(plan);
    } else {
      rows.push([plan]);
    }
    if (!plan.disputed) open = same ? null : (rows.at(-1) ?? null);
  }
  return rows.length === 0 ? [[]] : rows;
}

/** The papers of which a copy lies in the folder. Where two versions of one stand, both are named. */
export function papersInFolder(sections: readonly Section[]): string[] {
  const lines = sections.flatMap((section) => section.lines).filter(({ name }) => name === "document");
  return lines.flatMap(({ items }) =>
    items.flatMap(({ state, values }) => {
      const said = values.filter(isForAll);
      if (!said.some(({ parts }) => parts[FOLDER] === "yes")) return [];
      const names = said.map(({ text }) => text);
      return [state === "several" ? words.folderSheet.twoOf(names.join(" · ")) : (names[0] ?? "")];
    }),
  );
}

/** Where the signed form is, in the words of those who wrote the decision. */
function withForm(block: Block, sections: readonly Section[]): Block {
  const values = sections.flatMap(({ lines }) => lines).find(({ name }) => name === "cpr_decision")?.items.flatMap((item) => item.values) ?? [];
  const said = values.some(({ parts }) => Boolean(parts["document_location"]));
  if (said || block.versions.length > 0 || values.length === 0) return block;
  return { ...block, lines: [...block.lines, [words.folderSheet.form, words.folderSheet.formNotSaid]] };
}

/** The rows of the sheet, in the order in which they are needed. */
export function folderRows(glance: Cards, page: RecordPage): Row[] {
  const { sections } = page;
  const block = (name: string): Block[] => blockOf(glance.cards.find((card) => card.name === name), sections);
  const beside = (...blocks: Block[]): Row[] => {
    // A disagreement takes a row for itself: its versions stand beside each other.
    const broad = blocks.some(({ versions }) => versions.length > 0);
    return broad ? blocks.map((one) => ({ blocks: [one] })) : [{ blocks }];
  };
  const papers: Block = {
    name: "papers",
    title: words.folderSheet.papers,
    headline: "",
    lines: papersInFolder(sections).map((text) => ["", text] as const),
    versions: [],
    withheld: sections.find(({ name }) => name === "documents")?.withheld ?? [],
    age: "",
    source: "",
  };
  return [
    ...beside(...block("cpr").map((one) => withForm(one, sections)), ...block("allergies")),
    ...planRows(glance, sections),
    ...beside(...block("ring"), ...block("places")),
    ...beside(...block("box"), ...block("pump"), papers),
  ];
}
