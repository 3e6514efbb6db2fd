/** What lies in the printer's tray: A4, as many pages as it should be, in large print, black on white, nothing cut in two. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CODES } from "../fake/paper";
import { MARGARET } from "../fake/person";
import type { FakeProgram, Scene } from "../fake/program";
import { byTest, faultsOf, picture, windows, type Windows } from "./window";

/** Where to leave each print as a PDF; none are left without it. */
const PRINTS = process.env["ALONGSIDE_PRINTS"];

let all: Windows;
beforeAll(async () => {
  all = await windows();
});
afterAll(async () => {
  await all.close();
});

interface Print {
  pages: number;
  /** Width and height in points, of each page. */
  sizes: string[];
}

async function print(page: Page, name: string): Promise<Print> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  if (PRINTS) {
    mkdirSync(PRINTS, { recursive: true });
    writeFileSync(join(PRINTS, `${name}.pdf`), pdf);
  }
  const text = pdf.toString("latin1");
  return {
    pages: text.match(/\/Type\s*\/Page[^s]/g)?.length ?? 0,
    sizes: [...text.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map(([, box]) => box?.trim() ?? ""),
  };
}

/** 210 × 297 mm in points. */
const isA4 = (box: string): boolean => {
  const [, , width = 0, height = 0] = box.split(/\s+/).map(Number);
  return Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2;
};

/** The page as it lies on paper, between `beforeprint` and the sheet. */
async function lay(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 703, height: 1031 });
}

/** Words on the paper that are smaller than so many points, and words that are not black. */
const faint = (page: Page, points: number): Promise<string[]> =>
  page.evaluate((points) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent?.trim() ?? "";
      if (!element || text === "" || element.getClientRects().length === 0) continue;
      if (element.closest(".nhsuk-u-visually-hidden")) continue;
      const { fontSize, color } = getComputedStyle(element);
      if (Number.parseFloat(fontSize) < (points / 72) * 96 - 0.1) found.push(`${fontSize}: ${text.slice(0, 40)}`);
      if (color !== "rgb(0, 0, 0)") found.push(`${color}: ${text.slice(0, 40)}`);
    }
    return found;
  }, points);

/** Each sheet says when it was printed, which day "today" is on it, how current it is, and until when it is of use. */
const footed = async (page: Page, code: boolean): Promise<void> => {
  const feet = await byTest(page, "print-foot").allInnerTexts();
  expect(feet.length).toBeGreaterThan(0);
  for (const foot of feet) {
    for (const said of ["Printed Fri 20-Nov-2026 09:20 by Asha Rahman", "“Today” on this paper is Fri 20-Nov-2026.", "As of", "Not valid after"]) {
      expect(foot).toContain(said);
    }
    expect(foot).toMatch(code ? /Next review .* Code [0-9A-Z]{5}-[0-9A-Z]{5}$/s : /no code/);
  }
};

const toPaper = async (page: Page, what: "folder_sheet" | "persons_copy"): Promise<void> => {
  await byTest(page, "open-settings").click();
  await byTest(page, "open-check-paper").click();
  await byTest(page, "paper-code").fill(CODES[what] ?? "");
  await byTest(page, "paper-check").click();
  await byTest(page, "paper-again").click();
  await byTest(page, "print-code").first().waitFor();
  await page.evaluate(() => document.fonts.ready);
};

const change = (page: Page, how: (program: FakeProgram) => void): Promise<void> =>
  page.evaluate(
    ({ body, record }) => {
      const program = (globalThis as unknown as { fake: FakeProgram }).fake;
      (new Function("program", `(${body})(program)`) as (program: FakeProgram) => void)(program);
      program.tell({ kind: "changed", records: [record] });
    },
    { body: how.toString(), record: MARGARET },
  );

const manyPlans = (program: FakeProgram): void => {
  const [plan] = program.view.plans;
  if (plan) program.view = { ...program.view, plans: Array.from({ length: 24 }, (_, n) => ({ ...plan, trigger: `Thing ${n}` })) };
};

describe("the sheet for the bedside folder", () => {
  const scenes: Array<[string, Scene]> = [
    ["as it is", {}],
    ["by night", { looks: { night: true, compact: true } }],
  ];
  it.each(scenes)("%s: one A4 page in large print", async (name, scene) => {
    const page = await all.open(scene);
    await toPaper(page, "folder_sheet");
    const { pages, sizes } = await print(page, `folder sheet, ${name}`);
    expect({ pages, a4: sizes.every(isA4) && sizes.length > 0 }).toEqual({ pages: 1, a4: true });
    await lay(page);
    await picture(page, `print, folder sheet, ${name}`);
    expect(await faint(page, 11)).toEqual([]);
    await footed(page, true);
    expect(await byTest(page, "sheet-number").count()).toBe(0);
    expect(await byTest(page, "folder-print").isVisible()).toBe(false);
    expect(await byTest(page, "banner").isVisible()).toBe(false);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  it.each([
    ["two versions", { conflict: true } as Scene, () => undefined],
    ["died", { died: true } as Scene, () => undefined],
    ["many plans", {} as Scene, manyPlans],
  ] as Array<[string, Scene, (program: FakeProgram) => void]>)("%s: goes on to further sheets, and each says which it is", async (name, scene, how) => {
    const page = await all.open(scene);
    await toPaper(page, "folder_sheet");
    await change(page, how);
    if (how === manyPlans) await page.getByText("Thing 23").first().waitFor();
    const { pages } = await print(page, `folder sheet, ${name}`);
    await lay(page);
    await footed(page, true);
    const sheets = await byTest(page, "sheet").count();
    expect(sheets).toBe(pages);
    expect(await faint(page, 11)).toEqual([]);
    if (pages > 1) {
      expect(await byTest(page, "sheet-number").allInnerTexts()).toEqual(
        Array.from({ length: pages }, (_, n) => `Sheet ${n + 1} of ${pages}`),
      );
      // A loose sheet says whose it is and how it can be checked.
      expect(await byTest(page, "print-head").count()).toBe(pages);
      expect(await byTest(page, "print-code").count()).toBe(pages);
    }
    await picture(page, `print, folder sheet, ${name}`);
    await page.context().close();
  });
});

describe("the copy for the person", () => {
  it("has several pages, each with her name, and no value is cut in two", async () => {
    const page = await all.open({});
    await toPaper(page, "persons_copy");
    const { pages, sizes } = await print(page, "copy for the person");
    expect(pages).toBeGreaterThan(1);
    expect(sizes.every(isA4)).toBe(true);
    await lay(page);
    await footed(page, true);
    await picture(page, "print, copy for the person");
    expect(await faint(page, 11)).toEqual([]);
    const breaks = await page.locator("[data-copy-value]").evaluateAll((values) =>
      values.filter((value) => getComputedStyle(value).breakInside !== "avoid").length,
    );
    expect(breaks).toBe(0);
    expect(await page.locator("thead").evaluate((head) => getComputedStyle(head).display)).toBe("table-header-group");
    await page.context().close();
  });

  it("prints nothing of the record where nothing may be given out", async () => {
    const page = await all.open({ died: true });
    await byTest(page, "open-settings").click();
    await byTest(page, "open-check-paper").click();
    await byTest(page, "paper-code").fill(CODES["persons_copy"] ?? "");
    await byTest(page, "paper-check").click();
    await byTest(page, "paper-again").click();
    await byTest(page, "copy-stopped").waitFor();
    expect((await print(page, "copy for the person, stopped")).pages).toBe(1);
    await lay(page);
    expect(await page.locator("main").innerText()).not.toContain("Her cat");
    await page.context().close();
  });
});

describe("other prints", () => {
  it.each([{}, { looks: { night: true } }, { conflict: true }] as Scene[])("At a glance carries its code on its one page: %j", async (scene) => {
    const page = await all.open(scene);
    await byTest(page, `person-row-${MARGARET}`).click();
    await byTest(page, "print-code").waitFor({ state: "attached" });
    await page.evaluate(() => document.fonts.ready);
    const name = `at a glance, ${JSON.stringify(scene).replaceAll(/[^a-z]+/g, " ").trim() || "as it is"}`;
    const { pages, sizes } = await print(page, name);
    expect({ pages, a4: sizes.every(isA4) }).toEqual({ pages: 1, a4: true });
    await lay(page);
    await footed(page, true);
    await picture(page, `print, ${name}`);
    expect(await byTest(page, "print-code").isVisible()).toBe(true);
    expect(await byTest(page, "print-valid").isVisible()).toBe(true);
    await page.context().close();
  });

  it.each([{}, { conflict: true }] as Scene[])("the hand-over sheet is one page in black, without a code: %j", async (scene) => {
    const page = await all.open({ ...scene, today: true });
    await byTest(page, "today-handover").click();
    await byTest(page, "handover-head").getByText("Printed Fri").waitFor();
    await page.evaluate(() => document.fonts.ready);
    const { pages, sizes } = await print(page, `hand-over sheet${scene.conflict ? ", two versions" : ""}`);
    expect({ pages, a4: sizes.every(isA4) }).toEqual({ pages: 1, a4: true });
    await lay(page);
    await footed(page, false);
    expect(await faint(page, 8)).toEqual([]);
    await page.context().close();
  });

  it.each(["timeline", "charts"])("%s says on every sheet whose it is, and at its end when it was printed", async (tab) => {
    const page = await all.open({ story: "long", aged: true });
    await byTest(page, `person-row-${MARGARET}`).click();
    await byTest(page, `tab-${tab}`).click();
    await byTest(page, tab === "timeline" ? "lanes" : "chart-pain").waitFor();
    expect(await byTest(page, "print").isVisible()).toBe(true);
    await page.evaluate(() => document.fonts.ready);
    const { pages, sizes } = await print(page, tab);
    expect(pages).toBeGreaterThan(1);
    expect(sizes.every(isA4)).toBe(true);
    await lay(page);
    await picture(page, `print, ${tab}`);
    // The head of a table is printed again on each sheet.
    const head = byTest(page, "on-every-sheet");
    expect(await head.evaluate((one) => getComputedStyle(one).display)).toBe("table-header-group");
    expect(await head.innerText()).toMatch(/SMITH, Margaret.*Born 04-Mar-1938/s);
    const foot = await byTest(page, "uncoded-foot").innerText();
    for (const said of ["Printed Fri 20-Nov-2026 09:20 by Asha Rahman", "“Today” on this paper is Fri 20-Nov-2026.", "As of Fri 20-Nov-2026 09:14", "no code"]) {
      expect(foot).toContain(said);
    }
    expect(await faint(page, 9)).toEqual([]);
    expect(await byTest(page, "banner").isVisible()).toBe(false);
    await page.context().close();
  });

  it("what was done here says when it was printed", async () => {
    const page = await all.open({ readsAudit: true });
    await byTest(page, "open-settings").click();
    await byTest(page, "open-audit").click();
    await byTest(page, "audit").waitFor();
    expect((await print(page, "what was done here")).pages).toBe(1);
    await lay(page);
    expect(await page.locator("main").innerText()).toContain("Printed Fri 20-Nov-2026 09:20 by Asha Rahman");
    expect(await byTest(page, "audit-search").isVisible()).toBe(false);
    await page.context().close();
  });
});
