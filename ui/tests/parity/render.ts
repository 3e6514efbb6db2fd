/** Renders our components and reads nhsuk-frontend's published examples, both as the same plain lines of HTML. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { render } from "@testing-library/svelte";
import { createRawSnippet, type Component, type Snippet } from "svelte";

/** What an example was drawn from. Only what we use is named. */
export interface Context {
  id?: string;
  idPrefix?: string;
  name?: string;
  text?: string;
  label?: Words;
  fieldset?: { legend: Words };
  hint?: Words;
  errorMessage?: Words;
  heading?: Words;
  description?: Words;
  caption?: string | { text: string; size?: "s" | "m" | "l" };
  summary?: Words;
  href?: string;
  width?: 2 | 4 | 5 | 10 | 20;
  code?: boolean;
  inputmode?: "numeric";
  spellcheck?: boolean;
  variant?: "secondary" | "warning";
  inline?: boolean;
  colour?: string;
  open?: boolean;
  value?: Words;
  autocomplete?: "name";
  small?: boolean;
  disabled?: boolean;
  items?: Array<{ value: string; text: string }>;
  errorList?: Array<{ text: string; href?: string }>;
  head?: Words[];
  rows?: unknown;
  firstCellIsHeader?: boolean;
}

/** Written as they are, or with more about them. */
export type Words = string | { text?: string; heading?: string; size?: string };

export interface Fixture {
  name: string;
  context: Context;
  html: string;
}

const require = createRequire(import.meta.url);

/** Where nhsuk-frontend keeps its components. */
export const COMPONENTS = join(dirname(require.resolve("nhsuk-frontend/package.json")), "dist/nhsuk/components");

/** All published examples of a component: what each was drawn from, and its HTML. */
export function examples(component: string): Fixture[] {
  const { fixtures } = JSON.parse(readFileSync(join(COMPONENTS, component, "fixtures.json"), "utf8")) as { fixtures: Fixture[] };
  return fixtures.map(({ name, context, html }) => ({ name, context, html: plain(withoutHeadings(html)) }));
}

/** On their pages a question may be the heading of the page. On ours it never is: what stands in the heading is kept. */
function withoutHeadings(html: string): string {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const heading of template.content.querySelectorAll(".nhsuk-label-wrapper, .nhsuk-fieldset__heading")) {
    heading.replaceWith(...heading.childNodes);
  }
  return template.innerHTML;
}

/** The HTML of one of our components. */
export function ours<Props extends Record<string, unknown>>(component: Component<Props>, props: Props): string {
  const { container } = render(component as Component, { props });
  return plain(container.innerHTML);
}

export function words(given: Words | undefined): string | undefined {
  return typeof given === "object" ? (given.text ?? given.heading) : given;
}

/** Words where a component takes a snippet. A snippet must be an element; this one is looked through. */
export const snippet = (text: string | undefined): Snippet =>
  createRawSnippet(() => ({ render: () => `<x-words>${escaped(text ?? "")}</x-words>` }));

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/**
 * One line per tag and text, attributes in order of name. What is ours by intent is left out: Svelte's scoping classes,
 * our test names, and what only nhsuk's own scripts need.
 */
function plain(html: string): string {
  const template = document.createElement("template");
  template.innerHTML = html;
  const lines: string[] = [];
  write(template.content, lines, 0);
  return lines.join("\n");
}

const LEFT_OUT = ["data-test", "data-module"];

function write(node: Node, lines: string[], depth: number): void {
  for (const child of node.childNodes) {
    const indent = "  ".repeat(depth);
    if (child instanceof Element && child.tagName === "X-WORDS") {
      write(child, lines, depth);
    } else if (child instanceof Element) {
      const attributes = [...child.attributes]
        .filter(({ name }) => !LEFT_OUT.includes(name))
        .map(({ name, value }) => [name, name === "class" ? classes(value) : value] as const)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, value]) => `${name}="${value}"`);
      lines.push(`${indent}<${[child.tagName.toLowerCase(), ...attributes].join(" ")}>`);
      write(child, lines, depth + 1);
    } else if (child instanceof Text) {
      const text = child.data.replaceAll(/\s+/g, " ").trim();
      if (text) lines.push(`${indent}${text}`);
    }
  }
}

const classes = (value: string): string =>
  value
    .split(/\s+/)
    .filter((name) => name !== "" && !name.startsWith("svelte-"))
    .sort()
    .join(" ");
