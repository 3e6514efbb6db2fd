/** A room as it stands beside the label “Room”: many homes write the word into the field as well. */
export function roomWords(room: string): string {
  const parts = room.split(" / ").map((part) => part.trim().replace(/^room\s+(?=\S)/i, ""));
  return parts.join(" / ");
}
