import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { defineConfig } from "tsdown"

/** What the command line shows with, the globs, and the reader of YAML: small, and no business of a user's dependency tree. */
const bundled = [
  "@colors/colors", "ansi-regex", "cli-table3", "commander", "emoji-regex", "ignore", "is-fullwidth-code-point", "markdown-table", "picocolors", "picomatch",
  "preact", "preact-render-to-string", "string-width", "strip-ansi", "yaml",
]

/** The licences of what is bundled, which ask to go with every copy. */
function collectLicences(): string {
  return bundled.map((name) => {
    const folder = join(import.meta.dirname, "node_modules", name)
    const file = readdirSync(folder).find((each) => /^licen[cs]e/iu.test(each)) ?? "package.json"
    return `${name}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`
  }).join(`\n${"-".repeat(80)}\n\n`)
}

export default defineConfig([
  {
    entry: { index: "src/index.ts", cli: "src/host/cli/cli.ts", parser: "src/host/eslint/parser.ts" },
    format: "esm",
    platform: "node",
    target: "node20.19",
    fixedExtension: false,
    dts: true,
    deps: { onlyBundle: bundled },
    copy: ["src/host/cli/html/report.css"],
    hooks: {
      "build:done": ({ options }) => writeFileSync(join(options.outDir, "LICENCES.txt"), collectLicences()),
    },
  },
  {
    // The script of the page of routes, which stands in the page itself.
    entry: { "report-script": "src/host/cli/html/browser/script.tsx" },
    format: "iife",
    platform: "browser",
    target: "es2022",
    minify: true,
    dts: false,
    clean: false,
    outputOptions: { entryFileNames: "[name].js" },
    tsconfig: "src/host/cli/html/browser/tsconfig.json",
    deps: { onlyBundle: ["preact"] },
  },
])
