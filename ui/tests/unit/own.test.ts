/** What belongs to one person: how she likes her screen, and the words she has not finished. And what was done here. */
import { render } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import App from "../../src/App.svelte";
import { door } from "../../src/backend/door";
import { Drafts, type DraftKey } from "../../src/state/drafts";
import { unfinishedNote } from "../fake/own";
import { PIN } from "../fake/program";
import { all, find, gone, MARGARET, open, openMargaret, openSection, says, type Opened } from "./window";

const looks = (): string[] => ["night", "compact"].filter((name) => document.documentElement.classList.contains(name));

async function signIn({ press, user }: Opened, staff = "staff-asha"): Promise<void> {
  await press(`sign-in-tile-${staff}`);
  await find("pin");
  await user.keyboard(`${PIN}{Enter}`);
}

describe("settings", () => {
  it("keep what she chose before, where the program had not said it yet", async () => {
    const { press, program } = open({ looks: { night: true }, failing: ["looks"] });
    await press("nav-settings");
    await find("screen-settings");
    program.failing.delete("looks");
    await press("looks-compact");
    await vi.waitFor(() =>
      expect(program.requests("set_looks").map(({ looks }) => [looks.night, looks.compact])).toEqual([[true, true]]),
    );
  });

  it("are taken up after the sign-in, and are gone at the lock", async () => {
    const opened = open({ signedIn: false, looks: { night: true, compact: true } });
    await find("sign-in-tile-staff-asha");
    expect(looks()).toEqual([]);
    await signIn(opened);
    await vi.waitFor(() => expect(looks()).toEqual(["night", "compact"]));
    await opened.user.keyboard("{F9}");
    await find("sign-in-tile-staff-asha");
    expect(looks()).toEqual([]);
    await signIn(opened, "staff-joe");
    await find("screen-today");
    await vi.waitFor(() => expect(opened.program.requests("looks")).toHaveLength(2));
    expect(looks()).toEqual([]);
  });

  it("are seen at once and kept whole", async () => {
    const { press, program } = open({ looks: { toured: true, selection: "round" } });
    await press("open-settings");
    await vi.waitFor(async () => expect(await find("looks-today-round")).toBeChecked());
    await press("looks-night");
    await vi.waitFor(() => expect(looks()).toEqual(["night"]));
    await says("looks-kept", "Kept for you");
    await press("looks-compact");
    await press("looks-today-review");
    await vi.waitFor(() =>
      expect(program.own.looks("staff-asha")).toEqual({ night: true, compact: true, selection: "review", toured: true }),
    );
    await press("looks-today-");
    await press("looks-day");
    await vi.waitFor(() =>
      expect(program.own.looks("staff-asha")).toEqual({ night: false, compact: true, selection: null, toured: true }),
    );
    expect(looks()).toEqual(["compact"]);
  });

  it("go back to what is kept where they cannot be kept, and say so", async () => {
    const { press, program } = open();
    await press("open-settings");
    program.failing.add("set_looks");
    await press("looks-night");
    await find("error");
    expect(looks()).toEqual([]);
    expect(await find("looks-day")).toBeChecked();
  });

  it("lead to the tour", async () => {
    const { press } = open();
    await press("open-settings");
    await press("open-learn");
    await gone("screen-settings");
  });
});

describe("what was done here", () => {
  const openAudit = async (): Promise<Opened> => {
    const opened = open({ readsAudit: true });
    await opened.press("open-settings");
    await opened.press("open-audit");
    await find("audit");
    return opened;
  };
  const lines = (): string[] => all("audit-line").map((line) => [...line.children].map((cell) => cell.textContent?.replaceAll(/\s+/g, " ").trim()).join(" | "));

  it("is for those who answer for it", async () => {
    const { press } = open();
    await press("open-settings");
    await find("screen-settings");
    expect(all("open-audit")).toEqual([]);
  });

  it("says when, who, what and whose record, in the order it is told", async () => {
    const { program } = await openAudit();
    expect(lines()).toHaveLength(program.audit.length);
    expect(lines()[0]).toMatch(/today 09:14 \| Asha Rahman, senior carer \| looked at “At a glance” \| SMITH, Margaret/);
    expect(lines()[4]).toBe("today 07:02 | This computer | shared with the region | ");
  });

  it("is found in by typing, and says how much of it is shown", async () => {
    const { write, user } = await openAudit();
    await write("audit-search", "emergency");
    expect(lines()).toHaveLength(1);
    await says("audit-count", "1 of 6 lines match “emergency”");
    await says("screen-audit", "Only lines that match “emergency”");
    await write("audit-search", "asha glance");
    expect(lines()).toHaveLength(1);
    await user.keyboard("{Escape}");
    expect(lines()).toHaveLength(6);
    expect(all("screen-audit")).toHaveLength(1);
    await write("audit-search", "nobody of this name");
    expect(lines()).toEqual([]);
  });

  it("opens the record, and nobody where the name does not say who", async () => {
    const { user } = await openAudit();
    await user.click(all("audit-open")[1] as HTMLElement);
    await find("card-cpr");
    await user.keyboard("{Escape}");
    await find("audit");
    await user.click(all("audit-open").at(-1) as HTMLElement);
    await find("screen-people");
  });

  it("is asked for once", async () => {
    const { program } = await openAudit();
    program.tell({ kind: "changed", records: [MARGARET] });
    expect(program.requests("audit")).toHaveLength(1);
  });

  it("says what went wrong", async () => {
    const { press } = open({ readsAudit: true, failing: ["audit"] });
    await press("open-settings");
    await press("open-audit");
    await find("error");
    expect(all("audit")).toEqual([]);
  });
});

describe("unfinished words", () => {
  it("go to the program a second after the last key, at once when the field is left, and are dropped when saved", async () => {
    const { press, write, program, user } = await openMargaret();
    await press("write-note");
    await write("input-text", "Ate two spoons");
    await vi.waitFor(() => expect(program.own.unfinished("staff-asha")[0]?.parts["text"]).toBe("Ate two spoons"), 3000);
    await user.type(await find("input-text"), " of soup");
    await user.tab();
    await vi.waitFor(() => expect(program.own.unfinished("staff-asha")[0]?.parts["text"]).toBe("Ate two spoons of soup"));
    await press("save");
    await vi.waitFor(() => expect(program.own.unfinished("staff-asha")).toEqual([]));
  });

  it("are kept before the lock, while the program still knows whose they are", async () => {
    const { press, write, program, user } = await openMargaret();
    await press("write-note");
    await write("input-text", "Ate two spoons");
    await user.keyboard("{F9}");
    await vi.waitFor(() => expect(program.requests("lock")).toHaveLength(1));
    const kinds = program.asked.map(({ kind }) => kind);
    expect(kinds.indexOf("keep_unfinished")).toBeLessThan(kinds.indexOf("lock"));
    expect(program.own.unfinished("staff-asha")[0]?.parts["text"]).toBe("Ate two spoons");
    expect(document.body).not.toHaveTextContent("spoons");
  });

  it("outlive the window: they are offered after the power comes back, and say since when", async () => {
    const opened = open({ unfinished: true, today: true });
    await find("screen-today");
    await says("unfinished", "You have unfinished words about 1 person");
    await says(`unfinished-${MARGARET}`, "SMITH, Margaret");
    await opened.press(`unfinished-${MARGARET}`);
    expect(await find("input-text")).toHaveValue("Ate two spoons of soup");
    await says("unfinished-since", /kept for you since .*They are not saved yet/);
    expect(all("input-meta-at")).toEqual([]);
    await opened.press("save");
    await vi.waitFor(() => expect(opened.program.own.unfinished("staff-asha")).toEqual([]));
    expect(opened.program.requests("enter")[0]?.body).toEqual({ text: "Ate two spoons of soup" });
    await opened.press("nav-people");
    await gone("unfinished");
  });

  it("of a plain field and of a list lead back to where they were typed", async () => {
    const opened = open();
    const { own } = opened.program;
    own.keep("staff-asha", { record: MARGARET, line: "person.phone", item: "", parts: { text: "01632 960155", answer: "", basis: "" } });
    await opened.user.keyboard("{F9}");
    await signIn(opened);
    await opened.press(`unfinished-${MARGARET}`);
    await says("section-title", "Person");
    expect(await find("input-value")).toHaveValue("01632 960155");
  });

  it("are left behind when she says so, also at the program", async () => {
    const { press, program } = open({ unfinished: true });
    await press(`unfinished-${MARGARET}`);
    await press("cancel-note");
    await vi.waitFor(() => expect(program.own.unfinished("staff-asha")).toEqual([]));
  });

  it("are never somebody else's", async () => {
    const opened = open({ unfinished: true });
    await find("unfinished");
    await opened.user.keyboard("{F9}");
    await signIn(opened, "staff-joe");
    await find("screen-today");
    await vi.waitFor(() => expect(opened.program.requests("unfinished")).toHaveLength(2));
    expect(all("unfinished")).toEqual([]);
    await opened.press("nav-people");
    await find("screen-people");
    expect(all("unfinished")).toEqual([]);
    expect(opened.program.own.unfinished("staff-joe")).toEqual([]);
  });

  it("that could not be kept wait for her, and are never kept as those of whoever signs in next", async () => {
    const opened = await openMargaret();
    const { press, write, user, program } = opened;
    await press("write-note");
    program.failing.add("keep_unfinished");
    await write("input-text", "Ate two spoons");
    await user.keyboard("{F9}");
    await signIn(opened, "staff-joe");
    program.failing.delete("keep_unfinished");
    await press("nav-people");
    await press("person-row-r3");
    await press("write-note");
    await write("input-text", "Slept well");
    await user.tab();
    await vi.waitFor(() => expect(program.own.unfinished("staff-joe")).not.toEqual([]));
    expect(program.own.unfinished("staff-joe").map(({ parts }) => parts["text"])).toEqual(["Slept well"]);
    await user.keyboard("{F9}");
    await signIn(opened);
    await vi.waitFor(() => expect(program.own.unfinished("staff-asha")[0]?.parts["text"]).toBe("Ate two spoons"));
  });

  it("of a closed window are there in the next one", async () => {
    const opened = await openSection("contacts");
    await opened.press("add-contact");
    await opened.write("input-name", "Rita Holm");
    await opened.user.tab();
    await vi.waitFor(() => expect(opened.program.own.unfinished("staff-asha")).toHaveLength(1));
    document.body.replaceChildren();
    render(App, { props: { backend: door } });
    const user = userEvent.setup();
    await user.click(await find(`unfinished-${MARGARET}`));
    expect(await find("input-name")).toHaveValue("Rita Holm");
  });
});

describe("the keeping of drafts", () => {
  const key: DraftKey = { staff: "a", record: "r", line: "note", item: "" };

  it("sends only what is new, one after the other, and again what could not be kept", async () => {
    const sent: string[] = [];
    let works = false;
    const drafts = new Drafts(async (staff, { parts }) => {
      sent.push(`${staff} ${parts["text"] ?? "dropped"}`);
      return Promise.resolve(works);
    });
    drafts.keep(key, { text: "one" });
    await drafts.flush();
    works = true;
    await drafts.flush();
    await drafts.flush();
    drafts.keep(key, { text: "one" });
    await drafts.flush();
    expect(sent).toEqual(["a one", "a one"]);
    drafts.drop(key);
    drafts.drop(key);
    await drafts.flush();
    expect(sent.at(-1)).toBe("a dropped");
    expect(sent).toHaveLength(3);
  });

  it("sends nothing of what was dropped before it was sent", async () => {
    const keeper = vi.fn(() => Promise.resolve(true));
    const drafts = new Drafts(keeper);
    drafts.keep(key, { text: "one" });
    drafts.keep(key, { text: "" });
    await drafts.flush();
    expect(keeper).not.toHaveBeenCalled();
  });

  it("does not bring back what was saved while its author was locked out", async () => {
    let inside = true;
    const kept = new Map<string, string>();
    const drafts = new Drafts((_, { line, parts }) => {
      if (inside) kept.set(line, parts["text"] ?? "");
      return Promise.resolve(inside);
    });
    drafts.keep(key, { text: "one" });
    await drafts.flush();
    inside = false;
    drafts.drop(key);
    await drafts.flush();
    inside = true;
    drafts.load("a", [{ record: "r", line: "note", item: "", parts: { text: "one" } }]);
    expect(drafts.of("a", "r")).toEqual([]);
    await drafts.flush();
    expect(kept.get("note")).toBe("");
  });

  it("takes over what was kept, but not over what was typed since", () => {
    const drafts = new Drafts();
    drafts.keep({ ...key, record: unfinishedNote.record }, { text: "newer" });
    drafts.load("a", [unfinishedNote, { ...unfinishedNote, line: "alert" }]);
    expect(drafts.of("a", unfinishedNote.record, "note")[0]?.parts).toEqual({ text: "newer" });
    const [other] = drafts.of("a", unfinishedNote.record, "alert");
    expect(other?.parts).toEqual({ text: "Ate two spoons of soup" });
    expect(other?.at).toBe(unfinishedNote.parts["meta-at"]);
    expect(drafts.of("b", unfinishedNote.record)).toEqual([]);
  });
});
