/** Every screen in every state: seen by axe, at the smallest size, at 400 %, with nothing leaving this computer. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shown } from "./shown";
import { axe, faultsOf, picture, sideways, windows, ZOOMED, type Windows } from "./window";

let all: Windows;
beforeAll(async () => {
  all = await windows();
});
afterAll(async () => {
  await all.close();
});

describe.each(shown)("$name", ({ name, scene, go }) => {
  it("at 1024 × 768", async () => {
    const page = await all.open(scene);
    await go(page);
    await picture(page, `${name} (1024 × 768)`);
    expect(await axe(page)).toEqual([]);
    expect(await sideways(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  it("at 400 %", async () => {
    const page = await all.open(scene, { viewport: ZOOMED });
    await go(page);
    await picture(page, `${name} (400 %)`);
    expect(await sideways(page)).toEqual([]);
    await page.context().close();
  });
});

// A picture of each; that nothing is lost where colours are forced is tested screen by screen, where it could be.
describe.runIf(process.env["ALONGSIDE_PICTURES"])("forced colours", () => {
  it.each(shown)("$name", async ({ name, scene, go }) => {
    const page = await all.open(scene, { forcedColors: "active" });
    await go(page);
    await picture(page, name);
    expect(await axe(page)).toEqual([]);
    await page.context().close();
  });
});
