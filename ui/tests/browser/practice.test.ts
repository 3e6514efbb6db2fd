/** Practice in a real browser: the frame takes no room, is seen without colour, and is on every sheet. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MARGARET } from "../fake/person";
import { axe, byTest, picture, press, sideways, windows, ZOOMED, type Windows } from "./window";

let all: Windows;
beforeAll(async () => {
  all = await windows();
});
afterAll(async () => {
  await all.close();
});

async function toMargaret(page: Page): Promise<void> {
  await press("nav-people")(page);
  await byTest(page, `person-row-${MARGARET}`).click();
  await byTest(page, "card-cpr").waitFor();
  await page.evaluate(() => document.fonts.ready);
}

describe("practice", () => {
  it.each([false, true])("leaves At a glance in sight at once at 1024 × 768 (two versions: %s)", async (conflict) => {
    const page = await all.open({ practising: true, conflict });
    await toMargaret(page);
    const over = (): Promise<number[]> =>
      page.evaluate(() => {
        const sheet = document.querySelector<HTMLElement>("[data-test=screen-glance]");
        const header = document.querySelector("header")?.getBoundingClientRect().height ?? 0;
        return [(sheet?.scrollHeight ?? 0) - (sheet?.clientHeight ?? 0), document.documentElement.scrollHeight - innerHeight, Math.max(0, header - 56)];
      });
    await expect.poll(over).toEqual([0, 0, 0]);
    await picture(page, `practice, at a glance, ${conflict}`);
    await page.context().close();
  });

  it("does not stand in the way of a press, even at the very edge", async () => {
    const page = await all.open({ practising: true });
    await toMargaret(page);
    const there = await page.evaluate(() => document.elementFromPoint(2, 300)?.closest("[data-test=practice-frame]") ?? null);
    expect(there).toBeNull();
    await page.context().close();
  });

  it("keeps its words in sight at 400 %, and covers nothing that has the focus", async () => {
    const page = await all.open({ practising: true }, { viewport: ZOOMED });
    await toMargaret(page);
    await picture(page, "practice (400 %)");
    expect(await sideways(page)).toEqual([]);
    const box = await byTest(page, "practice-words").boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(ZOOMED.height, 0);
    const covered: string[] = [];
    for (let press = 0; press < 40; press += 1) {
      await page.keyboard.press("Tab");
      const over = await page.evaluate(() => {
        const focused = document.activeElement as HTMLElement;
        const words = document.querySelector("[data-test=practice-words]")?.getBoundingClientRect().top ?? 0;
        const { bottom } = focused.getBoundingClientRect();
        return focused !== document.body && bottom > words + 1 && bottom < innerHeight + 500 && focused.clientHeight < 300
          ? `${focused.dataset["test"] ?? focused.tagName} ${bottom} > ${words}`
          : null;
      });
      if (over) covered.push(over);
    }
    expect(covered).toEqual([]);
    await page.context().close();
  });

  it("is seen where colours are forced", async () => {
    const page = await all.open({ practising: true }, { forcedColors: "active" });
    await toMargaret(page);
    await picture(page, "practice, forced colours");
    const edge = await byTest(page, "practice-frame").evaluate((frame) => {
      const { borderTopStyle, borderTopWidth, borderImageSource } = getComputedStyle(frame);
      return [borderTopStyle, borderTopWidth, borderImageSource];
    });
    expect(edge).toEqual(["dashed", "5px", "none"]);
    expect(await byTest(page, "practice-words").isVisible()).toBe(true);
    expect(await axe(page)).toEqual([]);
    await page.context().close();
  });

  it("is said on paper, across every sheet, and the page still fits on one", async () => {
    const page = await all.open({ practising: true, conflict: true });
    await toMargaret(page);
    const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length).toBe(1);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 703, height: 1031 });
    await picture(page, "practice, print");
    expect(await byTest(page, "practice-paper").isVisible()).toBe(true);
    expect(await page.locator(".across").evaluate((words) => getComputedStyle(words).position)).toBe("fixed");
    expect(await byTest(page, "practice-end").isVisible()).toBe(false);
    await page.context().close();
  });

  it("docks the tour below the page and covers nothing of it", async () => {
    const page = await all.open({ practising: true });
    await byTest(page, "help").click();
    await byTest(page, "help-glossary").click();
    await byTest(page, "tour-begin").click();
    await toMargaret(page);
    const apart = await page.evaluate(() => {
      const main = document.querySelector("main")?.getBoundingClientRect();
      const tour = document.querySelector("[data-test=tour]")?.getBoundingClientRect();
      return [(main?.bottom ?? 0) <= (tour?.top ?? 0), (tour?.bottom ?? 0) <= innerHeight, (tour?.height ?? 0) < 130];
    });
    expect(apart).toEqual([true, true, true]);
    await picture(page, "tour, at a glance");
    expect(await axe(page)).toEqual([]);
    await page.context().close();
  });
});
