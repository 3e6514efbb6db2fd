/** Every component in every state on one page, seen by axe as it is, in forced colours and at night. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { build, preview, type PreviewServer } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, byTest, NOW, picture, sideways, SMALLEST, ZOOMED } from "./window";

let browser: Browser;
let server: PreviewServer;
const outDir = mkdtempSync(join(tmpdir(), "alongside-gallery-"));

beforeAll(async () => {
  await build({ configFile: "vite.gallery.config.ts", logLevel: "error", build: { outDir } });
  server = await preview({ configFile: "vite.gallery.config.ts", logLevel: "error", build: { outDir }, preview: { port: 0 } });
  browser = await chromium.launch({
    executablePath: process.env["ALONGSIDE_CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true });
});

async function open(look: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: SMALLEST, locale: "en-GB", timezoneId: "Europe/London", ...options });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(`${server.resolvedUrls?.local[0] ?? ""}gallery.html?look=${look}`);
  await byTest(page, "gallery").waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

/** The whole page as one long picture. */
async function whole(page: Page, name: string): Promise<void> {
  const folder = process.env["ALONGSIDE_PICTURES"];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Here the same component stands beside itself, which no screen does. */
const OF_THIS_PAGE = /^(landmark-|region|heading-order|page-has-heading-one|aria-dialog-name)/;
const found = async (page: Page): Promise<string[]> => (await axe(page)).filter((fault) => !OF_THIS_PAGE.test(fault));

const looks: Array<[name: string, look: string, options: BrowserContextOptions]> = [
  ["as it is", "", {}],
  ["where colours are forced", "", { forcedColors: "active" }],
  ["at night", "night", {}],
];

describe.each(looks)("all components, %s", (name, look, options) => {
  it("have no fault that axe knows", async () => {
    const page = await open(look, options);
    await whole(page, `components, ${name}`);
    expect(await found(page)).toEqual([]);
    await page.context().close();
  });

  it("open over the page without a fault", async () => {
    const page = await open(look, options);
    for (const [opens, shows, closes] of [
      ["open-help", "help-what", "help-close"],
      ["open-plan", "plan", "plan-close"],
      ["open-plans", "plan-two", "plan-close"],
      ["open-paper", "paper", "paper-close"],
    ] as const) {
      await byTest(page, opens).click();
      await byTest(page, shows).waitFor();
      expect(await found(page)).toEqual([]);
      await byTest(page, closes).click();
      await byTest(page, shows).waitFor({ state: "detached" });
    }
    await byTest(page, "open-practice").click();
    await byTest(page, "practice-frame").waitFor();
    await picture(page, `components in practice, ${name}`);
    expect(await found(page)).toEqual([]);
    await page.context().close();
  });
});

it("all fit at 400 %", async () => {
  const page = await open("", { viewport: ZOOMED });
  expect(await sideways(page)).toEqual([]);
  await page.context().close();
});
