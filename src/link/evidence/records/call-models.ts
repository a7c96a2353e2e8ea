/**
 * Models written as calls: Mongoose schemas, Drizzle tables, what Sequelize's `define` and `init` are given.
 *
 * @module
 */
import type { StoredField } from "../../../model/calls.ts"
import type { Ternary } from "../../../model/evidence.ts"
import type { Module } from "../../../model/facts.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { literalText } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"

type Of<Kind extends AbstractValue["kind"]> = Extract<AbstractValue, { kind: Kind }>

/** Whether the name of a type or column builder is that of text. */
function isTextName(name: string | undefined): Ternary {
  if (name === undefined) return "unknown"
  if (/(?:^|\.)(?:String|STRING|TEXT|CHAR|CITEXT|text|varchar|char|tinytext|mediumtext|longtext|bytea|blob)\b/.test(name)) return "yes"
  return /(?:^|\.)(?:Number|Boolean|Date|ObjectId|INTEGER|BIGINT|BOOLEAN|DATE|DATEONLY|NOW|UUID|ENUM|JSONB?|integer|bigint|boolean|timestamp|datetime|date|serial|uuid|real|numeric|jsonb?)\b/.test(name)
    ? "no" : "unknown"
}

/** The entries of an object with the places where they are written; spreads are left. */
function placesOf({ context, value }: Of<"object">): ReadonlyMap<string, StoredField["at"]> {
  return new Map(value.entries.flatMap(({ name, at }) => (name === undefined ? [] : [[name, locate(context.module, at)] as const])))
}

/**
 * The fields of an object whose entries are their types, or objects with the type under `type`.
 *
 * @param hide what the model as a whole does to its fields
 */
export function fieldsOfObject(definition: Of<"object">, hide: (name: string) => Ternary, evaluator: Evaluator): readonly StoredField[] {
  const places = placesOf(definition)
  const whole = locate(definition.context.module, definition.value.at)
  return [...evaluator.entries(definition)].map(([name, value]): StoredField => {
    const options = value.kind === "object" ? evaluator.entries(value) : undefined
    const select = options?.get("select")
    const isSelected = select === undefined ? "no" : select.kind === "literal" ? (select.value === false ? "yes" : "no") : "unknown"
    const type = options?.get("type") ?? value
    const hidden = hide(name)
    return {
      name,
      at: places.get(name) ?? whole,
      isText: type.kind === "object" || type.kind === "array" ? "no" : isTextName(nameOf(type, evaluator)),
      isHidden: isSelected === "yes" || hidden === "yes" ? "yes" : isSelected === "unknown" || hidden === "unknown" ? "unknown" : "no",
    }
  })
}

/** Plugins that add queries or values and leave the fields alone: each by its documentation. */
const HARMLESS = /paginate|unique|timestamp|slug|autopopulate|aggregate|sequence|autoincrement|lean|delete|geocod/i

/**
 * What is done to a Mongoose schema that may hide fields: a `toJSON` with a transform, a plugin, a query hook.
 *
 * Sources: https://mongoosejs.com/docs/api/document.html#Document.prototype.toJSON() , https://mongoosejs.com/docs/plugins.html
 *
 * @returns true where something of the kind is written in the file of the schema
 */
export function mayTransform(schema: Of<"result">, evaluator: Evaluator): boolean {
  const { module } = schema.site
  const context = evaluator.moduleContext(module)
  const [, options] = evaluator.arguments(schema.site)
  if (options !== undefined && writes(options, evaluator)) return true
  const isAssigned = module.facts.assignments.some(({ target }) => target.kind === "member" && (target.name === "toJSON" || target.name === "toObject" || target.name === "transform"))
  return isAssigned || module.facts.calls.some(({ callee, arguments: given }, call) => {
    if (callee.kind !== "member" || !/^(?:set|plugin|loadClass|pre|post|method|transform)$/.test(callee.name)) return false
    const [first, second] = evaluator.arguments({ module, call, context })
    const about = first === undefined ? undefined : literalText(first)
    switch (callee.name) {
      case "plugin":
        return !HARMLESS.test(first === undefined ? "" : nameOf(first, evaluator) ?? "")
      case "set":
        return (about === "toJSON" || about === "toObject") && (second === undefined || changes(second, evaluator))
      case "method":
        return about === undefined ? given.some((one) => one.kind === "object" && one.entries.some(({ name }) => name === "toJSON")) : about === "toJSON" || about === "toObject"
      case "pre":
        return isSelecting(module) && (about === undefined || about.startsWith("find"))
      case "post":
        return about === undefined || /^(?:find|init)/.test(about)
      default:
        return true
    }
  })
}

/** A hook that narrows its query: `this.select("-password")`. */
const isSelecting = ({ facts }: Module): boolean =>
  facts.calls.some(({ callee }) => callee.kind === "member" && callee.name === "select" && callee.object.kind === "this")

const changes = (options: AbstractValue, evaluator: Evaluator): boolean => options.kind !== "object" || evaluator.entries(options).has("transform")

function writes(options: AbstractValue, evaluator: Evaluator): boolean {
  if (options.kind !== "object") return true
  return ["toJSON", "toObject"].some((name) => {
    const given = evaluator.entries(options).get(name)
    return given !== undefined && changes(given, evaluator)
  }) || evaluator.entries(options).has("methods") || options.value.entries.some(({ name }) => name === undefined)
}

/**
 * How the options of a Sequelize model hide fields: `defaultScope: { attributes: { exclude: ["password"] } }`, and methods
 * that are added to it.
 *
 * Source: https://sequelize.org/docs/v6/other-topics/scopes/
 */
export function hiddenByScope(options: AbstractValue | undefined, module: Module, evaluator: Evaluator): (name: string) => Ternary {
  const isRewritten = module.facts.assignments.some(({ target }) => target.kind === "member" && target.name === "toJSON")
    || module.facts.classes.some(({ members }) => members.some(({ name }) => name === "toJSON"))
  if (isRewritten || (options !== undefined && options.kind !== "object")) return () => "unknown"
  const given = options === undefined ? undefined : evaluator.entries(options)
  const scope = given?.get("defaultScope")
  if (given?.has("hooks") === true) return () => "unknown"
  if (scope === undefined) return () => "no"
  const attributes = evaluator.member(scope, "attributes")
  const excluded = attributes.kind === "object" ? evaluator.member(attributes, "exclude") : undefined
  if (excluded?.kind !== "array") return () => "unknown"
  const names = new Set(excluded.items.map((item) => literalText(item)))
  return (name) => (names.has(name) ? "yes" : "no")
}
