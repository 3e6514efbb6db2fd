// Made from workstation/src/api.rs. Do not edit: see workstation/tests/typescript.rs.

/**
 * How a section stands with time.
 */
export type Age = "unaged" | "fresh" | "amber" | "red";

/**
 * How loud something is: three levels and no more.
 */
export type Alarm = "quiet" | "note" | "look" | "stop";

/**
 * Somebody of the same name, told apart.
 */
export type Alike = { 
/**
 * `SMITH, Margaret ("Peggy")`.
 */
name: string, 
/**
 * `14-Mar-1938 (88y)`.
 */
born: string, 
/**
 * Room, may be empty.
 */
room: string, };

/**
 * What happened, what is safe, what to do; the code never changes its meaning.
 */
export type ApiError = { 
/**
 * Stable code, such as `sign_in.wrong_pin`.
 */
code: string, 
/**
 * What happened.
 */
happened: string, 
/**
 * What is safe.
 */
safe: string, 
/**
 * What to do.
 */
to_do: string, };

/**
 * The person banner.
 */
export type Banner = { 
/**
 * Record id.
 */
record: string, 
/**
 * `SMITH, Margaret ("Peggy")`.
 */
name: string, 
/**
 * `04-Mar-1938 (88y)`, "Not known", or words saying that two are recorded.
 */
born: string, 
/**
 * In words.
 */
sex: string, 
/**
 * `999 000 0018`, "Not known", or words saying that two are recorded.
 */
nhs_number: string, 
/**
 * Room or place, may be empty.
 */
room: string, 
/**
 * Allergies in words, all of them.
 */
allergies: string, 
/**
 * How loud the allergies are.
 */
allergies_alarm: Alarm, 
/**
 * How loud the identity is: `Stop` when two are recorded.
 */
identity_alarm: Alarm, 
/**
 * "As of 09:14 today": the last completed sharing.
 */
as_of: string, 
/**
 * The same with its whole day, for a paper that is read on another.
 */
as_of_on_paper: string, 
/**
 * Each organisation that wrote here and has not been heard of for long: "Fen Edge Hospice last heard Tue 17-Nov".
 */
not_heard: Array<string>, 
/**
 * "Review overdue", "Not shared for 3 days": what is old about the record as a whole, may be empty.
 */
old: Array<string>, 
/**
 * Changes of this person saved here, not yet shared.
 */
unshared: number, 
/**
 * Taken over from elsewhere and not confirmed, number.
 */
unconfirmed: number, 
/**
 * Open disagreements of this person.
 */
two_versions: number, 
/**
 * "Died 12-Oct-2026", or empty.
 */
died: string, 
/**
 * Why nothing may be given out, or empty.
 */
release_stopped: string, 
/**
 * That older entries may be shown because newer ones are still on their way here for the first time, or empty.
 */
still_coming: string, 
/**
 * That it was opened in an emergency, until when, and who is told; empty for a record that is looked after here.
 */
opened: string, };

/**
 * Bytes as base 64 with padding.
 */
export type Base64 = string;

/**
 * One card of At a glance.
 */
export type Card = { 
/**
 * Name: `cpr`, `allergies`, `contingency`, `places`, `box`, `pump`, `ring`, `knows`, `matters`.
 */
name: string, 
/**
 * Title.
 */
title: string, 
/**
 * How loud.
 */
alarm: Alarm, 
/**
 * Said first and largest, such as "NOT FOR CPR"; empty in a conflict.
 */
headline: string, 
/**
 * Further lines, label (may be empty) and words.
 */
lines: Array<[string, string]>, 
/**
 * In a conflict: all that are open. No first, no larger.
 */
versions: Array<Value>, 
/**
 * Who, role, organisation, when.
 */
source: string, 
/**
 * Section to open.
 */
section: string, 
/**
 * How old it is by its section's rule.
 */
age: Age, 
/**
 * The same in words, may be empty.
 */
age_words: string, 
/**
 * "Something is withheld here. Ask …", may be empty.
 */
withheld: Array<string>, };

/**
 * One score over time.
 */
export type Chart = { 
/**
 * Kind, such as `pain`.
 */
name: string, 
/**
 * Title.
 */
title: string, 
/**
 * Unit, may be empty.
 */
unit: string, 
/**
 * The lower end of the axis: the least that can be; of a weight and of another scale, what is below all that was
 * measured.
 */
low: number, 
/**
 * The upper end of the axis.
 */
high: number, 
/**
 * Where the values are words: each value and its words.
 */
steps: Array<[number, string]>, 
/**
 * Oldest first; there is at least one.
 */
points: Array<ChartPoint>, 
/**
 * What happened since the first was taken, oldest first: medicines given, falls, changes of phase, a pump started; and
 * totals that are not in the line, since not everything was measured.
 */
marks: Array<ChartMark>, };

/**
 * Something that happened while a score was taken.
 */
export type ChartMark = { 
/**
 * RFC 3339, UTC.
 */
at: string, 
/**
 * As people say it.
 */
when: string, 
/**
 * What.
 */
words: string, };

/**
 * One measurement.
 */
export type ChartPoint = { 
/**
 * RFC 3339, UTC.
 */
at: string, 
/**
 * As people say it.
 */
when: string, 
/**
 * The value.
 */
value: number, 
/**
 * The value in words, with its parts where it is a total.
 */
words: string, 
/**
 * Who, role, organisation.
 */
source: string, };

/**
 * What was counted, checked or given.
 */
export type ChartTable = { 
/**
 * Name, such as `pump_check`.
 */
name: string, 
/**
 * Title.
 */
title: string, 
/**
 * Head of each column.
 */
head: Array<string>, 
/**
 * Newest first; what should be in the box, by medicine.
 */
rows: Array<Array<string>>, };

/**
 * What was measured and counted.
 */
export type Charts = { 
/**
 * The person.
 */
banner: Banner, 
/**
 * One for each score that has been taken, in the order of the declarations.
 */
charts: Array<Chart>, 
/**
 * What should be in the box, by medicine; its counts, what was given, the syringe pump's checks and the parts of
 * totals, each newest first. A table without rows is left out.
 */
tables: Array<ChartTable>, };

/**
 * One choice of a coded part.
 */
export type Choice = { 
/**
 * Code.
 */
code: string, 
/**
 * Words.
 */
words: string, };

/**
 * The connection line: always there, always words.
 */
export type Connection = { 
/**
 * For colour and icon.
 */
state: ConnectionState, 
/**
 * For reading: "No signal since 09:14. 3 changes saved here, not yet shared".
 */
words: string, 
/**
 * Changes saved here and not yet secured by the region.
 */
unshared: number, 
/**
 * Papers attached here that the region does not have whole yet.
 */
papers_waiting: number, 
/**
 * When the last sharing was completed, RFC 3339, UTC.
 */
last_completed: string | null, 
/**
 * Open disagreements among all people here.
 */
two_versions: number, };

/**
 * State behind the connection line.
 */
export type ConnectionState = "alone" | "shared" | "waiting" | "sharing" | "stale" | "problem";

/**
 * Told to the window without being asked: ids only, so that nothing of a person is on the event bus.
 */
export type Event = { "kind": "changed", 
/**
 * Record ids.
 */
records: Array<string>, } | { "kind": "connection" } | { "kind": "locked" };

/**
 * What follows from the record and is read before a section: what is due, what is still to be done.
 */
export type Follows = { 
/**
 * What of, as a name that does not change: `review`, `task`, `place_achieved`; of conversations `awareness`,
 * `family_awareness`, `words_to_use`, `avoid`, and how far topics have come, by a status such as `completed`.
 */
of: string, 
/**
 * The topics that have come so far, by their codes; empty of anything else.
 */
topics: Array<string>, 
/**
 * How loud.
 */
alarm: Alarm, 
/**
 * Label, such as "To do".
 */
label: string, 
/**
 * Words.
 */
words: string, };

/**
 * One part of a form.
 */
export type FormField = { 
/**
 * Part name.
 */
name: string, 
/**
 * Label.
 */
label: string, 
/**
 * A hint, may be empty.
 */
hint: string, 
/**
 * How to ask.
 */
input: Input, 
/**
 * For choices.
 */
choices: Array<Choice>, 
/**
 * Honest non-answers that a coded question takes beside its choices; the code is sent like a choice.
 */
non_answers: Array<Choice>, 
/**
 * May it be answered in words when no choice fits? Then the part is sent as `none_of_these:` and the words.
 */
may_explain: boolean, 
/**
 * Unit of a number, may be empty.
 */
unit: string, 
/**
 * Without it the entry says nothing.
 */
required: boolean, };

/**
 * The page that matters most.
 */
export type Glance = { 
/**
 * The person.
 */
banner: Banner, 
/**
 * The nine cards in their fixed order.
 */
cards: Array<Card>, 
/**
 * What to do if something happens, in the order of the declarations.
 */
plans: Array<Plan>, 
/**
 * The latest notes, newest first, three at most.
 */
latest: Array<Value>, 
/**
 * What the page says of itself on paper, made from what it shows.
 */
head: PrintHead, };

/**
 * One thing that happened.
 */
export type Happening = { 
/**
 * Entry id.
 */
id: string, 
/**
 * Section to open.
 */
section: string, 
/**
 * Line, such as `note` or `cpr_decision`.
 */
line: string, 
/**
 * Its label.
 */
label: string, 
/**
 * What, ready to read.
 */
text: string, 
/**
 * Which lane.
 */
lane: number, 
/**
 * When it happened, RFC 3339, UTC; empty where nobody knows.
 */
at: string, 
/**
 * The day: "Tue 17-Nov-2026"; "Day not known".
 */
day: string, 
/**
 * The time of day: "14:10".
 */
time: string, 
/**
 * Where it was written or received more than a quarter of an hour later, or arrived after its author's access had
 * ended: in words; empty otherwise.
 */
later: string, 
/**
 * Where the clock was wrong: in words; empty otherwise.
 */
uncertain: string, 
/**
 * "replaced", "entered in error", "suggested", "not in force"; empty for what stands.
 */
standing: string, 
/**
 * Name and role, and the site where the organisation has several.
 */
who: string, 
/**
 * Shared or only here.
 */
shared: ShareState, 
/**
 * "imported, not confirmed" where it is so; else how it is known, may be empty.
 */
basis: string, };

/**
 * One thing once said about a line.
 */
export type HistoryLine = { 
/**
 * The value.
 */
value: Value, 
/**
 * "open", "replaced by …", "entered in error", "not in force".
 */
standing: string, };

/**
 * One file to import.
 */
export type ImportFile = { 
/**
 * Its name, for the report.
 */
name: string, 
/**
 * Its text, XML or JSON.
 */
text: string, };

/**
 * One line of an import report.
 */
export type ImportLine = { 
/**
 * File name.
 */
file: string, 
/**
 * Where in it, such as `Patient.birthDate`.
 */
path: string, 
/**
 * Stable code of the reason; empty when taken.
 */
code: string, 
/**
 * In words.
 */
words: string, };

/**
 * What became of an import.
 */
export type ImportSummary = { 
/**
 * People whose record was begun or added to.
 */
records: Array<string>, 
/**
 * Taken over, marked "imported, not confirmed".
 */
taken: Array<ImportLine>, 
/**
 * Not understood, kept aside unchanged.
 */
kept_aside: Array<ImportLine>, 
/**
 * Refused, with the reason; kept aside too.
 */
refused: Array<ImportLine>, };

/**
 * How a part is asked for.
 */
export type Input = "text" | "long_text" | "date" | "choice" | "choices" | "yes_no" | "nhs_number" | "number" | "part_date" | "moment";

/**
 * A line's item: a register or a single entry has one, a list any number.
 */
export type Item = { 
/**
 * Id of the item.
 */
id: string, 
/**
 * Nothing, one or several.
 */
state: ReadingState, 
/**
 * The values: none, one, or all that are open.
 */
values: Array<Value>, };

/**
 * One organisation and when it was last heard of.
 */
export type Lane = { 
/**
 * Its name.
 */
organisation: string, 
/**
 * How many entries.
 */
entries: number, 
/**
 * "Last heard Tue 17-Nov 14:10".
 */
last_heard: string, };

/**
 * One line of the record.
 */
export type Line = { 
/**
 * Name, such as `person.phone` or `cpr_decision`.
 */
name: string, 
/**
 * Label.
 */
label: string, 
/**
 * Kind of line.
 */
shape: Shape, 
/**
 * How loud an open disagreement is.
 */
alarm: Alarm, 
/**
 * The form to write it.
 */
form: Array<FormField>, 
/**
 * May the signed-in person write, copy from paper or suggest?
 */
may_write: boolean, 
/**
 * Which of these.
 */
right: Right, 
/**
 * Who may write, in words.
 */
who_may: string, 
/**
 * The sheet it is written to unless its author chooses a narrower one.
 */
sheet: Sheet, 
/**
 * The values.
 */
items: Array<Item>, 
/**
 * Older items of a log that are not sent here; `History` has them.
 */
more: number, 
/**
 * Suggestions that nobody has answered: `TakeUp` or `TurnDown`.
 */
suggestions: Array<Value>, };

/**
 * Something that was done about a record on this computer.
 */
export type Looked = { 
/**
 * Who, by name.
 */
who: string, 
/**
 * Role in words; empty where no person did it.
 */
role: string, 
/**
 * What, in words: "looked at the record".
 */
what: string, 
/**
 * The same as a stable code, such as `record.viewed`.
 */
act: string, 
/**
 * Whose record, by name; empty where it is about nobody, or where only one record is asked about.
 */
person: string, 
/**
 * When, as people say it.
 */
when: string, 
/**
 * The same, RFC 3339, UTC.
 */
at: string, };

/**
 * How somebody likes her screen. Kept on this computer, for her alone.
 */
export type Looks = { 
/**
 * Dark, for a corridor at night.
 */
night: boolean, 
/**
 * More on a page, with less space between.
 */
compact: boolean, 
/**
 * The selection of Today that she chose; none follows her role.
 */
selection: Selection | null, 
/**
 * Has she been through the first-shift tour?
 */
toured: boolean, };

/**
 * One thing about one person that somebody should know or do.
 */
export type Matter = { 
/**
 * The same for the same matter each time: an entry id, or the reason and the record.
 */
id: string, 
/**
 * Record id.
 */
record: string, 
/**
 * `SMITH, Margaret ("Peggy")`.
 */
person: string, 
/**
 * Room or place, may be empty.
 */
room: string, 
/**
 * Why it stands here.
 */
reason: Reason, 
/**
 * How loud.
 */
alarm: Alarm, 
/**
 * Label, such as "CPR decision" or "Signs of change".
 */
label: string, 
/**
 * In the writer's own words, or in ours where nobody wrote it.
 */
words: string, 
/**
 * "by today 14:00", "was due Tue 17-Nov 09:00", may be empty.
 */
due: string, 
/**
 * Of a task: who does it, may be empty.
 */
owner: string, 
/**
 * Of a task: `asked`, `accepted`, `declined`, `done`; empty of anything else.
 */
state: string, 
/**
 * Of a task: its state in words, such as "Asked, not taken on yet".
 */
state_words: string, 
/**
 * Who, role, organisation and when; empty where nobody wrote it.
 */
source: string, 
/**
 * The moment it is ordered by, RFC 3339, UTC; empty where there is none.
 */
at: string, 
/**
 * Section to open.
 */
section: string, 
/**
 * May whoever is signed in answer it? Of a task: take it on, say that it is done.
 */
may_answer: boolean, };

/**
 * A record that this computer does not carry, open in an emergency.
 */
export type Opened = { 
/**
 * Record id.
 */
record: string, 
/**
 * `SMITH, Margaret ("Peggy")`.
 */
name: string, 
/**
 * Born and NHS number, in words.
 */
who: string, 
/**
 * "Open until today 07:10".
 */
until: string, };

/**
 * Another record that may be, or is, of the same person.
 */
export type OtherRecord = { 
/**
 * Record id.
 */
record: string, 
/**
 * `SMITH, Margaret ("Peggy")`; empty where it is not on this computer.
 */
name: string, 
/**
 * `04-Mar-1938 (88y)`.
 */
born: string, 
/**
 * What is alike, and what people have judged, ready to read.
 */
words: string, 
/**
 * Read together with this one: what stands here comes from both.
 */
joined: boolean, 
/**
 * The other record goes on: nothing should be written into this one.
 */
ended: boolean, };

/**
 * What the door gives back: an answer or an error that can be read aloud.
 */
export type Outcome = { "outcome": "done", 
/**
 * The answer.
 */
reply: Reply, } | { "outcome": "failed", 
/**
 * What to tell the person.
 */
error: ApiError, };

/**
 * What a paper is worth now.
 */
export type PaperChecked = { 
/**
 * Record id; none where no record here fits the code.
 */
record: string | null, 
/**
 * `SMITH, Margaret ("Peggy")`, may be empty.
 */
person: string, 
/**
 * What was printed: `glance`, `folder_sheet`, `persons_copy` or `handover`; may be empty.
 */
what: string, 
/**
 * Does it say what is recorded now?
 */
current: boolean, 
/**
 * In words, with what to do.
 */
words: string, };

/**
 * The people here, as far as they were asked for.
 */
export type People = { 
/**
 * One row a person, in order of name, those of the same name together. As many as were asked for.
 */
rows: Array<PersonRow>, 
/**
 * How many the search found.
 */
found: number, 
/**
 * How many of those found fit every filter.
 */
fitting: number, 
/**
 * How many there are to show: those that fit, and those of the same name.
 */
listed: number, 
/**
 * How many of those found fit each filter.
 */
counts: { [key in PeopleFilter]?: number }, 
/**
 * What whoever is signed in has open in an emergency.
 */
opened: Array<Opened>, };

/**
 * What the list of people can be narrowed to.
 */
export type PeopleFilter = "two_versions" | "overdue" | "unshared" | "missing" | "withheld" | "unconfirmed";

/**
 * One line of the list of people.
 */
export type PersonRow = { 
/**
 * Record id.
 */
record: string, 
/**
 * `SMITH, Margaret ("Peggy")`.
 */
name: string, 
/**
 * `04-Mar-1938 (88y)`.
 */
born: string, 
/**
 * `999 000 0018`.
 */
nhs_number: string, 
/**
 * Room, may be empty.
 */
room: string, 
/**
 * CPR in words.
 */
cpr: string, 
/**
 * How loud the CPR words are.
 */
cpr_alarm: Alarm, 
/**
 * Key items recorded, of ten.
 */
key_items: number, 
/**
 * Names of key items that are missing.
 */
missing: Array<string>, 
/**
 * Open disagreements.
 */
two_versions: number, 
/**
 * Changes saved here, not yet shared.
 */
unshared: number, 
/**
 * It is coming here for the first time, and newer entries may be missing.
 */
still_coming: boolean, 
/**
 * Others here of the same name or nearly: the first few.
 */
alike: Array<Alike>, 
/**
 * How many more there are of them.
 */
more_alike: number, 
/**
 * Was not looked for, and is shown so that nobody is taken for somebody else.
 */
only_same_name: boolean, 
/**
 * What kind of record it is, in words; may be empty.
 */
kind: string, 
/**
 * How long somebody who may judge it expects, in words; may be empty.
 */
stage: string, 
/**
 * The age of the oldest thing that is to be reviewed.
 */
age: Age, 
/**
 * "Review overdue", may be empty.
 */
age_words: string, 
/**
 * Something is withheld here, and its author lets that be said.
 */
withheld: boolean, 
/**
 * Taken over from elsewhere and not confirmed, number.
 */
unconfirmed: number, 
/**
 * Has died.
 */
died: boolean, 
/**
 * Nothing of the record may be given out.
 */
release_stopped: boolean, 
/**
 * "Not looked at for a long time", where that is so of something At a glance shows; may be empty.
 */
old: string, 
/**
 * "today 09:14": when the record was last written to.
 */
last_written: string, };

/**
 * What to do if something happens.
 */
export type Plan = { 
/**
 * What happens, such as "Fall".
 */
trigger: string, 
/**
 * The parts in the order in which they are needed, label and words: do first, do not, ring, hospital.
 */
rows: Array<[string, string]>, 
/**
 * Two versions stand: both are here as plans of their own, each with its author.
 */
disputed: boolean, 
/**
 * Who, role, organisation, when.
 */
source: string, };

/**
 * What every print says of itself.
 */
export type PrintHead = { 
/**
 * "Printed Fri 20-Nov-2026 09:14 by Asha Rahman, senior carer, Riverside House".
 */
printed: string, 
/**
 * "As of 09:12 today": the last completed sharing.
 */
as_at: string, 
/**
 * "Next review 12-Jan-2027", or that none is planned or that it is overdue.
 */
next_review: string, 
/**
 * "Not valid after 30-Nov-2026. Print it again then."
 */
not_valid_after: string, 
/**
 * A short code with which any computer that carries the record can say whether the paper is still current, such as
 * `G7K3Q-8MN2X`. It says nothing of the person.
 */
code: string, };

/**
 * Nothing, one or several.
 */
export type ReadingState = "nothing" | "one" | "several";

/**
 * Why something stands in a list of today.
 */
export type Reason = "decision" | "written" | "task" | "worry" | "unstable" | "count" | "pump" | "review" | "two_versions" | "question" | "endorse";

/**
 * A record page.
 */
export type RecordPage = { 
/**
 * The person.
 */
banner: Banner, 
/**
 * The sections in order.
 */
sections: Array<Section>, 
/**
 * "3 items this version cannot show", or empty.
 */
unknown: string, 
/**
 * Other records here that may be, or are, of the same person.
 */
others: Array<OtherRecord>, 
/**
 * Are the papers of this person kept on this computer?
 */
keeps_papers: boolean, };

/**
 * Something that stands now and that a suggestion would replace.
 */
export type Replaced = { 
/**
 * Entry id.
 */
entry: string, 
/**
 * Its words.
 */
text: string, 
/**
 * Who said so: several where several said the same.
 */
by: Array<string>, };

/**
 * One answer, by kind of request.
 */
export type Reply = { "kind": "start" } & Start | { "kind": "connection" } & Connection | { "kind": "people" } & People | { "kind": "glass_broken", 
/**
 * Record ids.
 */
records: Array<string>, } | { "kind": "glance" } & Glance | { "kind": "record" } & RecordPage | { "kind": "history", 
/**
 * Newest first.
 */
lines: Array<HistoryLine>, } | { "kind": "two_versions", 
/**
 * One per disagreement.
 */
open: Array<TwoVersions>, } | { "kind": "who_looked", 
/**
 * Newest first.
 */
lines: Array<Looked>, } | { "kind": "saved" } & Saved | { "kind": "attachment", 
/**
 * What the file is, such as `image/jpeg`.
 */
media_type: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * The file.
 */
base64: Base64, } | { "kind": "saved_file", 
/**
 * What the file is called.
 */
name: string, 
/**
 * In which folder, such as `Downloads`.
 */
folder: string, } | { "kind": "recovery_sheet", 
/**
 * What stands on it.
 */
sheet: string, } | { "kind": "backed_up", 
/**
 * Where the backup lies.
 */
place: string, } | { "kind": "brought_back", 
/**
 * How many saves were new here.
 */
saves: number, } | { "kind": "import" } & ImportSummary | { "kind": "export", 
/**
 * FHIR JSON.
 */
text: string, } | { "kind": "policy", 
/**
 * Every line of which less is allowed.
 */
rows: Array<TightenedLine>, } | { "kind": "this_computer" } & ThisComputer | { "kind": "today" } & Today | { "kind": "timeline" } & Timeline | { "kind": "charts" } & Charts | { "kind": "print_head" } & PrintHead | { "kind": "paper_checked" } & PaperChecked | { "kind": "audit", 
/**
 * Newest first.
 */
lines: Array<Looked>, } | { "kind": "looks", 
/**
 * All of it.
 */
looks: Looks, } | { "kind": "unfinished", 
/**
 * By record, line and item.
 */
words: Array<UnfinishedWords>, };

/**
 * One question or order from the window.
 */
export type Request = { "kind": "start" } | { "kind": "enrol", 
/**
 * Address of the region, such as `https://hub.example:8443`.
 */
hub: string, 
/**
 * The one-time code, 12 characters, as printed by the region's administrator.
 */
code: string, 
/**
 * What this computer is called, such as "Corridor PC".
 */
name: string, } | { "kind": "begin_home", 
/**
 * What the home is called.
 */
home: string, 
/**
 * What this computer is called.
 */
computer: string, 
/**
 * The name of whoever runs the home.
 */
manager: string, 
/**
 * The PIN she chooses.
 */
pin: string, } | { "kind": "add_colleague", 
/**
 * The PIN of the manager who is signed in, typed once more.
 */
manager_pin: string, 
/**
 * The colleague's name.
 */
name: string, 
/**
 * Names of her roles, such as `senior_carer`.
 */
roles: Array<string>, 
/**
 * Her professional registration, where she has one.
 */
registration: string | null, 
/**
 * For how many hours, at most twelve; none where she stays at a home that stands alone.
 */
hours: number | null, 
/**
 * The PIN she chooses.
 */
pin: string, } | { "kind": "end_colleague", 
/**
 * Staff id from a [`Tile`].
 */
staff: string, } | { "kind": "new_pin", 
/**
 * The PIN of the manager who is signed in, typed once more.
 */
manager_pin: string, 
/**
 * Staff id from a [`Tile`].
 */
staff: string, 
/**
 * The PIN she chooses.
 */
pin: string, } | { "kind": "make_recovery_sheet", 
/**
 * The PIN of the manager who is signed in, typed once more.
 */
manager_pin: string, } | { "kind": "recover", 
/**
 * Staff id of the manager, from a [`Tile`].
 */
staff: string, 
/**
 * What stands on the sheet.
 */
code: string, 
/**
 * The PIN she chooses.
 */
pin: string, } | { "kind": "back_up", 
/**
 * The folder, such as one on another disk.
 */
folder: string, } | { "kind": "bring_back", 
/**
 * The folder of the backup.
 */
from: string, 
/**
 * What stands on the recovery sheet.
 */
code: string, } | { "kind": "begin_again", 
/**
 * The folder of the backup.
 */
from: string, 
/**
 * What stands on the recovery sheet.
 */
code: string, 
/**
 * Name or id of the manager.
 */
manager: string, 
/**
 * What this computer is called.
 */
computer: string, 
/**
 * The PIN she chooses.
 */
pin: string, } | { "kind": "save_home_file" } | { "kind": "join_region", 
/**
 * Address of the region, such as `https://hub.example:8443`.
 */
hub: string, 
/**
 * The one-time code.
 */
code: string, 
/**
 * The PIN of the manager who is signed in, typed once more.
 */
pin: string, } | { "kind": "first_sign_in", 
/**
 * Staff id from a [`Tile`].
 */
staff: string, 
/**
 * Her one-time sign-in code.
 */
code: string, 
/**
 * The PIN she chooses.
 */
pin: string, } | { "kind": "sign_in", 
/**
 * Staff id from a [`Tile`].
 */
staff: string, 
/**
 * Her PIN.
 */
pin: string, } | { "kind": "lock" } | { "kind": "connection" } | { "kind": "people", 
/**
 * Any part of a name, date of birth, NHS number or room; empty for all.
 */
search: string, 
/**
 * What the list is narrowed to: who is shown fits all of it.
 */
filters: Array<PeopleFilter>, 
/**
 * How many rows are told at most; without it all.
 */
most: number | null, } | { "kind": "new_person", 
/**
 * Family name.
 */
family_name: string, 
/**
 * Given names.
 */
given_names: string, 
/**
 * Practice name, may be empty.
 */
practice_name: string, 
/**
 * Date of birth, `YYYY-MM-DD`, may be empty.
 */
birth_date: string, 
/**
 * NHS number, may be empty.
 */
nhs_number: string, } | { "kind": "glance", 
/**
 * Record id.
 */
record: string, } | { "kind": "record", 
/**
 * Record id.
 */
record: string, } | { "kind": "printed", 
/**
 * Record id.
 */
record: string, 
/**
 * What: `glance`, `record`, `note`, `two_versions` or `who_looked`.
 */
what: string, } | { "kind": "who_looked", 
/**
 * Record id.
 */
record: string, } | { "kind": "break_glass", 
/**
 * The NHS number; empty where it is not known.
 */
nhs_number: string, 
/**
 * Else the family name,
 */
family_name: string, 
/**
 * and the date of birth, `YYYY-MM-DD`.
 */
birth_date: string, 
/**
 * Why: `called_to_person`, `life_in_danger`, `arriving_here` or `asked_by_team`.
 */
reason: string, } | { "kind": "as_it_stood", 
/**
 * Record id.
 */
record: string, 
/**
 * RFC 3339.
 */
at: string, } | { "kind": "history", 
/**
 * Record id.
 */
record: string, 
/**
 * Name of the line, such as `person.phone` or `cpr_decision`.
 */
line: string, } | { "kind": "two_versions", 
/**
 * Record id, or none for all.
 */
record: string | null, } | { "kind": "set", 
/**
 * Record id.
 */
record: string, 
/**
 * Field name, such as `person.phone`.
 */
field: string, 
/**
 * The words or code; empty text is refused, use `answer`.
 */
text: string, 
/**
 * A non-answer in place of words: `not_known`, `not_asked` or `does_not_apply`.
 */
answer: string | null, 
/**
 * A short remark beside the value.
 */
comment: string | null, 
/**
 * On what basis, such as `said_by_person`.
 */
basis?: string, } | { "kind": "enter", 
/**
 * Record id.
 */
record: string, 
/**
 * Kind, such as `cpr_decision`.
 */
entry_kind: string, 
/**
 * The parts of the entry by name; a list is several words parted by a line break.
 */
body: { [key in string]: string }, 
/**
 * Entries its author has seen and replaces.
 */
supersedes: Array<string>, 
/**
 * The entry it re-affirms. With no parts and no answer it says the same as that entry.
 */
confirms: string | null, 
/**
 * Entries it marks as entered in error.
 */
error_of: Array<string>, 
/**
 * On what basis, such as `said_by_person`.
 */
basis: string | null, 
/**
 * When it was true, `YYYY-MM-DD`.
 */
effective: string | null, 
/**
 * A short remark.
 */
comment: string | null, 
/**
 * A non-answer in place of parts: `not_known`, `not_asked` or `does_not_apply`.
 */
answer?: string, 
/**
 * A suggestion, for somebody who may write it to take up.
 */
suggested: boolean, 
/**
 * Withhold it: it goes to a narrower sheet.
 */
withhold?: Withhold, } | { "kind": "take_up", 
/**
 * Record id.
 */
record: string, 
/**
 * Id of the suggestion.
 */
suggestion: string, } | { "kind": "turn_down", 
/**
 * Record id.
 */
record: string, 
/**
 * Id of the suggestion.
 */
suggestion: string, } | { "kind": "attach", 
/**
 * Record id.
 */
record: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * What it is: a code of the part `kind` of the kind `document`, such as `clinic_letter`; may be empty.
 */
document_kind: string, 
/**
 * What the file is, such as `image/jpeg`.
 */
media_type: string, 
/**
 * Where the paper is; may be empty.
 */
location: string, 
/**
 * The file, at most 10 MB.
 */
base64: Base64, } | { "kind": "open_attachment", 
/**
 * Record id.
 */
record: string, 
/**
 * Entry id.
 */
entry: string, } | { "kind": "save_attachment", 
/**
 * Record id.
 */
record: string, 
/**
 * Entry id.
 */
entry: string, } | { "kind": "keep_papers", 
/**
 * Record id.
 */
record: string, 
/**
 * Keep them?
 */
keep: boolean, } | { "kind": "share_now" } | { "kind": "import", 
/**
 * The files, name and text.
 */
files: Array<ImportFile>, } | { "kind": "export", 
/**
 * Record id.
 */
record: string, } | { "kind": "policy" } | { "kind": "tighten", 
/**
 * Line, such as `cpr_decision`.
 */
line: string, 
/**
 * Role, such as `district_nurse`.
 */
role: string, 
/**
 * What is left: `none`, `suggest` or `copy`; `table` gives back what was taken.
 */
right: string, } | { "kind": "this_computer" } | { "kind": "today", 
/**
 * Of everyone of whom there is news, or only of those who come first?
 */
all_news: boolean, } | { "kind": "answer_task", 
/**
 * Record id.
 */
record: string, 
/**
 * Entry id of the task.
 */
entry: string, 
/**
 * `accepted`, `done` or `declined`.
 */
state: string, 
/**
 * Why it is not taken on; may be empty.
 */
because: string, } | { "kind": "plan_round", 
/**
 * Record ids.
 */
records: Array<string>, } | { "kind": "get_ready" } | { "kind": "timeline", 
/**
 * Record id.
 */
record: string, } | { "kind": "charts", 
/**
 * Record id.
 */
record: string, } | { "kind": "print_head", 
/**
 * Record id; none for the hand-over sheet, which is of several people.
 */
record: string | null, 
/**
 * What: `glance`, `folder_sheet`, `persons_copy` or `handover`.
 */
what: string, } | { "kind": "check_paper", 
/**
 * The code that stands on it.
 */
code: string, } | { "kind": "audit" } | { "kind": "looks" } | { "kind": "set_looks", 
/**
 * All of it.
 */
looks: Looks, } | { "kind": "unfinished" } | { "kind": "keep_unfinished", 
/**
 * What and where.
 */
words: UnfinishedWords, } | { "kind": "practise", 
/**
 * Practise?
 */
on: boolean, };

/**
 * What the signed-in person may do with a line.
 */
export type Right = "none" | "suggest" | "copy" | "write";

/**
 * It is on the disk of this computer.
 */
export type Saved = { 
/**
 * Record id.
 */
record: string, 
/**
 * When it was written, RFC 3339, UTC.
 */
at: string, };

/**
 * One section of the record.
 */
export type Section = { 
/**
 * Name, such as `cpr`.
 */
name: string, 
/**
 * Title.
 */
title: string, 
/**
 * "Shared with …" or "Only here", to be read before typing.
 */
sharing: string, 
/**
 * How old what it says is, by the section's own rule.
 */
age: Age, 
/**
 * The same in words, may be empty: "Last written 03-Aug-2026. Older than three months: please look."
 */
age_words: string, 
/**
 * "Something is withheld here. Ask Sister Bell." For each thing that is.
 */
withheld: Array<string>, 
/**
 * What follows from the record; computed, never stored.
 */
follows: Array<Follows>, 
/**
 * The lines.
 */
lines: Array<Line>, };

/**
 * Which selection of the same facts somebody works by.
 */
export type Selection = "shift" | "round" | "review";

/**
 * Kind of line.
 */
export type Shape = "register" | "entry" | "list" | "log";

/**
 * Where a value has got to.
 */
export type ShareState = "here" | "shared";

/**
 * For whom a sheet is.
 */
export type Sheet = "shared" | "restricted" | "local";

/**
 * Who said it, and when.
 */
export type Source = { 
/**
 * Name.
 */
name: string, 
/**
 * Role in words.
 */
role: string, 
/**
 * Organisation.
 */
organisation: string, 
/**
 * When it was written, RFC 3339, UTC, by the writer's clock.
 */
recorded_at: string, 
/**
 * When it reached this computer; none when written here.
 */
received_at: string | null, 
/**
 * Shared or only here.
 */
shared: ShareState, 
/**
 * In words, ready to read: "Asha Rahman, senior carer, Riverside House · today 09:14".
 */
words: string, };

/**
 * Where this computer stands.
 */
export type Start = { 
/**
 * Joined to a region?
 */
joined: boolean, 
/**
 * Did the region end this computer's place in it? It can join again.
 */
ended: boolean, 
/**
 * Does this home stand alone, with no region?
 */
alone: boolean, 
/**
 * Is this practice, with invented people?
 */
practice: boolean, 
/**
 * Does whoever is signed in read anything of care? Who answers only for the use of records does not.
 */
reads_care: boolean, 
/**
 * Does whoever is signed in let people in here?
 */
lets_in: boolean, 
/**
 * May whoever is signed in read who looked at a record?
 */
reads_audit: boolean, 
/**
 * May whoever is signed in break the glass?
 */
breaks_glass: boolean, 
/**
 * Where it stands, such as "Riverside House"; empty before it has joined.
 */
site: string, 
/**
 * Those who work here.
 */
tiles: Array<Tile>, 
/**
 * Who is signed in, if anyone.
 */
signed_in: Tile | null, 
/**
 * Seconds without a key press after which the screen locks.
 */
lock_after_s: number, };

/**
 * This computer, for a manager.
 */
export type ThisComputer = { 
/**
 * What it is called.
 */
name: string, 
/**
 * Where it stands.
 */
site: string, 
/**
 * What waits, by whom; never the content.
 */
waiting: Array<Waiting>, 
/**
 * Papers attached here that the region does not have whole yet.
 */
papers_waiting: number, 
/**
 * Last completed sharing in words.
 */
last_shared: string, 
/**
 * Kept aside because they could not be used, number.
 */
kept_aside: number, 
/**
 * Is the store sound?
 */
store_sound: boolean, 
/**
 * The first row of the audit that is not as it was written, if there is one.
 */
audit_broken_at: number | null, 
/**
 * Has a recovery sheet been made?
 */
recovery_sheet: boolean, 
/**
 * The folder that backups go to; empty where none are made.
 */
backup_folder: string, 
/**
 * "today 09:14", or "Never".
 */
last_backup: string, 
/**
 * Version of the program.
 */
version: string, };

/**
 * A line of which less is allowed on this computer.
 */
export type TightenedLine = { 
/**
 * Line, such as `cpr_decision`.
 */
line: string, 
/**
 * Role, such as `district_nurse`.
 */
role: string, 
/**
 * What is left: `none`, `suggest` or `copy`.
 */
right: string, };

/**
 * One person's tile on the sign-in screen.
 */
export type Tile = { 
/**
 * Staff id.
 */
staff: string, 
/**
 * Name.
 */
name: string, 
/**
 * Role in words, such as "district nurse".
 */
role: string, 
/**
 * False until she has chosen a PIN on this computer.
 */
has_pin: boolean, 
/**
 * "Until today 19:30", where she was let in for a shift; empty otherwise.
 */
until: string, };

/**
 * What happened, newest first.
 */
export type Timeline = { 
/**
 * The person.
 */
banner: Banner, 
/**
 * The organisations that wrote, in order of name: one lane each.
 */
lanes: Array<Lane>, 
/**
 * What happened, the newest first by when it happened: the newest five hundred.
 */
events: Array<Happening>, 
/**
 * How many older ones are not sent.
 */
more: number, };

/**
 * What is to be known and done now.
 */
export type Today = { 
/**
 * The selection that whoever is signed in works by, from her role until she chooses another.
 */
selection: Selection, 
/**
 * The end of her last shift here, in words: "Tue 17-Nov 19:40"; empty where she has not been here before.
 */
since: string, 
/**
 * How many people stand in the lists.
 */
people: number, 
/**
 * What was written since then by others, by person, decisions first.
 */
news: Array<Matter>, 
/**
 * Of how many people more there is news that was not asked for.
 */
more_news: number, 
/**
 * Tasks that are not done, the soonest first.
 */
tasks: Array<Matter>, 
/**
 * Those who are not as they usually are, the newest first.
 */
worried: Array<Matter>, 
/**
 * Boxes to count, pumps to check and reviews, the longest overdue first.
 */
due: Array<Matter>, 
/**
 * Those whose phase of illness is unstable, getting worse or dying.
 */
unstable: Array<Matter>, 
/**
 * Two versions and questions that nobody has answered.
 */
open: Array<Matter>, 
/**
 * What waits for somebody who may decide.
 */
to_endorse: Array<Matter>, 
/**
 * The visits of her round, in her order.
 */
round: Array<Visit>, };

/**
 * One open disagreement, side by side.
 */
export type TwoVersions = { 
/**
 * Record id.
 */
record: string, 
/**
 * The person's name.
 */
person: string, 
/**
 * Line name, such as `cpr_decision`.
 */
line: string, 
/**
 * Label, such as "CPR decision".
 */
label: string, 
/**
 * How loud.
 */
alarm: Alarm, 
/**
 * What to do meanwhile: "Check the paper form. …".
 */
meanwhile: string, 
/**
 * All that are open, in a fixed order that favours none.
 */
values: Array<Value>, 
/**
 * The form for the one that stands; it starts empty.
 */
form: Array<FormField>, 
/**
 * May the signed-in person settle it?
 */
may_settle: boolean, 
/**
 * Who may, in words.
 */
who_may: string, };

/**
 * Words that somebody has typed and not yet saved. They are hers alone, and nobody has signed them.
 */
export type UnfinishedWords = { 
/**
 * Record id; empty for a note for several people.
 */
record: string, 
/**
 * Line, such as `note`.
 */
line: string, 
/**
 * List item or value being changed; empty for something new.
 */
item: string, 
/**
 * What stands in the form.
 */
parts: { [key in string]: string }, };

/**
 * One value with everything known about it.
 */
export type Value = { 
/**
 * Entry id, or the change of a register value.
 */
id: string, 
/**
 * Ready to read, such as "Not for CPR".
 */
text: string, 
/**
 * The parts by name, as codes and words; a register has one part, `value`.
 */
parts: { [key in string]: string }, 
/**
 * The parts in reading order, label and words, for tables and side-by-side views.
 */
rows: Array<[string, string]>, 
/**
 * Basis in words; "imported, not confirmed" where it is so.
 */
basis: string | null, 
/**
 * When it was true.
 */
effective: string | null, 
/**
 * A remark.
 */
comment: string | null, 
/**
 * Who said so: several where several said the same.
 */
sources: Array<Source>, 
/**
 * Which non-answer, such as `not_known`, in place of parts.
 */
answer: string | null, 
/**
 * On which sheet it stands.
 */
sheet: Sheet, 
/**
 * Somebody else must confirm it before it is relied on; it says so in words.
 */
awaits_second: string | null, 
/**
 * What follows from it, such as "Total 7", label and words; computed, never stored.
 */
computed: Array<[string, string]>, 
/**
 * Of a suggestion: what stands now and goes if it is taken up. Nothing where it would be added; several where people
 * disagree, and then it cannot be taken up.
 */
would_replace: Array<Replaced>, };

/**
 * A person to be visited.
 */
export type Visit = { 
/**
 * Record id.
 */
record: string, 
/**
 * `SMITH, Margaret ("Peggy")`.
 */
person: string, 
/**
 * `04-Mar-1938 (88y)`.
 */
born: string, 
/**
 * Where, in one line; "Not known" where nobody wrote it.
 */
address: string, 
/**
 * Is there something about getting in that is shown on asking?
 */
way_in: boolean, 
/**
 * The just-in-case box: where it is and when it was counted; may be empty.
 */
stock: string, 
/**
 * How loud that is.
 */
stock_alarm: Alarm, 
/**
 * The last note in one line, with who and when; may be empty.
 */
last_note: string, 
/**
 * Tasks and what is due there.
 */
matters: Array<Matter>, 
/**
 * Is all of it on this computer?
 */
here: boolean, 
/**
 * What of it is not, in words; empty where all is here.
 */
missing: string, };

/**
 * What waits for one author.
 */
export type Waiting = { 
/**
 * Author.
 */
by: string, 
/**
 * How many changes.
 */
changes: number, 
/**
 * Since when, in words.
 */
since: string, };

/**
 * How something is withheld.
 */
export type Withhold = { 
/**
 * Say in the section that something is withheld? Otherwise nothing shows.
 */
say_so: boolean, 
/**
 * Whom to ask about it.
 */
ask: string, 
/**
 * Why: a code of the kind `withheld`, such as `mental_health`; may be empty.
 */
why: string, 
/**
 * Who looks at this again; may be empty.
 */
reviewer: string, 
/**
 * When, `YYYY-MM-DD`; may be empty.
 */
review: string, };
