/** Several versions of one thing as rows: the same rows in the same order for each, whoever wrote it. */
import type { Source, Value } from "../backend/generated/api";
import { words } from "../words";
import { spokenMoment } from "./when";

/** One row, with a cell for each version. */
export interface Row {
  label: string;
  cells: string[];
  /** About the writing (who, when), not about what was written. */
  about: boolean;
  /** What was written is not the same in all. Who wrote it never is, and says nothing. */
  differs: boolean;
}

/** The rows of these versions. */
export function compare(values: readonly Value[], now: Date): Row[] {
  const sources = (part: (source: Source) => string) => (value: Value) => value.sources.map(part).join("\n");
  const arrived = ({ received_at }: Source): string =>
    received_at === null ? words.two.arrivedHere : spokenMoment(received_at, now);

  const about = (label: string, cell: (value: Value) => string): Row => ({
    label,
    cells: values.map(cell),
    about: true,
    differs: false,
  });
  const said = (label: string, cell: (value: Value) => string | null | undefined): Row => {
    const cells = values.map((value) => cell(value) ?? words.two.notRecorded);
    return { label, cells, about: false, differs: new Set(cells).size > 1 };
  };

  const labels = [...new Set(values.flatMap((value) => value.rows.map(([label]) => label)))];
  const isSaid = (row: Row): boolean => row.cells.some((cell) => cell !== words.two.notRecorded);
  return [
    about(words.two.who, sources(({ name, role, organisation }) => `${name}\n${role}, ${organisation}`)),
    about(words.two.written, sources(({ recorded_at }) => spokenMoment(recorded_at, now))),
    about(words.two.arrived, sources(arrived)),
    about(words.two.basis, ({ basis }) => basis ?? words.two.notSaid),
    ...labels.map((label) => said(label, (value) => value.rows.find(([name]) => name === label)?.[1])),
    ...[said(words.two.effective, ({ effective }) => effective), said(words.two.comment, ({ comment }) => comment)].filter(isSaid),
  ];
}
