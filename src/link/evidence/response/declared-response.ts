/**
 * What a route answers, and whether something declares its shape.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { Evidence, Ternary } from "../../../model/evidence.ts"
import type { TypeFact } from "../../../model/expression.ts"
import type { Module } from "../../../model/facts.ts"
import type { ResponseEvidence } from "../../../model/route.ts"
import type { AbstractValue, Context } from "../../../model/values.ts"
import { checkOf } from "../../../validators/find.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { type HandlerResponse, responsesIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues, textOf, UNDEFINED } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { statusOf } from "../../evaluate/status.ts"
import { unwrap } from "../../evaluate/wrappers.ts"
import type { Operation, Step } from "../../routing/operation.ts"
import { bodyOf as functionBodyOf } from "../../source/function-body.ts"
import { locate } from "../../source/location.ts"
import { namesShape } from "../../source/type-text.ts"
import type { Documentation } from "../documentation/documentation.ts"
import { admitsAnything } from "../schema/schema-fields.ts"
import type { SchemaReader } from "../schema/schema-reader.ts"
import { declaresShape } from "./declared-type.ts"
import { sendsMedia } from "./media-type.ts"

/** Whether one of several things is so. */
const possible = (answers: readonly Ternary[]): Ternary => (answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no")

/** `void`, `Promise<void>`. */
function isEmptyBody(type: TypeFact | undefined): boolean {
  if (type?.kind === "reference") return type.name.kind === "global" && type.name.name === "Promise" && isEmptyBody(type.arguments[0])
  return type?.kind === "keyword" && (type.name === "void" || type.name === "undefined")
}

/** A file or page instead of data. */
const MEDIA = { isBodiless: true }

/** Stands for a type that nothing says anything of. */
const UNTOLD: TypeFact = { kind: "keyword", name: "unknown" }

/** A stream, a file or a page: its shape is none of JSON. */
const STREAM = /(?:createReadStream|createGzip|\.pipe|Readable\.(?:from|toWeb)|ReadableStream|renderToString)\(\)/

/** Analyzes what routes answer. */
export interface DeclaredResponses {
  responseOf(operation: Operation, graphOf: (step: Step) => CallGraph): ResponseEvidence
}

/**
 * An analysis of answers.
 *
 * @returns the analysis
 */
export function createDeclaredResponses(evaluator: Evaluator, callGraphs: CallGraphs, documentation: Documentation, schemas: SchemaReader): DeclaredResponses {
  function responseOf(operation: Operation, graphOf: (step: Step) => CallGraph): ResponseEvidence {
    const told = declarationOf(operation, graphOf)
    const isWritten = operation.declared?.response !== undefined && !told.isWeak
    const isTransformed = possible(operation.declared?.transforms ?? [])
    return { ...told, isTransformed, isSerialized: isWritten || operation.chain.some((step) => graphOf(step).frames.some((frame) => rewritesAnswers(frame))) }
  }

  /** An interceptor that maps what handlers return, a middleware with a `response.json` of its own. */
  function rewritesAnswers(frame: Frame): boolean {
    const { context } = frame
    const isReplaced = functionBodyOf(context).assignments.some(({ target }) =>
      target.kind === "member" && (target.name === "json" || target.name === "send") && isRole(evaluator.evaluate(target.object, context), "response"))
    return isReplaced || callGraphs.callsOf(frame).some((site) => /^rxjs(?:\/operators)?\.map$/.test(nameOf(evaluator.callee(site).target, evaluator) ?? ""))
  }

  type Declaration = Omit<ResponseEvidence, "isSerialized" | "isTransformed">

  function declarationOf(operation: Operation, graphOf: (step: Step) => CallGraph): Declaration {
    const { declared, framework, at } = operation
    if (declared?.response !== undefined) {
      const isWeak = admitsAnything(declared.response, schemas)
      if (!isWeak && declaresSuccess(declared.response)) return { answer: "declared", isWeak, by: [{ at, name: "schema.response" }] }
      if (isWeak) return { answer: "undeclared", isWeak, by: [{ at, name: "schema.response" }] }
    }
    const reply = declaredReply(operation)
    if (reply !== undefined) return { answer: "declared", isWeak: false, by: [reply] }
    const documented = documentation.responseOf(operation)
    if (documented !== undefined) return { answer: "declared", isWeak: false, by: [documented] }
    if (declared?.sends !== undefined) return { answer: "bodiless", isWeak: false, by: [] }
    const step = operation.chain.at(-1)
    if (step === undefined) return { answer: "unknown", isWeak: false, by: [] }
    const judged = assess(graphOf(step), framework, step)
    return declared?.isBodiless === true && judged.answer !== "declared" ? { answer: "bodiless", isWeak: false, by: [] } : judged
  }

  /** Schemas by status: one of them must be of a success. */
  function declaresSuccess(response: AbstractValue): boolean {
    const names = possibleValues(response).flatMap((one) => [...evaluator.entries(one).keys()])
    // `[StatusCodes.OK]: schema`, and whatever a spread brings.
    const computed = possibleValues(response).flatMap((one) => (one.kind === "object" ? one.value.entries.flatMap(({ name, key }) =>
      (name !== undefined ? [] : [String((key === undefined ? undefined : statusOf(evaluator.evaluate(key, one.context), evaluator)) ?? "default")])) : []))
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

  function assess(graph: CallGraph, framework: Framework, step: Step): Declaration {
    const set: number[] = []
    const sent: HandlerResponse[] = []
    let streams = false
    let isEmpty = false
    for (const frame of graph.frames) {
      const declared = declaredByTypes(frame, framework, unwrap(step.handler, evaluator))
      if (declared !== undefined) return { answer: "declared", isWeak: false, by: [declared] }
      const isMedia = sendsMedia(frame, evaluator, callGraphs)
      const all = responsesIn(frame, framework, evaluator)
      const responses = all.filter((response) => response.form.isPartial !== true)
      sent.push(...responses.map((response) => (isMedia && !/json/i.test(response.name) && (response.status ?? 200) < 400 ? { ...response, form: MEDIA } : response)))
      // `context.status = 204` says that there is no body.
      set.push(...all.flatMap(({ form, status }) => (form.isPartial === true && status !== undefined ? [status] : [])))
      isEmpty ||= all.some(({ form, status, site }) => form.isPartial === true && site === undefined && (status === 204 || status === 304))
      for (const site of callGraphs.callsOf(frame)) {
        const { method } = evaluator.callee(site)
        const toResponse = evaluator.arguments(site).some((value) => isRole(value, "response"))
        streams ||= toResponse && (method === "pipe" || method === "pipeTo" || /pipeline$/.test(nameOf(evaluator.callee(site).target, evaluator) ?? ""))
      }
    }
    const bodies = sent.filter((response) => hasBody(response))
    const good = bodies.filter((response) => (response.status ?? 200) < 400)
    const by = good.map((response): Evidence => ({ at: placeOf(response), name: response.name }))
    if (good.some((response) => isParsed(response.body))) return { answer: "declared", isWeak: false, by }
    if (good.length > 0) return { answer: "undeclared", isWeak: false, by }
    // That there is nothing here needs no shape.
    if (set.length > 0 && set.every((status) => status === 404 || status === 405)) return { answer: "bodiless", isWeak: false, by: [] }
    if ((step.convention ?? framework).answersReturns === true && returnsBody(graph, framework)) return { answer: "undeclared", isWeak: false, by: [] }
    if (sent.some((response) => !hasBody(response)) || streams || isEmpty) return { answer: "bodiless", isWeak: false, by: [] }
    if (bodies.length > 0 && bodies.every(({ status }) => status === 404 || status === 405)) return { answer: "bodiless", isWeak: false, by: [] }
    if (bodies.length > 0) return { answer: "undeclared", isWeak: false, by: [] }
    const isPackage = step.site !== undefined && step.handler.kind === "result" && nameOf(step.handler, evaluator) !== undefined && graph.frames.length === 0
    return { answer: graph.frames.length === 0 || graph.unresolvedCalls.length > 0 ? (isPackage ? "bodiless" : "unknown") : "bodiless", isWeak: false, by: [] }
  }

  const placeOf = ({ module, at }: HandlerResponse): Evidence["at"] => locate(module, at)

  function hasBody({ form, body, status, name: by }: HandlerResponse): boolean {
    if (form.isBodiless === true || form.body === undefined) return form.status !== undefined && "is" in form.status
    if (status === 204 || status === 304 || body === undefined || body === UNDEFINED) return false
    // new Response(null) has no body; null as JSON is one.
    if (body.kind === "literal" && body.value === null && !by.endsWith("json")) return false
    const name = nameOf(body, evaluator)
    return name === undefined || !STREAM.test(name)
  }

  /** `response.json(UserSchema.parse(user))`: the schema declares what is sent. */
  function isParsed(body: AbstractValue | undefined): boolean {
    if (body === undefined) return false
    return possibleValues(body).some((one) => {
      if (one.kind !== "result") return false
      const note = checkOf(nameOf(evaluator.callee(one.site).target, evaluator))
      return note?.outcome === "value"
    })
  }

  /** `(request, response: Response<UserDto>)`, `RequestHandler<Params, UserDto>`, `send<UserDto>(response, user)`. */
  function declaredByTypes(frame: Frame, framework: Framework, handler: AbstractValue): Evidence | undefined {
    const { module } = frame.context
    const { context } = frame
    const roles = frame.via.length === 0 ? context.arguments : []
    const isHandler = frame.via.length === 0 || (handler.kind === "function" && handler.id === context.of && handler.context.module === module)
    if (isHandler && framework.declaresByReturnType === true && declaresShape(frame.fact.returnType, framework, context, evaluator)) {
      return { at: locate(module, frame.fact.at), name: "return type" }
    }
    for (const [index, parameter] of frame.fact.parameters.entries()) {
      // A handler inside a wrapper is given the same response: withSession((request, response: NextApiResponse<Patient>) => ...).
      if (context.arguments[index]?.kind !== "role" || parameter.type?.kind !== "reference") continue
      if (bodyOf(unalias(parameter.type, module), framework, context)) return { at: locate(module, parameter.at), name: "context type" }
      if (isRole(roles[index], "response") && namesShape(unalias(parameter.type, module).arguments[0])) return { at: locate(module, parameter.at), name: "Response<...>" }
    }
    if (frame.via.length === 0 && frame.fact.type?.kind === "reference" && namesShape(frame.fact.type.arguments[1])) {
      return { at: locate(module, frame.fact.at), name: "RequestHandler<...>" }
    }
    for (const { form, site } of responsesIn(frame, framework, evaluator)) {
      const call = site === undefined || form.isTyped !== true ? undefined : module.facts.calls[site.call]
      if (call !== undefined && namesShape(call.typeArguments[0])) return { at: locate(module, call.at), name: "type argument" }
    }
    for (const site of callGraphs.callsOf(frame)) {
      const call = module.facts.calls[site.call]
      const handsResponse = evaluator.arguments(site).some((value) => isRole(value, "response"))
      if (call !== undefined && handsResponse && namesShape(call.typeArguments[0])) return { at: locate(module, call.at), name: "type argument" }
    }
    return undefined
  }

  /** `ParameterizedContext<State, Context, Body>`: the framework says which argument of the type is the body. */
  function bodyOf(type: TypeFact & { kind: "reference" }, { bodyTypes }: Framework, context: Context): boolean {
    const index = bodyTypes?.[evaluator.typeName(type, context) ?? ""]
    return index !== undefined && index >= 0 && namesShape(type.arguments[index])
  }

  /** The type that an alias stands for: `type Listed = Response<Listing>`. */
  function unalias(type: TypeFact & { kind: "reference" }, module: Module): TypeFact & { kind: "reference" } {
    const { name } = type
    const home = name.kind === "import" ? evaluator.imported(name.from, module) : module
    const declared = name.kind === "import"
      ? home?.facts.types.find((one) => one.name === name.name)
      : name.kind === "type" ? home?.facts.types[name.id] : undefined
    if (declared?.type.kind !== "reference") return type
    // A parameter of the alias is what the alias is written with: `ShopContext<Product>`.
    const [only = UNTOLD] = type.arguments.length === 1 ? type.arguments : []
    return { ...declared.type, arguments: declared.type.arguments.map((one) => (one.kind === "reference" && one.name.kind === "unknown" ? only : one)) }
  }

  function returnsBody(graph: CallGraph, framework: Framework): boolean {
    const [handler] = graph.frames
    if (handler === undefined || handler.fact.isGenerator || (framework.declaresByReturnType === true && isEmptyBody(handler.fact.returnType))) return false
    return handler.fact.returns.some(({ value: expression }) => {
      if (expression === undefined) return false
      return possibleValues(evaluator.evaluate(expression, handler.context)).some((one) => {
        if (one === UNDEFINED || isRole(one, "response") || (framework.declaresByReturnType === true && givesNothing(one))) return false
        // A page, written out.
        if (/^\s*</.test(textOf(one) ?? "")) return false
        const name = nameOf(one, evaluator)
        // A file or stream that the handler gives back, `return new StreamableFile(stream)`; what answers by itself has been looked at.
        return name === undefined || !(/^response\b/.test(name) || STREAM.test(name) || Object.hasOwn(framework.replies, name.replace(/\(\)$/, "")))
      })
    })
  }

  /** What a project function returned that returns nothing: `return this.orders.remove(id)`. */
  function givesNothing(value: AbstractValue): boolean {
    if (value.kind !== "result") return false
    const { target } = evaluator.callee(value.site)
    const fact = target.kind === "function" ? target.context.module.facts.functions[target.id] : undefined
    return fact !== undefined && (isEmptyBody(fact.returnType) || (fact.returnType === undefined && fact.returns.every(({ value: expression }) => expression === undefined)))
  }

  return { responseOf }
}
