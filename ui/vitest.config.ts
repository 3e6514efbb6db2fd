import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

/** Unit and parity tests: components and screens in jsdom, against a pretended other side of the door. */
export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  test: {
    environment: "jsdom",
    include: ["tests/unit/**/*.test.ts", "tests/parity/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    css: false,
    restoreMocks: true,
    // The machine that runs this may be building Rust at the same time.
    testTimeout: 20_000,
  },
});
