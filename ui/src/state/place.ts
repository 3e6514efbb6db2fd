/** The table of screens. An address is data, so that "back", focus and what returns after a lock can be tested. */
export type Place =
  | { screen: "today" }
  | { screen: "handover" }
  | { screen: "write_for_several" }
  | { screen: "people" }
  | { screen: "add_person" }
  | { screen: "import" }
  | { screen: "break_glass" }
  | { screen: "glance"; record: string }
  | { screen: "record"; record: string; section: string | null }
  | { screen: "timeline"; record: string }
  | { screen: "charts"; record: string }
  | { screen: "conversations"; record: string }
  | { screen: "papers"; record: string }
  | { screen: "folder_sheet"; record: string }
  | { screen: "persons_copy"; record: string }
  | { screen: "note"; record: string }
  | { screen: "who_looked"; record: string }
  | { screen: "two_versions"; record: string | null }
  | { screen: "check_paper" }
  | { screen: "staff" }
  | { screen: "audit" }
  | { screen: "settings" }
  | { screen: "learn" }
  | { screen: "this_computer" };

/** Whose record a place shows, if anyone's. */
export function recordOf(place: Place): string | null {
  return "record" in place ? place.record : null;
}
