#!/usr/bin/env node
/**
 * The command line program.
 *
 * @module
 */
import { statSync } from "node:fs"
import { resolve } from "node:path"
import picocolors from "picocolors"
import packageJson from "../../../package.json" with { type: "json" }
import { rules } from "../../../rules/index.ts"
import { frameworks } from "../../frameworks/index.ts"
import type { Settings } from "../../model/settings.ts"
import type { PresetName } from "../../presets.ts"
import { type Analysis, findAnalysis, normalizeSettings } from "../analysis.ts"
import { formatHelp, parseRequest, type Request, UsageError } from "./arguments.ts"
import { checkProject } from "./check.ts"
import { describeError, isDebugging } from "../debug.ts"
import { createInventory } from "./inventory.ts"
import { toReal } from "../workspace/path.ts"
import { createProgress } from "./progress.ts"
import { suggestWord } from "../closest-word.ts"
import { type Colors, formatInventory } from "./table.ts"
import { keepTrees } from "../workspace/tree.ts"

/** Characters of source whose trees `check` keeps between indexing and linting: some 300 MB of memory. */
const KEPT_CHARACTERS = 20_000_000

/** Runs a command line and answers its exit status. */
async function run(words: readonly string[]): Promise<number> {
  const request = parseRequest(words)
  if (request.command === "help") return print(formatHelp(request.folder))
  if (request.command === "version") return print(packageJson.version)
  const root = findRoot(request.folder)
  return request.command === "routes" ? runRoutes(root, request) : runCheck(root, request)
}

function runRoutes(root: string, request: Request): number {
  const analysis = analyse(root, readProjectSettings(request))
  const inventory = createInventory(analysis.project(), analysis.workspace.problems())
  if (request.options["format"]?.at(-1) === "json") print(JSON.stringify(inventory, null, 2))
  else if (inventory.routes.length + inventory.actions.length === 0) print(explainNothing(analysis, request.folder))
  else print(formatInventory(inventory, colorsOf(request)))
  return tellFailures(analysis)
}

async function runCheck(root: string, request: Request): Promise<number> {
  const only = (request.options["rule"] ?? []).map(readRuleName)
  const settings = readProjectSettings(request)
  keepTrees(KEPT_CHARACTERS)
  const analysis = analyse(root, settings)
  const format = request.options["format"]?.at(-1) ?? "stylish"
  const preset = (request.options["preset"]?.at(-1) ?? "recommended") as PresetName
  const hasColors = colorsOf(request).isColorSupported
  const { text, errors } = await checkProject({ analysis, settings, preset, only, format, hasColors })
  if (text !== "") print(text)
  if (format !== "json") {
    for (const { file, reason, kind } of analysis.workspace.problems()) if (kind !== "syntax") warn(`${file}: ${reason}`)
    if (errors === 0) print(explainClean(analysis, request.folder))
  }
  return Math.max(errors > 0 ? 1 : 0, tellFailures(analysis))
}

/** Reads and links a project. */
function analyse(root: string, settings: Settings): Analysis {
  const progress = createProgress()
  const analysis = findAnalysis({ root, settings, onProgress: progress.show })
  analysis.workspace.refresh()
  analysis.project()
  progress.clear()
  return analysis
}

function findRoot(folder: string): string {
  const stats = statSync(resolve(folder), { throwIfNoEntry: false })
  if (stats === undefined) throw new UsageError(`There is no folder "${folder}".`)
  if (!stats.isDirectory()) throw new UsageError(`"${folder}" is a file. Name the folder of the backend, where its package.json is.`)
  return toReal(resolve(folder))
}

function readProjectSettings({ options }: Request): Settings {
  return normalizeSettings({
    ...(options["public"] === undefined ? {} : { public: options["public"] }),
    ...(options["guard"] === undefined ? {} : { guards: options["guard"] }),
    ...(options["validator"] === undefined ? {} : { validators: options["validator"] }),
    ...(options["ignore"] === undefined ? {} : { ignore: options["ignore"] }),
  })
}

function readRuleName(given: string): string {
  const names = rules.map(({ name }) => name)
  const name = given.replace(/^endpoint\//u, "")
  if (names.includes(name)) return name
  throw new UsageError(`Unknown rule "${given}".${suggestWord(name, names, "\"")} There are ${names.join(", ")}.`)
}

/** Says why there is no route to show. */
function explainNothing({ workspace, project }: { workspace: Analysis["workspace"]; project: Analysis["project"] }, folder: string): string {
  const files = workspace.files().length
  if (files === 0) return `No JavaScript or TypeScript source in "${folder}".`
  const { applications: [application], unresolved } = project()
  if (application === undefined && unresolved.length > 0) {
    return [`No routes in "${folder}":`, ...unresolved.map(({ at, reason }) => `  ${at.file}:${at.line}  ${reason}`)].join("\n")
  }
  const packages = frameworks.flatMap((framework) => framework.packages).join(", ")
  return application === undefined
    ? `No backend in "${folder}": none of ${files} files makes routes with one of ${packages}.`
    : `No routes in "${folder}": ${application.at.file}:${application.at.line} creates an application of ${application.framework}, `
      + "and no route on it was found."
}

function explainClean(analysis: Analysis, folder: string): string {
  const { routes } = analysis.project()
  if (routes.length === 0) return explainNothing(analysis, folder)
  const noun = routes.length === 1 ? "route" : "routes"
  return `Nothing to report on ${routes.length} ${noun} in ${analysis.workspace.files().length} files.`
}

function tellFailures(analysis: Analysis): number {
  for (const failure of analysis.failures()) {
    warn(`${failure}. This is a defect of eslint-plugin-endpoint; DEBUG=eslint-plugin-endpoint tells more.`)
  }
  return analysis.failures().length > 0 ? 2 : 0
}

function colorsOf({ options }: Request): Colors {
  const isWanted = options["no-color"] === undefined && (process.env["NO_COLOR"] ?? "") === "" && process.stdout.isTTY === true
  return picocolors.createColors(isWanted)
}

function print(text: string): number {
  process.stdout.write(`${text.trimEnd()}\n`)
  return 0
}

function warn(text: string): void {
  process.stderr.write(`${text}\n`)
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error
})

// What ESLint warns of, such as an old .eslintignore, is for those who configure it.
if (!isDebugging()) process.removeAllListeners("warning")

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const hint = error instanceof UsageError ? "\neslint-plugin-endpoint --help tells how to call it." : ""
  warn(isDebugging() && error instanceof Error ? error.stack ?? error.message : `${describeError(error)}${hint}`)
  process.exitCode = 2
}
