import { describe, expect, it, vi } from "vitest";
import { PIN } from "../fake/program";
import { all, find, gone, openMargaret, openSection, type Opened } from "./window";

/** Everything that anyone could read, also with tools: text, attributes, values, title. */
function everythingInTheWindow(): string {
  const values = [...document.querySelectorAll<HTMLInputElement>("input, textarea, select")].map((field) => field.value);
  return [document.title, document.documentElement.outerHTML, ...values].join("\n");
}

const OF_MARGARET = ["SMITH", "Margaret", "Peggy", "999 000 0018", "Penicillin", "NOT FOR CPR", "Jean", "porridge"];

function expectNothingOfMargaret(): void {
  const window = everythingInTheWindow();
  for (const words of OF_MARGARET) expect(window).not.toContain(words);
}

async function signIn({ press, user }: Opened, staff = "staff-asha"): Promise<void> {
  await press(`sign-in-tile-${staff}`);
  await find("pin");
  await user.keyboard(`${PIN}{Enter}`);
}

describe("the lock", () => {
  it("leaves nothing of a person in the page or in the title", async () => {
    const opened = await openMargaret();
    expect(everythingInTheWindow()).toContain("NOT FOR CPR");
    expect(document.title).toBe("At a glance – Alongside");
    await opened.press("lock");
    await find("sign-in-tile-staff-asha");
    expectNothingOfMargaret();
    expect(opened.program.requests("lock")).toHaveLength(1);
  });

  it("empties the page before the program has answered", async () => {
    const { user, program } = await openMargaret();
    program.failing.add("lock");
    await user.keyboard("{F9}");
    await find("sign-in-tile-staff-asha");
    expectNothingOfMargaret();
  });

  it("locks when the program says so", async () => {
    const { program } = await openMargaret();
    program.tell({ kind: "locked" });
    await find("sign-in-tile-staff-asha");
    expectNothingOfMargaret();
  });

  it("returns to At a glance of whom she last looked at", async () => {
    const opened = await openSection("person");
    await opened.user.keyboard("{F9}");
    await signIn(opened);
    await find("card-cpr");
  });

  it("shows the next person nothing of what the last one looked at", async () => {
    const opened = await openMargaret();
    await opened.user.keyboard("{F9}");
    await signIn(opened, "staff-joe");
    await find("screen-today");
    expect(all("banner")).toEqual([]);
  });
});

describe("by itself", () => {
  it("counts down, starts again with every key, and locks", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { user } = await openMargaret({ lockAfter: 60 });
    await vi.advanceTimersByTimeAsync(50_000);
    expect((await find("countdown")).textContent).toMatch(/^0:(0[5-9]|1[01])$/);
    await user.keyboard("a");
    await vi.advanceTimersByTimeAsync(50_000);
    expect(all("card-cpr")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(11_000);
    await find("sign-in-tile-staff-asha");
    expectNothingOfMargaret();
  });

  it("locks at once after the computer slept", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await openMargaret({ lockAfter: 180 });
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(1_000);
    await find("sign-in-tile-staff-asha");
  });

  it("is not held open by a clock that was set back", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await openMargaret({ lockAfter: 60 });
    vi.setSystemTime(Date.now() - 3_600_000);
    await vi.advanceTimersByTimeAsync(63_000);
    await find("sign-in-tile-staff-asha");
  });
});

describe("unfinished words", () => {
  it("survive the lock and a wrong PIN, and are not in the page meanwhile", async () => {
    const opened = await openMargaret();
    await opened.press("write-note");
    await opened.write("input-text", "Ate two spoons of soup");
    await opened.user.keyboard("{F9}");
    await opened.press("sign-in-tile-staff-asha");
    await find("pin");
    await opened.user.keyboard("999999{Enter}");
    await find("error");
    expect(everythingInTheWindow()).not.toContain("spoons");
    await opened.user.keyboard(`${PIN}{Enter}`);
    expect(await find("input-text")).toHaveValue("Ate two spoons of soup");
    expect(opened.program.requests("enter")).toEqual([]);
  });

  it("are not shown to anybody else", async () => {
    const opened = await openMargaret();
    await opened.press("write-note");
    await opened.write("input-text", "Ate two spoons of soup");
    await opened.user.keyboard("{F9}");
    await signIn(opened, "staff-joe");
    await opened.press("nav-people");
    await opened.press("person-row-5b1f0c5e-0000-4000-8000-000000000018");
    await opened.press("write-note");
    expect(await find("input-text")).toHaveValue("");
  });

  it("of a plain field wait in the field, unsaved", async () => {
    const opened = await openSection("person");
    await opened.press("change-person.phone");
    await opened.write("input-value", "01632 960155");
    await opened.user.keyboard("{F9}");
    await gone("banner");
    expect(opened.program.requests("set")).toEqual([]);
    await signIn(opened);
    expect(await find("input-value")).toHaveValue("01632 960155");
  });
});
