/** The pages of a person over time, in a real browser: columns, focus, forced colours, black and white, targets. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MARGARET } from "../fake/person";
import type { Scene } from "../fake/program";
import { axe, byTest, picture, SMALLEST, windows, ZOOMED, type Windows } from "./window";

let all: Windows;
beforeAll(async () => {
  all = await windows();
});
afterAll(async () => {
  await all.close();
});

async function toTab(tab: string, scene: Scene = {}, options: Parameters<Windows["open"]>[1] = {}): Promise<Page> {
  const page = await all.open(scene, options);
  await byTest(page, `person-row-${MARGARET}`).click();
  await byTest(page, "card-cpr").waitFor();
  await byTest(page, `tab-${tab}`).click();
  await byTest(page, `screen-${tab}`).locator("h2").first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

const TABS = ["timeline", "charts", "conversations", "papers"];

describe.each(TABS)("%s", (tab) => {
  it("keeps its words where colours are forced", async () => {
    const page = await toTab(tab, { aged: true }, { forcedColors: "active" });
    await picture(page, `${tab}, forced colours`);
    expect(await axe(page)).toEqual([]);
    await page.context().close();
  });

  it("has targets that a gloved hand can hit, and text that can be read", async () => {
    for (const viewport of [SMALLEST, ZOOMED]) {
      const page = await toTab(tab, { conflict: true, readsAudit: true }, { viewport });
      const small = await page.evaluate(() => {
        const buttons = [...document.querySelectorAll<HTMLElement>("main button, main summary")]
          // The button of an entry is as large as its card.
          .filter((button) => button.closest("article h3") === null)
          .filter((button) => button.offsetParent !== null && button.getBoundingClientRect().height < 43.5 && button.tagName !== "SUMMARY")
          .map((button) => `${button.dataset["test"]} is ${button.getBoundingClientRect().height} high`);
        const words = [...document.querySelectorAll<HTMLElement>("main *")]
          .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
          .filter((element) => parseFloat(getComputedStyle(element).fontSize) < 16)
          .map((element) => `${element.className} ${getComputedStyle(element).fontSize}`);
        return [...buttons, ...words];
      });
      expect(small).toEqual([]);
      await page.context().close();
    }
  });
});

describe("the timeline", () => {
  const lefts = (page: Page): Promise<number> =>
    page
      .locator(".day > li")
      .evaluateAll((items) => new Set(items.map((item) => Math.round(item.getBoundingClientRect().left))).size);

  it("has a column for each organisation where there is room, and one column where there is not", async () => {
    const wide = await toTab("timeline", { story: "long" });
    expect(await lefts(wide)).toBe(4);
    expect(await wide.locator(".organisation").first().evaluate((words) => words.getBoundingClientRect().width)).toBeLessThan(2);
    await wide.context().close();
    const narrow = await toTab("timeline", { story: "long" }, { viewport: ZOOMED });
    expect(await lefts(narrow)).toBe(1);
    expect(await narrow.locator(".organisation").first().evaluate((words) => words.getBoundingClientRect().width)).toBeGreaterThan(40);
    await narrow.context().close();
  });

  it("keeps the names of the columns in sight, and nothing that has the focus behind them", async () => {
    const page = await toTab("timeline", { story: "long" });
    await byTest(page, "screen-timeline").evaluate((sheet) => sheet.scrollTo(0, sheet.scrollHeight));
    const [heads, sheet] = [await byTest(page, "lanes").boundingBox(), await byTest(page, "screen-timeline").boundingBox()];
    expect(Math.abs((heads?.y ?? 0) - (sheet?.y ?? 0))).toBeLessThan(2);
    await picture(page, "timeline, scrolled");
    await byTest(page, "timeline-more").focus();
    for (let press = 0; press < 30; press += 1) {
      await page.keyboard.press("Shift+Tab");
      const covered = await page.evaluate(() => {
        const card = document.activeElement?.closest("article")?.getBoundingClientRect();
        const below = document.querySelector("[data-test=lanes]")?.getBoundingClientRect().bottom ?? 0;
        return card ? card.top < below - 1 : false;
      });
      expect(covered).toBe(false);
    }
    await page.context().close();
  });

  it("opens with several hundred entries without being felt", async () => {
    const page = await toTab("record", { story: "long" });
    await page.clock.resume();
    const took = await page.evaluate(async () => {
      const before = performance.now();
      document.querySelector<HTMLElement>("[data-test=tab-timeline]")?.click();
      while (!document.querySelector("[data-test=lanes]")) await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return performance.now() - before;
    });
    expect(took).toBeLessThan(500);
    await page.context().close();
  });
});

it("draws charts that say the same in black and white", async () => {
  const page = await toTab("charts");
  await page.emulateMedia({ media: "print" });
  await picture(page, "charts, print");
  const coloured = await page.evaluate(() =>
    [...document.querySelectorAll<SVGElement>("main svg[role=img] *")]
      .flatMap((shape) => {
        const { fill, stroke } = getComputedStyle(shape);
        return [fill, stroke];
      })
      // A grey has three equal parts.
      .filter((colour) => {
        const [red, green, blue] = /rgba?\((\d+), (\d+), (\d+)/.exec(colour)?.slice(1) ?? [];
        return red !== green || green !== blue;
      }),
  );
  expect(coloured).toEqual([]);
  await page.context().close();
});

it("pauses before a sensitive section, and goes on with Enter", async () => {
  const page = await toTab("record");
  await byTest(page, "section-prognosis").focus();
  await page.keyboard.press("Enter");
  await byTest(page, "pause").waitFor();
  expect(await byTest(page, "line-awareness").count()).toBe(0);
  expect(await byTest(page, "pause-go-on").evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  await byTest(page, "line-awareness").waitFor();
  expect(await byTest(page, "section-title").evaluate((title) => title === document.activeElement)).toBe(true);
  await byTest(page, "section-conversations").click();
  await byTest(page, "line-conversation").waitFor();
  await page.context().close();
});
