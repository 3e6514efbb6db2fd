/** Scans and photographs, and other records of the same person. */
import { describe, expect, it, vi } from "vitest";
import { ONE_DOT, PIN } from "../fake/program";
import { all, find, gone, MARGARET, openSection, says } from "./window";

const scan = (name: string, type: string, bytes: BlobPart[] = ["abc"]): File => new File(bytes, name, { type });

describe("attaching", () => {
  it("sends the file with its title, kind and place", async () => {
    const { press, write, user, program } = await openSection("documents");
    await press("attach-open");
    expect(await find("attach-file")).toHaveFocus();
    await user.upload(await find("attach-file"), scan("IMG_1.jpg", "image/jpeg"));
    await write("attach-title", "Right heel");
    await user.selectOptions(await find("attach-kind"), "photo");
    await write("attach-location", "Bedside folder");
    await press("attach-save");
    await says("attach-saved", "Saved on this computer");
    expect(program.requests("attach")).toEqual([
      {
        kind: "attach",
        record: MARGARET,
        title: "Right heel",
        document_kind: "photo",
        media_type: "image/jpeg",
        location: "Bedside folder",
        base64: btoa("abc"),
      },
    ]);
    expect(await find("attach-open")).toHaveFocus();
    await says("line-document", "Right heel");
  });

  it.each([
    ["no file", undefined, "Please choose a file"],
    ["an empty one", scan("a.png", "image/png", []), "This file is empty"],
    ["another type", scan("a.svg", "image/svg+xml"), "Please choose a PDF, JPEG or PNG file"],
    ["more than 10 MB", scan("a.pdf", "application/pdf", [new Uint8Array(10 * 1024 * 1024 + 1)]), "larger than 10 MB"],
  ])("asks again for %s", async (_, file, said) => {
    const { press, write, program } = await openSection("documents");
    await press("attach-open");
    const field = await find("attach-file");
    // As when somebody chooses "all files": the list of types is only a help.
    if (file) Object.defineProperty(field, "files", { value: [file] });
    await write("attach-title", "A paper");
    await press("attach-save");
    await says("error-summary", said);
    expect(program.requests("attach")).toEqual([]);
  });

  it("says what went wrong and keeps what was written", async () => {
    const { press, write, user } = await openSection("documents", { failing: ["attach"] });
    await press("attach-open");
    await user.upload(await find("attach-file"), scan("a.png", "image/png"));
    await write("attach-title", "Right heel");
    await press("attach-save");
    await says("error-happened", "There is no room left on this computer.");
    expect(await find("attach-title")).toHaveValue("Right heel");
  });

  it("that a lock cut short says so, keeps the words, and asks for the same file again", async () => {
    const { press, write, user } = await openSection("documents");
    await press("attach-open");
    await user.upload(await find("attach-file"), scan("IMG_1.jpg", "image/jpeg"));
    await write("attach-title", "Right heel");
    await user.keyboard("{F9}");
    await press("sign-in-tile-staff-asha");
    await write("pin", PIN);
    await user.click(await find("pin-submit"));
    await says("attach-unfinished", "choose the file again: IMG_1.jpg");
    expect(await find("attach-title")).toHaveValue("Right heel");
    await user.upload(await find("attach-file"), scan("IMG_1.jpg", "image/jpeg"));
    await press("attach-save");
    await says("attach-saved", "Saved on this computer");
    await press("section-consent");
    await press("section-documents");
    await find("attach-open");
    expect(all("attach-unfinished")).toEqual([]);
  });

  it("that was sent before a lock is saved, and does not come back", async () => {
    const { press, write, user, program } = await openSection("documents");
    await press("attach-open");
    await user.upload(await find("attach-file"), scan("IMG_1.jpg", "image/jpeg"));
    await write("attach-title", "Right heel");
    program.hold("attach");
    await press("attach-save");
    await vi.waitFor(() => expect(program.requests("attach")).toHaveLength(1));
    await user.keyboard("{F9}");
    await find("sign-in-tile-staff-asha");
    program.release();
    await press("sign-in-tile-staff-asha");
    await write("pin", PIN);
    await user.click(await find("pin-submit"));
    await press("tab-record");
    await press("section-documents");
    await says("line-document", "Right heel");
    expect(all("attach-unfinished")).toEqual([]);
  });

  it("left on purpose is forgotten", async () => {
    const { press, write } = await openSection("documents");
    await press("attach-open");
    await write("attach-title", "Right heel");
    await press("attach-leave");
    await press("attach-open");
    expect(await find("attach-title")).toHaveValue("");
    expect(all("attach-unfinished")).toEqual([]);
  });
});

describe("keeping a person's papers", () => {
  it("is a tick that says how it stands and is sent when it is changed", async () => {
    const { press, program } = await openSection("documents");
    expect(await find("keep-papers")).not.toBeChecked();
    await press("keep-papers");
    await vi.waitFor(() =>
      expect(program.requests("keep_papers")).toEqual([{ kind: "keep_papers", record: MARGARET, keep: true }]),
    );
    await press("section-consent");
    await press("section-documents");
    expect(await find("keep-papers")).toBeChecked();
    await press("keep-papers");
    await vi.waitFor(() => expect(program.requests("keep_papers").at(-1)?.keep).toBe(false));
  });

  it("that was not kept shows no tick", async () => {
    const { press } = await openSection("documents", { failing: ["keep_papers"] });
    await press("keep-papers");
    await says("error-happened", "There is no room left");
    expect(await find("keep-papers")).not.toBeChecked();
  });
});

describe("a paper", () => {
  it("is opened where it has a file, and a picture is shown", async () => {
    const { press, program } = await openSection("documents");
    expect(all("paper-open-paper-none")).toEqual([]);
    await press("paper-open-paper-photo");
    expect(await find("paper-picture")).toHaveAttribute("src", `data:image/png;base64,${ONE_DOT}`);
    expect(program.requests("open_attachment")).toEqual([
      { kind: "open_attachment", record: MARGARET, entry: "paper-photo" },
    ]);
    await press("paper-close");
    await gone("paper");
  });

  it("of another type never opens in the window: the program saves it, and it is said where", async () => {
    const { press, program } = await openSection("documents");
    await press("paper-open-paper-letter");
    await press("paper-save");
    await says("paper-saved", "Saved as “Letter from the clinic.pdf” in the folder Downloads.");
    expect(program.requests("save_attachment")).toEqual([
      { kind: "save_attachment", record: MARGARET, entry: "paper-letter" },
    ]);
    expect(all("paper-picture")).toEqual([]);
    await press("paper-close");
    await gone("paper");
    await press("paper-open-paper-letter");
    await find("paper-save");
    expect(all("paper-saved")).toEqual([]);
  });

  it("that could not be saved says why", async () => {
    const { press } = await openSection("documents", { failing: ["save_attachment"] });
    await press("paper-open-paper-letter");
    await press("paper-save");
    await says("error-happened", "There is no room left on this computer.");
    expect(all("paper-saved")).toEqual([]);
  });

  it("that is not here has been asked for, and that is no fault", async () => {
    const { press } = await openSection("documents");
    await press("paper-open-paper-away");
    await says("paper-not-here", "It is asked for. It comes with the next sharing.");
    expect(all("error")).toEqual([]);
  });

  it("keeps its file when its words are changed, and nobody is asked for its size", async () => {
    const { user, write, program } = await openSection("documents");
    const item = await find("item-paper-1");
    await user.click(item.querySelector("[data-test='change-document']") as HTMLElement);
    await write("input-title", "Left heel, Monday");
    expect(all("input-bytes")).toEqual([]);
    expect(all("input-media_type")).toEqual([]);
    await user.click(await find("save"));
    await vi.waitFor(() => expect(program.requests("enter")).toHaveLength(1));
    expect(program.requests("enter")[0]).toMatchObject({
      supersedes: ["paper-photo"],
      body: { title: "Left heel, Monday", media_type: "image/png", bytes: "68", content: "c".repeat(64), content_key: "k".repeat(64) },
    });
  });
});

describe("another record of the same person", () => {
  it("is not spoken of where there is none", async () => {
    await openSection("record");
    expect(all("others")).toEqual([]);
    expect(all("others-brief")).toEqual([]);
  });

  it("is named, with what is alike, and can be opened", async () => {
    const { program } = await openSection("record", { other: "alike" });
    await says("others", /SMITH, Margaret\s*·\s*Born\s+04-Mar-1938/);
    await says("others", "May be the same person: the same name and date of birth.");
    await says("others-judge", "Say so below, under “Another record of this person”.");
    expect((await find("others")).className).toContain("alarm--note");
    expect(all("other-ended")).toEqual([]);
    const open = document.querySelector<HTMLElement>("[data-test^='other-open-']");
    open?.click();
    const other = program.record.others[0]?.record;
    await vi.waitFor(() => expect(program.requests("record").at(-1)?.record).toBe(other));
    expect(other).not.toBe(MARGARET);
  });

  it("says where to write when this one has ended", async () => {
    await openSection("person", { other: "ended" });
    await says("other-ended", "Write there, not here");
    expect((await find("others")).className).toContain("alarm--look");
    expect(all("others-brief")).toEqual([]);
  });
});

describe("the ground of a plain field", () => {
  it("is folded away, and sent when it is said", async () => {
    const { press, write, user, program } = await openSection("person");
    await press("change-person.phone");
    expect(await find("more")).not.toHaveAttribute("open");
    await write("input-value", "01632 960155");
    await user.selectOptions(await find("input-basis"), "said_by_family");
    await press("done-person.phone");
    await vi.waitFor(() => expect(program.requests("set")).toHaveLength(1));
    expect(program.requests("set")[0]).toMatchObject({ text: "01632 960155", basis: "said_by_family" });
  });
});

describe("what is said of a paper", () => {
  it("stands in the list in the words of the program", async () => {
    await openSection("documents");
    await says("line-document", "AttachedPhotograph or scan (PNG)");
    await says("line-document", "Bedside folderA copy lies there");
    expect(document.body.textContent).not.toMatch(/image\/|application\//);
  });
});
