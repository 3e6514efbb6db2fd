/** The window by night and close together: axe, what is dark, and how large the targets stay. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OLD_CODE } from "../fake/paper";
import { MARGARET } from "../fake/person";
import type { Scene } from "../fake/program";
import { checking, steps, toMargaret, toPaper, toSection, toSensitive, toSettings, wait } from "./shown";
import { axe, byTest, picture, press, sideways, windows, type Windows } from "./window";

let all: Windows;
beforeAll(async () => {
  all = await windows();
});
afterAll(async () => {
  await all.close();
});

/** What is seen in a state, and how to get there. */
type Shown = [name: string, scene: Scene, go: (page: Page) => Promise<unknown>];


/** How the window looks by night: what was made for the day is seen here too. */
const byNight: Shown[] = [
  ["people", { conflict: true, unfinished: true }, wait(`person-row-${MARGARET}`)],
  ["at a glance", {}, toMargaret],
  ["at a glance, two versions", { conflict: true, connection: { state: "problem", words: "A change could not be shared: look" } }, toMargaret],
  ["at a glance, died", { died: true, connection: { state: "stale", words: "Not heard from the region for 3 days" } }, toMargaret],
  ["a plan", {}, steps(toMargaret, press("plan-open"), wait("plan-close"))],
  ["record", {}, toSection("person")],
  ["record, changing a choice", {}, steps(toSection("person"), press("change-person.sex_at_birth"), wait("editor-person.sex_at_birth"))],
  ["record, form with errors", {}, steps(toSection("contacts"), press("add-contact"), press("save"), wait("error-summary"))],
  ["record, withheld", {}, toSensitive("prognosis")],
  ["record, what happened", {}, toSection("assessments")],
  ["record, suggestions", {}, toSection("contingency")],
  ["record, copying from paper", {}, steps(toSection("treatment_plan"), press("change-ceiling"), wait("copy-note"))],
  ["record, history", {}, steps(toSection("person"), press("history-person.phone"), wait("history"))],
  ["papers", {}, toSection("documents")],
  ["two versions", { conflict: true }, steps(toMargaret, press("card-open-cpr"), wait("settle-open"))],
  ["two versions, settling", { conflict: true }, steps(toMargaret, press("card-open-cpr"), press("settle-open"), wait("settle-save"))],
  ["this computer", { letsIn: true }, steps(press("nav-this-computer"), wait("safekeeping"))],
  ["staff, letting in", { letsIn: true }, steps(press("nav-staff"), press("staff-add"), wait("staff-form"))],
  ["break the glass, with errors", {}, steps(press("break-glass"), press("glass-ask"), wait("error-summary"))],
  ["help", {}, steps(press("help"), wait("help-close"))],
  ["settings", {}, toSettings],
  ["check a paper, not current", {}, steps(checking(OLD_CODE), wait("paper-answer"))],
  ["folder sheet", {}, steps(toPaper("folder_sheet"), wait("print-code"))],
  ["copy for the person", {}, steps(toPaper("persons_copy"), wait("copy"))],
  ["what was done here", { readsAudit: true }, steps(toSettings, press("open-audit"), wait("audit"))],
];

const NIGHT = { night: true, compact: true };

describe.each(byNight)("by night and close together: %s", (name, scene, go) => {
  it("can be read", async () => {
    const page = await all.open({ ...scene, looks: NIGHT });
    await page.locator("html.night.compact").waitFor();
    await go(page);
    await picture(page, `night, ${name}`);
    expect(await axe(page)).toEqual([]);
    expect(await sideways(page)).toEqual([]);
    await page.context().close();
  });
});

it("is dark by night wherever there is ground, and light again at the lock", async () => {
  const page = await all.open({ looks: NIGHT });
  await toMargaret(page);
  const light = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("html, body, body *")].flatMap((element) => {
        const [r = 0, g = 0, b = 0, a = 1] = (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
        const { width, height } = element.getBoundingClientRect();
        return a > 0.5 && r + g + b > 450 && width * height > 40_000 ? [`${element.tagName} ${element.className}`] : [];
      }),
    );
  expect(await light()).toEqual([]);
  await page.keyboard.press("F9");
  await byTest(page, "sign-in-tile-staff-asha").waitFor();
  expect(await light()).not.toEqual([]);
  await page.context().close();
});

it("keeps the targets as large close together as they were", async () => {
  const page = await all.open({ looks: NIGHT });
  await toMargaret(page);
  await byTest(page, "tab-record").click();
  await byTest(page, "sharing").waitFor();
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main button, header button, nav button")]
      .filter((element) => element.offsetParent !== null && element.getBoundingClientRect().height < 43.5)
      .map((element) => element.dataset["test"]),
  );
  expect(small).toEqual([]);
  const sizes = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main *")]
      .filter((element) => element.offsetParent !== null && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
      .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 15.9)
      .map((element) => element.textContent?.slice(0, 30)),
  );
  expect(sizes).toEqual([]);
  await page.context().close();
});
