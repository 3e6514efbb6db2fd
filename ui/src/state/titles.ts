/** What each screen is called: in the title of the window, which never says who it is about, and above its help. */
import { words } from "../words";
import type { Helped } from "../words/help";

export const titles: Record<Helped, string> = {
  join: words.join.title,
  sign_in: words.signIn.title,
  today: words.today.title,
  handover: words.handover.title,
  write_for_several: words.several.title,
  people: words.people.title,
  add_person: words.addPerson.title,
  import: words.importing.title,
  break_glass: words.breakGlass.title,
  glance: words.glance.title,
  record: words.record.title,
  timeline: words.timeline.title,
  charts: words.charts.title,
  conversations: words.conversations.title,
  papers: words.papersPage.title,
  folder_sheet: words.folderSheet.title,
  persons_copy: words.personsCopy.title,
  note: words.note.title,
  who_looked: words.whoLooked.title,
  two_versions: words.two.title,
  check_paper: words.checkPaper.title,
  staff: words.staff.title,
  audit: words.audit.title,
  settings: words.settings.title,
  learn: words.learn.title,
  this_computer: words.computer.title,
};
