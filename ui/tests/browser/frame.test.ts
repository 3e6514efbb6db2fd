/** What only a real browser can say: what fits, what is printed, how fast, and what is left in forced colours. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MARGARET } from "../fake/person";
import type { FakeProgram } from "../fake/program";
import { axe, byTest, faultsOf, picture, SMALLEST, windows, type Windows } from "./window";

let all: Windows;
beforeAll(async () => {
  all = await windows();
});
afterAll(async () => {
  await all.close();
});

async function toMargaret(page: Page): Promise<void> {
  await byTest(page, `person-row-${MARGARET}`).click();
  await byTest(page, "card-cpr").waitFor();
  await page.evaluate(() => document.fonts.ready);
}

/** Changes what the pretended program says of her, and tells the window. */
const change = (page: Page, how: (program: FakeProgram) => void): Promise<void> =>
  page.evaluate(
    ({ body, record }) => {
      const program = (globalThis as unknown as { fake: FakeProgram }).fake;
      (new Function("program", `(${body})(program)`) as (program: FakeProgram) => void)(program);
      program.tell({ kind: "changed", records: [record] });
    },
    { body: how.toString(), record: MARGARET },
  );

/** Everything on the page of a person that is partly out of sight, or whether it can be scrolled at all. */
const outOfSight = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const sheet = document.querySelector<HTMLElement>("[data-test=screen-glance]");
    if (!sheet) return ["no page"];
    const edge = sheet.getBoundingClientRect();
    const cards = [...sheet.querySelectorAll<HTMLElement>("article")]
      .filter((card) => card.getBoundingClientRect().bottom > edge.bottom + 1)
      .map((card) => card.dataset["test"] ?? "");
    const scrolls = sheet.scrollHeight > sheet.clientHeight ? [`${sheet.scrollHeight} in ${sheet.clientHeight}`] : [];
    const page = document.documentElement.scrollHeight > window.innerHeight ? ["the window scrolls"] : [];
    return [...cards, ...scrolls, ...page];
  });

describe("At a glance at 1024 × 768", () => {
  it.each([false, true])("is in sight at once (two versions: %s)", async (conflict) => {
    const page = await all.open({ conflict });
    await toMargaret(page);
    await expect.poll(() => outOfSight(page)).toEqual([]);
    await page.context().close();
  });

  it("with a long name, many allergies and two versions is still in sight", async () => {
    const page = await all.open({ conflict: true });
    await toMargaret(page);
    await change(page, (program) => {
      const { banner, cards } = program.view;
      program.view = {
        ...program.view,
        banner: {
          ...banner,
          name: "FEATHERSTONEHAUGH-LLEWELYN, Margaret Wilhelmina (“Peggy”)",
          allergies: "Penicillin (rash, 1994); Codeine (vomiting); Elastoplast (blisters)",
        },
        cards: cards.map((card) =>
          card.name === "allergies" ? { ...card, headline: "Penicillin (rash, 1994); Codeine (vomiting)" } : card,
        ),
      };
    });
    await byTest(page, "banner-name").getByText("FEATHERSTONEHAUGH").waitFor();
    await picture(page, "at a glance, much to say");
    await expect.poll(() => outOfSight(page)).toEqual([]);
    await page.context().close();
  });

  it("is never cut off: with more than fits, it scrolls", async () => {
    const page = await all.open({});
    await toMargaret(page);
    await change(page, (program) => {
      const long = Array.from({ length: 30 }, (_, n) => ["Contact", `Person number ${n}, at any hour`] as [string, string]);
      program.view = {
        ...program.view,
        cards: program.view.cards.map((card) => (card.name === "ring" ? { ...card, lines: long } : card)),
      };
    });
    await page.getByText("Person number 29").waitFor({ state: "attached" });
    await expect.poll(() => outOfSight(page)).not.toEqual([]);
    await page.getByText("Person number 29").scrollIntoViewIfNeeded();
    expect(await page.getByText("Person number 29").isVisible()).toBe(true);
    await page.context().close();
  });
});

it("prints one sheet of A4", async () => {
  const page = await all.open({ conflict: true });
  await toMargaret(page);
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 703, height: 1010 });
  await picture(page, "print");
  expect(await byTest(page, "card-cpr").isVisible()).toBe(true);
  expect(await byTest(page, "banner-name").isVisible()).toBe(true);
  expect(await byTest(page, "nav-people").isVisible()).toBe(false);
  expect(await byTest(page, "lock").isVisible()).toBe(false);
  expect(await page.getByText("Printed today").isVisible()).toBe(true);
  const coloured = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main *")].filter((element) => {
      const { color } = getComputedStyle(element);
      return element.offsetParent !== null && color !== "rgb(0, 0, 0)";
    }).length,
  );
  expect(coloured).toBe(0);
  await page.context().close();
});

it("keeps its alarms and its focus in forced colours", async () => {
  const page = await all.open({ conflict: true }, { forcedColors: "active" });
  await toMargaret(page);
  await picture(page, "forced colours");
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press("Shift+Tab");
  const [border, outline] = await page.evaluate(() => {
    const card = document.querySelector("[data-test=card-cpr]");
    const focused = document.activeElement;
    return [card && getComputedStyle(card).borderTopStyle, focused && getComputedStyle(focused).outlineStyle];
  });
  expect([border, outline]).toEqual(["solid", "solid"]);
  await page.context().close();
});

it("moves nothing for those who want no motion, and little for anyone", async () => {
  const page = await all.open({}, { reducedMotion: "reduce" });
  await toMargaret(page);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await page.context().close();
});

it("closes a plan with Esc and goes back to the button that opened it", async () => {
  const page = await all.open({});
  await toMargaret(page);
  const pain = byTest(page, "plan-open").nth(2);
  await pain.focus();
  await page.keyboard.press("Enter");
  await byTest(page, "plan").getByText("Ask her to point to it").waitFor();
  expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);
  await page.keyboard.press("Escape");
  await byTest(page, "plan").waitFor({ state: "detached" });
  expect(await pain.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(await byTest(page, "card-cpr").isVisible()).toBe(true);
  await page.context().close();
});

it("has targets that a gloved hand can hit", async () => {
  const page = await all.open({});
  const small = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("main button, main input[type=text], header button, nav button")]
        .filter((element) => element.offsetParent !== null)
        // The button of a card is as large as its card.
        .filter((element) => element.closest("article h2") === null)
        .filter((element) => element.getBoundingClientRect().height < 43.5)
        .map((element) => `${element.dataset["test"]} ${element.getBoundingClientRect().height}`),
    );
  await byTest(page, "search").waitFor();
  expect(await small()).toEqual([]);
  await toMargaret(page);
  expect(await small()).toEqual([]);
  await byTest(page, "tab-record").click();
  await byTest(page, "change-person.phone").click();
  await byTest(page, "editor-person.phone").waitFor();
  expect(await small()).toEqual([]);
  for (const section of ["assessments", "contingency", "feedback"]) {
    await byTest(page, `section-${section}`).click();
    await byTest(page, "section-title").waitFor();
    expect(await small()).toEqual([]);
  }
  await byTest(page, "stood-open").click();
  await byTest(page, "stood-show").waitFor();
  expect(await small()).toEqual([]);
  await page.context().close();
});

it("finds among two thousand people without being felt", async () => {
  const page = await all.open({});
  await byTest(page, `person-row-${MARGARET}`).waitFor();
  await page.evaluate(() => {
    const { fake } = globalThis as unknown as { fake: FakeProgram };
    const [first] = fake.people;
    if (!first) throw new Error("nobody");
    fake.people = Array.from({ length: 2000 }, (_, n) => ({
      ...first,
      record: `r${n}`,
      name: `PERSON, Number ${n}`,
      nhs_number: "Not known",
    }));
  });
  await page.clock.resume();
  const times = await page.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>("[data-test=search]");
    if (!field) throw new Error("no search");
    const took: number[] = [];
    for (const text of ["n", "nu", "num", "numb", "number 1", ""]) {
      const before = performance.now();
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      took.push(performance.now() - before);
    }
    return took.sort((a, b) => a - b);
  });
  await byTest(page, "people-more").waitFor();
  // The middle one: the machine that runs the tests is busy with other things as well.
  expect(times[Math.floor(times.length / 2)]).toBeLessThan(200);
  await page.context().close();
});

it("leaves nothing of a person after the lock, in the smallest window", async () => {
  const page = await all.open({ conflict: true }, { viewport: SMALLEST });
  await toMargaret(page);
  await page.keyboard.press("F9");
  await byTest(page, "sign-in-tile-staff-asha").waitFor();
  const text = await page.evaluate(() => document.title + document.documentElement.outerHTML);
  expect(text).not.toMatch(/SMITH|Peggy|999 000 0018|Penicillin/);
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
});
