/** Every screen in every state, and how to get there. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { CODES, OLD_CODE } from "../fake/paper";
import { MARGARET } from "../fake/person";
import { ELSEWHERE, type Scene } from "../fake/program";
import { byTest, press } from "./window";

export const wait = (name: string) => async (page: Page) => byTest(page, name).first().waitFor();
const gone = (name: string) => async (page: Page) => byTest(page, name).waitFor({ state: "detached" });
const saying = (name: string, text: string) => async (page: Page) => byTest(page, name).getByText(text).waitFor();
export const steps =
  (...all: Array<(page: Page) => Promise<unknown>>) =>
  async (page: Page) => {
    for (const step of all) await step(page);
  };

const breakGlass = steps(
  press("break-glass"),
  (page) => byTest(page, "glass-nhs-number").fill(ELSEWHERE),
  press("glass-reason-called_to_person"),
  press("glass-ask"),
);
export const toMargaret = steps(press(`person-row-${MARGARET}`), wait("card-cpr"));
const toPeople = press("nav-people");
const toLearn = steps(press("help"), press("help-glossary"), wait("glossary"));
export const toSection = (name: string) => steps(toMargaret, press("tab-record"), press(`section-${name}`), wait("sharing"));
export const toSensitive = (name: string) =>
  steps(toMargaret, press("tab-record"), press(`section-${name}`), press("pause-go-on"), wait("sharing"));
const toTab = (name: string) => steps(toMargaret, press(`tab-${name}`));

export const toSettings = steps(press("open-settings"), wait("screen-settings"));
const toAudit = steps(toSettings, press("open-audit"));
export const checking = (code: string) =>
  steps(toSettings, press("open-check-paper"), (page) => byTest(page, "paper-code").fill(code), press("paper-check"));
export const toPaper = (what: string) => steps(checking(CODES[what] ?? ""), press("paper-again"));

export interface Shown {
  name: string;
  scene: Scene;
  go: (page: Page) => Promise<unknown>;
}

const offline = { state: "waiting", words: "No signal since 09:14 · 3 changes saved here, not yet shared", unshared: 3 } as const;

export const shown: Shown[] = [
  { name: "join", scene: { joined: false }, go: wait("join-hub") },
  {
    name: "join with errors",
    scene: { joined: false },
    go: steps(press("join-submit"), wait("error-summary")),
  },
  { name: "begin a home", scene: { joined: false }, go: steps(press("join-alone"), wait("begin-home")) },
  {
    name: "begin a home with errors",
    scene: { joined: false },
    go: steps(press("join-alone"), press("begin-submit"), wait("error-summary")),
  },
  { name: "sign in", scene: { signedIn: false }, go: wait("sign-in-tile-staff-asha") },
  { name: "staff", scene: { letsIn: true }, go: steps(press("nav-staff"), wait("staff-list")) },
  { name: "staff, alone", scene: { letsIn: true, alone: true }, go: steps(press("nav-staff"), wait("staff-list")) },
  { name: "staff, letting in", scene: { letsIn: true }, go: steps(press("nav-staff"), press("staff-add"), wait("staff-form")) },
  {
    name: "staff, letting in, alone",
    scene: { letsIn: true, alone: true },
    go: steps(press("nav-staff"), press("staff-add"), press("staff-submit"), wait("error-summary")),
  },
  {
    name: "staff, has left",
    scene: { letsIn: true, alone: true },
    go: steps(press("nav-staff"), press("staff-end-staff-joe"), wait("staff-form")),
  },
  {
    name: "recovery sheet",
    scene: { letsIn: true },
    go: steps(
      press("nav-this-computer"),
      wait("safekeeping"),
      (page) => byTest(page, "sheet-pin").fill("123456"),
      press("sheet-make"),
      wait("sheet-code"),
    ),
  },
  {
    name: "backups",
    scene: { letsIn: true },
    go: steps(
      press("nav-this-computer"),
      wait("safekeeping"),
      (page) => byTest(page, "sheet-pin").fill("123456"),
      press("sheet-make"),
      press("sheet-done"),
      wait("backup-now"),
    ),
  },
  {
    name: "this computer, alone",
    scene: { letsIn: true, alone: true },
    go: steps(press("nav-this-computer"), wait("join-region")),
  },
  { name: "pin", scene: { signedIn: false }, go: steps(press("sign-in-tile-staff-asha"), wait("pin")) },
  {
    name: "wrong pin",
    scene: { signedIn: false },
    go: steps(
      press("sign-in-tile-staff-asha"),
      (page) => byTest(page, "pin").fill("999999"),
      press("pin-submit"),
      wait("error"),
    ),
  },
  { name: "first sign in", scene: { signedIn: false }, go: steps(press("sign-in-tile-staff-sam"), wait("first-code")) },
  { name: "today, nothing", scene: { today: true, day: "nothing" }, go: wait("today-nothing") },
  { name: "today, one", scene: { today: true, day: "one" }, go: wait("today-news") },
  { name: "today, many, two versions", scene: { today: true, conflict: true, letsIn: true, readsAudit: true }, go: wait("today-news") },
  { name: "today, offline", scene: { today: true, connection: offline }, go: wait("today-news") },
  { name: "today, first shift", scene: { today: true, firstShift: true }, go: wait("today-news") },
  { name: "today, failing", scene: { today: true, failing: ["today"] }, go: wait("error") },
  {
    name: "today, not taking it on",
    scene: { today: true },
    go: steps(press("task-decline-t-sling"), wait("task-why-t-sling")),
  },
  { name: "today, done", scene: { today: true }, go: steps(press("task-done-t-sling"), gone("matter-t-sling")) },
  { name: "my round, none", scene: { today: true, selection: "round" }, go: wait("round-none") },
  { name: "my round", scene: { today: true, selection: "round", round: "planned", connection: offline }, go: wait("round-get-ready") },
  {
    name: "my round, ready",
    scene: { today: true, selection: "round", round: "planned" },
    go: steps(press("round-get-ready"), saying("round-ready", "All 3 are on this computer")),
  },
  {
    name: "my round, missing",
    scene: { today: true, selection: "round", round: "missing" },
    go: steps(press("round-get-ready"), saying("round-ready", "1 of 3 are not all")),
  },
  {
    name: "my round, planning",
    scene: { today: true, selection: "round", round: "planned" },
    go: steps(press("round-plan"), (page) => byTest(page, "round-find").fill("a"), wait("round-add-r2")),
  },
  { name: "review", scene: { today: true, selection: "review", conflict: true }, go: wait("today-open") },
  { name: "review, one", scene: { today: true, selection: "review", day: "one" }, go: wait("today-open") },
  { name: "hand-over sheet", scene: { today: true, conflict: true }, go: steps(press("today-handover"), wait("handover-sheet")) },
  {
    name: "hand-over sheet, nothing",
    scene: { today: true, day: "nothing" },
    go: steps(press("today-handover"), wait("handover-nothing")),
  },
  { name: "write for several", scene: { today: true }, go: steps(press("today-several"), press("several-r2"), wait("several-save")) },
  {
    name: "write for several, each",
    scene: { today: true },
    go: steps(
      press("today-several"),
      press("several-r2"),
      press("several-r3"),
      press("several-how-each"),
      press("several-text-r2-phrase-0"),
      wait("several-text-r3"),
    ),
  },
  {
    name: "write for several, with errors",
    scene: { today: true },
    go: steps(press("today-several"), press("several-save"), wait("error-summary")),
  },
  {
    name: "write for several, not saved",
    scene: { today: true, failing: ["enter"] },
    go: steps(
      press("today-several"),
      press("several-r2"),
      (page) => byTest(page, "several-text").fill("Had her tea in the garden room."),
      press("several-save"),
      wait("several-outcome"),
    ),
  },
  {
    name: "write for several, saved",
    scene: { today: true },
    go: steps(
      press("today-several"),
      press("several-r2"),
      press("several-r3"),
      press("several-text-phrase-0"),
      press("several-save"),
      wait("several-outcome"),
    ),
  },
  { name: "people", scene: { conflict: true }, go: wait(`person-row-${MARGARET}`) },
  { name: "people, narrowed", scene: { conflict: true }, go: steps(press("filter-two_versions"), saying("people-filtered", "1 of 7")) },
  { name: "people, narrowed to nobody", scene: {}, go: steps(press("filter-overdue"), press("filter-withheld"), saying("people-filtered", "Nobody of 7")) },
  {
    name: "people, same name",
    scene: {},
    go: steps(wait("person-row-r6"), (page) => byTest(page, "search").fill("peggy"), saying("people-count", "1 more with the same name")),
  },
  { name: "break the glass", scene: {}, go: steps(press("break-glass"), wait("glass-nhs-number")) },
  {
    name: "break the glass, with errors",
    scene: {},
    go: steps(press("break-glass"), press("glass-ask"), wait("error-summary")),
  },
  { name: "opened in an emergency", scene: {}, go: steps(breakGlass, wait("card-cpr")) },
  { name: "people, one opened in an emergency", scene: {}, go: steps(breakGlass, wait("card-cpr"), press("nav-people"), wait(`opened-${MARGARET}`)) },
  {
    name: "who looked",
    scene: { readsAudit: true },
    go: steps(toMargaret, press("tab-who-looked"), wait("who-looked")),
  },
  { name: "people, none", scene: { nobody: true }, go: wait("add-person") },
  { name: "people, failing", scene: { failing: ["people"] }, go: wait("error") },
  {
    name: "people, not found",
    scene: {},
    go: steps(
      wait(`person-row-${MARGARET}`),
      (page) => byTest(page, "search").fill("zz"),
      (page) => byTest(page, `person-row-${MARGARET}`).waitFor({ state: "detached" }),
    ),
  },
  { name: "add a person", scene: {}, go: steps(press("add-person"), wait("new-family-name")) },
  { name: "take over files", scene: {}, go: steps(press("import-open"), wait("import-files")) },
  {
    name: "files taken over",
    scene: {},
    go: steps(
      press("import-open"),
      (page) =>
        byTest(page, "import-files").setInputFiles({
          name: "patient.xml",
          mimeType: "application/fhir+xml",
          buffer: Buffer.from("<Patient/>"),
        }),
      press("import-submit"),
      wait("import-done"),
    ),
  },
  { name: "at a glance", scene: {}, go: toMargaret },
  { name: "at a glance, two versions", scene: { conflict: true, connection: offline }, go: toMargaret },
  { name: "at a glance, failing", scene: { failing: ["glance"] }, go: steps(press(`person-row-${MARGARET}`), wait("error")) },
  { name: "record, person", scene: {}, go: toSection("person") },
  {
    name: "record, changing a field",
    scene: {},
    go: steps(toSection("person"), press("change-person.phone"), wait("editor-person.phone")),
  },
  {
    name: "record, changing a choice",
    scene: {},
    go: steps(toSection("person"), press("change-person.sex_at_birth"), wait("editor-person.sex_at_birth")),
  },
  {
    name: "record, history",
    scene: {},
    go: steps(toSection("person"), press("history-person.phone"), wait("history")),
  },
  { name: "record, several", scene: {}, go: toSection("gp") },
  { name: "record, nothing", scene: {}, go: toSection("consent") },
  { name: "record, list", scene: {}, go: toSection("contacts") },
  { name: "record, list form", scene: {}, go: steps(toSection("contacts"), press("add-contact"), wait("save")) },
  {
    name: "record, form with errors",
    scene: {},
    go: steps(toSection("contacts"), press("add-contact"), press("save"), wait("error-summary")),
  },
  {
    name: "record, entered in error",
    scene: {},
    go: steps(toSection("allergies"), press("error-allergy"), wait("in-error")),
  },
  {
    name: "at a glance, died",
    scene: { died: true },
    go: toMargaret,
  },
  { name: "at a glance, a plan", scene: {}, go: steps(toMargaret, press("plan-open"), wait("plan-close")) },
  {
    name: "at a glance, two plans",
    scene: {},
    go: steps(toMargaret, (page) => byTest(page, "plan-open").nth(3).click(), wait("plan-two")),
  },
  { name: "record, empty section", scene: {}, go: toSection("home") },
  { name: "record, what happened", scene: {}, go: toSection("assessments") },
  {
    name: "record, what happened, form",
    scene: {},
    go: steps(
      toSection("assessments"),
      press("add-news2"),
      press("input-oxygen-none_of_these"),
      wait("explain-oxygen"),
    ),
  },
  { name: "record, what follows", scene: { follows: true }, go: toSection("notes") },
  { name: "record, suggestions", scene: {}, go: toSection("contingency") },
  { name: "record, suggesting", scene: {}, go: steps(toSection("problems"), press("add-problem"), wait("suggest-note")) },
  { name: "record, withheld", scene: {}, go: toSensitive("prognosis") },
  {
    name: "record, withholding",
    scene: {},
    go: steps(
      toSensitive("prognosis"),
      press("change-awareness"),
      (page) => byTest(page, "withhold").locator("summary").click(),
      (page) => byTest(page, "withhold-how-say").check(),
      wait("input-withhold-ask"),
      (page) => byTest(page, "input-withhold-ask").scrollIntoViewIfNeeded(),
    ),
  },
  {
    name: "record, copying from paper",
    scene: {},
    go: steps(toSection("treatment_plan"), press("change-ceiling"), wait("copy-note")),
  },
  {
    name: "record, not how it is",
    scene: {},
    go: steps(toSection("about_me"), press("mismatch-open"), wait("mismatch-save")),
  },
  {
    name: "record, not how it is, sent",
    scene: {},
    go: steps(
      toSection("about_me"),
      press("mismatch-open"),
      (page) => byTest(page, "input-text").fill("She is afraid of cats"),
      press("mismatch-save"),
      wait("mismatch-sent"),
    ),
  },
  { name: "record, feedback", scene: {}, go: toSection("feedback") },
  { name: "record, asking as it stood", scene: {}, go: steps(toSection("person"), press("stood-open"), wait("stood-show")) },
  {
    name: "record, as it stood",
    scene: {},
    go: steps(
      toSection("person"),
      press("stood-open"),
      (page) => byTest(page, "input-stood-day").fill("1"),
      (page) => byTest(page, "input-stood-month").fill("10"),
      (page) => byTest(page, "input-stood-year").fill("2026"),
      (page) => byTest(page, "input-stood-time").fill("0800"),
      press("stood-show"),
      wait("stood-bar"),
    ),
  },
  { name: "record, another record", scene: { other: "alike" }, go: toSection("record") },
  { name: "record, ended", scene: { other: "ended" }, go: toSection("person") },
  {
    name: "record, how one knows",
    scene: {},
    go: steps(
      toSection("person"),
      press("change-person.phone"),
      (page) => byTest(page, "more").locator("summary").click(),
      wait("input-basis"),
    ),
  },
  { name: "papers", scene: {}, go: toSection("documents") },
  {
    name: "papers, attaching, with errors",
    scene: {},
    go: steps(toSection("documents"), press("attach-open"), press("attach-save"), wait("error-summary")),
  },
  {
    name: "papers, a picture",
    scene: {},
    go: steps(toSection("documents"), press("paper-open-paper-photo"), async (page) => {
      const picture = byTest(page, "paper-picture");
      await picture.waitFor();
      // Shown, and not stopped by the content security policy.
      expect(await picture.evaluate((image) => (image as HTMLImageElement).decode().then(() => true))).toBe(true);
    }),
  },
  {
    name: "papers, a file",
    scene: {},
    go: steps(toSection("documents"), press("paper-open-paper-letter"), press("paper-save"), wait("paper-saved")),
  },
  {
    name: "papers, not here",
    scene: {},
    go: steps(toSection("documents"), press("paper-open-paper-away"), wait("paper-not-here")),
  },
  { name: "record, two decisions", scene: { conflict: true }, go: toSection("cpr") },
  { name: "record, notes", scene: {}, go: toSection("notes") },
  { name: "write a note", scene: {}, go: steps(toMargaret, press("write-note"), wait("input-text")) },
  { name: "two versions, list", scene: { conflict: true }, go: steps(press("nav-two-versions"), wait("screen-two-versions-list")) },
  { name: "two versions, none", scene: {}, go: steps(press("nav-two-versions"), wait("screen-two-versions-list")) },
  {
    name: "two versions",
    scene: { conflict: true },
    go: steps(toMargaret, press("card-open-cpr"), wait("settle-open")),
  },
  {
    name: "two versions, not mine to settle",
    scene: { conflict: true, maySettle: false },
    go: steps(toMargaret, press("card-open-cpr"), wait("ask-who")),
  },
  {
    name: "two versions, settling",
    scene: { conflict: true },
    go: steps(toMargaret, press("card-open-cpr"), press("settle-open"), wait("settle-save")),
  },
  {
    name: "two versions, settled",
    scene: { conflict: true },
    go: steps(
      toMargaret,
      press("card-open-cpr"),
      press("settle-open"),
      press("input-decision-not_for_cpr"),
      press("settle-save"),
      wait("stands"),
    ),
  },
  { name: "at a glance, aged", scene: { conflict: true, aged: true, readsAudit: true }, go: steps(toMargaret, wait("banner-old")) },
  { name: "timeline", scene: {}, go: steps(toMargaret, press("tab-timeline"), wait("lanes")) },
  { name: "timeline, empty", scene: { story: "empty" }, go: steps(toMargaret, press("tab-timeline"), wait("timeline-none")) },
  {
    name: "timeline, long, chosen",
    scene: { story: "long", conflict: true, readsAudit: true },
    go: steps(toMargaret, press("tab-timeline"), press("what-visits"), press("lane-1"), wait("timeline-all")),
  },
  {
    name: "timeline, long, the end",
    scene: { story: "long" },
    go: steps(
      toTab("timeline"),
      press("timeline-more"),
      press("timeline-more"),
      press("timeline-more"),
      wait("timeline-older"),
      (page) => byTest(page, "timeline-older").scrollIntoViewIfNeeded(),
    ),
  },
  { name: "timeline, died", scene: { died: true }, go: steps(toMargaret, press("tab-timeline"), wait("lanes")) },
  { name: "charts", scene: { aged: true }, go: steps(toMargaret, press("tab-charts"), wait("chart-pain")) },
  { name: "charts, empty", scene: { story: "empty" }, go: steps(toMargaret, press("tab-charts"), wait("charts-none")) },
  { name: "conversations", scene: {}, go: steps(toTab("conversations"), wait("talk-last")) },
  { name: "conversations, none", scene: { story: "empty" }, go: steps(toTab("conversations"), wait("talk-last")) },
  { name: "conversations, two versions", scene: { twoAware: true }, go: steps(toTab("conversations"), wait("talk-last")) },
  { name: "conversations, read first", scene: {}, go: steps(toTab("conversations"), press("talk-begin"), wait("read-first")) },
  {
    name: "conversations, asking why again",
    scene: {},
    go: steps(
      toTab("conversations"),
      press("talk-begin"),
      press("talk-go-on"),
      press("input-kind-acp_person"),
      press("input-topics-cpr"),
      press("save"),
      wait("error-summary"),
    ),
  },
  { name: "pause", scene: {}, go: steps(toTab("record"), press("section-prognosis"), wait("pause")) },
  { name: "papers page", scene: {}, go: steps(toTab("papers"), wait("papers-folder")) },
  { name: "this computer", scene: { connection: offline }, go: steps(press("connection-line"), wait("share-now")) },
  {
    name: "this computer, problem",
    scene: { connection: { state: "problem", words: "A change could not be shared: look", unshared: 1 } },
    go: steps(press("nav-this-computer"), wait("share-now")),
  },
  {
    name: "not heard from the region",
    scene: { connection: { state: "stale", words: "Not heard from the region for 3 days" } },
    go: toMargaret,
  },
  { name: "help", scene: {}, go: steps(press("help"), wait("help-what")) },
  { name: "help, at a glance", scene: {}, go: steps(toMargaret, press("help"), wait("help-what")) },
  { name: "help, before signing in", scene: { signedIn: false }, go: steps(wait("sign-in-tile-staff-asha"), (page) => page.keyboard.press("F1"), wait("help-what")) },
  { name: "learn", scene: {}, go: toLearn },
  {
    name: "learn, a word",
    scene: {},
    go: steps(toLearn, (page) => byTest(page, "glossary-search").fill("box"), (page) => byTest(page, "glossary").scrollIntoViewIfNeeded()),
  },
  { name: "practice, learn", scene: { practising: true }, go: toLearn },
  { name: "practice, at a glance", scene: { practising: true, conflict: true }, go: toMargaret },
  { name: "practice, locked", scene: { practising: true, signedIn: false }, go: wait("sign-in-tile-staff-asha") },
  { name: "practice, tour", scene: { practising: true }, go: steps(toLearn, press("tour-begin"), toPeople, wait(`person-row-${MARGARET}`)) },
  { name: "settings", scene: { readsAudit: true }, go: toSettings },
  { name: "settings, not kept", scene: { failing: ["set_looks"] }, go: steps(toSettings, press("looks-night"), wait("error")) },
  { name: "check a paper", scene: {}, go: steps(toSettings, press("open-check-paper"), wait("paper-code")) },
  { name: "check a paper, current", scene: {}, go: steps(checking(CODES["glance"] ?? ""), wait("paper-answer")) },
  { name: "check a paper, not current", scene: {}, go: steps(checking(OLD_CODE), wait("paper-answer")) },
  { name: "check a paper, not known", scene: {}, go: steps(checking("ZZZZZ-ZZZZZ"), wait("paper-answer")) },
  { name: "check a paper, wrong code", scene: {}, go: steps(checking("G7"), wait("screen-check-paper")) },
  { name: "check a paper, failing", scene: { failing: ["check_paper"] }, go: steps(checking(OLD_CODE), wait("error")) },
  { name: "folder sheet", scene: {}, go: steps(toPaper("folder_sheet"), wait("print-code")) },
  { name: "folder sheet, two versions", scene: { conflict: true }, go: steps(toPaper("folder_sheet"), wait("print-code")) },
  { name: "folder sheet, died", scene: { died: true }, go: steps(toPaper("folder_sheet"), wait("folder-died")) },
  { name: "folder sheet, failing", scene: { failing: ["record"] }, go: steps(toPaper("folder_sheet"), wait("error")) },
  { name: "folder sheet, no code", scene: { failing: ["print_head"] }, go: steps(toPaper("folder_sheet"), wait("print-no-code")) },
  { name: "copy for the person", scene: {}, go: steps(toPaper("persons_copy"), wait("copy")) },
  { name: "copy for the person, two versions", scene: { conflict: true }, go: steps(toPaper("persons_copy"), wait("copy")) },
  { name: "copy for the person, stopped", scene: { died: true }, go: steps(toPaper("persons_copy"), wait("copy-stopped")) },
  { name: "copy for the person, failing", scene: { failing: ["record"] }, go: steps(toPaper("persons_copy"), wait("error")) },
  { name: "what was done here", scene: { readsAudit: true }, go: steps(toAudit, wait("audit")) },
  { name: "what was done here, not found", scene: { readsAudit: true }, go: steps(toAudit, (page) => byTest(page, "audit-search").fill("zz"), wait("audit-count")) },
  { name: "what was done here, failing", scene: { readsAudit: true, failing: ["audit"] }, go: steps(toAudit, wait("error")) },
  { name: "unfinished words", scene: { unfinished: true }, go: wait(`unfinished-${MARGARET}`) },
  { name: "unfinished words, in the form", scene: { unfinished: true }, go: steps(press(`unfinished-${MARGARET}`), wait("unfinished-since")) },
  { name: "settings, all", scene: { letsIn: true, readsAudit: true, conflict: true }, go: toSettings },
  { name: "today, unfinished words", scene: { today: true, unfinished: true }, go: wait(`unfinished-${MARGARET}`) },
  { name: "review, nothing", scene: { today: true, selection: "review", day: "nothing" }, go: wait("today-nothing") },
  { name: "did not begin", scene: { failing: ["start"] }, go: wait("begin-again") },
];
