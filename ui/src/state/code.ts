/** The short code of a paper, as somebody reads it off and types it. */

/** Letters that are read for figures; the codes have neither I, L, O nor U. */
const READ_AS: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1" };
const LENGTH = 10;

/** `G7K3Q-8MN2X`, however it was typed; nothing where it cannot be one. */
export function paperCode(typed: string): string | null {
  const plain = [...typed.toUpperCase()].filter((one) => /[A-Z0-9]/.test(one)).map((one) => READ_AS[one] ?? one);
  if (plain.length !== LENGTH) return null;
  return `${plain.slice(0, 5).join("")}-${plain.slice(5).join("")}`;
}
