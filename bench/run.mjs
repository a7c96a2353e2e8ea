/**
 * Measures what the plugin costs, against the budgets that docs/architecture.md names: `npm run bench [-- --quick]`.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { writeBackend } from "./backend.mjs"

const isQuick = process.argv.includes("--quick")
const rounds = isQuick ? 1 : 5
const folder = realpathSync(mkdtempSync(join(tmpdir(), "endpoint-bench-")))
const median = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1]
const milliseconds = (number) => `${Math.round(number)} ms`

/** Runs one of the measuring scripts and reads what it prints. */
function measure(script, ...words) {
  const path = fileURLToPath(new URL(`${script}.mjs`, import.meta.url))
  return JSON.parse(execFileSync(process.execPath, ["--expose-gc", path, ...words], { encoding: "utf8" }))
}

function compareLints(size) {
  const project = join(folder, `lint-${size}`)
  writeBackend(project, size)
  const without = []
  const complete = []
  for (let round = 0; round < rounds; round += 1) {
    without.push(measure("lint", project, "none").all)
    complete.push(measure("lint", project, "recommended").all)
  }
  const base = median(without)
  console.log(`Linting ${size} files, medians of ${rounds}`)
  console.log(`  typescript-eslint's parser, no rules   ${milliseconds(base)}`)
  console.log(`  the same with recommended              ${milliseconds(median(complete))}  ${(median(complete) / base).toFixed(2)} x  (budget 1.25 x)`)
}

function measureIndex(size) {
  const project = join(folder, `index-${size}`)
  const file = writeBackend(project, size)
  const cold = []
  const warm = []
  for (let round = 0; round < rounds; round += 1) {
    rmSync(join(project, "node_modules/.cache"), { recursive: true, force: true })
    cold.push(measure("index", project))
    warm.push(measure("index", project))
  }
  const show = (runs) => `${milliseconds(median(runs.map(({ indexed }) => indexed)))}, then linked in ${milliseconds(median(runs.map(({ linked }) => linked)))}`
  console.log(`Index of ${cold[0].files} files, ${cold[0].routes} routes`)
  console.log(`  cold                 ${show(cold)}  (budget 1500 ms)`)
  console.log(`  with facts on disk   ${show(warm)}  (budget 200 ms)`)
  console.log(`  facts in memory      ${Math.round(median(cold.map(({ memory }) => memory)) / 1e6)} MB  (budget 25 kB a file: ${Math.round(cold[0].files / 40)} MB)`)
  return { project, file }
}

function compareAgain({ project, file }) {
  const without = measure("lint", project, "none", file).again
  const withRules = measure("lint", project, "recommended", file).again
  console.log("Linting one file of them again, more than with no rules (budget 20 ms)")
  for (const edit of Object.keys(without)) {
    console.log(`  ${edit.padEnd(10)} ${milliseconds(withRules[edit] - without[edit])}  (${milliseconds(withRules[edit])} against ${milliseconds(without[edit])})`)
  }
}

execFileSync(process.execPath, [
  fileURLToPath(new URL("../node_modules/tsdown/dist/run.mjs", import.meta.url)),
  "--no-config", "--no-dts", "--logLevel", "error", "--platform", "node", "--out-dir", ".cache/bench", "src/host/analysis.ts",
], { cwd: fileURLToPath(new URL("..", import.meta.url)), stdio: ["ignore", "ignore", "inherit"] })
try {
  compareLints(1000)
  compareAgain(measureIndex(5000))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
