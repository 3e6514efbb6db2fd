import { describe, expect, it } from "vitest";
import { ELSEWHERE } from "../fake/program";
import { all, find, gone, MARGARET, open, openMargaret, says } from "./window";

describe("breaking the glass", () => {
  it("asks who and why, and says first who will be told", async () => {
    const { press, program } = open();
    await press("break-glass");
    await says("screen-break-glass", "privacy officer of the region is told");
    await press("glass-ask");
    expect(await find("error-summary")).toHaveTextContent("Give the NHS number, or the family name and the date of birth");
    expect(await find("error-summary")).toHaveTextContent("Why do you need it? Please fill this in");
    expect(program.requests("break_glass")).toEqual([]);
  });

  it("is one press from Today, and from a search that finds nobody", async () => {
    const { press, write } = open({ today: true });
    await find("screen-today");
    await press("break-glass");
    await find("screen-break-glass");
    await press("nav-people");
    await write("search", "zz");
    await press("break-glass-instead");
    await find("screen-break-glass");
  });

  it("opens At a glance to read, with nothing to write and no further page", async () => {
    const { press, write, program } = open();
    await press("break-glass");
    await write("glass-nhs-number", ELSEWHERE);
    await press("glass-reason-called_to_person");
    await press("glass-ask");
    await find("card-cpr");
    await says("banner-opened", "Only to read");
    for (const absent of ["tab-record", "tab-who-looked", "write-note"]) expect(all(absent), absent).toHaveLength(0);
    await find("print");
    expect(program.requests("break_glass")).toEqual([
      { kind: "break_glass", nhs_number: ELSEWHERE, family_name: "", birth_date: "", reason: "called_to_person" },
    ]);
    await press("nav-people");
    await says(`opened-${MARGARET}`, "O’NEILL, Margaret");
  });

  it("takes a name with a birthday, and no half of it", async () => {
    const { press, write, program } = open();
    await press("break-glass");
    await write("glass-family-name", "O’Neill");
    await press("glass-reason-life_in_danger");
    await press("glass-ask");
    expect(await find("error-summary")).toHaveTextContent("Date of birth");
    await write("glass-born-day", "4");
    await write("glass-born-month", "3");
    await write("glass-born-year", "1938");
    await press("glass-ask");
    await find("card-cpr");
    expect(program.requests("break_glass")).toMatchObject([{ family_name: "O’Neill", birth_date: "1938-03-04" }]);
  });

  it("keeps what was typed where nobody is found", async () => {
    const { press, write } = open();
    await press("break-glass");
    await write("glass-nhs-number", "9990000026");
    await press("glass-reason-called_to_person");
    await press("glass-ask");
    await says("error", "Nothing was opened. That you asked is written down.");
    expect(await find("glass-nhs-number")).toHaveValue("9990000026");
  });
});

describe("who looked", () => {
  it("is a page for those who answer for it, to print", async () => {
    const { press, program } = await openMargaret({ readsAudit: true });
    await press("tab-who-looked");
    await says("who-looked", "Asha Rahman, senior carer");
    await find("print");
    expect(program.requests("who_looked")).toHaveLength(1);
    window.dispatchEvent(new Event("afterprint"));
    expect(program.requests("printed")).toEqual([{ kind: "printed", record: MARGARET, what: "who_looked" }]);
  });

  it("is nobody else's", async () => {
    await openMargaret({ readsAudit: false });
    await gone("tab-who-looked");
  });

  it("says so where nobody has looked", async () => {
    const { press, program } = await openMargaret({ readsAudit: true });
    program.looked = [];
    await press("tab-who-looked");
    await says("who-looked-nobody", "Nobody has looked");
  });
});
