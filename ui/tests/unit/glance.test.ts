import { describe, expect, it, vi } from "vitest";
import { all, find, gone, MARGARET, openMargaret, says } from "./window";

const cards = (): string[] =>
  [...document.querySelectorAll("article[data-test^='card-']")].map(
    (card) => card.getAttribute("data-test") ?? "",
  );

describe("At a glance", () => {
  it("keeps the order it is told", async () => {
    await openMargaret();
    expect(cards()).toEqual([
      "card-cpr",
      "card-allergies",
      "card-contingency",
      "card-places",
      "card-box",
      "card-pump",
      "card-ring",
      "card-knows",
      "card-matters",
      "card-latest",
    ]);
  });

  it("says on each card who said so", async () => {
    await openMargaret();
    await says("card-cpr", "NOT FOR CPR");
    await says("card-cpr", "Dr Ifeoma Okoro, GP, Mill Lane Surgery");
    await says("card-latest", "ate half her porridge");
  });

  it("shows all versions in place of the card, none larger and none first", async () => {
    await openMargaret({ conflict: true });
    const card = await find("card-cpr");
    expect(card).toHaveAttribute("data-state", "several");
    expect(card).toHaveTextContent("Two CPR decisions are recorded");
    expect(card).toHaveTextContent("Check the paper form");
    expect(card).not.toHaveTextContent("NOT FOR CPR");
    const [one, other, ...more] = card.querySelectorAll("[data-test^='version-']");
    expect(more).toEqual([]);
    expect(one?.className).toBe(other?.className);
    expect(one).toHaveTextContent("Dr Ifeoma Okoro, GP, Mill Lane Surgery");
    expect(other).toHaveTextContent("Dr Tom Whitfield, hospice doctor, Fen Edge Hospice");
  });

  it("opens the section of a card, and the versions where there are several", async () => {
    const { press, user } = await openMargaret({ conflict: true });
    await press("card-open-pump");
    await says("section-title", "Syringe pump");
    await user.keyboard("{Escape}");
    await press("card-open-cpr");
    await find("settle-open");
  });

  it("opens what to do if something happens, both plans where two stand", async () => {
    const { press, user } = await openMargaret();
    const buttons = [...document.querySelectorAll<HTMLElement>("[data-test='plan-open']")];
    expect(buttons.map((button) => button.textContent)).toEqual([
      "Fall",
      "Breathlessness",
      "Pain",
      "Bleeding",
      "Not eating or drinking",
    ]);
    await user.click(buttons[0] as HTMLElement);
    await says("plan", /Fall.*Do first.*Do not.*Ring.*Hospital.*Sam Bell/);
    expect(all("plan-two")).toEqual([]);
    await user.keyboard("{Escape}");
    await gone("plan");
    await find("card-cpr");
    await user.click(buttons[3] as HTMLElement);
    await says("plan-two", "Two plans are recorded for this");
    await says("plan", /Avoid hospital.*Go to hospital.*Dr Tom Whitfield/);
    await press("plan-close");
    await gone("plan");
  });

  it("says how old a card is and that something is withheld", async () => {
    await openMargaret();
    await says("card-box", "Not looked at for a long time");
    await says("card-matters", "To be looked at soon");
    await says("card-knows", "Something is withheld here. Ask Sister Bell.");
  });

  it("says in words that nothing is recorded", async () => {
    const { program } = await openMargaret();
    program.view = { ...program.view, cards: program.view.cards.map((card) => ({ ...card, headline: "", lines: [], source: "" })), plans: [], latest: [] };
    program.tell({ kind: "changed", records: [MARGARET] });
    await says("card-cpr", "Nothing recorded");
    await says("card-latest", "No notes yet");
  });

  it("shows what arrives, and asks for nobody else's news", async () => {
    const { program } = await openMargaret();
    const before = program.requests("glance").length;
    program.tell({ kind: "changed", records: ["somebody-else"] });
    program.view = { ...program.view, banner: { ...program.view.banner, room: "14" } };
    program.tell({ kind: "changed", records: [MARGARET] });
    await says("banner", "14");
    expect(program.requests("glance")).toHaveLength(before + 1);
  });

  it("says so when it cannot be opened, and never shows somebody else's page", async () => {
    const { program, user, press } = await openMargaret();
    await user.keyboard("{Escape}");
    program.failing.add("glance");
    await press("person-row-r2");
    await find("error");
    expect(all("card-cpr")).toEqual([]);
    expect(document.body).not.toHaveTextContent("SMITH");
  });
});

describe("the sheet of paper", () => {
  it("says what to do in every plan, and lists only names again afterwards", async () => {
    const { program } = await openMargaret();
    expect(all("plans-on-paper")).toEqual([]);
    window.dispatchEvent(new Event("beforeprint"));
    await says("plans-on-paper", /Fall\s*Do first Look for injury.*Do not Do not lift her by the arms/);
    await says("plans-on-paper", /Bleeding: two plans are recorded, read both.*Bleeding: two plans are recorded/);
    await says("plans-on-paper", "Dr Tom Whitfield");
    expect(all("plan-open")).toEqual([]);
    window.dispatchEvent(new Event("afterprint"));
    await gone("plans-on-paper");
    expect(all("plan-open")).toHaveLength(5);
    const told = program.requests("printed").map(({ record, what }) => [record, what]);
    expect(told).toEqual([[MARGARET, "glance"]]);
  });
});

describe("the banner", () => {
  it("follows the Common User Interface: no colons, words for what is not known, allergies always", async () => {
    const { program } = await openMargaret();
    const banner = await find("banner");
    expect(banner).toHaveTextContent("SMITH, Margaret (“Peggy”)");
    expect(banner).toHaveTextContent("Born 04-Mar-1938 (88y)");
    expect(banner).toHaveTextContent("NHS No. 999 000 0018");
    expect(banner).toHaveTextContent("Allergies Penicillin (rash, 1994)");
    expect(banner.textContent?.replaceAll("09:14", "")).not.toContain(":");
    program.view = { ...program.view, banner: { ...program.view.banner, born: "", nhs_number: "Not known" } };
    program.tell({ kind: "changed", records: [MARGARET] });
    await says("banner-born", "Not known");
    await says("banner-nhs-number", "Not known");
  });

  it("stops the reader when two identities are recorded", async () => {
    const { program } = await openMargaret();
    program.view = { ...program.view, banner: { ...program.view.banner, identity_alarm: "stop" } };
    program.tell({ kind: "changed", records: [MARGARET] });
    await says("banner", "Check who this is");
  });

  it("says calmly that somebody has died, and that nothing may be given out", async () => {
    await openMargaret({ died: true });
    await says("banner-died", "Died 18-Nov-2026");
    await says("banner-release", "Nothing may be given out");
  });

  it("says that newer entries may be missing while a record is coming for the first time", async () => {
    const { program } = await openMargaret();
    await gone("banner-coming");
    const coming = "Still coming to this computer: newer entries may be missing";
    program.view = { ...program.view, banner: { ...program.view.banner, still_coming: coming } };
    program.tell({ kind: "changed", records: [MARGARET] });
    await says("banner-coming", coming);
  });

  it("stays on every page of the person, and goes with her", async () => {
    const { press, user } = await openMargaret();
    for (const page of ["tab-record", "write-note", "tab-glance"]) {
      await press(page);
      await says("banner-name", "SMITH, Margaret");
    }
    await press("nav-people");
    await gone("banner");
    await user.keyboard("{Escape}");
    await vi.waitFor(() => expect(all("banner")).toHaveLength(1));
  });
});
