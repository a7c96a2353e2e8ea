/**
 * The command line: its commands and options, and how a line of words becomes a request.
 *
 * @module
 */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander"
import packageJson from "../../../package.json" with { type: "json" }
import { rules } from "../../../rules/index.ts"
import { checklist } from "../../checklist.ts"
import { presetNames } from "../../presets.ts"
import { suggestWord } from "../closest-word.ts"
import {
  type CheckOptions, type ChecklistOptions, type ExplainOptions, reportFormats, type Request, routeFormats, type RoutesOptions, sortKeys,
} from "./options.ts"
import { UsageError } from "./usage-error.ts"

/**
 * Reads a command line.
 *
 * @param words without the program's own name
 * @throws UsageError that says what is wrong, and what was probably meant
 */
export function parseCommandLine(words: readonly string[]): Request {
  const result: { request?: Request; text: string } = { text: "" }
  const program = new Command("eslint-plugin-endpoint")
    .exitOverride()
    .configureOutput({ writeOut: (text) => { result.text += text }, writeErr: () => undefined })
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
  addCommands(program, (request) => { result.request = request })
  try {
    program.parse(joinRequest(words), { from: "user" })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0) throw new UsageError(error.code === "commander.help" ? program.helpInformation().trimEnd() : describe(error))
  }
  return result.request ?? { command: "print", text: result.text }
}

/** `explain GET /orders` as one words wants quotes, which are easily forgotten. */
function joinRequest(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, index) => /^(?:\*|[A-Za-z]+)$/u.test(word) && words[index + 1]?.startsWith("/") === true)
  if (!words.includes("explain") || at < 1) return words
  return [...words.slice(0, at), `${words[at] ?? ""} ${words[at + 1] ?? ""}`, ...words.slice(at + 2)]
}

function describe({ message }: CommanderError): string {
  const [first = "", ...rest] = message.replace(/^error: /u, "").split("\n")
  return [`${first.slice(0, 1).toUpperCase()}${first.slice(1)}`, ...rest].join("\n")
}

function addCommands(program: Command, accept: (request: Request) => void): void {
  program
    .description("Reads a whole Node backend and checks its routes.")
    .version(packageJson.version, "-v, --version", "print the version")
    .option("--no-color", "print without colours; NO_COLOR in the environment does the same")
    .helpOption("-h, --help", "print this text")
  addProjectOptions(program.command("check").argument("[folder]", "the folder of the backend, with its package.json", "."))
    .summary("check the routes of a backend")
    .description("Checks the routes of a backend. No configuration is needed.")
    .addOption(choice("--preset <name>", "the rules to check", presetNames).default("recommended"))
    .addOption(repeatable("--rule <name>", "check only this rule", readRuleName))
    .addOption(choice("--format <name>", "the form of the report", reportFormats).default("stylish"))
    .option("-o, --output-file <file>", "write the report to a file")
    .option("--quiet", "report errors only, not warnings")
    .addOption(new Option("--max-warnings <number>", "fail when there are more warnings than these").argParser(readNumber))
    .option("--allow-empty", "succeed in a folder without a backend")
    .addHelpText("after", "\nExit status: 0 nothing found, 1 findings, 2 called wrongly, nothing to check, or failed.")
    .action((folder: string, _options: unknown, command: Command) =>
      accept({ command: "check", folder, options: command.optsWithGlobals<CheckOptions>() }))
  addProjectOptions(program.command("routes").argument("[folder]", "the folder of the backend, with its package.json", "."))
    .summary("print every route: who may call it, what is validated, what it answers")
    .description("Prints every route: who may call it, what is validated, what it answers.")
    .addOption(choice("--format <name>", "the form of the list", routeFormats).default("table"))
    .option("--open", "only routes that answer anyone and are not public")
    .option("--unknown", "only routes of which something is unknown")
    .addOption(repeatable("--method <name>", "only routes of this method: GET, POST ...", (value) => value.toUpperCase()))
    .addOption(repeatable("--path <pattern>", "only routes with such a path: \"/api/**\""))
    .addOption(choice("--sort <key>", "the order", sortKeys).default("path"))
    .option("-o, --output-file <file>", "write the list to a file")
    .option("--link <template>", "for html: the address of a place, with {path} or {file}, and {line}", "vscode://file{path}:{line}")
    .addHelpText("after", "\nExit status: 0 done, 2 called wrongly or failed.")
    .action((folder: string, _options: unknown, command: Command) =>
      accept({ command: "routes", folder, options: command.optsWithGlobals<RoutesOptions>() }))
  addProjectOptions(program.command("checklist").argument("[folder]", "the folder of the backend, with its package.json", "."))
    .summary("answer the checklist of a backend, item by item")
    .description("Answers the checklist of a backend, item by item: what holds, what fails and where, what is unknown, what is left to a reviewer.")
    .addOption(choice("--format <name>", "the form of the list", ["text", "markdown", "json"]).default("text"))
    .addOption(repeatable("--require <item>", `an item that has to hold, or all; without it, none may fail: ${itemIds.join(", ")}`, readItem))
    .option("--allow-empty", "succeed in a folder without a backend")
    .addHelpText("after", "\nExit status: 0 done, 1 an item fails, or one that is required is not known to hold, 2 called wrongly, nothing to check, or failed.")
    .action((folder: string, _options: unknown, command: Command) =>
      accept({ command: "checklist", folder, options: command.optsWithGlobals<ChecklistOptions>() }))
  addProjectOptions(program.command("explain").argument("<route>", "\"GET /orders/{id}\", or a place: src/orders.ts:12").argument("[folder]", "the folder of the backend", "."))
    .summary("explain a route: what a request meets, and why the answers are what they are")
    .description("Explains a route: what a request meets step by step, and why the answers about it are what they are.")
    .addOption(choice("--format <name>", "the form of the explanation", ["text", "json"]).default("text"))
    .addHelpText("after", "\nExit status: 0 done, 2 called wrongly, no such route, or failed.")
    .action((asked: string, folder: string, _options: unknown, command: Command) =>
      accept({ command: "explain", asked, folder, options: command.optsWithGlobals<ExplainOptions>() }))
}

function addProjectOptions(command: Command): Command {
  return command.optionsGroup("Settings:")
    .addOption(repeatable("--public <route>", "a route that is open on purpose: \"GET /status\", \"/hooks/**\""))
    .addOption(repeatable("--guard <name>", "a function that authenticates: requireUser, src/acl.ts#check"))
    .addOption(repeatable("--validator <name>", "a function that validates what it is called with"))
    .addOption(repeatable("--ignore <glob>", "files to leave out: \"src/legacy/**\""))
    .optionsGroup("Options:")
}

/** An option with a value out of a list. */
function choice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, `${description}: ${choices.join(", ")}`).argParser((value) => {
    if (choices.includes(value)) return value
    throw new InvalidArgumentError(`${suggestWord(value, choices, "\"").trim()} There are ${choices.join(", ")}.`.trim())
  })
}

/** An option that may be given several times. */
function repeatable(flags: string, description: string, read = (value: string): string => value): Option {
  return new Option(flags, `${description}; repeatable`).argParser((value: string, before: readonly string[] = []) => [...before, read(value)])
}

function readNumber(given: string): number {
  if (/^\d+$/u.test(given)) return Number(given)
  throw new InvalidArgumentError("It must be a whole number, 0 or more.")
}

const itemIds = checklist.flatMap(({ items }) => items.map(({ id }) => id))

function readItem(given: string): string {
  if (given === "all" || itemIds.includes(given)) return given
  throw new InvalidArgumentError(`${suggestWord(given, itemIds, "\"")} There are all, ${itemIds.join(", ")}.`.trim())
}

function readRuleName(given: string): string {
  const names = rules.map(({ name }) => name)
  const name = given.replace(/^endpoint\//u, "")
  if (names.includes(name)) return name
  throw new InvalidArgumentError(suggestWord(name, names, "\"").trim() || "The rules are listed in README.md.")
}
