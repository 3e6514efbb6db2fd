/**
 * What a reader of the screen is told of every screen, kept as text beside this test. A change that nobody meant shows
 * as a difference; one that was meant is taken over with `ALONGSIDE_REFRESH=1` and read in the commit.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shown } from "./shown";
import { byTest, windows, type Windows } from "./window";

const FOLDER = "tests/browser/aria";
const REFRESH = process.env["ALONGSIDE_REFRESH"] === "1";

let all: Windows;
beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  all = await windows();
});
afterAll(async () => {
  await all.close();
});

const fileOf = (name: string): string => join(FOLDER, `${name.replaceAll(/[^a-z0-9]+/gi, "-")}.yaml`);

/** The answers that the frame asks for by itself have come, and what they changed is drawn. */
async function settled(page: Page): Promise<void> {
  const line = byTest(page, "connection-line");
  if ((await line.count()) > 0) await page.locator("[data-test=connection-line]:not([data-state=unknown])").waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))));
}

const told = async (page: Page): Promise<string> => `${await page.locator("body").ariaSnapshot()}\n`;

describe.each(shown)("$name", ({ name, scene, go }) => {
  it("is told as before", async () => {
    const page = await all.open(scene);
    await go(page);
    await settled(page);
    const file = fileOf(name);
    if (REFRESH) writeFileSync(file, await told(page));
    expect(existsSync(file), `${file} is missing: run once with ALONGSIDE_REFRESH=1`).toBe(true);
    await expect.poll(() => told(page), { timeout: 5_000 }).toBe(readFileSync(file, "utf8"));
    await page.context().close();
  });
});

it("keeps no text of a screen that is gone", () => {
  const known = new Set(shown.map(({ name }) => fileOf(name)));
  expect(readdirSync(FOLDER).map((file) => join(FOLDER, file)).filter((file) => !known.has(file))).toEqual([]);
});

it("gives every screen a file of its own", () => {
  expect(new Set(shown.map(({ name }) => fileOf(name).toLowerCase())).size).toBe(shown.length);
});
