/**
 * Stored records: which model a value is, and which model a query asks for.
 *
 * @module
 */
import type { StoredField, StoredRecord } from "../../../model/calls.ts"
import type { TypeFact } from "../../../model/expression.ts"
import type { Module } from "../../../model/facts.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
import type { Alteration, CallRow, ClassValue, Inspector, Model, ModelReader, Orm, Query } from "../../../orm/orm.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"
import { eagerRelations, entityTables, type EntityTables, fieldsOfClass, lineageOf, relatedClass } from "./class-models.ts"
import { createInspector, createProjectView, viewCall } from "./model-views.ts"

/** Arguments of types inside of arguments further down than this are left. */
const TYPE_DEPTH = 4

/** A call that asks for the records of a model, or writes them. */
export interface RecordQuery {
  readonly orm: Orm
  readonly row: CallRow
  readonly site: CallSite
  /** Undefined where the call names it elsewhere (`.from(users)`), or where it is not known. */
  readonly model: Model | undefined
}

/** Reads the models of a project. Each is remembered. */
export interface Records {
  readonly inspector: Inspector
  /** The query that a call is; undefined for every other call, and for one that speaks of no model. */
  queryOf(site: CallSite): RecordQuery | undefined
}

/**
 * A reader of models.
 *
 * @returns the reader; it remembers each model
 */
export function createRecords(evaluator: Evaluator): Records {
  const models = new Map<AbstractValue, Model | undefined>()
  const queries = new Map<Context, Map<number, RecordQuery | undefined>>()
  const modelOf = (value: AbstractValue | undefined): Model | undefined => {
    for (const one of value === undefined ? [] : possibleValues(value)) {
      if (!models.has(one)) {
        models.set(one, undefined)
        models.set(one, findModel(one, reading))
      }
      const known = models.get(one)
      if (known !== undefined) return known
    }
    return undefined
  }
  const view = createProjectView(evaluator, modelOf)
  const readers = new Map(evaluator.clients.orms.map((orm) => [orm, orm.models?.(view)] as const))
  const reading: Reading = { evaluator, modelOf, readers, tables: entityTables(evaluator.clients.orms) }
  return {
    inspector: createInspector(evaluator, modelOf),
    queryOf: (site) => {
      const memo = queries.get(site.context) ?? new Map<number, RecordQuery | undefined>()
      queries.set(site.context, memo)
      if (!memo.has(site.call)) memo.set(site.call, findQuery(site, reading))
      return memo.get(site.call)
    },
  }
}

/** The record that a model describes, as rules read it. */
export const recordOf = ({ name, at, fields }: Model, { leaveOut = "a query without it" }: Pick<Orm, "leaveOut"> = {}): StoredRecord => ({ name, at, fields, leaveOut })

/** What models are found with. */
interface Reading {
  readonly evaluator: Evaluator
  readonly modelOf: Inspector["modelOf"]
  readonly readers: ReadonlyMap<Orm, ModelReader | undefined>
  readonly tables: EntityTables
}

/** Whether a row speaks of a model. */
const hasModel = ({ model, gives, givesBack }: CallRow): boolean => model !== undefined || gives !== undefined || givesBack !== undefined

function findQuery(site: CallSite, reading: Reading): RecordQuery | undefined {
  const { evaluator } = reading
  const { target, receiver } = evaluator.callee(site)
  for (const one of possibleValues(target)) {
    const name = nameOf(one, evaluator)
    const found = evaluator.clients.rowOf(name)
    if (found === undefined || name === undefined || !hasModel(found.row)) continue
    return { ...found, site, model: modelAsked(found.orm, found.row, { name, target: one, receiver, site }, reading) }
  }
  return undefined
}

/** The model that a row finds in a call. */
function modelAsked(
  orm: Orm, { model }: CallRow, { name, target, receiver, site }: { readonly name: string; readonly target: AbstractValue; readonly receiver: AbstractValue | undefined; readonly site: CallSite },
  { evaluator, modelOf, readers }: Reading,
): Model | undefined {
  if (typeof model === "number") return modelOf(evaluator.arguments(site)[model])
  switch (model) {
    case "receiver":
      return modelOf(receiver)
    case "callee":
      return modelOf(target)
    case "named":
      return readers.get(orm)?.modelNamed?.(name.split(".").at(-2) ?? "")
    case undefined:
      return undefined
  }
}

function findModel(value: AbstractValue, reading: Reading): Model | undefined {
  const { evaluator, modelOf } = reading
  switch (value.kind) {
    case "class":
      return modelOfClass(value, reading)
    case "unbound":
      // A parameter that is written as `Repository<User>`, `Model<User>`.
      return value.type?.kind === "reference" ? modelOf(classOfType(value.type.arguments[0], value.context.module, evaluator)) : undefined
    case "instance":
      return value.of.kind === "class" ? modelOf(entityOfRepository(value.of, evaluator)) : undefined
    case "result": {
      const call = viewCall(value.site, evaluator)
      for (const reader of reading.readers.values()) {
        const model = reader?.modelOfCall?.(call)
        if (model !== undefined) return model
      }
      return undefined
    }
    default:
      return undefined
  }
}

/** `class UserRepository extends Repository<User> { constructor(data) { super(User, data.createEntityManager()) } }` */
function entityOfRepository(target: ClassValue, evaluator: Evaluator): AbstractValue {
  for (const [owner] of lineageOf(target, evaluator)) {
    const { module } = owner.context
    const call = module.facts.calls.findIndex(({ callee, region }) =>
      callee.kind === "global" && callee.name === "super" && module.facts.functions[module.facts.regions[region]?.function ?? -1]?.class === owner.id)
    const [first] = call < 0 ? [] : evaluator.arguments({ module, call, context: owner.context })
    if (first?.kind === "class") return first
  }
  return target
}

/** The class that a written type names, or that is an argument of it: `HydratedDocument<User>`. */
function classOfType(type: TypeFact | undefined, module: Module, evaluator: Evaluator, depth = 0): AbstractValue | undefined {
  if (type === undefined || depth > TYPE_DEPTH) return undefined
  const inside = (types: readonly TypeFact[]): AbstractValue | undefined =>
    types.map((one) => classOfType(one, module, evaluator, depth + 1)).find((one) => one !== undefined)
  if (type.kind === "intersection" || type.kind === "union") return inside(type.of)
  if (type.kind !== "reference") return undefined
  const value = evaluator.evaluate(type.name, evaluator.moduleContext(module))
  if (value.kind === "class") return value
  const inner = inside(type.arguments)
  if (inner !== undefined) return inner
  const { name } = type
  const home = name.kind === "import" ? evaluator.imported(name.from, module) : module
  const declared = name.kind === "import" ? home?.facts.types.find((one) => one.name === name.name) : name.kind === "type" ? module.facts.types[name.id] : undefined
  return home === undefined ? undefined : classOfType(declared?.type, home, evaluator, depth + 1)
}

/** A field of a model to which something was done that may concern it. */
function alter(field: StoredField, alterations: readonly Alteration[]): StoredField {
  const isHidden = field.isHidden === "no" && alterations.includes("hides") ? "unknown" : field.isHidden
  const isOmitted = field.isOmitted === "no" && alterations.includes("omits") ? "unknown" : field.isOmitted
  return { ...field, isHidden, isOmitted }
}

function modelOfClass(target: ClassValue, { evaluator, modelOf, readers, tables }: Reading): Model | undefined {
  const { module } = target.context
  const fact = module.facts.classes[target.id]
  if (fact === undefined) return undefined
  const own = [...readers.values()].flatMap((reader) => reader ?? [])
  const decorated = fieldsOfClass(target, tables, evaluator)
  const fields = decorated ?? own.map((reader) => reader.fieldsOf?.(target)).find((found) => found !== undefined)
  if (fields === undefined) return undefined
  const alterations = decorated === undefined ? [] : own.flatMap((reader) => reader.alterationsOf?.(target) ?? [])
  return {
    name: fact.name ?? "record",
    at: locate(module, fact.at),
    fields: fields.map((field) => alter(field, alterations)),
    eager: eagerRelations(target, tables, evaluator),
    related: (field) => modelOf(relatedClass(target, field, tables, evaluator)),
  }
}

/** A query with the calls that are chained to it, as its ORM sees it. */
export function viewQuery({ site, model }: RecordQuery, chain: Query["chain"], { inspector }: Records, evaluator: Evaluator): Query {
  return { ...inspector, method: evaluator.callee(site).method ?? "", arguments: evaluator.arguments(site), chain, model }
}
