import { describe, expect, it } from "vitest";
import { find, gone, MARGARET, open, says } from "./window";

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
