import { describe, expect, it } from "vitest";
import { PIN } from "../fake/program";
import { find, gone, open, says, screen } from "./window";

describe("joining a region", () => {
  it("asks for everything before it asks the region", async () => {
    const { press, program } = open({ joined: false });
    await press("join-submit");
    const summary = await find("error-summary");
    expect(summary).toHaveFocus();
    expect(summary).toHaveTextContent("One-time code: please fill this in");
    expect(program.requests("enrol")).toEqual([]);
  });

  it("joins and shows who works here", async () => {
    const { write, press, program } = open({ joined: false });
    await write("join-hub", "https://hub.example:8443 ");
    await write("join-code", "7K3Q-W8MN-2XTP");
    await write("join-name", "Corridor PC");
    await press("join-submit");
    await find("sign-in-tile-staff-asha");
    expect(program.requests("enrol")).toEqual([
      { kind: "enrol", hub: "https://hub.example:8443", code: "7K3Q-W8MN-2XTP", name: "Corridor PC" },
    ]);
  });

  it("says that the region ended this computer's place, and how to join again", async () => {
    open({ joined: false, ended: true });
    await find("join-hub");
    await says("intro", "no longer belongs to its region");
  });

  it("says what happened, what is safe and what to do", async () => {
    const { write, press } = open({ joined: false, failing: ["enrol"] });
    await write("join-hub", "https://hub.example:8443");
    await write("join-code", "7K3Q-W8MN-2XTP");
    await write("join-name", "Corridor PC");
    await press("join-submit");
    expect(await find("error")).toHaveFocus();
    await says("error-happened", "no room left");
    await says("error-safe", "still here");
    await says("error-to-do", "Tell your manager");
    expect(await find("join-code")).toHaveValue("7K3Q-W8MN-2XTP");
  });
});

describe("signing in", () => {
  it("opens Today after tile and PIN", async () => {
    const { press, user, program } = open({ signedIn: false });
    await press("sign-in-tile-staff-asha");
    expect(await find("pin")).toHaveFocus();
    await user.keyboard(`${PIN}{Enter}`);
    await find("screen-today");
    expect(program.requests("sign_in")).toEqual([{ kind: "sign_in", staff: "staff-asha", pin: PIN }]);
  });

  it("takes the numbers of the pad", async () => {
    const { press } = open({ signedIn: false });
    await press("sign-in-tile-staff-asha");
    for (const digit of PIN) await press(`pin-${digit}`);
    expect(await find("pin")).toHaveFocus();
    await press("pin-submit");
    await find("screen-today");
  });

  it("empties a wrong PIN, says so, and is ready for the next try", async () => {
    const { press, user } = open({ signedIn: false });
    await press("sign-in-tile-staff-asha");
    await user.keyboard("999999{Enter}");
    expect(await find("error")).toHaveAttribute("data-code", "sign_in.wrong_pin");
    expect(await find("pin")).toHaveFocus();
    expect(await find("pin")).toHaveValue("");
    await user.keyboard(`${PIN}{Enter}`);
    await find("screen-today");
  });

  it("goes back to the names with Esc", async () => {
    const { press, user } = open({ signedIn: false });
    await press("sign-in-tile-staff-asha");
    await find("pin");
    await user.keyboard("{Escape}");
    await find("sign-in-tile-staff-asha");
    await gone("pin");
  });

  it("asks for code and PIN the first time", async () => {
    const { press, write, program } = open({ signedIn: false });
    await press("sign-in-tile-staff-sam");
    await write("first-code", "7K3Q-W8MN-2XTP");
    await write("first-pin", PIN);
    expect(await find("first-pin")).toHaveAttribute("type", "password");
    await press("first-show");
    expect(await find("first-pin")).toHaveAttribute("type", "text");
    await press("first-submit");
    await find("screen-today");
    expect(program.requests("first_sign_in")).toHaveLength(1);
  });
});

it("says so when the program does not answer, and can try again", async () => {
  const { program, press } = open({ failing: ["start"], today: true });
  await find("error");
  program.failing.clear();
  await press("begin-again");
  await find("screen-today");
  expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
});
