/** A room as it stands beside the label “Room”: many homes write the word into the field as well. */
export function roomWords(room: string): string {
  const parts = room.split(" / ").map((part) => part.trim().replace(/^room\s+(?=\S)/i, ""));
  return parts.join(" / ");
}

/** As one comes by them: 2 before 10, and whoever has none last. */
export function byRoom(a: { room: string }, b: { room: string }): number {
  const [one, other] = [roomWords(a.room), roomWords(b.room)];
  return Number(one === "") - Number(other === "") || one.localeCompare(other, "en", { numeric: true });
}
