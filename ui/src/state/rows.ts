/** The rows of a value in people's words, where what is kept is a word of machines or a bare yes. */
import type { Value } from "../backend/generated/api";
import { words } from "../words";

type Row = [label: string, text: string];

export const rowsOf = (value: Value): Row[] => value.rows.map((row) => said(row, value.parts["media_type"]));

function said(row: Row, mediaType: string | undefined): Row {
  const [label, text] = row;
  if (mediaType !== undefined && text === mediaType) return [words.papers.fileKind, words.papers.fileKinds[text] ?? words.papers.otherKind];
  return words.papers.said[`${label} ${text}`] ?? row;
}
