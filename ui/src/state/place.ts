/** The table of screens. An address is data, so that "back", focus and what returns after a lock can be tested. */
export type Place =
  | { screen: "people" }
  | { screen: "add_person" }
  | { screen: "import" }
  | { screen: "break_glass" }
  | { screen: "glance"; record: string }
  | { screen: "record"; record: string; section: string | null }
  | { screen: "note"; record: string }
  | { screen: "who_looked"; record: string }
  | { screen: "two_versions"; record: string | null }
  | { screen: "staff" }
  | { screen: "this_computer" };

/** Whose record a place shows, if anyone's. */
export function recordOf(place: Place): string | null {
  return "record" in place ? place.record : null;
}
