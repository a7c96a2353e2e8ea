/**
 * The built-in functions whose result is as plain as their arguments: paths, object and array methods, `bind`; and ajv's
 * plugins, which hand back the instance they are given (https://github.com/ajv-validator/ajv-formats).
 *
 * @module
 */
import type { AbstractValue, Callee, CallSite } from "../../model/values.ts"
import { normalizePath } from "../source/file-path.ts"
import { nameOf } from "./canonical-name.ts"
import { join, literalText, possibleValues } from "./domain.ts"
import type { Evaluator } from "./evaluator.ts"

/** A call whose result may be plain. */
export interface BuiltinCall extends Callee {
  readonly site: CallSite
  /** The arguments, followed when they are asked for. */
  readonly values: readonly AbstractValue[]
  /** What to answer when the call is known and its result is not. */
  readonly result: AbstractValue
}

const array = (items: readonly AbstractValue[], isComplete = true): AbstractValue => ({ kind: "array", items, isComplete })

/**
 * The result of a built-in function.
 *
 * @returns undefined when the call is none that is known here
 */
export function evaluateBuiltin(call: BuiltinCall, evaluator: Evaluator): AbstractValue | undefined {
  const { receiver, method, target } = call
  if (receiver !== undefined && method !== undefined) {
    const bound = evaluateFunctionMethod(receiver, method, call, evaluator)
    if (bound !== undefined) return bound
    for (const one of possibleValues(receiver)) {
      if (one.kind === "array") return evaluateArrayMethod(one.items, one.isComplete, method, call, evaluator)
      if (one.kind === "literal" && typeof one.value === "string") return evaluateTextMethod(one.value, method)
    }
  }
  if (target.kind !== "external") return undefined
  const { values } = call
  const [first] = values
  switch (target.name) {
    case "Object.freeze":
    case "Object.seal":
    case "Promise.resolve":
    case "Promise.all":
    case "Promise.allSettled":
    case "util.promisify":
    case "structuredClone":
    case "ajv-formats":
    case "ajv-errors":
    case "ajv-keywords":
      return first
    case "Object.values":
      return first === undefined ? undefined : array([...evaluator.entries(first).values()], first.kind === "object")
    case "Object.keys":
      return first === undefined ? undefined : keysOf(first, call, evaluator)
    case "Object.entries":
      return first === undefined
        ? undefined
        : array([...evaluator.entries(first)].map(([key, value]) => array([{ kind: "literal", value: key }, value])), first.kind === "object")
    case "Object.fromEntries":
      // A part of the request, such as a form, as a plain object.
      return first !== undefined && /^request\.(?:body|query)$/.test(nameOf(first, evaluator) ?? "") ? first : undefined
    case "Array.from":
      return first?.kind === "array" ? first : undefined
    // A module whose name is worked out: require(`./plugins/${name}`)
    case "require": {
      const text = first === undefined ? undefined : literalText(first)
      return text === undefined ? undefined : evaluator.importedValue(text, "*", call.site.module)
    }
    case "path.join":
    case "path.resolve":
    case "path.posix.join":
      return joinLiterals(values.map((value) => literalText(value)))
    // https://github.com/mcollina/desm: paths from `import.meta.url`
    case "desm.join":
    case "desm.dirname": {
      const [url, ...rest] = values.map((value) => literalText(value))
      return joinLiterals([url === undefined ? undefined : folderOf(url), ...rest])
    }
    case "path.dirname": {
      const text = first === undefined ? undefined : literalText(first)
      return text === undefined ? undefined : { kind: "literal", value: folderOf(text) }
    }
    case "url.fileURLToPath":
    case "desm":
    case "desm.filename":
      return first
    case "URL":
      return evaluateUrl(values) ?? addressIn(first, evaluator)
    default:
      return undefined
  }
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 1))

function joinLiterals(texts: readonly (string | undefined)[]): AbstractValue | undefined {
  return texts.every((text) => text !== undefined) ? { kind: "literal", value: normalizePath(texts.join("/")) } : undefined
}

/** `new URL("./routes", import.meta.url)`: a path beside the module. */
function evaluateUrl(values: readonly AbstractValue[]): AbstractValue | undefined {
  const [path, base] = values.map((value) => literalText(value))
  if (path === undefined || base === undefined || !base.startsWith("/")) return undefined
  return joinLiterals([folderOf(base), path])
}

/** `new URL(request.url)` has the parts of the request's own address. */
function addressIn(first: AbstractValue | undefined, evaluator: Evaluator): AbstractValue | undefined {
  return first !== undefined && /^request\.(?:url|nextUrl)$/.test(nameOf(first, evaluator) ?? "") ? first : undefined
}

function keysOf(object: AbstractValue, call: BuiltinCall, evaluator: Evaluator): AbstractValue {
  const keys = [...evaluator.entries(object).keys()]
  return keys.length === 0 ? call.result : array(keys.map((value) => ({ kind: "literal", value })), object.kind === "object")
}

function evaluateFunctionMethod(receiver: AbstractValue, method: string, call: BuiltinCall, evaluator: Evaluator): AbstractValue | undefined {
  const [thisValue, ...rest] = call.values
  const targets = possibleValues(receiver).filter((one) => one.kind === "function")
  if (targets.length === 0 || thisValue === undefined) return undefined
  if (method === "bind") return join(targets.map((one) => (thisValue.kind === "unknown" ? one : evaluator.bind(one, thisValue))))
  if (method !== "call" && method !== "apply") return undefined
  const values = method === "call" ? rest : rest[0]?.kind === "array" ? rest[0].items : []
  return join(
    targets.map((one) => {
      const bound = thisValue.kind === "unknown" ? one : evaluator.bind(one, thisValue)
      const entered = evaluator.enter(bound, call.site, values)
      return entered === undefined ? call.result : evaluator.returned(bound, entered, call.result)
    }),
  )
}

function evaluateArrayMethod(
  items: readonly AbstractValue[], isComplete: boolean, method: string, call: BuiltinCall, evaluator: Evaluator,
): AbstractValue | undefined {
  const [first] = call.values
  switch (method) {
    case "filter":
    case "slice":
    case "sort":
    case "toSorted":
    case "reverse":
    case "toReversed":
      return array(items, false)
    case "concat":
      return array([...items, ...call.values.flatMap((value) => (value.kind === "array" ? value.items : [value]))], isComplete)
    case "flat":
      return array(items.flatMap((item) => (item.kind === "array" ? item.items : [item])), isComplete)
    case "map":
    case "flatMap": {
      if (first?.kind !== "function") return undefined
      const mapped = items.map((item, index) => {
        const entered = evaluator.enter(first, call.site, [item, { kind: "literal", value: index }])
        return entered === undefined ? call.result : evaluator.returned(first, entered, { kind: "unknown" })
      })
      return array(method === "map" ? mapped : mapped.flatMap((item) => (item.kind === "array" ? item.items : [item])), isComplete)
    }
    case "find":
    case "at":
      return items.length > 0 ? join(items) : undefined
    case "join": {
      const texts = items.map((item) => literalText(item))
      const separator = first === undefined ? "," : literalText(first)
      return separator !== undefined && texts.every((text) => text !== undefined)
        ? { kind: "literal", value: texts.join(separator) }
        : undefined
    }
    default:
      return undefined
  }
}

function evaluateTextMethod(text: string, method: string): AbstractValue | undefined {
  switch (method) {
    case "toLowerCase":
      return { kind: "literal", value: text.toLowerCase() }
    case "toUpperCase":
      return { kind: "literal", value: text.toUpperCase() }
    case "trim":
      return { kind: "literal", value: text.trim() }
    default:
      return undefined
  }
}
