import { describe, expect, it, vi } from "vitest";
import { sam, source, value } from "../fake/values";
import { all, find, gone, MARGARET, openMargaret, openSection, says } from "./window";

const theirs = (text: string) => value(text, [source(sam, "today 09:12", "shared", 0)], { id: `theirs-${text}` });

describe("reading", () => {
  it("says who will read it before anyone types", async () => {
    const { press } = await openMargaret();
    await press("tab-record");
    await says("sharing", "Shared with Riverside House");
    const title = await find("section-title");
    expect(title).toHaveFocus();
    expect(title.compareDocumentPosition(await find("line-person.phone"))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(document.querySelectorAll("[data-test='screen-record'] input")).toHaveLength(0);
  });

  it("says of every value who, role, organisation and when", async () => {
    await openSection("person");
    await says("line-person.phone", "Asha Rahman, senior carer, Riverside House");
    await says("line-person.phone", "12-Nov-2026 10:02");
    await says("line-nhs_number", "imported, not confirmed");
  });

  it("shows all values where there are several, none of them before the others", async () => {
    await openSection("gp");
    const line = await find("line-gp.phone");
    expect(line).toHaveTextContent("Two answers are recorded. All are shown.");
    const values = [...line.querySelectorAll("[data-test^='version-']")];
    expect(values).toHaveLength(2);
    expect(new Set(values.map((element) => element.className)).size).toBe(1);
  });

  it("says who may write what she may not", async () => {
    await openSection("consent");
    await says("line-consent", "It can be written by: senior carer");
    expect(all("change-consent")).toEqual([]);
  });

  it("tells the history of a line", async () => {
    const { press, program } = await openSection("person");
    await press("history-person.phone");
    await says("history", "replaced by Asha Rahman");
    expect(program.requests("history")).toEqual([{ kind: "history", record: MARGARET, line: "person.phone" }]);
    await press("history-person.phone");
    await gone("history");
  });
});

describe("a plain field", () => {
  it("is saved on leaving, and says how far it has got", async () => {
    const { press, write, program, user } = await openSection("person");
    await press("change-person.phone");
    expect(await find("input-value")).toHaveValue("01632 960114");
    await write("input-value", "01632 960155");
    expect(program.requests("set")).toEqual([]);
    await user.click(await find("section-title"));
    await gone("editor-person.phone");
    expect(program.requests("set")).toEqual([
      { kind: "set", record: MARGARET, field: "person.phone", text: "01632 960155", answer: null, comment: null },
    ]);
    const line = await find("line-person.phone");
    expect(line).toHaveTextContent("Saved on this computer");
    program.share();
    await vi.waitFor(() => expect(line).toHaveTextContent(/Shared \d\d:\d\d/));
  });

  it("is saved once, however it is left", async () => {
    const { press, write, user, program } = await openSection("person");
    await press("change-person.phone");
    await write("input-value", "01632 960155");
    await user.keyboard("{Enter}");
    await gone("editor-person.phone");
    await user.click(await find("section-title"));
    await user.tab();
    expect(program.requests("set")).toHaveLength(1);
    expect(all("arrived")).toEqual([]);
  });

  it("is saved when Tab leaves it", async () => {
    const { press, write, user, program } = await openSection("person");
    await press("change-person.phone");
    await write("input-value", "01632 960155");
    for (let presses = 0; presses < 6 && program.requests("set").length === 0; presses += 1) await user.tab();
    await gone("editor-person.phone");
    expect(program.requests("set")).toHaveLength(1);
  });

  it("writes nothing when nothing was changed", async () => {
    const { press, program } = await openSection("person");
    await press("change-person.phone");
    await press("done-person.phone");
    await gone("editor-person.phone");
    expect(program.requests("set")).toEqual([]);
    expect(await find("change-person.phone")).toHaveFocus();
  });

  it("is left as it was with Esc, without going back", async () => {
    const { press, write, user, program } = await openSection("person");
    await press("change-person.phone");
    await write("input-value", "nonsense");
    await user.keyboard("{Escape}");
    await gone("editor-person.phone");
    await says("line-person.phone", "01632 960114");
    expect(program.requests("set")).toEqual([]);
    await find("section-title");
  });

  it("refuses to be emptied, and offers an honest answer in its place", async () => {
    const { press, user, program } = await openSection("person");
    await press("change-person.phone");
    await user.clear(await find("input-value"));
    await press("done-person.phone");
    await says("editor-person.phone", "Please write something before you save");
    await press("answer-not_known");
    await press("done-person.phone");
    await gone("editor-person.phone");
    expect(program.requests("set")).toMatchObject([{ text: "", answer: "not_known" }]);
  });

  it("keeps her words when it could not be saved", async () => {
    const { press, write, program } = await openSection("person");
    await press("change-person.phone");
    await write("input-value", "01632 960155");
    program.failing.add("set");
    await press("done-person.phone");
    await says("error-happened", "no room left");
    expect(await find("input-value")).toHaveValue("01632 960155");
    await says("line-person.phone", "Not saved");
    program.failing.clear();
    await press("done-person.phone");
    await gone("editor-person.phone");
    expect(program.requests("set")).toHaveLength(2);
  });
});

describe("what arrives while somebody writes a field", () => {
  it("waits beside it and writes over nothing", async () => {
    const { press, write, program, user } = await openSection("person");
    await press("change-person.phone");
    await write("input-value", "01632 9601");
    program.put("person.phone", [theirs("01632 960199")]);
    await says("arrived", "Sam Bell, district nurse");
    await says("arrived", "01632 960199");
    expect(await find("input-value")).toHaveValue("01632 9601");
    expect(await find("input-value")).toHaveFocus();
    await user.keyboard("55");
    expect(await find("input-value")).toHaveValue("01632 960155");
    // Leaving would write over what nobody has looked at.
    await user.click(await find("section-title"));
    expect(program.requests("set")).toEqual([]);
    await find("editor-person.phone");
  });

  it("is written over only when she says so", async () => {
    const { press, write, program } = await openSection("person");
    await press("change-person.phone");
    await write("input-value", "01632 960155");
    program.put("person.phone", [theirs("01632 960199")]);
    await press("keep-mine");
    await gone("editor-person.phone");
    expect(program.requests("set")).toMatchObject([{ text: "01632 960155" }]);
  });

  it("is taken when she says so", async () => {
    const { press, write, program } = await openSection("person");
    await press("change-person.phone");
    await write("input-value", "01632 960155");
    program.put("person.phone", [theirs("01632 960199")]);
    await press("take-theirs");
    await gone("editor-person.phone");
    await says("line-person.phone", "01632 960199");
    expect(program.requests("set")).toEqual([]);
  });

  it("leaves other fields alone", async () => {
    const { press, write, program } = await openSection("person");
    await press("change-person.phone");
    await write("input-value", "01632 960155");
    program.put("home.room", [theirs("14")]);
    await says("line-home.room", "14");
    expect(await find("input-value")).toHaveValue("01632 960155");
    expect(all("arrived")).toEqual([]);
  });
});

describe("an entry", () => {
  it("begins with what is recorded, and replaces what she saw", async () => {
    const { press, write, program } = await openSection("person");
    await press("change-family_name");
    expect(await find("input-value")).toHaveValue("Smith");
    const [seen] = program.line("family_name").items.flatMap((one) => one.values);
    await write("input-value", "Smithe");
    await press("save");
    await says("line-family_name", "Saved on this computer");
    expect(program.requests("enter")).toMatchObject([
      { entry_kind: "family_name", body: { value: "Smithe" }, supersedes: [seen?.id], confirms: null, error_of: [] },
    ]);
    expect(all("arrived")).toEqual([]);
  });

  it("of the kind that never merges is written afresh", async () => {
    const { press } = await openSection("person");
    await press("change-birth_date");
    expect(await find("input-value-day")).toHaveValue("");
    await says("line-birth_date", "A decision is written afresh");
    await says("line-birth_date", "04-Mar-1938");
  });

  it("does not replace what arrived while she wrote", async () => {
    const { press, write, program } = await openSection("person");
    await press("change-family_name");
    const seen = program.line("family_name").items.flatMap((one) => one.values.map(({ id }) => id));
    await write("input-value", "Smithe");
    program.put("family_name", [...program.line("family_name").items.flatMap((one) => one.values), theirs("Smyth")]);
    await says("arrived", "Smyth");
    expect(await find("input-value")).toHaveValue("Smithe");
    await press("keep-mine");
    await press("save");
    await vi.waitFor(() => expect(program.requests("enter")).toHaveLength(1));
    expect(program.requests("enter")[0]?.supersedes).toEqual(seen);
  });

  it("says on what ground and since when", async () => {
    const { press, write, user, program } = await openSection("person");
    await press("change-family_name");
    await write("input-value", "Smithe");
    await user.selectOptions(await find("input-basis"), "said_by_person");
    await press("today-meta-since");
    await write("input-remark", "She showed her passport");
    await press("save");
    await vi.waitFor(() => expect(program.requests("enter")).toHaveLength(1));
    expect(program.requests("enter")[0]).toMatchObject({
      basis: "said_by_person",
      comment: "She showed her passport",
      effective: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
  });
});

describe("a list", () => {
  it("takes another item", async () => {
    const { press, write, program } = await openSection("contacts");
    await press("add-contact");
    await press("save");
    expect(await find("error-summary")).toHaveFocus();
    await write("input-name", "Peter Smith");
    await press("input-call_at_night-no");
    await press("input-roles-next_of_kin");
    await press("input-roles-key_holder");
    await press("save");
    await says("line-contact", "Peter Smith");
    expect(program.requests("enter")).toMatchObject([
      {
        entry_kind: "contact",
        body: { name: "Peter Smith", call_at_night: "no", roles: "next_of_kin\nkey_holder" },
        supersedes: [],
      },
    ]);
  });

  it("changes an item by replacing it", async () => {
    const { press, write, program } = await openSection("contacts");
    const [jean] = program.line("contact").items.flatMap((one) => one.values);
    await press("change-contact");
    expect(await find("input-name")).toHaveValue("Jean Smith");
    expect(await find("input-call_at_night-yes")).toBeChecked();
    await write("input-phone", "01632 960143");
    await press("save");
    await vi.waitFor(() => expect(program.requests("enter")).toHaveLength(1));
    expect(program.requests("enter")[0]).toMatchObject({ supersedes: [jean?.id], body: { phone: "01632 960143" } });
    expect(program.line("contact").items).toHaveLength(1);
  });

  it("marks an item as entered in error, and asks first", async () => {
    const { press, write, program } = await openSection("allergies");
    const [penicillin] = program.line("allergy").items.flatMap((one) => one.values);
    await press("error-allergy");
    expect(program.requests("enter")).toEqual([]);
    await write("input-why", "That was her sister");
    await press("in-error-save");
    await says("line-allergy", "Not recorded");
    expect(program.requests("enter")).toMatchObject([
      { entry_kind: "allergy", body: {}, error_of: [penicillin?.id], comment: "That was her sister" },
    ]);
  });

  it("brings back the words of a form that was left for another section", async () => {
    const { press, write } = await openSection("contacts");
    await press("add-contact");
    await write("input-name", "Peter");
    await press("section-gp");
    await find("line-gp.phone");
    await press("section-contacts");
    expect(await find("input-name")).toHaveValue("Peter");
    await says("line-contact", "These are your words from before");
    await press("cancel-contact");
    await press("section-gp");
    await press("section-contacts");
    await find("add-contact");
  });
});

it("writes a note from anywhere in the record, and goes back", async () => {
  const { press, write, program } = await openSection("person");
  await press("write-note");
  await says("sharing", "Shared with Riverside House");
  expect(await find("input-text")).toHaveFocus();
  await write("input-text", "Ate two spoons of soup");
  await press("save");
  await find("line-person.phone");
  expect(program.requests("enter")).toMatchObject([{ entry_kind: "note", body: { text: "Ate two spoons of soup" } }]);
});
