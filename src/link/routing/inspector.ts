/**
 * What an adapter may look into: values, chains of calls and classes, without a syntax tree or a file.
 *
 * @module
 */
import type { Inspector, ModuleView, SetupCall } from "../../frameworks/framework.ts"
import { canonicalName } from "../../knowledge/table.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import { createClassReader } from "../evaluate/classes.ts"
import { alternatives, flatten, literalText, textOf, UNKNOWN } from "../evaluate/domain.ts"
import type { Follower } from "../evaluate/evaluator.ts"
import { metadataKey } from "../evaluate/metadata-key.ts"
import { statusOf } from "../evaluate/status.ts"
import { comparedIn } from "./compared-values.ts"
import { locate } from "../source/location.ts"
import type { Module } from "../../model/facts.ts"
import type { CallSite, Meaning, Spelling } from "../../model/values.ts"

/** A chain of calls longer than this is cut at its start. */
const CHAIN = 64

/** Objects spread into objects deeper than this are left. */
const DEPTH = 12

/**
 * An inspector that reads parameter roles in one framework's spelling.
 *
 * @returns the inspector
 */
export function createInspector(follower: Follower, spelling: Spelling): Inspector {
  const entry = (object: Meaning, name: string): Meaning => {
    for (const one of alternatives(object)) {
      const found = one.kind === "object" || one.kind === "instance" ? follower.member(one, name) : UNKNOWN
      if (found.kind !== "unknown" && !(found.kind === "external" && found.name === "undefined")) return found
    }
    return UNKNOWN
  }
  const given = (values: readonly (Meaning | string)[]): readonly Meaning[] =>
    values.map((value) => (typeof value === "string" ? follower.named(value, spelling) : value))
  const inspector: Inspector = {
    entry,
    entries: (object) => alternatives(object).flatMap((one) => entriesOf(one, follower)),
    place: (object) => {
      const literal = alternatives(object).find((one) => one.kind === "object")
      return literal === undefined ? undefined : locate(literal.activation.module, literal.value.at)
    },
    member: (object, name) => follower.member(object, name),
    text: (value) => textOf(value),
    paths: (value) =>
      flatten([value]).flatMap((one) => {
        if (one.kind === "pattern") return ["{*}"]
        const text = textOf(one)
        return text !== undefined ? [text] : isPathLike(one, follower) ? ["{*}"] : []
      }),
    items: (list) => flatten(list),
    arms: (value) => alternatives(value),
    isUnknown: (value) => isUnknown(value),
    isWhole: (value) => alternatives(value).every((one) => isWhole(one, follower)),
    status: (value) => statusOf(value, follower),
    isObject: (value) => alternatives(value).some((one) => one.kind === "object"),
    name: (value) => nameOf(value, follower),
    chain: (value) => chainOf(value, follower),
    given: (value) => {
      const made = alternatives(value).find((one) => one.kind === "result" || one.kind === "instance")
      return made?.site === undefined ? [] : follower.arguments(made.site)
    },
    callee: (value) => {
      const made = alternatives(value).find((one) => one.kind === "result")
      return made === undefined ? UNKNOWN : follower.callee(made.site).target
    },
    calls: (target) => alternatives(target).flatMap((one) => callsIn(one, follower)),
    key: (value) => metadataKey(value),
    classOf: (value) => createClassReader(follower).classOf(value),
    returned: (target, values) => {
      const [one] = alternatives(target).filter((arm) => arm.kind === "function")
      if (one?.kind !== "function") return UNKNOWN
      return follower.returned(one, follower.activate(one, given(values)), UNKNOWN)
    },
    handed: (target, values) => {
      const [one] = alternatives(target).filter((arm) => arm.kind === "function")
      return one?.kind === "function" ? follower.handed(one, given(values)) : UNKNOWN
    },
    compared: (target, values, name) => comparedIn(target, values.map((value) => follower.named(value, spelling)), name, follower),
  }
  return inspector
}

function entriesOf(object: Meaning, follower: Follower): ReturnType<Inspector["entries"]> {
  if (object.kind === "namespace") {
    return [...follower.entries(object)].map(([name, value]) => {
      const at = object.module.facts.exports.findLast((one) => one.name === name)?.at ?? 0
      return { name, value, at: locate(object.module, at) }
    })
  }
  if (object.kind !== "object") return []
  const { activation, value } = object
  return value.entries.flatMap((entry) => {
    const key = entry.key === undefined ? undefined : textOf(follower.follow(entry.key, activation))
    const status = entry.key === undefined ? undefined : statusOf(follower.follow(entry.key, activation), follower)
    const name = entry.name ?? key ?? status?.toString()
    if (name !== undefined) return [{ name, value: follower.follow(entry.value, activation), at: locate(activation.module, entry.at) }]
    if (entry.key !== undefined) return []
    return alternatives(follower.follow(entry.value, activation)).flatMap((one) => entriesOf(one, follower))
  })
}

/** Every key and every spread of an object literal is known. */
function isWhole(object: Meaning, follower: Follower, depth = 0): boolean {
  if (object.kind !== "object" || depth > DEPTH) return false
  return object.value.entries.every(({ name, key, value: expression }) => {
    if (name !== undefined) return true
    const given = follower.follow(key ?? expression, object.activation)
    if (key !== undefined) return textOf(given) !== undefined || statusOf(given, follower) !== undefined
    return alternatives(given).every((one) => isWhole(one, follower, depth + 1))
  })
}

/** The calls written in a function, its callbacks left out. */
function callsIn(target: Meaning, follower: Follower): readonly Meaning[] {
  if (target.kind !== "function") return []
  const { facts } = target.activation.module
  const running = follower.activate(target, [])
  return facts.calls.flatMap(({ region }, id) => (facts.regions[region]?.function === target.id ? [follower.follow({ kind: "call", id }, running)] : []))
}

function chainOf(value: Meaning, follower: Follower): ReturnType<Inspector["chain"]> {
  const links: { method: string, arguments: readonly Meaning[], at: ReturnType<typeof locate> }[] = []
  let root = value
  while (links.length < CHAIN) {
    const made = alternatives(root).find((one) => one.kind === "result")
    if (made === undefined) break
    const { receiver, method } = follower.callee(made.site)
    if (receiver === undefined || method === undefined) break
    const fact = made.site.module.facts.calls[made.site.call]
    links.unshift({ method, arguments: follower.arguments(made.site), at: locate(made.site.module, fact?.calleeAt ?? 0) })
    root = receiver
  }
  return { root, links }
}

/** Nothing is known of an element of a list that is not known, nor of what lies in it. */
const isUnknown = (value: Meaning): boolean =>
  value.kind === "unknown" || value.kind === "each" || (value.kind === "member" && isUnknown(value.object))

/** Something that must be a path, although its text is not known: an environment variable, a setting's member. */
function isPathLike(meaning: Meaning, follower: Follower): boolean {
  if (meaning.kind === "text") return true
  const name = nameOf(meaning, follower)
  return meaning.kind === "member" && name !== undefined && /(^|\.)(env|config|settings)\./.test(name) && literalText(meaning) === undefined
}

/**
 * A call as an adapter sees it.
 *
 * @param isUnderPath it is made on what `at` returned
 * @returns the call, its arguments followed
 */
export function describeCall(site: CallSite, follower: Follower, spelling: Spelling, isUnderPath = false): SetupCall {
  const inspector = createInspector(follower, spelling)
  const fact = site.module.facts.calls[site.call]
  const values = follower.arguments(site)
  return {
    ...inspector,
    arguments: values,
    argument: (index, ...path) => path.reduce((object, name) => inspector.entry(object, name), values[index] ?? UNKNOWN),
    isUnderPath,
    at: locate(site.module, fact?.calleeAt ?? 0),
    get called() {
      const name = nameOf(follower.callee(site).target, follower)
      return name === undefined ? undefined : canonicalName(`${name}()`)
    },
    classes: () => createClassReader(follower).decorated(),
    isOnly: () => isOnly(site, follower),
    typeArgument: (index) => {
      const type = fact?.typeArguments[index]
      return type?.kind === "typeof" ? follower.follow(type.value, site.activation) : follower.typed(type, site.activation)
    },
  }
}

/** Whether no other call written in the project is of the same thing. */
function isOnly(site: CallSite, follower: Follower): boolean {
  const { target, method } = follower.callee(site)
  const name = nameOf(target, follower)
  return follower.sources.modules.every((module) => module.facts.calls.every(({ callee }, call) => {
    if (callee.kind !== "member" || callee.name !== method || (module === site.module && call === site.call)) return true
    return nameOf(follower.follow(callee, follower.moduleActivation(module)), follower) !== name
  }))
}

/**
 * A file as an adapter sees it.
 *
 * @returns the file, its exports followed
 */
export function describeModule(module: Module, follower: Follower, spelling: Spelling): ModuleView {
  const { exports, directives } = module.facts
  const directivesOf = (value: Meaning): readonly string[] =>
    value.kind !== "function" ? [] : value.activation.module.facts.directives.filter((one) => one.function === value.id).map(({ text }) => text)
  return {
    ...createInspector(follower, spelling),
    file: module.file.slice(follower.sources.root.length + 1),
    get exports() {
      return exports.filter(({ name }) => name !== "*" && name !== "=").map(({ name, at }) => {
        const value = follower.exported(module, name)
        return { name, value, at: locate(module, at), directives: directivesOf(value) }
      })
    },
    directives: directives.filter((one) => one.function < 0).map(({ text }) => text),
    functions: () => [...new Set(directives.map((one) => one.function).filter((id) => id >= 0))].map((id) => {
      const value = follower.follow({ kind: "function", id }, follower.moduleActivation(module))
      const fact = module.facts.functions[id]
      return { name: fact?.name, value, at: locate(module, fact?.at ?? 0), directives: directivesOf(value) }
    }),
  }
}
