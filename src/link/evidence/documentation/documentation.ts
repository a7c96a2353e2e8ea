/**
 * What is written of a route for those who call it: by its framework, or in comments.
 *
 * @module
 */
import type { Documented } from "../../../frameworks/framework.ts"
import type { Evidence, Part, Ternary } from "../../../model/evidence.ts"
import type { Module } from "../../../model/facts.ts"
import type { OperationDocumentation, Route } from "../../../model/route.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { unwrap } from "../../evaluate/wrappers.ts"
import { shapeOf } from "../../../path/template.ts"
import { mergeDocumented } from "../../routing/declarations.ts"
import type { Operation } from "../../routing/operation.ts"
import { locate } from "../../source/location.ts"
import { readComment } from "./openapi-comment.ts"
import type { DocumentedOperation } from "./openapi-paths.ts"
import { readMarks } from "./swagger-marks.ts"

/** What comments, and the framework, document. */
export interface Documentation {
  /** The comment that declares the schema of a good answer of an operation; undefined when none does. */
  responseOf(operation: Operation): Evidence | undefined
  /** All that is written of an operation; `judged` is what else is known of it. */
  documentationOf(operation: Operation, judged: Pick<Route, "inputs" | "response">): OperationDocumentation
}

/** Of a route of which nothing can be said. */
export const UNDOCUMENTED: OperationDocumentation = {
  answer: "unknown", by: undefined, isHidden: false, summary: "unknown", description: "unknown", tags: "unknown", operationId: "unknown",
  operation: undefined, parameters: { answer: "unknown", missing: [] }, responses: { answer: "unknown", statuses: [], isComplete: false },
}

type Placed = DocumentedOperation & { readonly evidence: Evidence }

/** A document has a parameter where the route has a wildcard. */
const documentedShape = (path: string): string => shapeOf(path).replaceAll("{*}", "{}")

/** Marks inside of functions, by file. */
type Marks = ReadonlyMap<string, readonly { readonly start: number; readonly documented: Documented }[]>

function marksIn(modules: readonly Module[]): Marks {
  return new Map(modules.flatMap((module) => {
    const found = module.facts.comments.flatMap(({ text, at }) => {
      const documented = text.includes("#swagger") ? readMarks(text) : undefined
      return documented === undefined ? [] : [{ start: module.spans[3 * at] ?? 0, documented }]
    })
    return found.length === 0 ? [] : [[module.file, found] as const]
  }))
}

/**
 * Reads the documentation of the project.
 *
 * @returns what documents operations
 */
export function readDocumentation(modules: readonly Module[], evaluator: Evaluator): Documentation {
  const documented: readonly Placed[] = modules.flatMap((module) =>
    module.facts.comments.flatMap(({ text, at }) => (/@(?:openapi|swagger)\b/.test(text)
      ? readComment(text).map((one) => ({ ...one, evidence: { at: locate(module, at), name: "@openapi" } }))
      : [])))
  const marks = marksIn(modules)

  /** The whole path before the end of one, the longer end before the shorter. */
  function commentsOf({ path, method }: Operation): readonly Placed[] {
    const served = documentedShape(path)
    return documented
      .filter((one) => one.method === method && served.endsWith(documentedShape(one.path)))
      .toSorted((one, other) => documentedShape(other.path).length - documentedShape(one.path).length)
  }

  /** Marks in the body of the function that answers, or of one that the route is registered with. */
  function markedIn({ chain }: Operation): Documented | undefined {
    if (marks.size === 0) return undefined
    return chain.filter(({ isOwn }) => isOwn).flatMap(({ handler: value }) => {
      const handler = unwrap(value, evaluator)
      if (handler.kind !== "function") return []
      const { module } = handler.context
      const { start, end } = locate(module, module.facts.functions[handler.id]?.at ?? 0)
      return (marks.get(module.file) ?? []).filter((one) => one.start >= start && one.start < end).map((one) => one.documented)
    }).reduce<Documented | undefined>(mergeDocumented, undefined)
  }

  return {
    responseOf: (operation) => commentsOf(operation).find(({ hasSchema }) => hasSchema)?.evidence,
    documentationOf: (operation, judged) => {
      const [comment] = commentsOf(operation)
      const written = [comment?.documented, markedIn(operation)].reduce(mergeDocumented, operation.declared?.documented)
      return assess(operation, written, judged)
    },
  }
}

/** The documentation of an operation. */
function assess(operation: Operation, written: Documented | undefined, { inputs, response }: Pick<Route, "inputs" | "response">): OperationDocumentation {
  const { summary, description, operationId, tags = [], isOpen = false, isWritten = false, finds = [], hasMoreResponses = false } = written ?? {}
  const isSaid = (said: boolean): Ternary => (said ? "yes" : isOpen ? "unknown" : "no")
  const hasTexts = [summary, description, operationId].some((text) => text !== undefined) || tags.length > 0
  const statuses = [...new Set(written?.responses ?? [])]
  const describesAnswer = statuses.some((status) => /^(?:[123]|default)/i.test(status)) || response.answer === "declared"
  const missing = finds.includes("params") ? [] : missingParameters(operation, written, inputs)
  const rest = (["query", "body"] as const).filter((part) => !finds.includes(part) && isUsed(inputs[part]) && !describes(part, operation, written))
  const lacking = [...missing, ...rest]
  const isFound = finds.includes("responses") || describesAnswer
  const saidOfAnswers = isFound ? "yes" : isOpen || hasMoreResponses || response.answer === "unknown" || response.answer === "bodiless" ? "unknown" : "no"
  return {
    answer: isSaid(hasTexts || isWritten),
    by: hasTexts || isWritten ? written?.by : undefined,
    isHidden: written?.isHidden === true,
    summary: isSaid(summary !== undefined), description: isSaid(description !== undefined), tags: isSaid(tags.length > 0 || finds.includes("tags")),
    operationId: isSaid(operationId !== undefined || finds.includes("operationId")),
    operation: operationId?.includes("{*}") === true ? undefined : operationId,
    parameters: { answer: isSaid(lacking.length === 0), missing: isOpen ? [] : lacking },
    responses: { answer: saidOfAnswers, statuses, isComplete: !isOpen && !hasMoreResponses },
  }
}

/** Files are read from the stream of the request, where a schema of the body would refuse them: `request.file()`. */
const FILES = /^request\.(?:files?|parts|saveRequestFiles)\b/

const isUsed = ({ answer, use }: Route["inputs"][Part]): boolean => answer !== "unused" && answer !== "unknown" && !FILES.test(use?.name ?? "")

/** A schema that the framework knows describes what it checks. */
function describes(part: Part, { declared }: Operation, written: Documented | undefined): boolean {
  return declared?.inputs?.[part] !== undefined || (declared?.fields?.[part] ?? []).length > 0
    || declared?.expects?.some((one) => one.part === part) === true || written?.parameters?.some((one) => one.part === part) === true
}

function missingParameters(operation: Operation, written: Documented | undefined, inputs: Route["inputs"]): readonly string[] {
  if (operation.declared?.inputs?.params !== undefined || inputs.params.answer === "unknown") return []
  const named = new Set((written?.parameters ?? []).filter(({ part }) => part === "params").map(({ name }) => name))
  const fields = new Set(operation.declared?.fields?.params ?? [])
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)
  // The document may call them by other names: as many are as good.
  return named.size >= names.length ? [] : names.filter((name) => !named.has(name) && !fields.has(name)).map((name) => `path parameter ${name}`)
}
