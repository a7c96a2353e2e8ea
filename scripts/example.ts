/**
 * Shows the built program on the reference shop: its routes, what `check` reports of them, and why one of them is reported. Fails when a step ends otherwise
 * than it should, so that it is also the shortest test of a fresh clone.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"

/** A call of the program, and how it has to end. */
interface Step {
  readonly words: readonly string[]
  readonly status: number
  /** Text that the output must have. */
  readonly shows: string
}

const SHOP = "fixtures/reference/express"
const MAP = ".cache/routes.html"
const root = resolve(import.meta.dirname, "..")

const steps: readonly Step[] = [
  { words: ["routes", SHOP], status: 0, shows: "13 routes: 8 guarded, 4 public, 1 open." },
  { words: ["check", SHOP, "--preset", "security"], status: 1, shows: "GET /admin/customers answers anyone" },
  { words: ["explain", "GET /admin/customers", SHOP], status: 0, shows: "None of the 2 handlers that a request meets rejects a caller" },
  { words: ["routes", SHOP, "--format", "html", "--output-file", MAP], status: 0, shows: `Written to ${MAP}.` },
]

function runStep({ words, status, shows }: Step): void {
  console.log(`$ npx eslint-plugin-endpoint ${words.map((word) => /\s/u.test(word) ? `"${word}"` : word).join(" ")}`)
  const result = spawnSync(process.execPath, [join(root, "dist/cli.js"), ...words], { cwd: root, encoding: "utf8" })
  console.log(`${result.stdout}${result.stderr}`)
  if (result.status !== status) throw new Error(`ended with ${result.status ?? "a signal"}, not with ${status}`)
  if (!result.stdout.includes(shows)) throw new Error(`did not show "${shows}"`)
}

for (const step of steps) runStep(step)
console.log(`The routes as a page: ${pathToFileURL(join(root, MAP)).href}`)
