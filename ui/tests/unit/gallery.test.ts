/** The page of all components shows all of them, by itself or inside another. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";

const imports = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(/from "(\.[^"]*\/[A-Z]\w*\.svelte)"/g)].map(([, path = ""]) => normalize(join(dirname(file), path)));

it("shows every component", () => {
  const shown = new Set<string>();
  const look = (file: string): void => {
    for (const next of imports(file)) {
      if (shown.has(next)) continue;
      shown.add(next);
      look(next);
    }
  };
  look("gallery/Gallery.svelte");
  const all = readdirSync("src/components").filter((file) => file.endsWith(".svelte"));
  expect(all.filter((file) => !shown.has(`src/components/${file}`)).map((file) => basename(file, ".svelte"))).toEqual([]);
});

it("is no part of the built window", () => {
  expect(readFileSync("vite.config.ts", "utf8")).not.toContain("gallery");
  expect(readFileSync("index.html", "utf8")).not.toContain("gallery");
});
