import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { words } from "../../src/words";

/** Every word the window says, with where it stands; functions are called with plain examples. */
function said(node: unknown, path: string[] = []): Array<[string, string]> {
  if (typeof node === "string") return [[path.join("."), node]];
  if (typeof node === "function") {
    const example = path.includes("missing") && path.includes("people") ? ["Consent"] : 2;
    return said(node(example, 2, 2), path);
  }
  if (Array.isArray(node)) return node.flatMap((one, index) => said(one, [...path, String(index)]));
  if (typeof node === "object" && node !== null) {
    return Object.entries(node).flatMap(([key, one]) => said(one, [...path, key]));
  }
  return [];
}

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(svelte|ts)$/.test(file) && !file.startsWith("words"))
  .map((file) => readFileSync(`src/${file}`, "utf8"))
  .join("\n");

describe("the words", () => {
  it("are plain: no jargon, no word that hurts", () => {
    const never =
      /\b(sync|server|client|device|merge|conflict|quarantined?|invalid|oops|death list|demented|suffering|non-compliant|expired|fatal|abort)\b/i;
    expect(said(words).filter(([, text]) => never.test(text))).toEqual([]);
  });

  it("are all used", () => {
    const groups = Object.entries(words).flatMap(([group, inside]) =>
      Object.keys(inside).map((key) => `${group}.${key}`),
    );
    const unused = groups.filter((key) => key !== "alarm.quiet" && key.split(".").length === 2 && !/^\w+\.\d+$/.test(key))
      .filter((key) => !key.startsWith("product") && !key.startsWith("alarm"))
      .filter((key) => !sources.includes(`words.${key}`));
    expect(unused).toEqual([]);
  });
});

describe("the walls", () => {
  it("let only the backend folder know Tauri", () => {
    const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => /\.(svelte|ts)$/.test(file));
    const knowing = files.filter((file) => readFileSync(`src/${file}`, "utf8").includes("@tauri-apps/"));
    expect(knowing.every((file) => file.startsWith("backend/"))).toBe(true);
    expect(knowing).not.toEqual([]);
  });

  it("let no raw HTML and no style attribute through", () => {
    expect(sources).not.toMatch(/\{@html|innerHTML|\sstyle=|\sstyle:/);
  });
});
