/**
 * Schemas as rules may read them: builders and the methods that follow, JSON Schema, classes.
 *
 * @module
 */
import { droppingOthers, type Effect, type MakerNote, optionalByDefault, propertyMembers, schemaMakers, schemaMethods } from "../../../knowledge/schemas.ts"
import { canonicalName, find } from "../../../knowledge/table.ts"
import type { Location } from "../../../model/evidence.ts"
import type { SchemaProperty, SchemaShape } from "../../../model/schemas.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { createClassReader } from "../../evaluate/classes.ts"
import { flatten, possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"
import { readClass } from "./decorated-class.ts"
import { isJsonSchema, readJsonSchema, withOptions } from "./json-schema.ts"
import { allOf, masked, maskOf, noted, placedEntries, type PlacedEntry, plainShape, withOptional, withProperties } from "./shape-algebra.ts"

/** Schemas inside each other deeper than this are not looked into. */
const DEPTH = 24

/** Methods that make another schema, to be reported where they are written; the others belong to the call that they follow. */
const MAKING: ReadonlySet<Effect> = new Set(["open", "openUnless", "extend", "merge", "pick", "omit", "partial", "mandatory", "list", "either"])

const NOWHERE: Location = { file: "", start: 0, end: 0, line: 1 }

/** Reads schemas. */
export interface SchemaReader {
  /** The shape of a schema; the same object for the same schema. */
  shapeOf(schema: AbstractValue): SchemaShape
}

/**
 * A reader of schemas; it remembers what it has read.
 *
 * @returns the reader
 */
export function createSchemas(evaluator: Evaluator): SchemaReader {
  const known = new Map<AbstractValue, SchemaShape>()
  const classes = createClassReader(evaluator)
  let depth = 0

  function shapeOf(schema: AbstractValue): SchemaShape {
    const found = known.get(schema)
    if (found !== undefined) return found
    if (depth > DEPTH) return plainShape("unknown", NOWHERE)
    // A schema that holds itself is not known inside.
    known.set(schema, plainShape("unknown", NOWHERE))
    depth += 1
    const made = read(schema)
    depth -= 1
    known.set(schema, made)
    return made
  }

  function read(schema: AbstractValue): SchemaShape {
    const only = possibleValues(schema)
    const [one] = only
    if (one === undefined || only.length > 1) return plainShape("unknown", NOWHERE)
    if (one !== schema) return shapeOf(one)
    switch (one.kind) {
      case "result":
        return readCall(one.site)
      case "object":
        return readLiteral(one)
      case "member":
        return readMember(one)
      case "array":
        return allOf(one.items.map(shapeOf), NOWHERE)
      case "class":
      case "instance": {
        const view = classes.classOf(one)
        return view === undefined ? plainShape("unknown", NOWHERE) : readClass(view, evaluator, shapeOf)
      }
      default:
        return plainShape("unknown", NOWHERE)
    }
  }

  /** A JSON Schema, or an object of schemas by name. */
  function readLiteral(object: Extract<AbstractValue, { kind: "object" }>): SchemaShape {
    const { module } = object.context
    const at = locate(module, object.value.at)
    const name = module.facts.locals.find(({ values }) => values.includes(object.value))?.name
    if (object.value.entries.length === 0 || isJsonSchema(object, evaluator)) return { ...readJsonSchema(object, at, evaluator, shapeOf), name }
    const { properties, isComplete } = propertiesIn(object, false)
    const isMap = properties.length > 0 && properties.every(({ schema }) => schema.kind !== "unknown" && schema.kind !== "any")
    return isMap ? { ...plainShape("object", at), name, properties, isComplete } : { ...plainShape("unknown", at), name }
  }

  /** `createUser.shape.email`, `list.element`. */
  function readMember({ object, name }: Extract<AbstractValue, { kind: "member" }>): SchemaShape {
    if (object.kind === "member" && propertyMembers.has(object.name)) {
      return shapeOf(object.object).properties.find((property) => property.name === name)?.schema ?? plainShape("unknown", NOWHERE)
    }
    return (name === "element" || name === "items" ? shapeOf(object).items : undefined) ?? plainShape("unknown", NOWHERE)
  }

  function propertiesIn(map: AbstractValue | undefined, isOptionalByDefault: boolean): { readonly properties: readonly SchemaProperty[]; readonly isComplete: boolean } {
    if (map === undefined) return { properties: [], isComplete: true }
    const spreads = new Map<AbstractValue, SchemaProperty>()
    const spread = (value: AbstractValue): readonly PlacedEntry[] | undefined => {
      if (value.kind !== "member" || !propertyMembers.has(value.name)) return undefined
      const shape = shapeOf(value.object)
      if (shape.kind !== "object" || !shape.isComplete) return undefined
      return shape.properties.map((property) => {
        const standIn: AbstractValue = { kind: "unknown" }
        spreads.set(standIn, property)
        return { name: property.name, value: standIn, at: property.at }
      })
    }
    const { entries, isComplete } = placedEntries(map, evaluator, spread)
    const properties = entries.map(({ name, value, at }): SchemaProperty => {
      const property = spreads.get(value)
      if (property !== undefined) return property
      const schema = shapeOf(value)
      return { name, at, schema, isOptional: schema.isOptional || (isOptionalByDefault && !isRequired(value)) }
    })
    return { properties, isComplete }
  }

  /** `Joi.string().required()`, whatever follows. */
  function isRequired(schema: AbstractValue): boolean {
    for (const one of possibleValues(schema)) {
      if (one.kind !== "result") continue
      const { method, receiver } = evaluator.callee(one.site)
      const effect = effectOf(one, method)
      if (effect === "required") return true
      if (effect !== "optional" && receiver !== undefined && isRequired(receiver)) return true
    }
    return false
  }

  const libraryOf = (made: AbstractValue): string => canonicalName(nameOf(made, evaluator) ?? "").split(/[.(]/)[0] ?? ""

  function effectOf(made: AbstractValue, method: string | undefined): Effect | undefined {
    return method === undefined ? undefined : schemaMethods[libraryOf(made)]?.get(method)
  }

  function readCall(site: CallSite): SchemaShape {
    const made: AbstractValue = evaluator.evaluate({ kind: "call", id: site.call }, site.context)
    const at = locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0)
    const maker = find(schemaMakers, nameOf({ kind: "result", site }, evaluator))
    const shape = maker === undefined ? readMethod(site, at) : readMaker(maker, site, at)
    const value = site.module.facts.locals.find(({ values }) => values.some((one) => one.kind === "call" && one.id === site.call))
    return { ...shape, name: value?.name ?? (made.kind === "result" && made.site === site ? shape.name : undefined) }
  }

  function readMaker(maker: MakerNote, site: CallSite, at: Location): SchemaShape {
    const values = evaluator.arguments(site)
    const given = (index: number | undefined): AbstractValue | undefined => (index === undefined ? undefined : values[index])
    const options = maker.options === undefined ? undefined : given(maker.options) ?? values.at(-1)
    const listed = (): readonly SchemaShape[] => flatten(maker.list === undefined ? values : values.slice(maker.list, maker.list + 1)).map(shapeOf)
    const library = libraryOf({ kind: "result", site })
    switch (maker.makes) {
      case "object": {
        const map = given(maker.shape)
        const { properties, isComplete } = propertiesIn(map, optionalByDefault.has(library))
        const isFree = map === undefined && library === "joi"
        const isDropping = droppingOthers.has(/^[^.(]*/.exec(nameOf({ kind: "result", site }, evaluator) ?? "")?.[0] ?? "")
        const others = isFree ? "allowed" : isDropping ? "refused" : maker.others ?? "unknown"
        return withOptions({ ...plainShape("object", placeOf(properties, site, at)), properties, isComplete, others }, options, evaluator)
      }
      case "array": {
        const items = given(maker.items)
        return withOptions({ ...plainShape("array", at), items: items === undefined ? undefined : shapeOf(items) }, options, evaluator)
      }
      case "record": {
        const items = given(maker.items) ?? values[0]
        return withOptions({ ...plainShape("record", at), items: items === undefined ? undefined : shapeOf(items) }, options, evaluator)
      }
      case "wrap": {
        const of = given(maker.of)
        const base = of === undefined ? plainShape("unknown", at) : shapeOf(of)
        const effect = maker.does ?? "keep"
        const made = apply(effect, base, [given(maker.keys)].filter((one) => one !== undefined), library)
        return withOptions(MAKING.has(effect) ? { ...made, at } : made, options, evaluator)
      }
      case "all":
        return withOptions(allOf(listed(), at), options, evaluator)
      case "union":
        return withOptions({ ...plainShape("other", at), branches: listed() }, options, evaluator)
      case "any":
        return withOptions(plainShape(given(maker.unless) === undefined ? "any" : "other", at), options, evaluator)
      default:
        return withOptions({ ...plainShape(maker.makes, at), ...(maker.isBounded && { isBounded: "yes" as const }) }, options, evaluator)
    }
  }

  /** Where a project's own function makes the object, or a variable holds the properties: the first of these. */
  function placeOf([first]: readonly SchemaProperty[], site: CallSite, at: Location): Location {
    const whole = locate(site.module, site.module.facts.calls[site.call]?.at ?? 0)
    const isInside = first === undefined || (first.at.file === whole.file && first.at.start >= whole.start && first.at.end <= whole.end)
    return isInside || hasSpreads(site) ? at : first.at
  }

  /** Properties that are written elsewhere are spread into an object that is written here. */
  function hasSpreads(site: CallSite): boolean {
    const [shape] = site.module.facts.calls[site.call]?.arguments ?? []
    return shape?.kind === "object"
  }

  function readMethod(site: CallSite, at: Location): SchemaShape {
    const { receiver, method } = evaluator.callee(site)
    const values = evaluator.arguments(site)
    const made: AbstractValue = { kind: "result", site }
    const library = libraryOf(made)
    if (library === "valibot" && nameOf(made, evaluator)?.endsWith(".pipe()") === true) return readPipe(values, at)
    if (receiver === undefined || method === undefined || schemaMethods[library] === undefined) return plainShape("unknown", at)
    const base = shapeOf(receiver)
    if (base.kind === "unknown") return base
    const effect = effectOf(made, method) ?? "blur"
    const shape = apply(effect, base, values, library)
    return MAKING.has(effect) ? { ...shape, at } : shape
  }

  /** valibot: `pipe(string(), trim(), maxLength(40))`. */
  function readPipe([first, ...actions]: readonly AbstractValue[], at: Location): SchemaShape {
    if (first === undefined) return plainShape("unknown", at)
    return actions.reduce((shape, action) => {
      const name = /\.(\w+)\(\)$/.exec(nameOf(action, evaluator) ?? "")?.[1]
      const effect = name === undefined ? undefined : schemaMethods.valibot?.get(name)
      return apply(effect ?? "blur", shape, action.kind === "result" ? evaluator.arguments(action.site) : [], "valibot")
    }, shapeOf(first))
  }

  function apply(effect: Effect, shape: SchemaShape, values: readonly AbstractValue[], library: string): SchemaShape {
    const [first] = values
    switch (effect) {
      case "keep":
      case "required":
        return effect === "required" ? { ...shape, isOptional: false } : shape
      case "optional":
        return { ...shape, isOptional: true }
      case "bound":
        return shape.kind === "any" ? { ...shape, kind: "other" } : { ...shape, isBounded: "yes" }
      case "blur":
        if (shape.kind === "any") return { ...shape, kind: "unknown" }
        return { ...shape, ...(shape.isBounded === "no" && { isBounded: "unknown" }), ...(shape.others !== "refused" && { others: "unknown" }) }
      case "partial":
      case "mandatory":
        return withOptional(shape, first === undefined ? undefined : maskOf(first, evaluator), effect === "partial")
      case "open":
        return { ...shape, others: "allowed" }
      case "openUnless":
        return { ...shape, others: first?.kind === "literal" && first.value === false ? "refused" : first === undefined || first.kind === "literal" ? "allowed" : "unknown" }
      case "close":
        return { ...shape, others: "refused" }
      case "extend": {
        const { properties, isComplete } = propertiesIn(first, optionalByDefault.has(library))
        const isNamed = library === "joi" && shape.properties.length === 0 && shape.others === "allowed"
        return withProperties(isNamed ? { ...shape, others: "refused" } : shape, properties, isComplete)
      }
      case "merge": {
        const other = first === undefined ? plainShape("unknown", shape.at) : shapeOf(first)
        return other.kind === "object" ? { ...withProperties(shape, other.properties, other.isComplete), others: other.others } : { ...shape, isComplete: false, others: "unknown" }
      }
      case "pick":
        return masked(shape, maskOf(first, evaluator), true)
      case "omit":
        return masked(shape, maskOf(first, evaluator), false)
      case "list":
        return { ...plainShape("array", shape.at), items: shape }
      case "items":
        return { ...shape, items: first === undefined ? undefined : shapeOf(first) }
      case "either":
        return { ...plainShape("other", shape.at), branches: [shape, ...(first === undefined ? [] : [shapeOf(first)])] }
      case "describe":
        return { ...shape, hasDescription: true }
      case "example":
        return { ...shape, hasExample: true }
      case "notes":
        return noted(shape, values, evaluator)
    }
  }

  return { shapeOf }
}
