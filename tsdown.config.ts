import { defineConfig } from "tsdown"

export default defineConfig({
  entry: { index: "src/index.ts", cli: "src/host/cli.ts", parser: "src/host/parser.ts" },
  format: "esm",
  platform: "node",
  target: "node20.19",
  fixedExtension: false,
  dts: true,
  logLevel: "warn",
  deps: {
    // What the command line shows with, and the globs: small, and no business of a user's dependency tree.
    onlyBundle: [
      "picocolors", "picomatch", "cli-table3", "@colors/colors", "string-width", "strip-ansi", "ansi-regex", "emoji-regex",
      "is-fullwidth-code-point",
    ],
  },
})
