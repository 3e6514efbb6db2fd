/**
 * Our components are nhsuk-frontend's markup. Each is drawn from what a published example was drawn from, and must come
 * out as that example. When nhsuk-frontend moves, this list turns red where we have to follow.
 */
import { describe, expect, it } from "vitest";
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
import { example, ours, snippet, words, type Context, type Words } from "./render";

const about = (context: Context) => ({
  hint: words(context.hint),
  error: words(context.errorMessage),
});

/** A control with one label. */
const single = (context: Context) => ({
  ...about(context),
  id: context.id ?? "",
  name: context.name ?? "",
  label: words(context.label) ?? "",
});

/** Several controls with one legend. */
const group = (context: Context) => ({
  ...about(context),
  id: context.idPrefix ?? context.id ?? "",
  legend: words(context.fieldset?.legend) ?? "",
});

const pairs = (context: Context) => (context.items ?? []).map(({ value, text }) => [value, text] as const);

/** One test for each example: ours must be theirs. */
function same(component: string, draw: (context: Context) => string, names: string[]): void {
  describe(component, () => {
    it.each(names)("%s", (name) => {
      const { context, html } = example(component, name);
      expect(draw(context)).toBe(html);
    });
  });
}

same(
  "button",
  ({ text, variant, small, disabled }) =>
    ours(Button, {
      children: snippet(text),
      ...(variant && { variant }),
      ...(small && { small }),
      ...(disabled && { disabled }),
    }),
  ["default", "default, small", "secondary", "secondary, small", "warning", "warning, small", "disabled"],
);

same(
  "input",
  (context) => {
    const { width, code = false, inputmode, spellcheck } = context;
    return ours(TextInput, { ...single(context), width, code, inputmode, spellcheck });
  },
  ["without heading", "with error message, without heading"],
);

same("textarea", (context) => ours(Textarea, single(context)), [
  "without heading",
  "with error message, without heading",
  "with error message and hint, without heading",
]);

same("select", (context) => ours(Select, { ...single(context), items: pairs(context) }), [
  "without heading",
  "with error message, without heading",
  "with error message and hint, without heading",
]);

same(
  "radios",
  (context) => ours(Radios, { ...group(context), name: context.name ?? "", items: pairs(context) }),
  [
    "without heading",
    "with error message, without heading",
    "with error message and hint, without heading",
  ],
);

same(
  "checkboxes",
  (context) => ours(Checkboxes, { ...group(context), name: context.name ?? "", items: pairs(context) }),
  [
    "without heading",
    "with error message, without heading",
    "with error message and hint, without heading",
  ],
);

same("date-input", (context) => ours(DateInput, group(context)), [
  "without heading",
  "with error message, without heading",
  "with error message and hint, without heading",
]);

same(
  "error-summary",
  ({ heading, description, errorList = [] }) =>
    ours(ErrorSummary, {
      heading: words(heading) ?? "",
      description: words(description),
      errors: errorList.map(({ text, href }) => ({ text, target: href.slice(1) })),
    })
      // nhsuk's script makes it focusable once it runs; ours is so from the start.
      .replace(' tabindex="-1"', ""),
  ["default", "with description", "with multiple errors"],
);

same("tag", ({ text }) => ours(Tag, { children: snippet(text) }), ["default"]);

same("inset-text", ({ text }) => ours(InsetText, { text: text ?? "" }), ["default"]);

same("details", ({ summary, text }) => ours(Details, { summary: words(summary) ?? "", children: snippet(text) }), [
  "default",
]);

same(
  "summary-list",
  ({ rows }) => ours(SummaryList, { rows: rows as Array<{ key: string; value: string }> }),
  ["with item strings"],
);

same(
  "tables",
  ({ caption, head = [], rows, firstCellIsHeader = false }) =>
    ours(Table, {
      caption: caption?.text ?? "",
      captionSize: caption?.size ?? "m",
      head: head.map((title) => words(title) ?? ""),
      rows: (rows as Words[][]).map((row) => row.map((cell) => words(cell) ?? "")),
      firstCellIsHeader,
    }),
  ["default", "with string items"],
);

same("skip-link", ({ href = "", text = "" }) => ours(SkipLink, { target: href.slice(1), text }), ["default"]);
