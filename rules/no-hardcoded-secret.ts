import { findSecretFormat } from "../src/knowledge/secret-formats.ts"
import { isPlaceholder, isThrowaway, looksRandom } from "../src/knowledge/secret-values.ts"
import type { SecretPlace } from "../src/knowledge/secrets.ts"
import * as secrets from "../src/knowledge/secrets.ts"
import type { ValueView } from "../src/model/given.ts"
import type { Project, ProjectString } from "../src/model/project.ts"
import type { Finding } from "../src/rule.ts"
import { defineRule } from "../src/rule.ts"

/** What a user may set. */
export interface Options {
  /** Leave out tests, mocks and fixtures, and in seeds, scripts and examples all but published formats. */
  readonly ignoreTests: boolean
  /** Leave out passwords like `postgres` that guard a database on a developer's machine. */
  readonly ignoreLocalDefaults: boolean
  /** Report words and passwords under a name alone, also where no library is seen to take them. */
  readonly wordsByName: boolean
  /** Regular expressions of texts that are no secrets. */
  readonly allow: readonly string[]
  /** Further names of secrets. */
  readonly additionalNames: readonly string[]
}

const environment = /^(?:process\.env|import\.meta\.env|Deno\.env|Bun\.env)\./u

/** A credential, and the words for it. */
interface Secret {
  readonly what: string
  /** The usual environment variable, for a text without a telling name. */
  readonly variable: string
  readonly where: string
}

export default defineRule<Options>({
  name: "no-hardcoded-secret",
  checklist: "Secrets are in environment variables",
  presets: ["recommended", "security"],
  description: "Disallow credentials written in the source",
  hasSuggestions: true,
  messages: {
    literal:
      "This is {{what}}{{start}}{{where}}, written in the source: everyone who can read the code has it. " +
      "Read it from `process.env.{{variable}}`, and replace the value wherever it is in use.",
    fallback:
      "Without `{{environment}}` this literal{{start}} is {{what}}{{where}}, and everyone who can read the code " +
      "has it. Refuse to start when the variable is missing.",
    useEnvironment: "Read `process.env.{{variable}}` instead.",
    refuse: "Throw when `{{environment}}` is missing.",
  },
  options: {
    ignoreTests: { type: "boolean", description: "Leave out tests, mocks and fixtures" },
    ignoreLocalDefaults: { type: "boolean", description: "Leave out throw-away passwords of local databases" },
    wordsByName: { type: "boolean", description: "Report words and passwords under a telling name, whatever becomes of them" },
    allow: { type: "array", items: { type: "string", format: "regex" }, description: "Texts that are no secrets" },
    additionalNames: { type: "array", items: { type: "string" }, description: "Further names of secrets" },
  },
  defaults: { ignoreTests: true, ignoreLocalDefaults: true, wordsByName: false, allow: [], additionalNames: [] },
  strictOptions: { ignoreLocalDefaults: false, wordsByName: true },
  *check(project, options) {
    const allowed = options.allow.map((source) => new RegExp(source))
    const places = new Map<string, SecretPlace | undefined>()
    const placeOf = (name: string | undefined): SecretPlace | undefined => {
      if (name === undefined) return undefined
      if (!places.has(name)) places.set(name, secrets.findSecretName(name, options.additionalNames))
      return places.get(name)
    }
    let taken: ReadonlySet<string> | undefined
    const isTaken = (text: string): boolean => options.wordsByName || (taken ??= takenIn(project)).has(text)
    const reported = new Set<string>()
    for (const string of project.strings()) {
      const path = pathOf(string, project)
      if (string.isDenied || secrets.isFirebaseKey(string.text, string.callee ?? string.holder ?? "")) continue
      if (options.ignoreTests && secrets.isTestPath(path)) continue
      // A key of a service's test mode opens nothing but what was made for trying.
      if (options.ignoreTests && secrets.isSamplePath(path) && /^[rs]k_test_/u.test(string.text)) continue
      const secret =
        findKnown(string, options) ??
        (options.ignoreTests && secrets.isSamplePath(path) ? undefined : findPlaced(string, path, placeOf, isTaken, options))
      const key = `${string.at.file}:${string.at.start}`
      if (secret === undefined || reported.has(key) || allowed.some((pattern) => pattern.test(string.text))) continue
      reported.add(key)
      yield describe(string, secret)
    }
  },
})

/** A credential that its own text gives away: a published format, or a connection string with a password. */
function findKnown({ text, name, argument }: ProjectString, options: Options): Secret | undefined {
  if (secrets.isExample(name ?? "") || secrets.isExample(argument ?? "")) return undefined
  const where = name === undefined ? "" : ` as \`${name}\``
  const format = findSecretFormat(text)
  if (format !== undefined) return { ...format, where }
  const connection = secrets.findConnectionCredentials(text)
  if (connection === undefined || connection.isExample || isPlaceholder(connection.password)) return undefined
  const { user, password, isLocal } = connection
  // What guards a database on a developer's machine need not be long.
  const isTrivial = isThrowaway(password) || user === password || (isLocal && password.length < 8)
  if (isTrivial && (isLocal ? options.ignoreLocalDefaults : user !== password)) return undefined
  return { what: "a connection string with its password", variable: "DATABASE_URL", where }
}

/** The texts that libraries take for secrets, wherever they were written: `jwt.sign(payload, config.secret)`. */
function takenIn(project: Project): ReadonlySet<string> {
  const texts = new Set<string>()
  for (const call of project.calls()) {
    const { name } = call
    if (name === undefined || !secrets.takesSecrets(name)) continue
    for (const [path, text] of call.arguments.flatMap((value, index) => textsIn(value, String(index)))) {
      if (secrets.findSecretPosition(name, path, text) !== undefined) texts.add(text)
    }
  }
  return texts
}

const DEPTH = 4

/** The texts in a value, and where in it: `0.cookie.secret`. */
function textsIn(value: ValueView, path: string, depth = 0): readonly (readonly [path: string, text: string])[] {
  if (depth > DEPTH) return []
  const inner = (one: ValueView, key?: number | string): ReturnType<typeof textsIn> => textsIn(one, key === undefined ? path : `${path}.${key}`, depth + 1)
  switch (value.kind) {
    case "literal":
      return typeof value.value === "string" ? [[path, value.value]] : []
    case "object":
      return [...value.entries].flatMap(([key, entry]) => inner(entry.value, key))
    case "array":
      return value.items.flatMap((item, index) => inner(item, index))
    case "either":
      return value.of.flatMap((one) => inner(one))
    default:
      return []
  }
}

/** A credential by the place where it stands: the argument of a library, an environment variable, a name. */
function findPlaced(
  string: ProjectString,
  path: string,
  placeOf: (name: string | undefined) => SecretPlace | undefined,
  isTaken: (text: string) => boolean,
  options: Options,
): Secret | undefined {
  const { text, name, callee, argument, fallback } = string
  // An option of a package's client: the service behind it issued what belongs there.
  const isIssued = callee !== undefined && argument?.includes(".") === true
  if (text.includes("${") || secrets.isWording(argument ?? "") || string.isLookedUp || secrets.isRefused(string.holder ?? "")) return undefined
  const replaced = placeOf(fallback?.split(".").at(-1))
  const named = replaced ?? placeOf(name)
  const position =
    callee === undefined || argument === undefined || string.isCompared
      ? undefined
      : secrets.findSecretPosition(callee, argument, text)
  if (position !== undefined && secrets.isInEffect(text, position, false, options.ignoreLocalDefaults))
    return { ...position, where: ` for \`${callee}()\`` }
  if (named === undefined || (named.isOwn && secrets.isToolPath(path) && !looksRandom(text))) return undefined
  // What a form begins with.
  if (named.isPassword && replaced === undefined && /\.[jt]sx$/u.test(path)) return undefined
  const isReal =
    replaced !== undefined && !string.isCompared && environment.test(fallback ?? "")
      ? secrets.isInEffect(text, named, isIssued, options.ignoreLocalDefaults)
      : string.isCompared
        ? looksRandom(text)
        : secrets.looksReal(text, name ?? fallback?.split(".").at(-1) ?? "", named)
          && ((!named.isOwn && !named.isPassword) || named.isTold === true || looksRandom(text) || isTaken(text))
  return isReal ? { ...named, where: name === undefined ? "" : ` as \`${name}\`` } : undefined
}

/** The finding, with as little of the text as tells it from others. */
function describe({ at, text, name, fallback }: ProjectString, secret: Secret): Finding {
  const isTelling = text.length >= 16 && !text.includes("://") && !text.startsWith("-----")
  const variable = secrets.variableFor(name) ?? secret.variable
  const data = { ...secret, start: isTelling ? ` (\`${text.slice(0, 4)}…\`)` : "", variable }
  if (fallback !== undefined && environment.test(fallback)) {
    const refusal = `(() => { throw new Error("${fallback.split(".").at(-1) ?? ""} is not set") })()`
    const suggestion = { message: "refuse", data: { environment: fallback }, edits: [{ at, text: refusal }] }
    return { at, message: "fallback", data: { ...data, environment: fallback }, suggestions: [suggestion] }
  }
  const suggestion = { message: "useEnvironment", data: { variable }, edits: [{ at, text: `process.env.${variable}` }] }
  return { at, message: "literal", data, ...(text.includes("${") ? {} : { suggestions: [suggestion] }) }
}

function pathOf(string: ProjectString, project: Project): string {
  return string.at.file.startsWith(`${project.root}/`) ? string.at.file.slice(project.root.length + 1) : string.at.file
}
