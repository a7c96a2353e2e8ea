/**
 * Documentation in comments: `@openapi` and `@swagger` blocks, which name paths and methods and what belongs to them in
 * YAML, and `#swagger` marks inside of handlers.
 *
 * https://github.com/Surnet/swagger-jsdoc , https://swagger-autogen.github.io/docs/endpoints/
 *
 * @module
 */
import type { Documented } from "../../../frameworks/framework.ts"
import type { Part } from "../../../model/evidence.ts"

/** An operation that a comment documents. */
export interface CommentedOperation {
  /** As written: `/wards/{id}`. */
  readonly path: string
  /** In capitals. */
  readonly method: string
  /** Some good answer has a schema or is a reference. */
  readonly hasSchema: boolean
  readonly documented: Documented
}

const METHOD = /^(get|post|put|patch|delete|options|head)\s*:/

const STATUS = /^["']?([1-5](?:\d\d|XX)|default)["']?\s*:/i

const PARTS: Readonly<Record<string, Part>> = { path: "params", query: "query", body: "body", formData: "body" }

const indentOf = (line: string): number => line.length - line.trimStart().length

const unquote = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, "$2")

/**
 * The documented operations of one comment: a path, methods below it, and what they say below them.
 *
 * @returns them in order; none for a comment that documents schemas
 */
export function readComment(text: string): readonly CommentedOperation[] {
  const found: CommentedOperation[] = []
  let path = ""
  let pathIndent = 0
  let current: { method: string; indent: number; lines: string[] } | undefined
  const close = (): void => {
    if (current !== undefined) found.push(toOperation(path, current.method.toUpperCase(), current.lines))
    current = undefined
  }
  for (const raw of text.split("\n")) {
    const line = raw.replace(/^\s*\*?/, "")
    const trimmed = line.trim()
    if (trimmed === "" || trimmed.startsWith("#")) continue
    const indent = indentOf(line)
    const named = /^["']?(\/[^\s:"']*)["']?\s*:/.exec(trimmed)
    if (named?.[1] !== undefined) {
      close()
      path = named[1]
      pathIndent = indent
    } else if (path !== "" && METHOD.test(trimmed) && indent > pathIndent && (current === undefined || indent <= current.indent)) {
      close()
      current = { method: METHOD.exec(trimmed)?.[1] ?? "", indent, lines: [] }
    } else {
      current?.lines.push(line)
    }
  }
  close()
  return found
}

/** The keys right below, each with what is written behind it and the lines under it. */
function keysIn(lines: readonly string[]): ReadonlyMap<string, { readonly text: string; readonly below: readonly string[] }> {
  const base = Math.min(...lines.map(indentOf))
  const found = new Map<string, { text: string; below: string[] }>()
  let current: { text: string; below: string[] } | undefined
  for (const line of lines) {
    const key = indentOf(line) === base ? /^["']?([\w$-]+)["']?\s*:(.*)$/.exec(line.trim()) : null
    if (key?.[1] === undefined) current?.below.push(line)
    else {
      current = { text: (key[2] ?? "").trim(), below: [] }
      found.set(key[1], current)
    }
  }
  return found
}

/** `[Wards, Beds]`, or a list below. */
function listIn({ text, below }: { readonly text: string; readonly below: readonly string[] }): readonly string[] {
  const inline = /^\[(.*)\]$/.exec(text)?.[1]
  const items = inline !== undefined ? inline.split(",") : below.flatMap((line) => /^-\s*(.+)$/.exec(line.trim())?.[1] ?? [])
  return items.map(unquote).filter((item) => item !== "")
}

function toOperation(path: string, method: string, lines: readonly string[]): CommentedOperation {
  const keys = keysIn(lines)
  const text = <Key extends string>(key: Key): { readonly [name in Key]?: string } => {
    const found = keys.get(key)
    const said = found === undefined ? "" : /^[>|][-+]?$/.test(found.text) ? found.below.join(" ").trim() : unquote(found.text)
    return (said === "" ? {} : { [key]: said }) as { readonly [name in Key]?: string }
  }
  const tags = keys.get("tags")
  const parameters = keys.get("parameters")?.below ?? []
  const responses = keys.get("responses")?.below ?? []
  return {
    path, method, hasSchema: answersWithSchema(lines),
    documented: {
      by: "@openapi", isWritten: true, ...text("summary"), ...text("description"), ...text("operationId"),
      ...(tags !== undefined && { tags: listIn(tags) }),
      parameters: [...parametersIn(parameters), ...(keys.has("requestBody") ? [{ part: "body", name: "body" } as const] : [])],
      responses: statusesIn(responses),
      // A parameter may be written somewhere else.
      ...(parameters.some((line) => line.includes("$ref")) && { finds: ["params", "query"] }),
    },
  }
}

function statusesIn(lines: readonly string[]): readonly string[] {
  const base = Math.min(...lines.map(indentOf))
  return lines.flatMap((line) => (indentOf(line) === base ? STATUS.exec(line.trim())?.[1] ?? [] : []))
}

/** `- in: path` and `name: id` in either order, items of a list. */
function parametersIn(lines: readonly string[]): NonNullable<Documented["parameters"]> {
  const base = Math.min(...lines.map(indentOf))
  const items: string[][] = []
  for (const line of lines) {
    if (indentOf(line) === base && line.trim().startsWith("-")) items.push([line.trim().slice(1)])
    else items.at(-1)?.push(line)
  }
  return items.flatMap((item) => {
    const [part, name] = ["in", "name"].map((key) => item.flatMap((line) => new RegExp(`^\\s*${key}\\s*:\\s*["']?([\\w.-]+)`).exec(line)?.[1] ?? [])[0])
    const place = part === undefined ? undefined : PARTS[part]
    return place === undefined || name === undefined ? [] : [{ part: place, name }]
  })
}

/** Whether `responses` has a 2xx or default answer with a schema or a reference. */
function answersWithSchema(lines: readonly string[]): boolean {
  const start = lines.findIndex((line) => line.trim().startsWith("responses:"))
  if (start < 0) return false
  const base = indentOf(lines[start] ?? "")
  let isGood = false
  let statusIndent = -1
  for (const line of lines.slice(start + 1)) {
    const indent = indentOf(line)
    if (indent <= base) return false
    const status = /^["']?(\d\d\d|[2-5]XX|default)["']?\s*:/i.exec(line.trim())
    if (status?.[1] !== undefined && (statusIndent < 0 || indent <= statusIndent)) {
      statusIndent = indent
      isGood = /^(?:2|default)/i.test(status[1])
    } else if (isGood && /^(?:schema|\$ref)\b/.test(line.trim())) return true
  }
  return false
}

/**
 * What `#swagger` marks say. Parameters, bodies, names and answers are found by the tool in the code itself.
 *
 * @returns undefined for a comment without a mark
 */
export function readMarks(text: string): Documented | undefined {
  const marks = new Map([...text.matchAll(/#swagger\.(\w+)\s*=\s*(.+)/g)].map(([, key = "", value = ""]) => [key, value.trim()]))
  if (marks.size === 0 && !/#swagger\./.test(text)) return undefined
  const said = <Key extends string>(key: Key): { readonly [name in Key]?: string } => {
    const value = unquote((marks.get(key) ?? "").replace(/;?\s*(?:\*\/)?$/, "").replaceAll("`", "\""))
    return (value === "" ? {} : { [key]: value }) as { readonly [name in Key]?: string }
  }
  return {
    by: "#swagger", isWritten: true, ...said("summary"), ...said("description"), ...said("operationId"),
    ...(marks.has("tags") && { tags: listIn({ text: marks.get("tags") ?? "", below: [] }) }),
    ...(/^true/.test(marks.get("ignore") ?? "") && { isHidden: true }),
    hasMoreResponses: true, finds: ["operationId", "responses", "params", "query", "body"],
  }
}
