#!/usr/bin/env node
/**
 * The command line program.
 *
 * @module
 */
import picocolors from "picocolors"
import { describeError, isDebugging } from "../debug.ts"
import { keepTrees } from "../workspace/tree.ts"
import { parseCommandLine } from "./command-line.ts"
import type { ProjectRequest } from "./options.ts"
import { UsageError } from "./usage-error.ts"
import type { Outcome } from "./commands/outcome.ts"
import { listRoutes } from "./commands/routes.ts"
import { hasFailed, listWarnings, openProject, type OpenProject } from "./open-project.ts"

/** Characters of source whose trees `check` keeps between indexing and linting: some 300 MB of memory. */
const KEPT_CHARACTERS = 20_000_000

/** Runs a command line and answers its exit status. */
async function run(words: readonly string[]): Promise<number> {
  const request = parseCommandLine(words)
  if (request.command === "print") {
    print(request.text)
    return 0
  }
  if (request.command !== "routes") keepTrees(KEPT_CHARACTERS)
  const project = openProject(request.folder, request.options)
  const { output, warnings, status } = await runCommand(project, request)
  print(output)
  for (const warning of [...warnings, ...listWarnings(project)]) warn(warning)
  return hasFailed(project) ? 2 : status
}

async function runCommand(project: OpenProject, request: ProjectRequest): Promise<Outcome> {
  const isColored = request.options.color && (process.env["NO_COLOR"] ?? "") === "" && process.stdout.isTTY === true
  const colors = picocolors.createColors(isColored)
  if (request.command === "routes") return listRoutes(project, request.options, colors)
  // ESLint takes a third of a second to load, which the other commands do without.
  if (request.command === "checklist") {
    const { answerChecklist } = await import("./commands/checklist.ts")
    return answerChecklist(project, request.options, colors)
  }
  if (request.command === "explain") {
    const { explain } = await import("./commands/explain.ts")
    return explain(request.asked, project, request.options, colors)
  }
  const { check } = await import("./commands/check.ts")
  return check(project, request.options, isColored)
}

function print(text: string): void {
  if (text !== "") process.stdout.write(text.endsWith("\n") ? text : `${text}\n`)
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
  const hint = error instanceof UsageError ? "\neslint-plugin-endpoint --help says how to call it." : ""
  warn(isDebugging() && error instanceof Error ? error.stack ?? error.message : `${describeError(error)}${hint}`)
  process.exitCode = 2
}
