/**
 * What a query is told to read: fields picked, fields dropped, other records brought along.
 *
 * @module
 */
import type { StoredField } from "../../../model/calls.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { literalText } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import type { Model, Query, Records } from "./record-models.ts"

/** A step of the chain that stands on a query: `.select("-password")`. */
export interface ChainCall {
  readonly method: string
  readonly values: readonly AbstractValue[]
}

/** A model and the fields of it that are read. */
export interface Projection {
  readonly model: Model
  readonly fields: readonly StoredField[]
  /** The field of the record that was asked for under which it comes along. */
  readonly under?: string
}

/** Names picked, dropped, or shown although the model hides them. */
interface FieldSelection {
  readonly picks: ReadonlySet<string> | undefined
  readonly drops: ReadonlySet<string>
  readonly shows: ReadonlySet<string>
}

const WHOLE: FieldSelection = { picks: undefined, drops: new Set(), shows: new Set() }

function portionOf(model: Model, { picks, drops, shows }: FieldSelection): Projection {
  const fields = model.record.fields.filter(({ name, isHidden }) =>
    (isHidden === "no" || shows.has(name)) && !drops.has(name) && (picks === undefined || picks.has(name)))
  return { model, fields }
}

const isTrue = (value: AbstractValue | undefined): boolean => value?.kind === "literal" && (value.value === true || value.value === 1)

const isFalse = (value: AbstractValue): boolean => value.kind === "literal" && (value.value === false || value.value === 0)

/** Whether an object has no entries but those that can be named. */
const isPlain = (object: Extract<AbstractValue, { kind: "object" }>): boolean => object.value.entries.every(({ name }) => name !== undefined)

/** Names with a truth value each: `{ password: 0 }`, `{ id: true, name: true }`. */
function choiceOfObject(object: Extract<AbstractValue, { kind: "object" }>, evaluator: Evaluator): FieldSelection | undefined {
  if (!isPlain(object)) return undefined
  const entries = [...evaluator.entries(object)]
  const picks = entries.filter(([, value]) => !isFalse(value)).map(([name]) => name)
  const drops = entries.filter(([, value]) => isFalse(value)).map(([name]) => name)
  return { picks: picks.length > 0 ? new Set(picks) : undefined, drops: new Set(drops), shows: new Set(picks) }
}

/** Mongoose's `"-password"`, `"name email"`, `"+password"`: https://mongoosejs.com/docs/api/query.html#Query.prototype.select() */
function choiceOfProjection(value: AbstractValue | undefined, evaluator: Evaluator): FieldSelection | undefined {
  if (value === undefined || (value.kind === "literal" && value.value === null)) return WHOLE
  if (value.kind === "object") return choiceOfObject(value, evaluator)
  const words = value.kind === "array" ? value.items.map((item) => literalText(item)) : literalText(value)?.split(/\s+/u)
  if (words === undefined || words.includes(undefined)) return undefined
  const names = words.filter((word) => word !== undefined && word !== "") as readonly string[]
  const starting = (sign: string): string[] => names.filter((name) => name.startsWith(sign)).map((name) => name.slice(1))
  const picks = names.filter((name) => !/^[+-]/.test(name))
  return { picks: picks.length > 0 ? new Set(picks) : undefined, drops: new Set(starting("-")), shows: new Set([...starting("+"), ...picks]) }
}

function both(one: FieldSelection | undefined, other: FieldSelection | undefined): FieldSelection | undefined {
  if (one === undefined || other === undefined) return undefined
  const picks = one.picks === undefined || other.picks === undefined ? one.picks ?? other.picks : new Set([...one.picks, ...other.picks])
  return { picks, drops: new Set([...one.drops, ...other.drops]), shows: new Set([...one.shows, ...other.shows]) }
}

/**
 * What a query gives, as far as that is certain.
 *
 * @param steps what is called on the query, first call first
 * @returns the record itself and those that come with it; nothing where it cannot be told
 */
export function projectionsOf({ note, site, model }: Query, steps: readonly ChainCall[], records: Records, evaluator: Evaluator): readonly Projection[] {
  const given = evaluator.arguments(site)
  const method = evaluator.callee(site).method ?? ""
  switch (note.form) {
    case "prisma":
      return model === undefined ? [] : ofPrisma(model, given[0], method)
    case "drizzle select":
    case "drizzle returning":
      return ofDrizzle()
    case "drizzle relational":
      return model === undefined ? [] : ofColumns(model, given[0])
    case "typeorm":
      return model === undefined ? [] : ofTypeorm(model, given[0], method)
    case "typeorm manager":
      return model === undefined ? [] : ofTypeorm(model, given[1], method)
    case "typeorm builder":
      return model === undefined ? [] : ofBuilder(model)
    case "mongoose":
    case "mongoose new":
      return model === undefined ? [] : ofMongoose(model)
    case "sequelize":
      return model === undefined ? [] : ofSequelize(model, method === "findByPk" ? given[1] : /^(?:create|bulkCreate|upsert)$/.test(method) ? undefined : given[0], method)
    case "mikro-orm":
      return model === undefined ? [] : ofEntities(model, given[2])
    case "mikro-orm repository":
      return model === undefined ? [] : ofEntities(model, given[method === "findAll" ? 0 : 1])
  }

  /** What a record that was just made has: what it was given, where that is known whole. */
  function made(projection: Projection, values: AbstractValue | undefined): Projection {
    if (values?.kind !== "object" || !isPlain(values)) return projection
    const names = evaluator.entries(values)
    return { ...projection, fields: projection.fields.filter(({ name }) => names.has(name)) }
  }

  function ofPrisma(of: Model, options: AbstractValue | undefined, call: string, depth = 0): readonly Projection[] {
    if (options === undefined || isTrue(options)) return [portionOf(of, WHOLE)]
    if (options.kind !== "object" || !isPlain(options) || depth > 4) return []
    const entries = evaluator.entries(options)
    const [select, omit, include] = [entries.get("select"), entries.get("omit"), entries.get("include")]
    const relations = [select, include].flatMap((one) => (one?.kind === "object" ? [...evaluator.entries(one)] : []))
    const along = relations.flatMap(([name, value]) => {
      const other = of.related(name)
      return other === undefined ? [] : ofPrisma(other, value, "", depth + 1).map((one) => ({ ...one, under: name }))
    })
    if (select !== undefined) {
      const choice = select.kind === "object" ? choiceOfObject(select, evaluator) : undefined
      return choice === undefined ? along : [portionOf(of, { ...choice, picks: choice.picks ?? new Set() }), ...along]
    }
    const dropped = omit === undefined ? [] : omit.kind === "object" && isPlain(omit) ? [...evaluator.entries(omit)] : undefined
    if (dropped === undefined || (include !== undefined && include.kind !== "object")) return along
    const shows = dropped.filter(([, value]) => isFalse(value)).map(([name]) => name)
    const projection = portionOf(of, { picks: undefined, drops: new Set(dropped.filter(([, value]) => !isFalse(value)).map(([name]) => name)), shows: new Set(shows) })
    return [call === "create" ? made(projection, entries.get("data")) : projection, ...along]
  }

  function ofDrizzle(): readonly Projection[] {
    if (steps.some((one) => /join/i.test(one.method))) return []
    if (note.form === "drizzle select") {
      const from = steps.find((one) => one.method === "from")
      const table = given.length > 0 ? undefined : records.modelOf(from?.values[0])
      return table === undefined ? [] : [portionOf(table, WHOLE)]
    }
    const returning = steps.find((one) => one.method === "returning")
    const values = steps.find((one) => one.method === "values")?.values[0]
    return model === undefined || returning === undefined || returning.values.length > 0 ? [] : [made(portionOf(model, WHOLE), values)]
  }

  function ofColumns(of: Model, options: AbstractValue | undefined): readonly Projection[] {
    if (options === undefined) return [portionOf(of, WHOLE)]
    if (options.kind !== "object" || !isPlain(options)) return []
    const columns = evaluator.entries(options).get("columns")
    if (columns === undefined) return [portionOf(of, WHOLE)]
    const choice = columns.kind === "object" ? choiceOfObject(columns, evaluator) : undefined
    return choice === undefined ? [] : [portionOf(of, choice)]
  }

  function ofTypeorm(of: Model, options: AbstractValue | undefined, call: string): readonly Projection[] {
    // What is saved is given back as it was handed over.
    if (/^(?:save|remove|preload)$/.test(call)) return []
    if (options === undefined || call.endsWith("By") || call.endsWith("ByOrFail")) return [portionOf(of, WHOLE)]
    if (options.kind !== "object" || !isPlain(options)) return []
    const entries = evaluator.entries(options)
    const relations = entries.get("relations")
    const names = relations?.kind === "array" ? relations.items.map((item) => literalText(item)) : relations?.kind === "object" ? [...evaluator.entries(relations).keys()] : []
    const along = names.flatMap((name) => {
      const other = name === undefined ? undefined : of.related(name)
      return other === undefined || name === undefined || entries.has("select") ? [] : [{ ...portionOf(other, WHOLE), under: name }]
    })
    const select = entries.get("select")
    if (select === undefined) return [portionOf(of, WHOLE), ...along]
    const choice = select.kind === "object" || select.kind === "array" ? choiceOfProjection(select, evaluator) : undefined
    return choice === undefined ? [] : [portionOf(of, { ...choice, picks: choice.picks ?? new Set() })]
  }

  function ofBuilder(of: Model): readonly Projection[] {
    if (!steps.some((one) => one.method.startsWith("get"))) return []
    const shows = steps.filter((one) => one.method === "addSelect").flatMap(({ values }) => values.map((value) => literalText(value)?.split(".").at(-1) ?? ""))
    return [portionOf(of, { ...WHOLE, shows: new Set(shows) })]
  }

  function ofMongoose(of: Model): readonly Projection[] {
    const method = evaluator.callee(site).method ?? ""
    let choice: FieldSelection | undefined = WHOLE
    if (/^find(?:ById|One)?$/.test(method)) choice = choiceOfProjection(given[1], evaluator)
    const options = /And/.test(method) ? given.at(-1) : undefined
    if (options?.kind === "object" && ["select", "projection", "fields"].some((name) => evaluator.entries(options).has(name))) return []
    for (const step of steps) if (step.method === "select") choice = both(choice, choiceOfProjection(step.values[0], evaluator))
    const along = steps.filter((step) => step.method === "populate").flatMap(({ values: [path, select] }) => {
      const named = path?.kind === "object" ? evaluator.entries(path) : undefined
      const text = path === undefined ? undefined : literalText(named?.get("path") ?? path)
      const chosen = choiceOfProjection(named?.get("select") ?? select, evaluator)
      return (text ?? "").split(/\s+/u).flatMap((name) => {
        const other = of.related(name)
        return other === undefined || chosen === undefined ? [] : [{ ...portionOf(other, chosen), under: name }]
      })
    })
    if (choice === undefined) return along
    const projection = portionOf(of, choice)
    return [method === "create" || note.form === "mongoose new" ? made(projection, given[0]) : projection, ...along]
  }

  function ofSequelize(of: Model, options: AbstractValue | undefined, call: string, depth = 0): readonly Projection[] {
    if (call === "create") return [made(portionOf(of, WHOLE), given[0])]
    if (options === undefined) return [portionOf(of, WHOLE)]
    if (options.kind !== "object" || !isPlain(options) || depth > 3) return []
    const entries = evaluator.entries(options)
    const [attributes, include] = [entries.get("attributes"), entries.get("include")]
    const along = (include?.kind === "array" ? include.items : include === undefined ? [] : [include]).flatMap((one) => {
      const other = records.modelOf(one.kind === "object" ? evaluator.entries(one).get("model") : one)
      return other === undefined ? [] : ofSequelize(other, one.kind === "object" ? one : undefined, "", depth + 1)
    })
    if (attributes === undefined) return [portionOf(of, WHOLE), ...along]
    if (attributes.kind === "array") {
      const choice = choiceOfProjection(attributes, evaluator)
      return choice === undefined ? along : [portionOf(of, { ...choice, picks: choice.picks ?? new Set() }), ...along]
    }
    const exclude = attributes.kind === "object" ? evaluator.entries(attributes).get("exclude") : undefined
    const names = exclude?.kind === "array" ? exclude.items.map((item) => literalText(item)) : undefined
    if (names === undefined || names.includes(undefined)) return along
    return [portionOf(of, { ...WHOLE, drops: new Set(names as readonly string[]) }), ...along]
  }

  function ofEntities(of: Model, options: AbstractValue | undefined): readonly Projection[] {
    if (options === undefined) return [portionOf(of, WHOLE)]
    if (options.kind !== "object" || !isPlain(options)) return []
    return ["fields", "exclude"].some((name) => evaluator.entries(options).has(name)) ? [] : [portionOf(of, WHOLE)]
  }

}
