/** The whole window in jsdom, with a pretended program behind its door. */
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, vi } from "vitest";
import App from "../../src/App.svelte";
import { door } from "../../src/backend/door";
import { install } from "../fake/install";
import { MARGARET } from "../fake/person";
import type { FakeProgram, Scene } from "../fake/program";

/** Finds by `data-test`, and waits for it to appear. */
export const find = (name: string): Promise<HTMLElement> =>
  vi.waitFor(() => {
    const [element, ...others] = all(name);
    if (!element || others.length > 0) throw new Error(`${others.length + (element ? 1 : 0)} of ${name}:\n${page()}`);
    return element;
  });

/** All by `data-test`, now. */
export const all = (name: string): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`[data-test="${CSS.escape(name)}"]`),
];

export const gone = (name: string): Promise<void> =>
  vi.waitFor(() => expect(all(name), `${name} is still there`).toHaveLength(0));

export const says = (name: string, text: string | RegExp): Promise<void> =>
  vi.waitFor(() => expect(all(name)[0]?.textContent ?? "").toMatch(text));

const page = (): string => document.body.textContent?.replaceAll(/\s+/g, " ").slice(0, 600) ?? "";

export interface Opened {
  program: FakeProgram;
  user: ReturnType<typeof userEvent.setup>;
  press(name: string): Promise<void>;
  write(name: string, text: string): Promise<void>;
}

/** Goes to the people as soon as there is a way to them: most tests begin there, before anything else is pressed. */
function startWithPeople(): void {
  const watch = new MutationObserver(() => {
    const [people] = all("nav-people");
    if (!people) return;
    watch.disconnect();
    people.click();
  });
  watch.observe(document.body, { childList: true, subtree: true });
}

/** The window; it begins with the list of people unless the scene asks for Today, or somebody must sign in first. */
export function open(scene: Scene = {}): Opened {
  const program = install(scene);
  const user = userEvent.setup({ advanceTimers: (ms) => vi.isFakeTimers() && vi.advanceTimersByTime(ms) });
  if (!scene.today && program.start.signed_in !== null) startWithPeople();
  render(App, { props: { backend: door } });
  return {
    program,
    user,
    press: async (name) => user.click(await find(name)),
    write: async (name, text) => {
      const field = await find(name);
      await user.clear(field);
      await user.type(field, text);
    },
  };
}

/** Signed in and looking at Margaret. */
export async function openMargaret(scene: Scene = {}): Promise<Opened> {
  const opened = open(scene);
  await opened.press(`person-row-${MARGARET}`);
  await find("card-cpr");
  return opened;
}

/** Sections before which there is a pause. */
const PAUSED = ["prognosis", "conversations", "after_death"];

/** In a section of her record. */
export async function openSection(section: string, scene: Scene = {}): Promise<Opened> {
  const opened = await openMargaret(scene);
  await opened.press("tab-record");
  await opened.press(`section-${section}`);
  if (PAUSED.includes(section)) await opened.press("pause-go-on");
  await find("sharing");
  return opened;
}

export { MARGARET, screen, within };
