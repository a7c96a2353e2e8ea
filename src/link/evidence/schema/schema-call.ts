/**
 * Schemas that calls make: the builders of validators, and the methods that follow them.
 *
 * @module
 */
import type { Location } from "../../../model/evidence.ts"
import type { SchemaProperty, SchemaShape } from "../../../model/schemas.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { effectOf, makerOf, rootOfName, validatorOf } from "../../../validators/find.ts"
import type { SchemaEffect, SchemaMaker, Validator } from "../../../validators/validator.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { flatten } from "../../evaluate/domain.ts"
import { locate } from "../../source/location.ts"
import { withOptions } from "./json-schema.ts"
import { applyEffect } from "./schema-effect.ts"
import { effectOfCall, propertiesOf } from "./schema-properties.ts"
import type { SchemaReader } from "./schema-reader.ts"
import { allOf, plainShape } from "./shape-algebra.ts"

/** Effects that make another schema, to be reported where they are written; with the others it stays the one that they follow. */
const MAKING: ReadonlySet<SchemaEffect> = new Set(["open", "openUnless", "extend", "merge", "pick", "omit", "partial", "mandatory", "list", "either"])

/** A call that makes a schema, with what is known of it. */
interface MakingCall {
  readonly maker: SchemaMaker
  readonly validator: Validator | undefined
  readonly site: CallSite
  /** The first segment of the name as it was imported: `elysia`. */
  readonly package: string
  readonly values: readonly AbstractValue[]
  readonly at: Location
}

/** The schema that a call makes; unknown where it makes none. */
export function readCall(site: CallSite, reader: SchemaReader): SchemaShape {
  const { evaluator } = reader
  const made: AbstractValue = evaluator.evaluate({ kind: "call", id: site.call }, site.context)
  const at = locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0)
  const name = nameOf({ kind: "result", site }, evaluator)
  const maker = makerOf(name)
  const shape = maker === undefined
    ? readMethod(site, at, reader)
    : readMaker({ maker, validator: validatorOf(name), site, package: rootOfName(name ?? ""), values: evaluator.arguments(site), at }, reader)
  const holder = site.module.facts.locals.find(({ values }) => values.some((one) => one.kind === "call" && one.id === site.call))
  return { ...shape, name: holder?.name ?? (made.kind === "result" && made.site === site ? shape.name : undefined) }
}

/** A schema of a kind, with no arguments. */
export function readMade({ makes, isBounded }: SchemaMaker, at: Location): SchemaShape {
  const kind = makes === "wrap" || makes === "pipe" || makes === "all" ? "unknown" : makes === "union" ? "other" : makes
  return { ...plainShape(kind, at), ...(isBounded && { isBounded: "yes" as const }) }
}

function readMaker(call: MakingCall, reader: SchemaReader): SchemaShape {
  const { maker, values } = call
  const shape = readKind(call, reader)
  return withOptions(shape, maker.options === undefined ? undefined : values[maker.options] ?? values.at(-1), reader.evaluator)
}

function readKind(call: MakingCall, reader: SchemaReader): SchemaShape {
  const { maker, values, at } = call
  const given = (index: number | undefined): AbstractValue | undefined => (index === undefined ? undefined : values[index])
  const shapeAt = (value: AbstractValue | undefined): SchemaShape | undefined => (value === undefined ? undefined : reader.shapeOf(value))
  const listed = (): readonly SchemaShape[] =>
    flatten(maker.list === undefined ? values : values.slice(maker.list, maker.list + 1)).map((one) => reader.shapeOf(one))
  switch (maker.makes) {
    case "object":
      return readObject(call, reader)
    case "array":
      return { ...plainShape("array", at), items: shapeAt(given(maker.items)) }
    case "record":
      return { ...plainShape("record", at), items: shapeAt(given(maker.items) ?? values[0]) }
    case "wrap":
      return readWrapper(call, shapeAt(given(maker.of)) ?? plainShape("unknown", at), reader)
    case "pipe":
      return readPipe(call, reader)
    case "all":
      return allOf(listed(), at)
    case "union":
      return { ...plainShape("other", at), branches: listed() }
    case "any":
      return plainShape(given(maker.unless) === undefined ? "any" : "other", at)
    default:
      return readMade(maker, at)
  }
}

function readObject(call: MakingCall, reader: SchemaReader): SchemaShape {
  const { maker, validator, site, values, at } = call
  const map = maker.shape === undefined ? undefined : values[maker.shape]
  const { properties, isComplete } = propertiesOf(map, validator, reader)
  const isDropping = validator?.droppedBy?.includes(call.package) === true
  const isFree = map === undefined && validator?.isOpenWithoutShape === true
  const others = isFree ? "allowed" : isDropping ? "dropped" : maker.unnamed ?? "unknown"
  return { ...plainShape("object", placeOf(properties, site, at)), properties, isComplete, others }
}

/** Where a project's own function makes the object, or a variable holds the properties: the first of these. */
function placeOf([first]: readonly SchemaProperty[], site: CallSite, at: Location): Location {
  const call = site.module.facts.calls[site.call]
  const whole = locate(site.module, call?.at ?? 0)
  const isInside = first === undefined || (first.at.file === whole.file && first.at.start >= whole.start && first.at.end <= whole.end)
  // Properties that are written elsewhere are spread into an object that is written here.
  return isInside || call?.arguments[0]?.kind === "object" ? at : first.at
}

function readWrapper({ maker, validator, values, at }: MakingCall, base: SchemaShape, reader: SchemaReader): SchemaShape {
  const { does = "keep", keys, unnamed } = maker
  const key = keys === undefined ? undefined : values[keys]
  const made = applyEffect(does, base, key === undefined ? [] : [key], validator, reader)
  return { ...made, ...(MAKING.has(does) && { at }), ...(unnamed !== undefined && made.kind === "object" && { others: unnamed }) }
}

/** valibot: `pipe(string(), trim(), maxLength(40))`. */
function readPipe({ validator, values: [first, ...actions], at }: MakingCall, reader: SchemaReader): SchemaShape {
  if (first === undefined || validator === undefined) return plainShape("unknown", at)
  const { evaluator } = reader
  return actions.reduce((shape, action) => {
    const name = /\.(\w+)\(\)$/.exec(nameOf(action, evaluator) ?? "")?.[1]
    const effect = name === undefined ? undefined : effectOf(validator, name)
    return applyEffect(effect ?? "blur", shape, action.kind === "result" ? evaluator.arguments(action.site) : [], validator, reader)
  }, reader.shapeOf(first))
}

function readMethod(site: CallSite, at: Location, reader: SchemaReader): SchemaShape {
  const { receiver, method } = reader.evaluator.callee(site)
  const made: Extract<AbstractValue, { kind: "result" }> = { kind: "result", site }
  const validator = validatorOf(nameOf(made, reader.evaluator))
  if (receiver === undefined || method === undefined || validator?.methods === undefined) return plainShape("unknown", at)
  const base = reader.shapeOf(receiver)
  if (base.kind === "unknown") return base
  const effect = effectOfCall(made, reader) ?? "blur"
  const shape = applyEffect(effect, base, reader.evaluator.arguments(site), validator, reader)
  return MAKING.has(effect) ? { ...shape, at } : shape
}
