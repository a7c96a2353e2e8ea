/**
 * Measures, in a process of its own, one lint of a backend and then lints of one of its files again.
 *
 *   node bench/lint.mjs FOLDER none|recommended [FILE]
 *
 * Prints milliseconds as JSON: `all`, the plugin's loading included, and with a FILE `again`, the medians of linting it
 * unchanged, with an edit that only moves code, and with one that changes what it says.
 */
import { readFileSync } from "node:fs"
import { performance } from "node:perf_hooks"
import * as typescript from "@typescript-eslint/parser"
import { ESLint } from "eslint"

const [, , folder, preset, file] = process.argv
const median = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1]

const begin = performance.now()
const configs = [{ files: ["**/*.ts"], languageOptions: { parser: typescript } }]
if (preset !== "none") configs.push((await import("../dist/index.js")).default.configs[preset])
const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: configs })
const results = await eslint.lintFiles(file === undefined ? ["src"] : [file])
const all = performance.now() - begin

/** The median time of linting the file's text, edited differently each time, as an editor does between keystrokes. */
async function measureAgain(edit) {
  const text = readFileSync(file, "utf8")
  const times = []
  for (let turn = 0; turn < 9; turn += 1) {
    // Longer than the pause after which the plugin looks at the disk at once.
    await new Promise((resolve) => setTimeout(resolve, 1100))
    const start = performance.now()
    await eslint.lintText(edit(text, turn), { filePath: file })
    times.push(performance.now() - start)
  }
  return median(times)
}

const again = file === undefined ? undefined : {
  unchanged: await measureAgain((text) => text),
  moved: await measureAgain((text, turn) => "\n".repeat(turn + 1) + text),
  changed: await measureAgain((text, turn) => `${text}\nexport const turn = "turn ${turn}"\n`),
}
console.log(JSON.stringify({ all, again, messages: results.reduce((sum, { messages }) => sum + messages.length, 0) }))
