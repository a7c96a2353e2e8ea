/**
 * Whether something declares the shape of what a route answers: a schema, a type, a document.
 *
 * @module
 */
import { answerMappers } from "../../../knowledge/streams.ts"
import { find } from "../../../knowledge/table.ts"
import type { Evidence, Ternary } from "../../../model/evidence.ts"
import type { ResponseEvidence } from "../../../model/route.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { statusOf } from "../../evaluate/status.ts"
import type { Operation, Step } from "../../routing/operation.ts"
import { bodyOf } from "../../source/function-body.ts"
import { namesShape } from "../../source/type-text.ts"
import type { Documentation } from "../documentation/documentation.ts"
import { admitsAnything } from "../schema/schema-fields.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import { answeredBy, type Declaration } from "./answered-body.ts"
import { attachedMethods } from "./attached-responses.ts"

/** What declarations of responses are read with. */
export interface ResponseAnalysis {
  readonly evaluator: Evaluator
  readonly callGraphs: CallGraphs
  readonly documentation: Documentation
  readonly schemas: SchemaReader
}

/** Methods of the response that middleware replaces to rewrite every body. */
const REPLACED = new Set(["json", "send"])

/** Whether one of several things is so. */
const possible = (answers: readonly Ternary[]): Ternary => (answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no")

/** What a route answers, and whether something declares its shape. */
export function responseOf(operation: Operation, graphOf: (step: Step) => CallGraph, analysis: ResponseAnalysis): ResponseEvidence {
  const declaration = declarationOf(operation, graphOf, analysis)
  const isWritten = operation.declared?.response !== undefined && !declaration.isWeak
  return {
    ...declaration,
    isTransformed: possible(operation.declared?.transforms ?? []),
    isSerialized: isWritten || operation.chain.some((step) => graphOf(step).frames.some((frame) => rewritesAnswers(frame, analysis))),
  }
}

/** An interceptor that maps what handlers return, a middleware with a `response.json` of its own. */
function rewritesAnswers(frame: Frame, { evaluator, callGraphs }: ResponseAnalysis): boolean {
  const { context } = frame
  const isReplaced = bodyOf(context).assignments.some(({ target }) =>
    target.kind === "member" && REPLACED.has(target.name) && isRole(evaluator.evaluate(target.object, context), "response"))
  return isReplaced || callGraphs.callsOf(frame).some((site) => find(answerMappers, nameOf(evaluator.callee(site).target, evaluator)) !== undefined)
}

function declarationOf(operation: Operation, graphOf: (step: Step) => CallGraph, analysis: ResponseAnalysis): Declaration {
  const { declared, at } = operation
  if (declared?.response !== undefined) {
    const isWeak = admitsAnything(declared.response, analysis.schemas)
    if (isWeak) return { answer: "undeclared", isWeak, by: [{ at, name: "schema.response" }] }
    if (declaresSuccess(declared.response, analysis.evaluator)) return { answer: "declared", isWeak, by: [{ at, name: "schema.response" }] }
  }
  const told = declaredReply(operation) ?? analysis.documentation.responseOf(operation)
  if (told !== undefined) return { answer: "declared", isWeak: false, by: [told] }
  if (declared?.sends !== undefined) return { answer: "bodiless", isWeak: false, by: [] }
  const step = operation.chain.at(-1)
  if (step === undefined) return { answer: "unknown", isWeak: false, by: [] }
  const attached = attachedMethods(operation.chain.map(graphOf), operation.framework, analysis.evaluator)
  const answered = answeredBy(step, graphOf(step), operation.framework, attached, analysis)
  return declared?.isBodiless === true && answered.answer !== "declared" ? { answer: "bodiless", isWeak: false, by: [] } : answered
}

/** Of schemas by status, one must be of a success. */
function declaresSuccess(response: AbstractValue, evaluator: Evaluator): boolean {
  const names = possibleValues(response).flatMap((one) => [...evaluator.entries(one).keys()])
  // `[StatusCodes.OK]: schema`, and what a spread brings.
  const computed = possibleValues(response).flatMap((one) => (one.kind !== "object" ? [] : one.value.entries.flatMap(({ name, key }) =>
    (name !== undefined ? [] : [String((key === undefined ? undefined : statusOf(evaluator.evaluate(key, one.context), evaluator)) ?? "default")]))))
  const statuses = [...names, ...computed].filter((key) => /^(?:[1-5](?:\d\d|xx)|default)$/i.test(key))
  return statuses.length === 0 || statuses.some((key) => /^(?:[23]|default)/i.test(key))
}

/** `app.get<{ Reply: Meteor[] }>(...)`: https://fastify.dev/docs/latest/Reference/TypeScript/#using-generics */
function declaredReply({ at, site, framework }: Operation): Evidence | undefined {
  const type = site?.module.facts.calls[site.call]?.typeArguments[0]
  if (!framework.declaresResponses || type?.kind !== "object") return undefined
  const reply = type.members.find((member) => member.name === "Reply")?.type
  return namesShape(reply) ? { at, name: "Reply" } : undefined
}
