import { defineConfig } from "vitest/config"

/** Milliseconds that only a test that hangs takes: the speed of the machine decides nothing. */
const HANGING = 600_000

export default defineConfig({
  test: {
    testTimeout: HANGING,
    hookTimeout: HANGING,
    // Some tests run the program in child processes beside these.
    maxWorkers: 2,
    // The test files share no state. A module registry for each would import ESLint and typescript-eslint fifty times.
    isolate: false,
    projects: [
      { extends: true, test: { name: "fast", include: ["test/**/*.test.ts"], exclude: ["test/slow/**"] } },
      { extends: true, test: { name: "slow", include: ["test/slow/**/*.test.ts"] } },
    ],
  },
})
