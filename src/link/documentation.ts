/**
 * OpenAPI comments: `@openapi` and `@swagger` blocks, which name paths, methods and the schemas of answers.
 *
 * https://github.com/Surnet/swagger-jsdoc
 *
 * @module
 */
import type { Evidence, Module } from "../model.ts"
import { locate } from "./location.ts"
import type { Operation } from "./operation.ts"

/** What comments document. */
export interface Documentation {
  /** The comment that declares the schema of a good answer of an operation; undefined when none does. */
  responseOf(operation: Operation): Evidence | undefined
}

interface DocumentedOperation {
  readonly path: string
  readonly method: string
  readonly hasSchema: boolean
  readonly evidence: Evidence
}

const METHOD = /^(get|post|put|patch|delete|options|head)\s*:/

/** The documented operations of one comment: a path, methods below it, `responses` below them. */
function readComment(text: string, evidence: Evidence): readonly DocumentedOperation[] {
  const found: DocumentedOperation[] = []
  let path = ""
  let pathIndent = 0
  let current: { method: string; indent: number; lines: string[] } | undefined
  const close = (): void => {
    if (current !== undefined) found.push({ path, method: current.method.toUpperCase(), hasSchema: answersWithSchema(current.lines), evidence })
    current = undefined
  }
  for (const raw of text.split("\n")) {
    const line = raw.replace(/^\s*\*?/, "")
    const trimmed = line.trim()
    if (trimmed === "") continue
    const indent = line.length - line.trimStart().length
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

const indentOf = (line: string): number => line.length - line.trimStart().length

const shapeOf = (path: string): string => path.replaceAll(/\{[^}]*\}|:\w+/g, "{}").replace(/\/$/, "")

/**
 * Reads the documentation comments of the project.
 *
 * @returns what they document
 */
export function readDocumentation(modules: readonly Module[]): Documentation {
  const documented = modules.flatMap((module) =>
    module.facts.comments.flatMap(({ text, at }) => (/@(?:openapi|swagger)\b/.test(text) ? readComment(text, { at: locate(module, at), name: "@openapi" }) : [])),
  )
  return {
    responseOf: (operation) => {
      const served = shapeOf(operation.path)
      return documented.find(
        ({ path, method, hasSchema }) => hasSchema && method === operation.method && shapeOf(path) !== "" && (served === shapeOf(path) || served.endsWith(shapeOf(path))),
      )?.evidence
    },
  }
}
