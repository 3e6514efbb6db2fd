/** The measures of a line drawn over time. It is drawn and never judged. */
import type { Chart, ChartMark, ChartPoint } from "../backend/generated/api";
import { words } from "../words";

export interface Place {
  x: number;
  y: number;
}

export interface Drawing {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Lines across, each with its words. */
  levels: Array<{ y: number; words: string }>;
  points: Place[];
  marks: Array<{ x: number; letter: string }>;
}

const TOP = 34;
const BOTTOM = 12;
const RIGHT = 22;
const CHARACTER = 8.6;

/** A, B, … Z, AA: what a mark is called, the oldest first. */
export function letter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}

const number = (value: number): string => String(Math.round(value * 100) / 100);

/** The words of a value where there are words, otherwise its number. */
export function inWords({ steps, unit }: Pick<Chart, "steps" | "unit">, value: number): string {
  const step = steps.find(([at]) => at === value);
  return step ? step[1] : [number(value), unit].filter(Boolean).join(" ");
}

/** Where to draw lines across: at the steps, or at round numbers between the least and the most. */
function levels(chart: Chart, low: number, high: number): Array<[number, string]> {
  if (chart.steps.length > 0) return chart.steps;
  const wanted = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(wanted || 1));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= wanted) ?? power;
  const found = new Set([low]);
  for (let at = Math.ceil(low / step) * step; at < high; at += step) {
    // A number that stands right beside the least or the most would be written over it.
    if (at - low > step / 2 && high - at > step / 2) found.add(Math.round(at * 1000) / 1000);
  }
  found.add(high);
  return [...found].map((at) => [at, number(at)]);
}

const moment = ({ at }: { at: string }): number => new Date(at).getTime();

/** All measures of a chart that is so wide. What lies outside of what can be is drawn, too. */
export function draw(chart: Chart, width: number): Drawing {
  const values = chart.points.map(({ value }) => value);
  const low = Math.min(chart.low, ...values);
  const high = Math.max(chart.high, ...values, low + 1);
  const across = levels(chart, low, high);
  const longest = Math.max(...across.map(([, text]) => text.length));
  const left = Math.min(width * 0.45, 14 + longest * CHARACTER);
  const right = width - RIGHT;
  const height = Math.max(220, TOP + BOTTOM + 26 * (chart.steps.length || 0));
  const bottom = height - BOTTOM;
  const times = [...chart.points, ...chart.marks].map(moment);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  // Points do not stand on the edge, where they would be taken for a tick.
  const [from, to] = [left + 14, right - 6];
  const x = (at: number): number => (last === first ? (from + to) / 2 : from + ((at - first) / (last - first)) * (to - from));
  const y = (value: number): number => bottom - ((value - low) / (high - low)) * (bottom - TOP);
  return {
    width,
    height,
    left,
    right,
    top: TOP,
    bottom,
    levels: across.map(([at, text]) => ({ y: y(at), words: text })),
    points: chart.points.map((point) => ({ x: x(moment(point)), y: y(point.value) })),
    marks: chart.marks.map((mark, index) => ({ x: x(moment(mark)), letter: letter(index) })),
  };
}

/** What the picture shows, in a sentence or two, for those who do not see it. */
export function sentence(chart: Chart): string {
  const [first, last] = [chart.points[0], chart.points.at(-1)];
  if (!first || !last) return chart.title;
  const values = chart.points.map(({ value }) => value);
  const say = (value: number): string => inWords(chart, value);
  const many = chart.points.length > 1;
  return [
    many ? words.charts.several(chart.title, values.length, first.when, last.when) : words.charts.single(chart.title, last.when),
    words.charts.range(say(chart.low), say(chart.high)),
    words.charts.values(say(first.value), say(last.value), say(Math.min(...values)), say(Math.max(...values))),
    ...(chart.marks.length > 0 ? [words.charts.marks(chart.marks.length)] : []),
    words.charts.inTable,
  ].join(" ");
}

/** Everything in the chart, the newest first: when, what, who. */
export function rowsOf(chart: Chart): string[][] {
  const points = chart.points.map((point: ChartPoint) => ({ at: moment(point), row: [point.when, point.words, point.source] }));
  const marks = chart.marks.map((mark: ChartMark, index) => ({
    at: moment(mark),
    row: [mark.when, `${words.charts.mark(letter(index))} ${mark.words}`, ""],
  }));
  return [...points, ...marks].sort((one, other) => other.at - one.at).map(({ row }) => row);
}
