/**
 * Our components are nhsuk-frontend's markup. Every published example of every component that we use is drawn again by
 * ours, from what theirs was drawn from, and must come out the same or be explained in `differences.ts`. When
 * nhsuk-frontend moves, this turns red where we have to follow.
 */
import { readdirSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import Button from "../../src/components/Button.svelte";
import Checkboxes from "../../src/components/Checkboxes.svelte";
import DateInput from "../../src/components/DateInput.svelte";
import Details from "../../src/components/Details.svelte";
import ErrorSummary from "../../src/components/ErrorSummary.svelte";
import InsetText from "../../src/components/InsetText.svelte";
import Radios from "../../src/components/Radios.svelte";
import Select from "../../src/components/Select.svelte";
import SkipLink from "../../src/components/SkipLink.svelte";
import SummaryList from "../../src/components/SummaryList.svelte";
import Table from "../../src/components/Table.svelte";
import Tag from "../../src/components/Tag.svelte";
import TextInput from "../../src/components/TextInput.svelte";
import Textarea from "../../src/components/Textarea.svelte";
import { EXPLAINED, NOT_USED } from "./differences";
import { COMPONENTS, examples, ours, snippet, words, type Context, type Words } from "./render";

const sizeOf = (given: Words | undefined): "s" | "m" | "l" | undefined =>
  (typeof given === "object" ? given.size : undefined) as "s" | "m" | "l" | undefined;

const about = (context: Context) => ({
  hint: words(context.hint),
  error: words(context.errorMessage),
});

/** A control with one label. */
const single = (context: Context) => ({
  ...about(context),
  id: context.id ?? context.name ?? "",
  name: context.name ?? "",
  label: words(context.label) ?? "",
  labelSize: sizeOf(context.label),
});

/** Several controls with one legend. */
const group = (context: Context) => ({
  ...about(context),
  id: context.idPrefix ?? context.id ?? context.name ?? "",
  legend: words(context.fieldset?.legend) ?? "",
  legendSize: sizeOf(context.fieldset?.legend),
});

const pairs = (context: Context) => (context.items ?? []).map(({ value, text }) => [value, text] as const);

/** How each component of theirs is drawn by ours. */
const drawn: Record<string, (context: Context) => string> = {
  button: ({ text, variant, small, disabled }) =>
    ours(Button, {
      children: snippet(text),
      ...(variant && { variant }),
      ...(small && { small }),
      ...(disabled && { disabled }),
    }),
  input: (context) => {
    const { width, code = false, inputmode, spellcheck, autocomplete, value = "" } = context;
    return ours(TextInput, { ...single(context), width, code, inputmode, spellcheck, autocomplete, value: words(value) ?? "" });
  },
  textarea: (context) => ours(Textarea, single(context)),
  select: (context) => ours(Select, { ...single(context), items: pairs(context) }),
  radios: (context) =>
    ours(Radios, {
      ...group(context),
      name: context.name ?? "",
      items: pairs(context),
      small: context.small ?? false,
      inline: context.inline ?? false,
    }),
  checkboxes: (context) =>
    ours(Checkboxes, { ...group(context), name: context.name ?? "", items: pairs(context), small: context.small ?? false }),
  "date-input": (context) => ours(DateInput, group(context)),
  "error-summary": ({ heading, description, errorList = [] }) =>
    ours(ErrorSummary, {
      heading: words(heading) ?? "",
      description: words(description),
      errors: errorList.map(({ text, href }) => ({ text, target: (href ?? "").slice(1) })),
    })
      // nhsuk's script makes it focusable once it runs; ours is so from the start.
      .replace(' tabindex="-1"', ""),
  tag: ({ text, colour }) => ours(Tag, { children: snippet(text), ...(colour && { colour: colour as "grey" }) }),
  "inset-text": ({ text }) => ours(InsetText, { text: text ?? "" }),
  details: ({ summary, text, open = false }) =>
    ours(Details, { summary: words(summary) ?? "", open, children: snippet(text) }),
  "summary-list": ({ rows }) =>
    ours(SummaryList, {
      rows: (rows as Array<{ key: Words; value: Words }>).map(({ key, value }) => ({ key: words(key) ?? "", value: words(value) ?? "" })),
    }),
  tables: ({ caption, head = [], rows, firstCellIsHeader = false }) =>
    ours(Table, {
      caption: words(caption) ?? "",
      captionSize: (typeof caption === "object" ? caption.size : undefined) ?? "m",
      head: head.map((title) => words(title) ?? ""),
      rows: ((rows ?? []) as Words[][]).map((row) => row.map((cell) => words(cell) ?? "")),
      firstCellIsHeader,
    }),
  "skip-link": ({ href = "", text = "" }) => ours(SkipLink, { target: href.slice(1), text }),
};

/** Ours, or that it could not be drawn at all. */
function attempt(draw: (context: Context) => string, context: Context): string {
  try {
    return draw(context);
  } catch (problem) {
    return `not drawn: ${String(problem)}`;
  }
}

const tally = { same: 0, explained: 0 };

describe.each(Object.entries(drawn))("%s", (component, draw) => {
  const reasons = EXPLAINED[component] ?? [];
  const whyNot = (name: string): string | undefined => reasons.find(([names]) => names.test(name))?.[1];

  it.each(examples(component).map((one, index) => [one.name, index, one] as const))("%s (%i)", (name, _, { context, html }) => {
    const mine = attempt(draw, context);
    if (mine === html) {
      tally.same += 1;
      return;
    }
    if (whyNot(name) !== undefined) tally.explained += 1;
    else expect(mine).toBe(html);
  });

  it("explains nothing that is not different", () => {
    const different = examples(component)
      .filter(({ context, html }) => attempt(draw, context) !== html)
      .map(({ name }) => name);
    expect(reasons.filter(([names]) => !different.some((name) => names.test(name))).map(([names]) => String(names))).toEqual([]);
  });

  it("is the same in at least one published example", () => {
    expect(examples(component).some(({ context, html }) => attempt(draw, context) === html)).toBe(true);
  });
});

it("knows every component that nhsuk-frontend has: it is drawn by ours, or there is a reason", () => {
  const published = readdirSync(COMPONENTS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const known = [...Object.keys(drawn), ...Object.keys(NOT_USED)].sort();
  expect(published.map(({ name }) => name).sort()).toEqual(known);
});

afterAll(() => {
  console.info(
    `nhsuk-frontend: ${Object.keys(drawn).length} components compared, ${tally.same} published examples the same, ${tally.explained} different and explained, ${Object.keys(NOT_USED).length} components not used`,
  );
});
