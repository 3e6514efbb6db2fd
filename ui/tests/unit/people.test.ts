import { describe, expect, it } from "vitest";
import { notThese } from "../../src/state/people";
import { people } from "../fake/people";
import { all, find, gone, MARGARET, open, says } from "./window";

describe("the people", () => {
  it("says who they are, where, and what wants a look", async () => {
    open({ conflict: true });
    const row = await find(`person-row-${MARGARET}`);
    for (const words of ["SMITH, Margaret", "04-Mar-1938 (88y)", "999 000 0018", "Room 12", "Two versions", "Same or similar name"]) {
      expect(row).toHaveTextContent(words);
    }
    await says("people-count", "7 people are cared for here");
  });

  it("finds with / from anywhere, and opens the only one found", async () => {
    const { user, press } = open();
    await press("nav-this-computer");
    await find("share-now");
    await user.keyboard("/");
    expect(await find("search")).toHaveFocus();
    await user.keyboard("brai");
    await says("people-count", "1 person matches “brai”");
    await user.keyboard("{Enter}");
    await find("card-cpr");
  });

  it("opens nobody by guess when several are found", async () => {
    const { user, program } = open();
    await find(`person-row-${MARGARET}`);
    await user.keyboard("/smith");
    await says("people-count", "2 people match");
    await user.keyboard("{Enter}");
    expect(document.activeElement).toHaveAttribute("data-test", "person-row-r6");
    expect(program.requests("glance")).toEqual([]);
  });

  it("opens nobody of an answer that is not to what is typed by now", async () => {
    const { user, program } = open();
    await find(`person-row-${MARGARET}`);
    await user.keyboard("/brai");
    await says("people-count", "1 person matches “brai”");
    program.hold("people");
    await user.clear(await find("search"));
    await user.keyboard("smith{Enter}");
    program.release();
    await says("people-count", "2 people match “smith”");
    await expect.poll(() => document.activeElement?.getAttribute("data-test")).toBe("person-row-r6");
    expect(program.requests("glance")).toEqual([]);
  });

  it("counts nobody for words that are not answered yet", async () => {
    const { user, program } = open();
    await find("filter-withheld");
    await user.keyboard("/brai");
    await says("people-count", "1 person matches “brai”");
    program.hold("people");
    await user.keyboard("x");
    await user.click(await find("filter-withheld"));
    expect(await find("people-count")).toHaveTextContent("1 person matches “brai”");
    expect(await find("people-filtered")).toHaveTextContent("");
    program.release();
    await says("people-count", "Nobody here matches “braix”");
    await says("people-filtered", "Nobody of 0 has something withheld");
  });

  it("does not take / for a search while one writes", async () => {
    const { press, user } = open();
    await press("add-person");
    await user.click(await find("new-practice"));
    await user.keyboard("Wing/Ward");
    expect(await find("new-practice")).toHaveValue("Wing/Ward");
  });

  it("is honest when there is nobody", async () => {
    open({ nobody: true });
    await find("add-person");
    expect(document.body).toHaveTextContent("There is nobody here yet");
  });

  it("asks again when there is news", async () => {
    const { program } = open({ nobody: true });
    await find("add-person");
    program.people = [];
    const before = program.requests("people").length;
    program.tell({ kind: "changed", records: ["r2"] });
    await expect.poll(() => program.requests("people").length).toBe(before + 1);
  });
});

describe("what stands in a row", () => {
  it("says kind, stage, what is old, withheld and not confirmed, in words", async () => {
    open();
    await says("person-row-r2", "Palliative care · Likely time left B – green: months");
    await says("person-row-r2", "Review overdue");
    await says("person-row-r3", "Something is withheld");
    await says("person-row-r4", "3 taken over and not confirmed");
    await says("person-row-r5", "Missing: Consent");
    expect(await find("person-row-r8")).not.toHaveTextContent("·");
  });

  it("says of time what it is about", async () => {
    const { program } = open();
    await find("person-row-r8");
    program.people = program.people.map((row) => (row.record === "r8" ? { ...row, cpr: "CPR not known", kind: "", stage: "Weeks" } : row));
    program.tell({ kind: "changed", records: ["r8"] });
    await says("person-row-r8", "CPR not known");
    const about = document.querySelector("[data-test=person-row-r8] [data-test=row-about]");
    expect(about?.textContent?.trim()).toBe("Likely time left Weeks");
  });

  it("says that somebody has died", async () => {
    const { program } = open();
    await find("person-row-r8");
    program.people = program.people.map((row) => (row.record === "r8" ? { ...row, died: true } : row));
    program.tell({ kind: "changed", records: ["r8"] });
    await says("person-row-r8", "Has died");
  });
});

describe("narrowing the list", () => {
  it("says in words what it is narrowed to, and shows all again", async () => {
    const { press } = open();
    await press("filter-overdue");
    await says("people-filtered", "1 of 7 shown: those with a review overdue");
    await gone("person-row-r8");
    expect(await find("filter-overdue")).toHaveAttribute("aria-pressed", "true");
    await press("filter-withheld");
    await says("people-filtered", "Nobody of 7 has a review overdue and something withheld");
    await press("filter-off");
    await find("person-row-r8");
    expect(await find("people-filtered")).toHaveTextContent("");
  });

  it("offers only what would find somebody", async () => {
    open();
    await find("filter-missing");
    expect(all("filter-two_versions")).toEqual([]);
  });
});

describe("two people of the same name", () => {
  it("stand together, each with what tells them apart", async () => {
    open();
    await says(`person-row-${MARGARET}`, "not SMITH, Margaret Anne, born 14-Mar-1938 (88y), room 21");
    await says("person-row-r6", "not SMITH, Margaret (“Peggy”), born 04-Mar-1938 (88y), room 12");
  });

  it("are both shown where only one was found, and none is opened by guess", async () => {
    const { user, program } = open();
    await find("person-row-r6");
    await user.keyboard("/peggy");
    await says("people-count", "1 person matches “peggy”, and 1 more with the same name");
    await says("person-row-r6", "Shown because of the same name");
    expect(await find(`person-row-${MARGARET}`)).not.toHaveTextContent("Shown because");
    await user.keyboard("{Enter}");
    expect(document.activeElement).toHaveAttribute("data-test", `person-row-${MARGARET}`);
    expect(program.requests("glance")).toEqual([]);
  });

  it("are both shown where only one of them fits the chip", async () => {
    const { press } = open({ conflict: true });
    await press("filter-two_versions");
    await find(`person-row-${MARGARET}`);
    await says("person-row-r6", "Shown because of the same name");
    await says("people-filtered", "1 of 7 shown");
  });
});

it("names three of many of the same name, and counts the rest", () => {
  const [first] = people;
  if (!first) throw new Error("nobody");
  const alike = [2, 3, 4].map((room) => ({ name: first.name, born: first.born, room: `${room}` }));
  const said = notThese({ ...first, alike, more_alike: 2 });
  expect(said).toContain("room 2; and not ABERNATHY, Winifred, born 19-Jun-1931 (95y), room 3");
  expect(said).toMatch(/room 4; and not 2 others$/);
});

describe("adding a person", () => {
  it("needs a name and no more", async () => {
    const { press, write, program } = open();
    await press("add-person");
    await press("new-person-save");
    await says("error-summary", "Family name: please fill this in");
    await write("new-family-name", "Ferrier");
    await write("new-given-names", "Ottoline");
    await press("new-person-save");
    await find("card-cpr");
    expect(program.requests("new_person")).toEqual([
      {
        kind: "new_person",
        family_name: "Ferrier",
        given_names: "Ottoline",
        practice_name: "",
        birth_date: "",
        nhs_number: "",
      },
    ]);
  });

  it("refuses a day that does not exist, and sends one that does", async () => {
    const { press, write, program } = open();
    await press("add-person");
    await write("new-family-name", "Ferrier");
    await write("new-given-names", "Ottoline");
    await write("new-birth-date-day", "31");
    await write("new-birth-date-month", "2");
    await write("new-birth-date-year", "1940");
    await press("new-person-save");
    await says("error-summary", "a day, a month and a year that exist");
    await write("new-birth-date-day", "3");
    await press("new-person-save");
    await find("card-cpr");
    expect(program.requests("new_person")[0]?.birth_date).toBe("1940-02-03");
  });

  it("goes back to the people, not to the form, afterwards", async () => {
    const { press, write, user } = open();
    await press("add-person");
    await write("new-family-name", "Ferrier");
    await write("new-given-names", "Ottoline");
    await press("new-person-save");
    await find("card-cpr");
    await user.keyboard("{Escape}");
    await find("screen-people");
  });
});

describe("taking over files", () => {
  it("sends their text and says what became of every part", async () => {
    const { press, user, program } = open();
    await press("import-open");
    await press("import-submit");
    expect(document.body).toHaveTextContent("Please choose at least one file");
    const files = [new File(["<Patient/>"], "patient.xml"), new File(["{}"], "flag.json")];
    await user.upload(await find("import-files"), files);
    await press("import-submit");
    await says("import-taken", "Date of birth");
    await says("import-kept-aside", "Patient.photo");
    await says("import-refused", "31 February is not a day");
    expect(program.requests("import")[0]?.files).toEqual([
      { name: "patient.xml", text: "<Patient/>" },
      { name: "flag.json", text: "{}" },
    ]);
    await press("import-done");
    await gone("import-taken");
  });
});
