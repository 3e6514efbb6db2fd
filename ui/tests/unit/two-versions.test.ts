import { describe, expect, it, vi } from "vitest";
import { sam, source, value } from "../fake/values";
import { all, find, gone, MARGARET, open, openMargaret, says } from "./window";

describe("all two versions", () => {
  it("are counted in the menu and listed by person", async () => {
    const { press } = open({ conflict: true });
    await says("nav-two-versions", "Two versions (1)");
    await press("nav-two-versions");
    await press(`two-versions-${MARGARET}-cpr_decision`);
    await says("banner-name", "SMITH, Margaret");
    await find("disagreement-cpr_decision");
  });

  it("are none, and it says so", async () => {
    const { press } = open();
    await press("nav-two-versions");
    await says("screen-two-versions-list", "There are no two versions of anything");
  });
});

async function openConflict(scene = {}) {
  const opened = await openMargaret({ conflict: true, ...scene });
  await opened.press("card-open-cpr");
  await find("disagreement-cpr_decision");
  return opened;
}

const rowOf = (label: string): HTMLElement => {
  const found = [...document.querySelectorAll("tbody th")].find((head) => head.textContent?.startsWith(label));
  const row = found?.closest("tr");
  if (!row) throw new Error(`no row ${label}`);
  return row;
};

describe("side by side", () => {
  it("has the same rows for both, and says in words where they differ", async () => {
    await openConflict();
    expect(document.querySelectorAll("thead th")).toHaveLength(2);
    for (const row of document.querySelectorAll("tbody tr")) expect(row.querySelectorAll("td")).toHaveLength(2);
    expect(rowOf("Decision")).toHaveTextContent("(different)");
    expect(rowOf("Where the paper form is")).not.toHaveTextContent("(different)");
    expect(rowOf("Written by")).toHaveTextContent("Dr Tom Whitfield");
    expect(rowOf("Written by")).toHaveTextContent("hospice doctor, Fen Edge Hospice");
    expect(rowOf("Arrived here")).toHaveTextContent(/\d\d:\d\d/);
  });

  it("says whom to ask when she may not decide", async () => {
    await openConflict({ maySettle: false });
    await says("ask-who", "Please ask one of these: hospice doctor, GP");
    expect(all("settle-open")).toEqual([]);
  });
});

describe("the decision that stands", () => {
  it("offers no answer twice in the same words", async () => {
    const { press } = await openConflict();
    await press("settle-open");
    await find("input-decision-unknown");
    expect(all("input-decision-not_known")).toEqual([]);
    await find("input-decision-not_asked");
  });

  it("begins empty and replaces every version that she has seen", async () => {
    const { press, write, program } = await openConflict();
    await press("settle-open");
    const form = await find("form-cpr_decision");
    for (const field of form.querySelectorAll<HTMLInputElement>("input[type=text], select")) expect(field.value).toBe("");
    expect(form.querySelectorAll("input:checked")).toHaveLength(0);
    await press("settle-save");
    await says("error-summary", "Decision: please fill this in");
    await press("input-decision-not_for_cpr");
    await write("input-decided_on-day", "20");
    await write("input-decided_on-month", "11");
    await write("input-decided_on-year", "2026");
    await press("input-review-indefinite");
    await press("settle-save");
    await says("settled", "Both earlier entries stay in the history");
    await says("stands", /CPR decision.*This now stands.*not_for_cpr/);
    expect(await find("stands")).toHaveFocus();
    await gone("disagreement-cpr_decision");
    expect(program.requests("enter")).toMatchObject([
      {
        entry_kind: "cpr_decision",
        body: { decision: "not_for_cpr", decided_on: "2026-11-20", review: "indefinite" },
        supersedes: ["cpr-okoro", "cpr-whitfield"],
      },
    ]);
    await says("nav-two-versions", /^Two versions$/);
  });

  it("does not replace a version that arrived meanwhile until she has read it", async () => {
    const { press, program } = await openConflict();
    const both = program.line("cpr_decision").items.flatMap((one) => one.values);
    const third = value("Not discussed", [source(sam, "today 09:19", "shared", 0)], { id: "cpr-bell" });
    await press("settle-open");
    await press("input-decision-for_cpr");
    program.put("cpr_decision", [...both, third]);
    await says("more-arrived", "A further version arrived");
    expect(await find("input-decision-for_cpr")).toBeChecked();
    await press("include-more");
    await gone("more-arrived");
    expect(await find("input-decision-for_cpr")).toBeChecked();
    await press("settle-save");
    await vi.waitFor(() => expect(program.requests("enter")).toHaveLength(1));
    expect(program.requests("enter")[0]?.supersedes).toEqual(["cpr-okoro", "cpr-whitfield", "cpr-bell"]);
  });

  it("leaves out what she has not read", async () => {
    const { press, program } = await openConflict();
    const both = program.line("cpr_decision").items.flatMap((one) => one.values);
    const third = value("Not discussed", [source(sam, "today 09:19", "shared", 0)], { id: "cpr-bell" });
    await press("settle-open");
    await press("input-decision-for_cpr");
    program.put("cpr_decision", [...both, third]);
    await find("more-arrived");
    await press("settle-save");
    await vi.waitFor(() => expect(program.requests("enter")).toHaveLength(1));
    expect(program.requests("enter")[0]?.supersedes).toEqual(["cpr-okoro", "cpr-whitfield"]);
  });
});
