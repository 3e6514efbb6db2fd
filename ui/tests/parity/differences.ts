/**
 * Where we differ from nhsuk-frontend on purpose, and why. A published example that differs and is not named here fails
 * the test; so does a reason that explains nothing any more.
 */

type Explained = ReadonlyArray<readonly [names: RegExp, why: string]>;

const HTML = "we never put raw HTML into a page";
const DISABLED = "we show no field that cannot be used: what may not be written is shown as text, with who may write it";
const STATE = "Svelte sets what is typed or ticked as a property of the control; only the attribute is missing";
const NO_LABEL = "a question without words is not asked here";
const OWN_ID = "labels and legends are never referred to by an id of their own";
const BESIDE = "a button stands below its field here, so that nothing moves at 400 %";
const CONDITIONAL = "what a choice leads to is a field of its own below, opened by us: nhsuk does it by a script that we do not load";
const OR_BELOW = "honest non-answers stand in a group of their own below the answers, with the same word “or” (components/Others)";
const ITEM_HINT = "a choice is said in its own words and has no further hint";
const WHOLE_DATE = "a date is asked for whole; a part that is not known is left empty and said so by the program";
const CARD = "cards are ours: the same nine on the screen and on paper (components/GlanceCard)";
const BORDERS = "borders are always drawn: rows are read across in poor light";

export const EXPLAINED: Record<string, Explained> = {
  button: [
    [/as a link/, "a button that looks like a link is a link here, and the window has no addresses"],
    [/with icon/, "words alone: an icon here means how urgent something is"],
    [/double click/, "a second press is stopped by `disabled` where the caller knows what was asked (components/Button)"],
  ],
  input: [
    [/^disabled$/, DISABLED],
    [/^label$/, OWN_ID],
    [/width class/, "widths are chosen by name, never by class"],
    [/^example/, "asks for classes, a `type` or a `value` that our forms, which the program declares, do not have"],
    [/with (button|prefix|suffix)/, BESIDE],
    [/(hint|code input)/, HTML],
    [/error only/, NO_LABEL],
  ],
  textarea: [
    [/^disabled$/, DISABLED],
    [/^label$/, OWN_ID],
    [/autocomplete/, "a computer that several people use must not offer what another has typed"],
    [/error only/, NO_LABEL],
  ],
  select: [
    [/^disabled/, DISABLED],
    [/^label$/, OWN_ID],
    [/with button/, BESIDE],
    [/with divider/, "a group named “Or” sets honest non-answers apart"],
    [/selected value/, STATE],
    [/error only/, NO_LABEL],
  ],
  radios: [
    [/^disabled/, DISABLED],
    [/^legend$/, OWN_ID],
    [/conditional/, CONDITIONAL],
    [/with divider/, OR_BELOW],
    [/error only/, NO_LABEL],
    [/hints on items/, ITEM_HINT],
    [/without fieldset/, NO_LABEL],
    [/pre-checked/, STATE],
  ],
  checkboxes: [
    [/^disabled/, DISABLED],
    [/^inline$/, "ticks stand below each other: they are pressed with gloves"],
    [/^legend$/, OWN_ID],
    [/"all" option/, "nothing here is ticked for a whole list at once"],
    [/"none" option/, OR_BELOW],
    [/^with conditional/, CONDITIONAL],
    [/error only/, NO_LABEL],
    [/hints on items/, ITEM_HINT],
    [/without fieldset/, NO_LABEL],
    [/pre-checked/, STATE],
  ],
  "date-input": [
    [/^disabled/, DISABLED],
    [/^legend$/, OWN_ID],
    [/^(day and month|month and year)/, WHOLE_DATE],
    [/autocomplete/, "a computer that several people use must not offer what another has typed"],
    [/custom name prefix/, "nothing is sent by name: names are only there for the browser"],
    [/on (day|month|year) input/, "the words say which part is wrong; all three are marked, since they make one answer"],
    [/errors? only/, NO_LABEL],
    [/translations/, "its words stand with all others, in `words`"],
    [/with values/, STATE],
  ],
  "error-summary": [
    [/auto-focus/, "it always takes the focus, by our own hand and not by nhsuk's script"],
    [/HTML|call block/, HTML],
    [/empty items/, "there is no empty item in a list of ours"],
    [/without error link/, "every item leads to its field"],
  ],
  tag: [
    [/colour class/, "colours are chosen by name, never by class"],
    [/HTML/, HTML],
    [/without border/, BORDERS],
    [/without colour/, "a tag always has one of its colours"],
  ],
  "inset-text": [[/HTML/, HTML]],
  details: [
    [/^expander/, "one look for what opens and closes is enough"],
    [/HTML/, HTML],
  ],
  "summary-list": [
    [/^default$/, "has actions and several lines in a value, which ours takes as a snippet"],
    [/with (multiple )?actions/, "what can be done with a line stands under it, beside who wrote it (screens/LineFrame)"],
    [/^as a card/, CARD],
    [/border/, BORDERS],
    [/item widths/, "columns have one width"],
  ],
  tables: [
    [/^default$/, "there is one look: neither compact, nor striped, nor reversed, nor stacked"],
    [/scrolling/, "nothing scrolls sideways here, at 400 % either"],
    [/sortable/, "the order is the program's, and is said in words"],
    [/column widths/, "widths follow what is in the columns"],
    [/numeric format/, "numbers are read with their units, as text"],
    [/HTML|with tags|word breaks/, HTML],
    [/empty items/, "there is no empty cell: what is not known is said in words"],
    [/missing data/, "there is no empty cell: what is not known is said in words"],
    [/first cell as header/, "has no title; ours always has one, at least for those who hear it"],
    [/border/, BORDERS],
    [/as a card/, CARD],
  ],
  "skip-link": [[/without hash/, "it always leads to a place on this page"]],
};

/** Components of nhsuk-frontend that the window does not have. */
export const NOT_USED: Record<string, string> = {
  "action-link": "leads to another page of a website",
  "back-link": "Esc goes back, from everywhere",
  breadcrumb: "no page lies deeper than two presses",
  caption: "part of others",
  card: CARD,
  "character-count": "a note may be as long as it must",
  code: "nobody reads code here",
  "contents-list": "no page is that long",
  "do-dont-list": "what to do and what not stands in her own plan, in the order in which it is needed",
  "error-message": "compared within every control",
  fieldset: "compared within radios, checkboxes and date-input",
  "file-upload": "the browser's own, which a screen reader knows (screens/Attach)",
  footer: "a window has none",
  header: "ours says who is signed in, what has been shared and when it locks (screens/FrameHeader)",
  heading: "compared within others",
  hero: "a website's",
  hint: "compared within every control",
  images: "a website's",
  label: "compared within every control",
  legend: "compared within radios, checkboxes and date-input",
  "notification-banner": "the three alarms are ours (components/Alarm)",
  pagination: "lists are read from the top, newest first",
  panel: "nothing is celebrated",
  "password-input": "a PIN is pressed with gloves (components/PinPad)",
  scroll: "nothing scrolls sideways here",
  "search-input": "finding happens as one types, without a button (screens/People)",
  tabs: "the pages of a person are a menu, since each is a place one can come back to (screens/Person)",
  "task-list": "tasks carry who asked, who accepted and until when",
  "warning-callout": "the three alarms are ours (components/Alarm)",
};
