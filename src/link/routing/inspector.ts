/**
 * What an adapter may look into: values, chains of calls and classes, without a syntax tree or a file.
 *
 * @module
 */
import type { Inspector, ModuleView, SetupCall } from "../../frameworks/framework.ts"
import { canonicalName } from "../../knowledge/table.ts"
import type { Module } from "../../model/facts.ts"
import type { AbstractValue, CallSite, RequestAliases } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { createClassReader } from "../evaluate/classes.ts"
import { flatten, literalText, possibleValues, textOf, UNKNOWN } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { metadataKey } from "../evaluate/metadata-key.ts"
import { statusOf } from "../evaluate/status.ts"
import { bodyOf } from "../source/function-body.ts"
import { locate } from "../source/location.ts"
import { comparedIn } from "./compared-values.ts"

/** A chain of calls longer than this is cut at its start. */
const CHAIN = 64

/** Objects spread into objects deeper than this are left. */
const DEPTH = 12

/**
 * An inspector that reads parameter roles by one framework's request aliases.
 *
 * @returns the inspector
 */
export function createInspector(evaluator: Evaluator, aliases: RequestAliases): Inspector {
  const entry = (object: AbstractValue, name: string): AbstractValue => {
    for (const one of possibleValues(object)) {
      const found = one.kind === "object" || one.kind === "instance" ? evaluator.member(one, name) : UNKNOWN
      if (found.kind !== "unknown" && !(found.kind === "external" && found.name === "undefined")) return found
    }
    return UNKNOWN
  }
  const given = (values: readonly (AbstractValue | string)[]): readonly AbstractValue[] =>
    values.map((value) => (typeof value === "string" ? evaluator.requestValue(value, aliases) : value))
  const inspector: Inspector = {
    entry,
    entries: (object) => possibleValues(object).flatMap((one) => entriesOf(one, evaluator)),
    place: (object) => {
      const literal = possibleValues(object).find((one) => one.kind === "object")
      return literal === undefined ? undefined : locate(literal.context.module, literal.value.at)
    },
    member: (object, name) => evaluator.member(object, name),
    text: (value) => textOf(value),
    paths: (value) =>
      flatten([value]).flatMap((one) => {
        if (one.kind === "pattern") return ["{*}"]
        const text = textOf(one)
        return text !== undefined ? [text] : isPathLike(one, evaluator) ? ["{*}"] : []
      }),
    items: (list) => flatten(list),
    arms: (value) => possibleValues(value),
    isUnknown: (value) => isUnknown(value),
    isWhole: (value) => possibleValues(value).every((one) => isWhole(one, evaluator)),
    status: (value) => statusOf(value, evaluator),
    isObject: (value) => possibleValues(value).some((one) => one.kind === "object"),
    name: (value) => nameOf(value, evaluator),
    chain: (value) => chainOf(value, evaluator),
    given: (value) => {
      const made = possibleValues(value).find((one) => one.kind === "result" || one.kind === "instance")
      return made?.site === undefined ? [] : evaluator.arguments(made.site)
    },
    callee: (value) => {
      const made = possibleValues(value).find((one) => one.kind === "result")
      return made === undefined ? UNKNOWN : evaluator.callee(made.site).target
    },
    calls: (target) => possibleValues(target).flatMap((one) => callsIn(one, evaluator)),
    key: (value) => metadataKey(value),
    classOf: (value) => createClassReader(evaluator).classOf(value),
    returned: (target, values) => {
      const [one] = possibleValues(target).filter((arm) => arm.kind === "function")
      if (one?.kind !== "function") return UNKNOWN
      return evaluator.returned(one, evaluator.intern(one, given(values)), UNKNOWN)
    },
    withHandlerArguments: (target, values) => {
      const [one] = possibleValues(target).filter((arm) => arm.kind === "function")
      return one?.kind === "function" ? evaluator.withHandlerArguments(one, given(values)) : UNKNOWN
    },
    compared: (target, values, name) => comparedIn(target, values.map((value) => evaluator.requestValue(value, aliases)), name, evaluator),
  }
  return inspector
}

function entriesOf(object: AbstractValue, evaluator: Evaluator): ReturnType<Inspector["entries"]> {
  if (object.kind === "namespace") {
    return [...evaluator.entries(object)].map(([name, value]) => {
      const at = object.module.facts.exports.findLast((one) => one.name === name)?.at ?? 0
      return { name, value, at: locate(object.module, at) }
    })
  }
  if (object.kind !== "object") return []
  const { context, value } = object
  return value.entries.flatMap((entry) => {
    const key = entry.key === undefined ? undefined : textOf(evaluator.evaluate(entry.key, context))
    const status = entry.key === undefined ? undefined : statusOf(evaluator.evaluate(entry.key, context), evaluator)
    const name = entry.name ?? key ?? status?.toString()
    if (name !== undefined) return [{ name, value: evaluator.evaluate(entry.value, context), at: locate(context.module, entry.at) }]
    if (entry.key !== undefined) return []
    return possibleValues(evaluator.evaluate(entry.value, context)).flatMap((one) => entriesOf(one, evaluator))
  })
}

/** Every key and every spread of an object literal is known. */
function isWhole(object: AbstractValue, evaluator: Evaluator, depth = 0): boolean {
  if (object.kind !== "object" || depth > DEPTH) return false
  return object.value.entries.every(({ name, key, value: expression }) => {
    if (name !== undefined) return true
    const given = evaluator.evaluate(key ?? expression, object.context)
    if (key !== undefined) return textOf(given) !== undefined || statusOf(given, evaluator) !== undefined
    return possibleValues(given).every((one) => isWhole(one, evaluator, depth + 1))
  })
}

/** The calls written in a function, its callbacks left out. */
function callsIn(target: AbstractValue, evaluator: Evaluator): readonly AbstractValue[] {
  if (target.kind !== "function") return []
  const running = evaluator.intern(target, [])
  return bodyOf(running).calls.map(([id]) => evaluator.evaluate({ kind: "call", id }, running))
}

function chainOf(value: AbstractValue, evaluator: Evaluator): ReturnType<Inspector["chain"]> {
  const links: { method: string, arguments: readonly AbstractValue[], at: ReturnType<typeof locate> }[] = []
  let root = value
  while (links.length < CHAIN) {
    const made = possibleValues(root).find((one) => one.kind === "result")
    if (made === undefined) break
    const { receiver, method } = evaluator.callee(made.site)
    if (receiver === undefined || method === undefined) break
    const fact = made.site.module.facts.calls[made.site.call]
    links.unshift({ method, arguments: evaluator.arguments(made.site), at: locate(made.site.module, fact?.calleeAt ?? 0) })
    root = receiver
  }
  return { root, links }
}

/** Nothing is known of an element of a list that is not known, nor of what lies in it. */
const isUnknown = (value: AbstractValue): boolean =>
  value.kind === "unknown" || value.kind === "each" || (value.kind === "member" && isUnknown(value.object))

/** Something that must be a path, although its text is not known: an environment variable, a setting's member. */
function isPathLike(value: AbstractValue, evaluator: Evaluator): boolean {
  if (value.kind === "text") return true
  const name = nameOf(value, evaluator)
  return value.kind === "member" && name !== undefined && /(^|\.)(env|config|settings)\./.test(name) && literalText(value) === undefined
}

/**
 * A call as an adapter sees it.
 *
 * @param isUnderPath it is made on what `at` returned
 * @returns the call, its arguments followed
 */
export function describeCall(site: CallSite, evaluator: Evaluator, aliases: RequestAliases, isUnderPath = false): SetupCall {
  const inspector = createInspector(evaluator, aliases)
  const fact = site.module.facts.calls[site.call]
  const values = evaluator.arguments(site)
  return {
    ...inspector,
    arguments: values,
    argument: (index, ...path) => path.reduce((object, name) => inspector.entry(object, name), values[index] ?? UNKNOWN),
    isUnderPath,
    at: locate(site.module, fact?.calleeAt ?? 0),
    get called() {
      const name = nameOf(evaluator.callee(site).target, evaluator)
      return name === undefined ? undefined : canonicalName(`${name}()`)
    },
    classes: () => createClassReader(evaluator).decorated(),
    isOnly: () => isOnly(site, evaluator),
    typeArgument: (index) => {
      const type = fact?.typeArguments[index]
      return type?.kind === "typeof" ? evaluator.evaluate(type.value, site.context) : evaluator.typed(type, site.context)
    },
  }
}

/** Whether no other call written in the project is of the same thing. */
function isOnly(site: CallSite, evaluator: Evaluator): boolean {
  const { target, method } = evaluator.callee(site)
  const name = nameOf(target, evaluator)
  return evaluator.sources.modules.every((module) => module.facts.calls.every(({ callee }, call) => {
    if (callee.kind !== "member" || callee.name !== method || (module === site.module && call === site.call)) return true
    return nameOf(evaluator.evaluate(callee, evaluator.moduleContext(module)), evaluator) !== name
  }))
}

/**
 * A file as an adapter sees it.
 *
 * @returns the file, its exports followed
 */
export function describeModule(module: Module, evaluator: Evaluator, aliases: RequestAliases): ModuleView {
  const { exports, directives } = module.facts
  const directivesOf = (value: AbstractValue): readonly string[] =>
    value.kind !== "function" ? [] : value.context.module.facts.directives.filter((one) => one.function === value.id).map(({ text }) => text)
  return {
    ...createInspector(evaluator, aliases),
    file: module.file.slice(evaluator.sources.root.length + 1),
    get exports() {
      return exports.filter(({ name }) => name !== "*" && name !== "=").map(({ name, at }) => {
        const value = evaluator.exported(module, name)
        return { name, value, at: locate(module, at), directives: directivesOf(value) }
      })
    },
    directives: directives.filter((one) => one.function < 0).map(({ text }) => text),
    functions: () => [...new Set(directives.map((one) => one.function).filter((id) => id >= 0))].map((id) => {
      const value = evaluator.evaluate({ kind: "function", id }, evaluator.moduleContext(module))
      const fact = module.facts.functions[id]
      return { name: fact?.name, value, at: locate(module, fact?.at ?? 0), directives: directivesOf(value) }
    }),
  }
}
