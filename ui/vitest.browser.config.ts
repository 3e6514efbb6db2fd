import { defineConfig } from "vitest/config";

/** Browser tests: the built window in Chromium, every screen in every state. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["tests/browser/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
