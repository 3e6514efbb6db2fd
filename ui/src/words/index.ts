import { product, errors, alarm, when, frame, keys } from "./general";
import { signIn, join, beginHome, staff } from "./entrance";
import { people, breakGlass, whoLooked, addPerson, importing } from "./people";
import { person, glance, note, two } from "./person";
import { record, groups, others, papers, withhold, mismatch, stood, saving, arrived } from "./record";
import { computer } from "./computer";
import { today, round, handover, several } from "./today";
import { timeline, charts, conversations, pause } from "./story";
import { print, papersPage, folderSheet, personsCopy, checkPaper } from "./paper";
import { audit, settings, unfinished } from "./own";
import { learn, practice, tour } from "./learn";
import { help } from "./help";
import { glossary } from "./glossary";

/**
 * Every word that the window says by itself, in one place, so that it can be read through by the people who answer for
 * it, and so that Welsh needs one more object and nothing else.
 *
 * Words about a person, and everything that follows from a rule, come ready to be read from the program. The house
 * style: plain, warm, exact, for a reading age of about eleven. We say *share*, *region*, *two versions*, *this
 * computer*, *kept aside*. An error says what happened, what is safe and what to do.
 */
export const words = {
  product,
  errors,
  alarm,
  when,
  frame,
  keys,
  signIn,
  join,
  beginHome,
  staff,
  people,
  breakGlass,
  whoLooked,
  addPerson,
  importing,
  person,
  glance,
  note,
  two,
  record,
  groups,
  others,
  papers,
  withhold,
  mismatch,
  stood,
  saving,
  arrived,
  computer,
  today,
  round,
  handover,
  several,
  timeline,
  charts,
  conversations,
  pause,
  print,
  papersPage,
  folderSheet,
  personsCopy,
  checkPaper,
  audit,
  settings,
  unfinished,
  learn,
  practice,
  tour,
  help,
  glossary,
} as const;
