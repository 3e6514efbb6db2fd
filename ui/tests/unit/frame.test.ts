import { describe, expect, it, vi } from "vitest";
import { find, MARGARET, open, openMargaret, says, screen } from "./window";

describe("the frame", () => {
  it("says who is signed in, where, and what has been shared", async () => {
    open({ connection: { state: "waiting", words: "No signal since 09:14. 3 changes saved here, not yet shared", unshared: 3 } });
    await says("signed-in", "Asha Rahman");
    await says("site", "Riverside House");
    await says("connection-line", "No signal since 09:14. 3 changes saved here, not yet shared");
    expect(await find("connection-line")).toHaveAttribute("data-state", "waiting");
  });

  it("asks for the connection line again when there is news", async () => {
    const { program } = open();
    await says("connection-line", "Shared with the region 09:14");
    program.connection = { ...program.connection, state: "sharing", words: "Sharing 2 changes…" };
    program.tell({ kind: "connection" });
    await says("connection-line", "Sharing 2 changes…");
  });

  it("asks for the people again when what waits is another, and not at every look at the region", async () => {
    const { program, press } = open();
    await find("screen-people");
    await says("connection-line", "Shared with the region 09:14");
    const before = program.requests("people").length;
    program.connection = { ...program.connection, words: "Shared with the region 09:34" };
    program.tell({ kind: "connection" });
    await says("connection-line", "Shared with the region 09:34");
    await press("nav-this-computer");
    await press("nav-people");
    await vi.waitFor(() => expect(program.requests("people")).toHaveLength(before + 1));
    program.connection = { ...program.connection, unshared: 2 };
    program.tell({ kind: "connection" });
    await vi.waitFor(() => expect(program.requests("people")).toHaveLength(before + 2));
  });

  it("moves the focus to the heading of every screen it opens", async () => {
    const { press } = await openMargaret();
    for (const [name, heading] of [
      ["tab-record", "Person"],
      ["section-gp", "GP"],
      ["nav-two-versions", "Two versions"],
      ["nav-this-computer", "This computer"],
      ["nav-people", "People"],
    ] as const) {
      await press(name);
      await vi.waitFor(() => expect(screen.getByRole("heading", { level: 1, name: heading })).toHaveFocus());
    }
    await press(`person-row-${MARGARET}`);
    await vi.waitFor(() => expect(screen.getByRole("heading", { level: 1, name: "At a glance" })).toHaveFocus());
  });

  it("goes back with Esc, in the order one came", async () => {
    const { press, user } = await openMargaret();
    await press("tab-record");
    await find("screen-record");
    await user.keyboard("{Escape}");
    await find("screen-glance");
    await user.keyboard("{Escape}");
    await find("screen-people");
    await user.keyboard("{Escape}");
    await find("screen-today");
    await user.keyboard("{Escape}");
    await find("screen-today");
  });

  it("helps with F1, and Esc closes the help and nothing else", async () => {
    const { user, press } = await openMargaret();
    await user.keyboard("{F1}");
    expect(await find("help-dialog")).toHaveAttribute("open");
    await says("help-dialog", "Lock the screen");
    await user.keyboard("{Escape}");
    await find("screen-glance");
    await press("help-close");
    expect(await find("help-dialog")).not.toHaveAttribute("open");
  });

  it("never names a person in the title", async () => {
    const { press } = await openMargaret();
    for (const name of ["tab-record", "write-note", "tab-glance"]) {
      await press(name);
      expect(document.title).not.toMatch(/smith|margaret|peggy/i);
      expect(document.title).toMatch(/Alongside$/);
    }
  });
});

describe("this computer", () => {
  it("says what waits and by whom, never what", async () => {
    const { press, program } = open({ connection: { unshared: 3, state: "waiting", words: "3 changes wait" } });
    await press("connection-line");
    await says("waiting", "Asha Rahman");
    await says("waiting", "3");
    await says("computer-store", "Sound");
    await press("share-now");
    await vi.waitFor(() => expect(program.requests("share_now")).toHaveLength(1));
  });

  it("says so when sharing fails", async () => {
    const { press } = open({ failing: ["share_now"] });
    await press("nav-this-computer");
    await press("share-now");
    expect(await find("error")).toHaveFocus();
  });
});
