import { describe, expect, it } from "vitest";
import { PIN } from "../fake/program";
import { find, gone, open, says, screen } from "./window";

describe("a home that stands alone", () => {
  it("begins with its name and whoever runs it", async () => {
    const { write, press, program } = open({ joined: false });
    await press("join-alone");
    await press("begin-submit");
    expect(await find("error-summary")).toHaveFocus();
    expect(program.requests("begin_home")).toEqual([]);
    await write("begin-home", "Riverside House ");
    await write("begin-computer", "Lounge PC");
    await write("begin-manager", "Sue Hill");
    await write("begin-pin", "246810");
    await press("begin-submit");
    await find("sign-in-tile-staff-manager");
    expect(program.requests("begin_home")).toEqual([
      { kind: "begin_home", home: "Riverside House", computer: "Lounge PC", manager: "Sue Hill", pin: "246810" },
    ]);
  });

  it("leads back to joining", async () => {
    const { press } = open({ joined: false });
    await press("join-alone");
    await press("begin-leave");
    await find("join-hub");
  });

  it("joins a region from This computer, with a file first and a code after it", async () => {
    const { write, press, program } = open({ alone: true, letsIn: true });
    await press("nav-this-computer");
    expect(screen.queryByTestId("share-now")).toBeNull();
    await press("save-home-file");
    await says("home-file-saved", "Riverside House.home");
    await write("region-hub", "https://hub.example:8443");
    await write("region-code", "7K3Q-W8MN-2XTP");
    await write("region-pin", PIN);
    await press("region-submit");
    await says("joined-now", "has joined");
    await find("share-now");
    expect(program.requests("join_region")).toHaveLength(1);
  });
});

describe("staff", () => {
  it("is for those who let people in", async () => {
    open({ letsIn: false });
    await find("nav-people");
    await gone("nav-staff");
  });

  it("lets agency staff in for a shift, with two PINs", async () => {
    const { write, press, program } = open({ letsIn: true });
    await press("nav-staff");
    await press("staff-add");
    await press("staff-submit");
    expect(await find("error-summary")).toHaveTextContent("Their name: please fill this in");
    expect(screen.queryByTestId("staff-role")).toBeNull();
    await write("staff-name", "Temi Bello");
    await write("staff-pin", "135791");
    await write("staff-manager-pin", "999999");
    await press("staff-submit");
    expect(await find("error")).toHaveAttribute("data-code", "sign_in.wrong_pin");
    await write("staff-manager-pin", PIN);
    await press("staff-submit");
    await says("staff-done", "Temi Bello can sign in now");
    expect(program.requests("add_colleague").at(-1)).toEqual({
      kind: "add_colleague",
      manager_pin: PIN,
      name: "Temi Bello",
      roles: ["care_assistant"],
      registration: null,
      hours: 12,
      pin: "135791",
    });
    expect(await find("staff-list")).toHaveTextContent("Until today 19:30");
  });

  it("gives a new PIN, and sees somebody off only where the home says who works there", async () => {
    const { write, press, program } = open({ letsIn: true });
    await press("nav-staff");
    await gone("staff-end-staff-joe");
    await gone("staff-pin-staff-asha");
    await press("staff-pin-staff-joe");
    await write("staff-pin", "135791");
    await write("staff-manager-pin", PIN);
    await press("staff-submit");
    await says("staff-done", "Joe Pembury can sign in now");
    expect(program.requests("new_pin")).toEqual([
      { kind: "new_pin", manager_pin: PIN, staff: "staff-joe", pin: "135791" },
    ]);
  });

  it("asks before somebody who has left is seen off", async () => {
    const { press, program } = open({ alone: true, letsIn: true });
    await press("nav-staff");
    await press("staff-end-staff-joe");
    expect(program.requests("end_colleague")).toEqual([]);
    await press("staff-submit");
    await says("staff-done", "can no longer sign in");
    await gone("staff-row-staff-joe");
  });
});

describe("what brings the records back", () => {
  it("makes a sheet once, and only then backups", async () => {
    const { write, press, program } = open({ letsIn: true });
    await press("nav-this-computer");
    await find("safekeeping");
    await gone("backup-now");
    await press("sheet-make");
    expect(await find("error-summary")).toHaveTextContent("Your own PIN: please fill this in");
    await write("sheet-pin", PIN);
    await press("sheet-make");
    await says("sheet-code", "7K3Q-W8MN-2XTP-0A1B-C2D3-E4F5");
    await press("sheet-done");
    await gone("sheet-code");
    await write("backup-folder", "/media/stick");
    await press("backup-now");
    await says("backup-done", "/media/stick/alongside-");
    expect(program.requests("back_up")).toEqual([{ kind: "back_up", folder: "/media/stick" }]);
  });

  it("is for those who let people in", async () => {
    const { press } = open({ letsIn: false });
    await press("nav-this-computer");
    await find("screen-this-computer");
    await gone("safekeeping");
  });
});
