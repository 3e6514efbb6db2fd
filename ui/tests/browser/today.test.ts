/** What only a real browser can say of Today: what is printed, what fits, how fast, and what a hand can hit. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MARGARET } from "../fake/person";
import type { FakeProgram } from "../fake/program";
import { axe, byTest, picture, windows, type Windows } from "./window";

let all: Windows;
beforeAll(async () => {
  all = await windows();
});
afterAll(async () => {
  await all.close();
});

const fakeOf = "globalThis.fake";

it("prints the hand-over sheet on one sheet of A4, in black, with nothing of the window", async () => {
  const page = await all.open({ today: true, conflict: true });
  await byTest(page, "today-handover").click();
  await byTest(page, "handover-head").getByText("Printed Fri 20-Nov-2026").waitFor();
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 703, height: 1031 });
  await picture(page, "print, hand-over sheet");
  for (const hidden of ["nav-today", "lock", "handover-print"]) expect(await byTest(page, hidden).isVisible(), hidden).toBe(false);
  expect(await byTest(page, `handover-${MARGARET}`).isVisible()).toBe(true);
  const faults = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main *")]
      .filter((element) => element.offsetParent !== null)
      .filter((element) => getComputedStyle(element).color !== "rgb(0, 0, 0)" || element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.tagName} ${element.className}`),
  );
  expect(faults).toEqual([]);
  const boxes = await page.locator("[data-test=handover-sheet] .box").evaluateAll((found) =>
    found.map((box) => [box.getBoundingClientRect().width > 10, getComputedStyle(box).borderTopColor]),
  );
  expect(boxes.length).toBeGreaterThan(3);
  expect(boxes.every(([wide, colour]) => wide && colour !== "rgba(0, 0, 0, 0)")).toBe(true);
  await page.context().close();
});

it("goes on to further sheets with the head of the table on each, and cuts nobody in two", async () => {
  const page = await all.open({ today: true });
  await page.evaluate(() => {
    const { fake } = globalThis as unknown as { fake: FakeProgram };
    const [note] = fake.day.news;
    if (!note) throw new Error("no note");
    const many = Array.from({ length: 60 }, (_, n) => ({ ...note, id: `n${n}`, record: `many-${n}`, person: `PERSON, Number ${n}`, room: `${n}` }));
    fake.day = { ...fake.day, news: many };
  });
  await byTest(page, "today-handover").click();
  await byTest(page, "handover-many-59").waitFor();
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length).toBeGreaterThan(1);
  await page.emulateMedia({ media: "print" });
  const [head, row] = await page.evaluate(() => [
    getComputedStyle(document.querySelector("[data-test=handover-sheet] thead") as Element).display,
    getComputedStyle(document.querySelector("[data-test=handover-many-59]") as Element).breakInside,
  ]);
  expect([head, row]).toEqual(["table-header-group", "avoid"]);
  await page.context().close();
});

it("has the whole main menu in sight at 1024 × 768, for whoever may do everything", async () => {
  const page = await all.open({ today: true, conflict: true, letsIn: true, readsAudit: true });
  const last = await byTest(page, "nav-audit").boundingBox();
  expect(last === null ? null : last.y + last.height).toBeLessThan(768);
  await page.context().close();
});

it.each(["shift", "round", "review"] as const)("has targets that a gloved hand can hit (%s)", async (selection) => {
  const page = await all.open({ today: true, selection, round: "planned" });
  await byTest(page, `today-${selection}`).waitFor();
  const small = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("main button, main label, main input[type=text]")]
        .filter((element) => element.offsetParent !== null)
        // The label of a text field is no target of its own.
        .filter((element) => !(element instanceof HTMLLabelElement) || element.control?.matches("[type=radio], [type=checkbox]"))
        .filter((element) => element.getBoundingClientRect().height < 43.5)
        .map((element) => `${element.dataset["test"] ?? element.textContent} ${element.getBoundingClientRect().height}`),
    );
  await byTest(page, selection === "round" ? "visit-r3" : `today-${selection === "shift" ? "news" : "open"}`).waitFor();
  expect(await small()).toEqual([]);
  await byTest(page, "today-several").click();
  await byTest(page, "several-r2").click();
  await byTest(page, "several-text").waitFor();
  expect(await small()).toEqual([]);
  await page.context().close();
});

it("keeps what is chosen and what wants a look where colours are forced", async () => {
  const page = await all.open({ today: true, conflict: true }, { forcedColors: "active" });
  await byTest(page, "today-news").waitFor();
  await picture(page, "today, forced colours");
  expect(await axe(page)).toEqual([]);
  await page.context().close();
});

it("does a care round for six people by keyboard alone", async () => {
  const page = await all.open({ today: true });
  await byTest(page, "today-several").focus();
  await page.keyboard.press("Enter");
  await byTest(page, "several-filter").focus();
  for (let n = 0; n < 6; n += 1) {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
  }
  // Past the seventh, who is left out.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await focusOn(page, "several-how-all");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Had tea together in the garden room.");
  // Past the seven phrases.
  for (let n = 0; n < 8; n += 1) await page.keyboard.press("Tab");
  await focusOn(page, "several-save");
  await page.keyboard.press("Enter");
  await byTest(page, "several-outcome").getByText("All 6 notes are saved").waitFor();
  expect(await page.evaluate(`${fakeOf}.requests("enter").length`)).toBe(6);
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("All 6 notes are saved on this computer.");
  await page.context().close();
});

const focusOn = (page: Page, name: string): Promise<void> =>
  expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset["test"])).toBe(name);

it("paints two thousand people in parts, and asks for no more than it paints", async () => {
  const page = await all.open({});
  await byTest(page, `person-row-${MARGARET}`).waitFor();
  await page.evaluate(() => {
    const { fake } = globalThis as unknown as { fake: FakeProgram };
    const [first] = fake.people;
    if (!first) throw new Error("nobody");
    fake.people = Array.from({ length: 2000 }, (_, n) => ({ ...first, record: `r${n}`, name: `PERSON${n}, Ann`, withheld: n % 2 === 0 }));
    fake.tell({ kind: "changed", records: ["r1"] });
  });
  await byTest(page, "filter-withheld").getByText("(1000)").click();
  await byTest(page, "people-filtered").getByText("1000 of 2000 shown").waitFor();
  const painted = () => page.locator("[data-test^=person-row-]").count();
  expect(await painted()).toBe(40);
  await byTest(page, "people-more").getByText("Show 960 more").click();
  await expect.poll(painted).toBe(240);
  const asked = await page.evaluate(`${fakeOf}.requests("people").map(({ most }) => most)`);
  expect(new Set(asked as Array<number | null>)).toEqual(new Set([40, 240]));
  await byTest(page, "filter-off").click();
  await expect.poll(painted).toBe(40);
  await page.context().close();
});
