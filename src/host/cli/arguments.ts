/**
 * The command line's words: commands, options, their help, and the parsing of them.
 *
 * @module
 */
import { parseArgs } from "node:util"
import { presetNames } from "../../presets.ts"
import { suggestWord } from "../closest-word.ts"

/** A mistake in how the program was called. Its message is meant for the user as it stands. */
export class UsageError extends Error {
  override name = "UsageError"
}

interface OptionWords {
  /** What its value is called in the help; absent for a switch. */
  readonly value?: string
  readonly values?: readonly string[]
  readonly isRepeatable?: boolean
  readonly description: string
}

interface CommandWords {
  readonly description: string
  readonly options: Readonly<Record<string, OptionWords>>
  readonly exits: string
}

const PROJECT_OPTIONS: Readonly<Record<string, OptionWords>> = {
  public: { value: "route", isRepeatable: true, description: "a route open by intent, as \"GET /status\" or \"/hooks/**\"; repeatable" },
  guard: { value: "name", isRepeatable: true, description: "a function that authenticates, as requireUser or src/acl.ts#check; repeatable" },
  validator: { value: "name", isRepeatable: true, description: "a function that validates; repeatable" },
  ignore: { value: "glob", isRepeatable: true, description: "files to leave out, as \"src/legacy/**\"; repeatable" },
}
const GLOBAL_OPTIONS: Readonly<Record<string, OptionWords>> = {
  "no-color": { description: "no colours; NO_COLOR in the environment does the same" },
  help: { description: "this text" },
  version: { description: "the version" },
}

/** The commands, by name. */
export const commands: Readonly<Record<"check" | "routes", CommandWords>> = {
  check: {
    description: "lint a backend, with no configuration needed",
    exits: "0 nothing found, 1 findings, 2 called wrongly or failed",
    options: {
      preset: { value: "name", values: presetNames, description: "the rules to check (default: recommended)" },
      rule: { value: "name", isRepeatable: true, description: "check this rule only; repeatable" },
      format: { value: "name", values: ["stylish", "json"], description: "of the report (default: stylish)" },
      ...PROJECT_OPTIONS,
    },
  },
  routes: {
    description: "print every route: who may call it, what is validated, what it answers",
    exits: "0 done, 2 called wrongly or failed",
    options: {
      format: { value: "name", values: ["table", "json"], description: "of the inventory (default: table)" },
      ...PROJECT_OPTIONS,
    },
  },
}

/** A command line that has been understood. */
export interface Request {
  readonly command: "check" | "routes" | "help" | "version"
  /** As given, or `.`. For help, the command it is asked for, or nothing. */
  readonly folder: string
  /** The given values by option name; a switch has one empty text. */
  readonly options: Readonly<Record<string, readonly string[]>>
}

/**
 * Understands a command line.
 *
 * @throws UsageError that names what is wrong and what was probably meant
 */
export function parseRequest(words: readonly string[]): Request {
  const named = words.find((word) => !word.startsWith("-"))
  const command = named === "check" || named === "routes" ? named : undefined
  const allowed = { ...(command === undefined ? {} : commands[command].options), ...GLOBAL_OPTIONS }
  const { values, positionals } = parseWords(words, allowed)
  const options = collectValues(values)
  if (options["version"] !== undefined) return { command: "version", folder: "", options }
  if (options["help"] !== undefined || named === "help") {
    return { command: "help", folder: command ?? positionals.find((word) => Object.hasOwn(commands, word)) ?? "", options }
  }
  if (named === undefined) throw new UsageError("Say what to do: check or routes.")
  if (command === undefined) {
    throw new UsageError(`Unknown command "${named}".${suggestWord(named, Object.keys(commands), "\"")} There are check and routes.`)
  }
  const [, folder = ".", ...rest] = positionals
  if (rest.length > 0) throw new UsageError(`One folder at a time: "${rest[0] ?? ""}" is too many.`)
  for (const [name, { values: choices }] of Object.entries(commands[command].options)) checkChoice(name, options[name], choices)
  return { command, folder, options }
}

function parseWords(words: readonly string[], allowed: Readonly<Record<string, OptionWords>>): ReturnType<typeof parseArgs> {
  const known = Object.fromEntries(Object.entries(allowed).map(([name, { value }]) =>
    [name, { type: value === undefined ? "boolean" : "string", multiple: true } as const]))
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { ...known, help: { type: "boolean", short: "h", multiple: true }, version: { type: "boolean", short: "v", multiple: true } },
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const unknown = /Unknown option '(--?[^']+)'/u.exec(message)?.[1]
    if (unknown === undefined) throw new UsageError(message)
    const names = Object.keys(allowed).map((name) => `--${name}`)
    throw new UsageError(`Unknown option "${unknown}".${suggestWord(unknown, names, "\"")} There are ${names.join(", ")}.`)
  }
}

function collectValues(values: Readonly<Record<string, unknown>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) =>
    [name, [value].flat().map((each) => (typeof each === "string" ? each : ""))]))
}

function checkChoice(name: string, given: readonly string[] = [], choices: readonly string[] = []): void {
  if (choices.length === 0) return
  for (const value of given) {
    if (choices.includes(value)) continue
    throw new UsageError(`Unknown ${name} "${value}".${suggestWord(value, choices, "\"")} There are ${choices.join(", ")}.`)
  }
}

/** The help text, of one command or of the program. */
export function formatHelp(name: string): string {
  const command = name === "check" || name === "routes" ? commands[name] : undefined
  if (command === undefined) {
    return [
      "eslint-plugin-endpoint reads a whole Node backend and checks its routes.",
      "",
      "Usage: eslint-plugin-endpoint <command> [folder] [options]",
      "",
      "Commands:",
      ...alignColumns(Object.entries(commands).map(([each, { description }]) => [`${each} [folder]`, description])),
      "",
      "Options:",
      ...formatOptions(GLOBAL_OPTIONS),
      "",
      "The folder is the backend's own, where its package.json is; by default the current one.",
      "eslint-plugin-endpoint <command> --help tells a command's options.",
    ].join("\n")
  }
  return [
    `Usage: eslint-plugin-endpoint ${name} [folder] [options]`,
    "",
    `${command.description.charAt(0).toUpperCase()}${command.description.slice(1)}.`,
    "",
    "Options:",
    ...formatOptions({ ...command.options, ...GLOBAL_OPTIONS }),
    "",
    `Exit status: ${command.exits}.`,
  ].join("\n")
}

function formatOptions(options: Readonly<Record<string, OptionWords>>): string[] {
  return alignColumns(Object.entries(options).map(([name, { value, values, description }]) => [
    value === undefined ? `--${name}` : `--${name} <${value}>`,
    values === undefined ? description : `${description}: ${values.join(", ")}`,
  ]))
}

function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([first = ""]) => first.length))
  return rows.map(([first = "", second = ""]) => `  ${first.padEnd(width)}  ${second}`)
}
