/** The built window in Debian's Chromium, with a pretended program behind its door. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { build, preview, type PreviewServer } from "vite";
import type { Scene } from "../fake/program";

const CHROMIUM = process.env["ALONGSIDE_CHROMIUM"] ?? "/usr/bin/chromium";
/** Where to leave a picture of every screen; none are taken without it. */
const PICTURES = process.env["ALONGSIDE_PICTURES"];
/** The frozen moment of all tests: the pretended program speaks of it too. */
export const NOW = new Date(Date.UTC(2026, 10, 20, 9, 20));

export const SMALLEST = { width: 1024, height: 768 };
/** 1280 px wide at 400 %. */
export const ZOOMED = { width: 320, height: 640 };

export interface Windows {
  open(scene: Scene, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Everything a page did that it must never do, by page. */
const faults = new WeakMap<Page, string[]>();

export async function windows(): Promise<Windows> {
  const fake = await bundle();
  const server: PreviewServer = await preview({ preview: { port: 0 }, logLevel: "error" });
  const url = server.resolvedUrls?.local[0] ?? "";
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  return {
    async open(scene, options = {}) {
      const context = await browser.newContext({ viewport: SMALLEST, locale: "en-GB", timezoneId: "Europe/London", ...options });
      const page = await context.newPage();
      watch(page);
      await page.clock.setFixedTime(NOW);
      await page.addInitScript(`globalThis.scene = ${JSON.stringify(scene)};\n${fake}`);
      await page.goto(url);
      if (beginsWithPeople(scene)) await press("nav-people")(page);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Most tests begin at the list of people; Today is asked for, and nobody gets past a sign-in. */
const beginsWithPeople = ({ today, joined, signedIn, failing }: Scene): boolean =>
  !today && joined !== false && signedIn !== false && !failing?.includes("start");

/** Nothing leaves this machine, nothing is refused by the content security policy, nothing is said to the console. */
function watch(page: Page): void {
  const found: string[] = [];
  faults.set(page, found);
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname !== "127.0.0.1" && protocol !== "about:") found.push(`asked for ${request.url()}`);
    if (protocol === "data:") found.push("asked for a data: address");
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") found.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => found.push(`threw: ${error.message}`));
}

export const faultsOf = (page: Page): string[] => faults.get(page) ?? [];

export const byTest = (page: Page, name: string) => page.locator(`[data-test="${name}"]`);

export const press = (name: string) => async (page: Page) => {
  // A narrow window folds its menu.
  if (name.startsWith("nav-")) {
    await byTest(page, name).waitFor({ state: "attached" });
    if (await byTest(page, "menu").isVisible()) await byTest(page, "menu").click();
  }
  await byTest(page, name).first().click();
};

/** What axe finds wrong, as one line each. */
export async function axe(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's content security policy does not bind.
  await page.evaluate(axeSource());
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: unknown): Promise<{ violations: Array<{ id: string; nodes: Array<{ target: string[]; failureSummary?: string }> }> }> };
    };
    return axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} – ${failureSummary ?? ""}`),
  );
}

/** Anything that can be scrolled sideways, or is wider than the window. */
export const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll<HTMLElement>("body *")]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX) || element === document.documentElement)
      .map((element) => `${element.tagName} ${element.className} ${element.scrollWidth} > ${element.clientWidth}`),
  );

export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

let axeText: string | undefined;
function axeSource(): string {
  axeText ??= readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  return axeText;
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: false, lib: { entry: "tests/fake/browser.ts", formats: ["iife"], name: "fake" } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !("output" in first)) throw new Error("the pretended program was not built");
  return first.output.map((part) => ("code" in part ? part.code : "")).join("\n");
}
