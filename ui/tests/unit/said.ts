/** Everything that is said to people: by the window itself, and by the program, read from its source. */
import { readdirSync, readFileSync } from "node:fs";
import { words } from "../../src/words";

/** One piece of text, and where it stands. */
export interface Said {
  where: string;
  group: string;
  text: string;
}

/** What a sentence that takes something is tried with. */
const EXAMPLES: readonly unknown[][] = [
  [2, 2, 2, 2],
  ["Margaret", "Margaret", "Margaret", "Margaret"],
  [["Consent"], ["Consent"], ["Consent"]],
];

function tried(sentence: (...given: unknown[]) => unknown): unknown {
  for (const given of EXAMPLES) {
    try {
      const said = sentence(...given);
      if (typeof said !== "string" || !/undefined|NaN|\[object/.test(said)) return said;
    } catch {
      // Not what it takes.
    }
  }
  return "";
}

function inside(node: unknown, path: string[]): Said[] {
  if (typeof node === "string") return [{ where: path.join("."), group: path[0] ?? "", text: node }];
  if (typeof node === "function") return inside(tried(node as (...given: unknown[]) => unknown), path);
  if (Array.isArray(node)) return node.flatMap((one, index) => inside(one, [...path, String(index)]));
  if (typeof node === "object" && node !== null) {
    return Object.entries(node).flatMap(([key, one]) => inside(one, [...path, key]));
  }
  return [];
}

/** Every word of the window. */
export const ofWindow = (): Said[] => inside(words, []);

const ROOM = "..";
const LITERAL = /"((?:[^"\\]|\\.)*)"/g;

/** The string literals of Rust files that are words for people: not codes, not names, not what a standard calls it. */
function literals(files: readonly string[], group: string, drop: RegExp): Said[] {
  return files.flatMap((file) => {
    const source = readFileSync(`${ROOM}/${file}`, "utf8")
      .replace(/#\[cfg\(test\)\][\s\S]*$/, "")
      .replaceAll(/^\s*\/\/.*$/gm, "")
      .replaceAll(drop, "");
    return [...source.matchAll(LITERAL)]
      .map(([, text = ""]) => text.replaceAll(/\\\n\s*/g, "").replaceAll('\\"', '"').replaceAll(/\{[^}]*\}/g, "2"))
      .filter((text) => / /.test(text) || /^[A-Z][a-z]+$/.test(text))
      .map((text) => ({ where: file, group, text }));
  });
}

function rustFiles(folder: string): string[] {
  return readdirSync(`${ROOM}/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".rs") && !/(^|\/)tests?(\.rs|\/)/.test(file))
    .map((file) => `${folder}/${file}`);
}

/** What went wrong: what happened, what is safe, what to do. */
export const ofErrors = (): Said[] =>
  literals(["workstation/src/error.rs", "workstation/src/attachments.rs", "workstation/src/glass.rs"], "errors of the program", /#\[(doc|must_use)[^\]]*\]/g);

/** What a record is declared to hold: titles, labels, choices. */
export const ofRecord = (): Said[] =>
  literals(rustFiles("care-record/src/declare"), "labels of the record", /(Prsb|Scci|Fhir|Other)\(\s*"[^"]*",?\s*\)/g);

/** What the program makes ready to be read. */
export const ofProgram = (): Said[] => literals(rustFiles("workstation/src/show"), "ready to be read", /\b(expect|format_args)\("[^"]*"/g);
