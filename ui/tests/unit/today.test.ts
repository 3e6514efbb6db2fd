import { describe, expect, it, vi } from "vitest";
import type { Matter } from "../../src/backend/generated/api";
import { toggled } from "../../src/state/several";
import { handoverRows } from "../../src/state/today";
import { dayOf } from "../fake/today";
import { all, find, gone, MARGARET, open, says, within } from "./window";

const text = (element: HTMLElement): string => (element.textContent ?? "").replaceAll(/\s+/g, " ");

describe("a shift", () => {
  it("says what others wrote since the last one, by person, decisions first, with who and when", async () => {
    open({ today: true });
    const news = await find("today-news");
    expect(news).toHaveTextContent("Since your last shift (Tue 17-Nov 19:40)");
    const people = within(news).getAllByRole("heading", { level: 3 }).map(text);
    expect(people[0]).toContain("SMITH, Margaret");
    expect(people).toHaveLength(3);
    const rows = [...news.querySelectorAll<HTMLElement>("[data-test^=matter-]")].map(({ dataset }) => dataset["test"]);
    expect(rows.slice(0, 2)).toEqual(["matter-n-cpr", "matter-n-note-2"]);
    expect(await find("matter-n-note-2")).toHaveTextContent("Hummed along with the hymns");
    expect(await find("matter-n-note-2")).toHaveTextContent("Joe Pembury, care assistant, Riverside House · today 07:30");
  });

  it("can be skipped, to what is to be done", async () => {
    const { press } = open({ today: true });
    await press("today-skip");
    expect(document.activeElement).toHaveTextContent("To do (");
  });

  it("reads each row as one sentence", async () => {
    open({ today: true });
    const row = text(await find("matter-t-sling"));
    expect(row).toMatch(
      /Look\. .*BRAITHWAITE.*, Room 7\. Task\. Order a larger sling was due Thu 19-Nov 12:00\. Nobody has this yet\. Asked, not taken on yet\. Sam Bell/,
    );
  });

  it("never says one decision where two stand", async () => {
    const { press, user } = open({ today: true, conflict: true });
    expect(await find("matter-n-cpr")).not.toHaveTextContent("Not for CPR");
    await says("matter-n-cpr", "Two versions are recorded. Read both before you act.");
    await says("today-two-versions", "SMITH, Margaret");
    await press("matter-n-cpr");
    await find("disagreement-cpr_decision");
    await user.keyboard("{Escape}");
    await press("today-handover");
    expect(await find(`handover-${MARGARET}`)).not.toHaveTextContent("Not for CPR");
    expect(await find(`handover-${MARGARET}`)).toHaveTextContent("Two versions are recorded");
  });

  it("shows a task that nobody has taken on as that, and lets her take it on", async () => {
    const { press, program } = open({ today: true });
    await says("state-t-sling", "Asked, not taken on yet");
    await press("task-accept-t-sling");
    await says("state-t-sling", "Taken on");
    await says("matter-t-sling", "Who: Asha Rahman");
    await says("today-done", "You have taken it on.");
    expect(program.requests("answer_task")).toEqual([
      { kind: "answer_task", record: "r3", entry: "t-sling", state: "accepted", because: "" },
    ]);
    expect(all("task-accept-t-sling")).toEqual([]);
  });

  it("keeps the focus in the list when what was done leaves it", async () => {
    const { press } = open({ today: true });
    await press("task-done-t-sling");
    await gone("matter-t-sling");
    const tasks = await find("today-tasks");
    await vi.waitFor(() => expect(within(tasks).getByRole("heading", { level: 2 })).toHaveFocus());
    await says("today-done", "marked as done");
  });

  it("asks why something is not taken on, and keeps the words over a lock and a failure", async () => {
    const { press, write, user, program } = open({ today: true });
    await press("task-decline-t-sling");
    expect(await find("task-why-t-sling")).toHaveFocus();
    await write("task-why-t-sling", "We have no hoist");
    await user.keyboard("{F9}");
    await press("sign-in-tile-staff-asha");
    await find("pin");
    await user.keyboard("123456{Enter}");
    expect(await find("task-why-t-sling")).toHaveValue("We have no hoist");
    program.failing.add("answer_task");
    await press("task-why-save-t-sling");
    await find("error");
    expect(await find("task-why-t-sling")).toHaveValue("We have no hoist");
    program.failing.clear();
    await press("task-why-save-t-sling");
    await says("state-t-sling", "Not taken on");
    await gone("task-why-t-sling");
    expect(program.requests("answer_task").at(-1)).toEqual({
      kind: "answer_task",
      record: "r3",
      entry: "t-sling",
      state: "declined",
      because: "We have no hoist",
    });
  });

  it("offers nothing to answer where she may not", async () => {
    open({ today: true });
    await find("matter-t-heart");
    for (const way of ["accept", "done", "decline"]) expect(all(`task-${way}-t-heart`)).toEqual([]);
  });

  it("opens each row on the reason for which it is there", async () => {
    const { press, user } = open({ today: true });
    await press("matter-n-cpr");
    await find("sharing");
    expect(await find("section-title")).toHaveTextContent("CPR");
    await user.keyboard("{Escape}");
    await find("screen-today");
    await press(`today-person-${MARGARET}`);
    await find("card-cpr");
  });

  it("says in words that there is nothing", async () => {
    const { press } = open({ today: true, day: "nothing" });
    await says("today-nothing", "Nothing is new, to be done or due.");
    await press("today-open-people");
    await find("screen-people");
  });

  it("says of each list by itself that it is empty", async () => {
    open({ today: true, day: "one" });
    await says("today-worried", "Nobody was seen to be other than usual.");
    await says("today-due", "No box, pump or review is due.");
  });

  it("does not speak of a last shift to somebody new", async () => {
    open({ today: true, firstShift: true });
    expect(await find("today-news")).not.toHaveTextContent("Since your last shift");
  });

  it("paints two thousand people in parts, and says how many more there are", async () => {
    const { program, press } = open({ today: true });
    const row = await find("matter-n-note-1");
    const [first] = program.day.news;
    if (!first) throw new Error("nothing is new");
    const news = Array.from({ length: 45 }, (_, n) => ({ ...first, id: `n-${n}`, record: `many-${n}` }));
    const due = Array.from({ length: 61 }, (_, n) => ({ ...first, id: `d-${n}`, record: `many-${n}` }));
    program.day = { ...program.day, news, due };
    program.tell({ kind: "changed", records: ["many-0"] });
    await says("today-news-more", "Show what is new about 5 more people");
    expect(row).not.toBeInTheDocument();
    expect(all("matter-n-39")).toHaveLength(1);
    expect(all("matter-n-40")).toEqual([]);
    await press("today-news-more");
    expect(all("matter-n-44")).toHaveLength(1);
    expect(all("today-news-more")).toEqual([]);
    await says("today-due", "(61)");
    await says("today-due-more", "Show 1 more");
    await press("today-due-more");
    expect(all("matter-d-60")).toHaveLength(1);
  });

  it("is told of those who come first, and of everyone once she asks, also after she has answered a task", async () => {
    const { press, program } = open({ today: true });
    await find("today-news");
    program.day = { ...program.day, more_news: 3 };
    program.tell({ kind: "changed", records: ["r2"] });
    await says("today-news-more", "Show what is new about 3 more people");
    await press("today-news-more");
    await gone("today-news-more");
    expect(program.requests("today").map(({ all_news }) => all_news)).toEqual([false, false, true]);
    await press("task-accept-t-sling");
    await says("today-done", "You have taken it on.");
    await expect.poll(() => program.requests("today").length).toBe(4);
    expect(program.requests("today").at(-1)?.all_news).toBe(true);
    await gone("today-news-more");
  });

  it("hears news, and leaves the focus where it is", async () => {
    const { program } = open({ today: true });
    const row = await find("matter-n-note-1");
    row.focus();
    const [first] = program.day.news;
    program.day = {
      ...program.day,
      news: [...(first ? [{ ...first, id: "n-new", record: "r4", person: "LLEWELYN-ŴYNNE, Siân", words: "Coughing" }] : []), ...program.day.news],
    };
    program.tell({ kind: "changed", records: ["r4"] });
    await says("matter-n-new", "Coughing");
    expect(row).toHaveFocus();
  });
});

describe("the selection", () => {
  it("begins with that of her role, and is remembered when she chooses another", async () => {
    const { press, program } = open({ today: true, selection: "review" });
    expect(await find("today-review")).toBeChecked();
    await find("today-open");
    await press("today-shift");
    await find("today-news");
    await vi.waitFor(() =>
      expect(program.requests("set_looks").map(({ looks }) => looks)).toEqual([
        { night: false, compact: false, selection: "shift", toured: true },
      ]),
    );
  });

  it("counts even where it cannot be remembered", async () => {
    const { press } = open({ today: true, failing: ["looks"] });
    await press("today-review");
    await find("today-endorse");
    expect(all("error")).toEqual([]);
  });

  it("of a review opens two versions side by side", async () => {
    const { press } = open({ today: true, selection: "review", conflict: true });
    await press("matter-o-cpr");
    await find("disagreement-cpr_decision");
  });
});

describe("a round", () => {
  const planned = { today: true, selection: "round", round: "planned" } as const;

  it("has the visits in order, and never shows how to get in", async () => {
    const { press, program } = open(planned);
    const visits = (await vi.waitFor(() => {
      const found = [...document.querySelectorAll<HTMLElement>("article[data-test^=visit-]")];
      expect(found).toHaveLength(3);
      return found;
    })).map(text);
    expect(visits[0]).toContain("SMITH, Margaret");
    expect(visits[1]).toContain("Toll Cottage, Low Drove");
    expect(visits[1]).toContain("Not counted since 03-Nov-2026");
    expect(all("visit-way-in-r5")).toEqual([]);
    expect(program.requests("record")).toEqual([]);
    await press("visit-way-in-r3");
    await find("screen-record");
    await vi.waitFor(() => expect(program.requests("record")).toEqual([{ kind: "record", record: "r3" }]));
  });

  it("gets ready with one press: says how far it is, then that all of it is here", async () => {
    const { press, program } = open(planned);
    await says("visit-here-r5", "Not all of it is on this computer: 2 notes of the last week");
    program.hold("get_ready");
    await press("round-get-ready");
    await says("round-ready", "2 of 3 are on this computer so far");
    program.release();
    await says("round-ready", "All 3 are on this computer. You can leave.");
  });

  it("says by name what is missing", async () => {
    const { press } = open({ ...planned, round: "missing" });
    await press("round-get-ready");
    await says("round-ready", /1 of 3 are not all on this computer:.*OKONJO, Blessing – 2 notes of the last week and 1 paper/);
    expect(await find("round-ready")).not.toHaveTextContent("You can leave");
  });

  it("does not say that she can leave after the round has changed", async () => {
    const { press, write } = open(planned);
    await press("round-get-ready");
    await says("round-ready", "You can leave");
    await press("round-plan");
    await write("round-find", "taggart");
    await press("round-add-r8");
    await press("round-finish");
    expect(await find("round-ready")).not.toHaveTextContent("You can leave");
  });

  it("is planned by keyboard: found, added, ordered, removed, each saved at once", async () => {
    const { press, user, program } = open({ today: true, selection: "round" });
    await press("round-plan");
    expect(await find("round-find")).toHaveFocus();
    for (const name of ["taggart", "okonjo", "brai"]) {
      await user.keyboard(name);
      await vi.waitFor(() => expect(document.querySelectorAll("[data-test^=round-add-]")).toHaveLength(1));
      await user.keyboard("{Enter}");
    }
    await press("round-up-r3");
    expect(await find("round-up-r3")).toHaveFocus();
    await press("round-up-r3");
    expect(await find("round-down-r3")).toHaveFocus();
    await press("round-remove-r8");
    expect(await find("round-remove-r5")).toHaveFocus();
    await vi.waitFor(() =>
      expect(program.requests("plan_round").map(({ records }) => records.join(" "))).toEqual([
        "r8",
        "r8 r5",
        "r8 r5 r3",
        "r8 r3 r5",
        "r3 r8 r5",
        "r3 r5",
      ]),
    );
    await press("round-finish");
    await find("visit-r3");
    await find("visit-r5");
  });
});

describe("the hand-over sheet", () => {
  it("has one row a person, with born, room, and a box for each thing to do", async () => {
    const { press } = open({ today: true });
    await press("today-handover");
    const row = await find(`handover-${MARGARET}`);
    for (const words of ["SMITH, Margaret", "Room 12", "Born 04-Mar-1938 (88y)", "Not for CPR", "Ring Jean", "To be checked"]) {
      expect(row).toHaveTextContent(words);
    }
    expect(row.querySelectorAll(".box")).toHaveLength(3);
    await says("handover-r3", "Asked, not taken on yet");
    await says("handover-others", /Nothing new about 3 more people:.*OKONJO, Blessing/);
  });

  it("says who printed it, and is written down", async () => {
    const print = vi.fn();
    vi.stubGlobal("print", print);
    const { press, program } = open({ today: true });
    await press("today-handover");
    await press("handover-print");
    await vi.waitFor(() => expect(print).toHaveBeenCalledOnce());
    await says("handover-head", "Printed Fri 20-Nov-2026 09:20 by Asha Rahman, senior carer, Riverside House");
    await says("handover-head", "This paper has no code");
    await says("handover-head", "Not valid after");
    expect(await find("handover-head")).not.toHaveTextContent("review");
    expect(all("print-foot")).toHaveLength(1);
    expect(document.body.textContent?.match(/As of|Printed Fri/g)).toHaveLength(new Set(document.body.textContent?.match(/As of|Printed Fri/g)).size);
    expect(program.requests("print_head").at(-1)).toEqual({ kind: "print_head", record: null, what: "handover" });
    window.dispatchEvent(new Event("afterprint"));
    expect(program.requests("printed")).toEqual([{ kind: "printed", record: "", what: "handover" }]);
    vi.unstubAllGlobals();
  });

  it("is in the order of the rooms", () => {
    expect(handoverRows(dayOf({})).map(({ room }) => room)).toEqual(["3", "7", "12", "15"]);
  });

  it("has a row for each of two people who share a room", () => {
    const day = dayOf({});
    const shared = [...day.news, ...day.tasks].map(({ record }) => record);
    const inOne = <Of extends { room: string }>(matters: readonly Of[]): Of[] => matters.map((matter) => ({ ...matter, room: "7" }));
    const rows = handoverRows({ ...day, news: inOne(day.news), tasks: inOne(day.tasks), worried: [], due: [], open: [] });
    expect(new Set(rows.map(({ record }) => record))).toEqual(new Set(shared));
    expect(new Set(rows.map(({ room }) => room))).toEqual(new Set(["7"]));
    for (const { record, changed, todo } of rows) {
      expect(new Set([...changed, ...todo].map((matter) => matter.record))).toEqual(new Set([record]));
    }
  });

  it("says a matter once that stands in two lists", () => {
    const day = dayOf({});
    const [said] = day.news;
    if (!said) throw new Error("nothing is new");
    const likely = { ...said, id: "likely", section: "prognosis", label: "Likely time left", words: "2 versions are recorded." };
    const open = { ...likely, reason: "two_versions" as const };
    const changed = handoverRows({ ...day, news: [likely], open: [open] }).find(({ record }) => record === said.record)?.changed;
    expect(changed).toEqual([open]);
  });
});

describe("a line on which two versions stand, on the hand-over sheet", () => {
  const day = dayOf({});
  const said = day.news.find(({ reason }) => reason === "written");
  if (!said) throw new Error("nothing is new");
  const place = { ...said, section: "preferences", label: "Where to be cared for", words: "2 versions are recorded." };
  const open = { ...place, id: "first-entry", reason: "two_versions" as const };
  const changedOf = (news: Matter[]): Matter[] | undefined =>
    handoverRows({ ...day, news, open: [open] }).find(({ record }) => record === said.record)?.changed;

  it("is said once, by the row that opens both, whichever entry the news is of", () => {
    const news = ["first-entry", "second-entry"].map((id) => ({ ...place, id, alarm: "look" as const }));
    expect(changedOf(news)).toEqual([open]);
  });

  it("takes nothing else with it: not another line, another entry of a list, nor the same of somebody else", () => {
    const other = { ...place, id: "other-line", label: "Where to die", alarm: "look" as const };
    const agreed = { ...place, id: "another-of-the-list", words: "Jean, daughter" };
    expect(changedOf([other, agreed])).toEqual([open, other, agreed]);
    const somebody = { ...place, id: "somebody", record: "r8", person: "TAGGART, Euphemia", room: "15", alarm: "look" as const };
    const rows = handoverRows({ ...day, news: [somebody], open: [open] });
    expect(rows.find(({ record }) => record === "r8")?.changed).toEqual([somebody]);
  });
});

describe("writing for several people", () => {
  it("does a care round for six people in far fewer than thirty presses", async () => {
    const { press, program } = open({ today: true });
    let presses = 0;
    const act = async (name: string): Promise<void> => {
      presses += 1;
      await press(name);
    };
    const six = ["r2", "r3", "r4", MARGARET, "r6", "r5"];
    await act("today-several");
    for (const record of six) await act(`several-${record}`);
    await act("several-how-each");
    for (const record of six) await act(`several-text-${record}-phrase-${record === "r3" ? 1 : 0}`);
    await act("several-save");
    await says("several-outcome", "All 6 notes are saved on this computer.");
    expect(presses).toBeLessThanOrEqual(30);
    expect(program.requests("enter").map(({ record, entry_kind, body }) => [record, entry_kind, body["text"]])).toEqual(
      six.map((record) => [record, "note", record === "r3" ? "Asleep." : "Seen and settled."]),
    );
  });

  it("lists them as the corridor does: room after room, and those without one last", async () => {
    const { press, program } = open({ today: true });
    program.people = program.people.map((row) => (row.record === "r3" ? { ...row, room: "Room 10" } : row));
    await press("today-several");
    await find("several-r2");
    const rooms = all("screen-write-for-several")[0]?.querySelectorAll(".room") ?? [];
    expect([...rooms].map((room) => room.textContent)).toEqual(
      ["Room 3", "Room 9", "Room 10", "Room 12", "Room 15", "Room 21", "No room"],
    );
  });

  it("says who is saved and who is not, and keeps what failed", async () => {
    const { press, write, program } = open({ today: true });
    await press("today-several");
    await press("several-r2");
    await press("several-r3");
    await write("several-text", "Sang in the garden room");
    const answer = program.answer.bind(program);
    vi.spyOn(program, "answer").mockImplementation((request) => {
      program.failing = new Set(request.kind === "enter" && request.record === "r3" ? ["enter"] : []);
      return answer(request);
    });
    await press("several-save");
    await says("several-outcome", "1 saved, 1 not saved");
    await says("several-saved-r2", "Saved on this computer");
    await says("several-failed-r3", "There is no room left on this computer.");
    expect(await find("several-text")).toHaveValue("Sang in the garden room");
    expect(await find("several-r2")).not.toBeChecked();
    expect(await find("several-r3")).toBeChecked();
    await press("several-save");
    await says("several-failed-r3", "Not saved");
    expect(program.requests("enter").map(({ record }) => record)).toEqual(["r2", "r3", "r3"]);
  });

  it("asks for somebody and for words", async () => {
    const { press, program } = open({ today: true });
    await press("today-several");
    await press("several-save");
    await says("error-summary", "Please choose at least one person");
    await press("several-r2");
    await press("several-how-each");
    await press("several-save");
    await says("error-summary", "ABERNATHY, Winifred: please write something");
    expect(program.requests("enter")).toEqual([]);
  });

  it("keeps a half-written round over a lock", async () => {
    const { press, write, user } = open({ today: true });
    await press("today-several");
    await press("several-r2");
    await press("several-how-each");
    await write("several-text-r2", "Two cups of tea");
    await user.keyboard("{F9}");
    await press("sign-in-tile-staff-asha");
    await find("pin");
    await user.keyboard("123456{Enter}");
    expect(await find("several-text-r2")).toHaveValue("Two cups of tea");
    expect(await find("several-r2")).toBeChecked();
  });

  it("forgets only what was saved when the screen locks in the middle", async () => {
    const { press, user, program } = open({ today: true });
    await press("today-several");
    await press("several-r2");
    await press("several-r3");
    await press("several-text-phrase-0");
    program.hold("enter");
    await press("several-save");
    await user.keyboard("{F9}");
    await find("sign-in-tile-staff-asha");
    program.release();
    await press("sign-in-tile-staff-asha");
    await find("pin");
    await user.keyboard("123456{Enter}");
    expect(await find("several-text")).toHaveValue("Seen and settled.");
    expect(await find("several-r2")).not.toBeChecked();
    expect(await find("several-r3")).toBeChecked();
    expect(program.requests("enter").map(({ record }) => record)).toEqual(["r2"]);
  });

  it("finds by typing, and keeps in sight whoever is chosen", async () => {
    const { press, write } = open({ today: true });
    await press("today-several");
    await press("several-r2");
    await write("several-filter", "brai");
    await gone("several-r8");
    expect(await find("several-r2")).toBeChecked();
    await find("several-r3");
  });

  it("adds a phrase with one press and takes it out with the next", () => {
    expect(toggled("", "Asleep.")).toBe("Asleep.");
    expect(toggled("Had her tea.", "Asleep.")).toBe("Had her tea. Asleep.");
    expect(toggled("Had her tea. Asleep. Warm.", "Asleep.")).toBe("Had her tea. Warm.");
  });
});
