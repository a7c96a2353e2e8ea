/**
 * Written types that declare what is answered.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { Evidence } from "../../../model/evidence.ts"
import type { TypeFact } from "../../../model/expression.ts"
import type { Module } from "../../../model/facts.ts"
import type { AbstractValue, Context } from "../../../model/values.ts"
import type { CallGraphs, Frame } from "../../effects/graph-types.ts"
import { responsesIn } from "../../effects/responses.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { decorationsOf } from "../../evaluate/decorators.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isRole } from "../../evaluate/framework-values.ts"
import { locate } from "../../source/location.ts"
import { namesShape } from "../../source/type-text.ts"

/** Types that only wrap what they hold. */
const WRAPPERS = new Set(["Promise", "Readonly", "Partial", "Awaited"])

/** Stands for a type that nothing says anything of. */
const UNKNOWN_TYPE: TypeFact = { kind: "keyword", name: "unknown" }

/**
 * What declares the body by a type in the code of one running function: `(request, response: Response<UserDto>)`,
 * `RequestHandler<Params, UserDto>`, `send<UserDto>(response, user)`.
 *
 * @param handler the function that the framework calls, without what is wrapped around it
 */
export function declaredByTypes(frame: Frame, framework: Framework, handler: AbstractValue, evaluator: Evaluator, callGraphs: CallGraphs): Evidence | undefined {
  const { context, fact, via } = frame
  const { module } = context
  const isHandler = via.length === 0 || (handler.kind === "function" && handler.id === context.of && handler.context.module === module)
  if (isHandler && framework.declaresByReturnType === true && declaresShape(fact.returnType, framework, context, evaluator)) {
    return { at: locate(module, fact.at), name: "return type" }
  }
  const parameter = declaredByParameter(frame, framework, evaluator)
  if (parameter !== undefined) return parameter
  if (via.length === 0 && fact.type?.kind === "reference" && namesShape(fact.type.arguments[1])) {
    return { at: locate(module, fact.at), name: "RequestHandler<...>" }
  }
  const typed = responsesIn(frame, framework, evaluator).flatMap(({ form, site }) => (site === undefined || form.isTyped !== true ? [] : [site]))
  const handing = callGraphs.callsOf(frame).filter((site) => evaluator.arguments(site).some((value) => isRole(value, "response")))
  const [call] = [...typed, ...handing].flatMap((site) => module.facts.calls[site.call] ?? []).filter(({ typeArguments: [first] }) => namesShape(first))
  return call === undefined ? undefined : { at: locate(module, call.at), name: "type argument" }
}

function declaredByParameter({ context, fact, via }: Frame, framework: Framework, evaluator: Evaluator): Evidence | undefined {
  const { module } = context
  for (const [index, { type, at }] of fact.parameters.entries()) {
    // A handler inside a wrapper is given the same response: withSession((request, response: NextApiResponse<Patient>) => ...).
    if (context.arguments[index]?.kind !== "role" || type?.kind !== "reference") continue
    const meant = unalias(type, module, evaluator)
    if (namesBody(meant, framework, context, evaluator)) return { at: locate(module, at), name: "context type" }
    if (via.length === 0 && isRole(context.arguments[index], "response") && namesShape(meant.arguments[0])) return { at: locate(module, at), name: "Response<...>" }
  }
  return undefined
}

/** `ParameterizedContext<State, Context, Body>`: the framework says which argument of the type is the body. */
function namesBody(type: TypeFact & { kind: "reference" }, { bodyTypes }: Framework, context: Context, evaluator: Evaluator): boolean {
  const index = bodyTypes?.[evaluator.typeName(type, context) ?? ""]
  return index !== undefined && index >= 0 && namesShape(type.arguments[index])
}

/** The type that an alias stands for: `type Listed = Response<Listing>`. */
function unalias(type: TypeFact & { kind: "reference" }, module: Module, evaluator: Evaluator): TypeFact & { kind: "reference" } {
  const { name } = type
  const home = name.kind === "import" ? evaluator.imported(name.from, module) : module
  const declared = name.kind === "import"
    ? home?.facts.types.find((one) => one.name === name.name)
    : name.kind === "type" ? home?.facts.types[name.id] : undefined
  if (declared?.type.kind !== "reference") return type
  // A parameter of the alias is what the alias is written with: `ShopContext<Product>`.
  const [only = UNKNOWN_TYPE] = type.arguments.length === 1 ? type.arguments : []
  return { ...declared.type, arguments: declared.type.arguments.map((one) => (one.kind === "reference" && one.name.kind === "unknown" ? only : one)) }
}

/**
 * Whether a written type names the shape of an answer: not `any`, `unknown` or `void`, no stream, and no class of
 * stored records, which says how a row is kept and not what is sent.
 *
 * @returns the answer
 */
export function declaresShape(type: TypeFact | undefined, framework: Framework, context: Context, evaluator: Evaluator): boolean {
  if (type === undefined || !namesShape(type)) return false
  const next = (one: TypeFact | undefined): boolean => declaresShape(one, framework, context, evaluator)
  if (type.kind === "union") return type.of.some(next)
  if (type.kind === "array") return next(type.of)
  if (type.kind !== "reference") return true
  if (type.name.kind === "global" && WRAPPERS.has(type.name.name)) return next(type.arguments[0])
  const name = evaluator.typeName(type, context)
  const index = name === undefined ? undefined : framework.bodyTypes?.[name]
  if (index !== undefined) return index >= 0 && next(type.arguments[index])
  return !isRecord(type, context, evaluator)
}

/** A class of stored records: `@Entity() class User`, `class Cat extends Model`. */
function isRecord(type: TypeFact, context: Context, evaluator: Evaluator): boolean {
  const instance = evaluator.typed(type, context)
  if (instance.kind !== "instance" || instance.of.kind !== "class") return false
  const { context: home, id } = instance.of
  const fact = home.module.facts.classes[id]
  const names = decorationsOf(fact?.decorators ?? [], home, evaluator).map(({ name }) => name)
  return [...names, nameOf(instance, evaluator)].some((name) => evaluator.clients.isRecordClass(name))
}
