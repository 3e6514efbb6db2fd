import { describe, expect, it } from "vitest";
import { byRoom, roomWords } from "../../src/state/room";
import { find, MARGARET, openMargaret, says } from "./window";

describe("a room", () => {
  it.each([
    ["Room 14", "14"],
    ["room 14", "14"],
    ["14", "14"],
    ["Room 14 / Room 15", "14 / 15"],
    ["Garden suite", "Garden suite"],
    ["Roomy end", "Roomy end"],
    ["Room", "Room"],
    ["", ""],
  ])("%j stands beside its label as %j", (room, said) => expect(roomWords(room)).toBe(said));

  it("comes in the order of the corridor", () => {
    const rooms = ["", "10", "Garden suite", "Room 9", "2", "2a"].map((room) => ({ room }));
    expect(rooms.sort(byRoom).map(({ room }) => room)).toEqual(["2", "2a", "Room 9", "10", "Garden suite", ""]);
  });

  it("is said once in the banner and in the list", async () => {
    const { program, press } = await openMargaret();
    program.view = { ...program.view, banner: { ...program.view.banner, room: "Room 14" } };
    program.people = program.people.map((row) => ({ ...row, room: "Room 14" }));
    program.tell({ kind: "changed", records: [MARGARET] });
    await says("banner-room", /^14$/);
    expect((await find("banner")).textContent).toMatch(/Room\s+14/);
    expect((await find("banner")).textContent).not.toMatch(/Room\s+Room/);
    await press("nav-people");
    await says(`person-row-${MARGARET}`, /Room\s+14/);
    expect((await find(`person-row-${MARGARET}`)).textContent).not.toMatch(/Room\s+Room/);
  });
});
