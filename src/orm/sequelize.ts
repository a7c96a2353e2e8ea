import type { StoredField } from "../model/calls.ts"
import type { AbstractValue } from "../model/values.ts"
import { fieldsOfObject, type FieldState, type TypeNames } from "./fields.ts"
import type { CallView, ClassValue, FileView, Inspector, Model, ModelReader, Orm, Projection, ProjectView, Query } from "./orm.ts"
import { type FieldSelection, isTrue, namesIn, onlyGiven, pick, project, WHOLE } from "./selection.ts"

const MODEL = "{sequelize.Model,sequelize.Model(),sequelize().define()}"

/** Included models of included models further down than this are left. */
const DEPTH = 3

// https://sequelize.org/docs/v6/core-concepts/model-basics/#data-types ; sequelize 6.37, read 2026-11-22
const TYPES: TypeNames = {
  text: new Set(["STRING", "TEXT", "CHAR", "CITEXT", "String"]),
  other: new Set(["INTEGER", "BIGINT", "BOOLEAN", "DATE", "DATEONLY", "NOW", "UUID", "ENUM", "JSON", "JSONB", "Number", "Boolean", "Date"]),
}

/** What a query gives with `attributes` and `include`: https://sequelize.org/docs/v6/core-concepts/model-querying-basics/ */
function selected(model: Model, options: AbstractValue | undefined, query: Query, depth = 0): readonly Projection[] {
  if (options === undefined) return [project(model, WHOLE)]
  if (!query.isPlain(options) || depth > DEPTH) return []
  const entries = query.entries(options)
  const [attributes, include, raw] = ["attributes", "include", "raw"].map((name) => entries.get(name))
  // Rows instead of instances: https://sequelize.org/docs/v6/core-concepts/raw-queries/
  const own = (selection: FieldSelection): Projection => ({ ...project(model, selection), isPlain: isTrue(raw) })
  const along = (include?.kind === "array" ? include.items : include === undefined ? [] : [include]).flatMap((one) => {
    const other = query.modelOf(one.kind === "object" ? query.entries(one).get("model") : one)
    return other === undefined ? [] : selected(other, one.kind === "object" ? one : undefined, query, depth + 1)
  })
  if (attributes === undefined) return [own(WHOLE), ...along]
  if (attributes.kind === "array") {
    const names = namesIn(attributes, query)
    return names === undefined ? along : [own({ ...pick(names), shows: new Set(names) }), ...along]
  }
  const excluded = namesIn(query.entries(attributes).get("exclude"), query)
  return excluded === undefined ? along : [own({ ...WHOLE, drops: new Set(excluded) }), ...along]
}

/** `user.get("email")` gives one value; `user.get({ plain: true })` all of them. */
const givesOne = ({ chain, text }: Query): boolean =>
  chain.some(({ method, arguments: [named] }) => method === "get" && named !== undefined && text(named) !== undefined)

const givesBy = (index: number) => ({
  model: "receiver",
  gives: (query: Query) => (query.model === undefined || givesOne(query) ? [] : selected(query.model, query.arguments[index], query)),
}) as const

/** What was just made has what it was given. */
const MADE = { model: "receiver", gives: (query: Query) => (query.model === undefined ? [] : [onlyGiven(project(query.model, WHOLE), query.arguments[0], query)]) } as const
const WRITTEN = { model: "receiver", gives: (query: Query) => (query.model === undefined ? [] : [project(query.model, WHOLE)]) } as const

/**
 * How a model hides fields: `defaultScope: { attributes: { exclude: ["password"] } }`, and a `toJSON` that is added to it.
 * https://sequelize.org/docs/v6/other-topics/scopes/
 */
function stateBy(options: AbstractValue | undefined, file: FileView | undefined, inspector: Inspector): (field: string) => FieldState {
  const isOmitted = file === undefined || file.assigns("toJSON") || file.declares("toJSON") ? "unknown" : "no"
  const entries = options === undefined ? undefined : inspector.entries(options)
  const scope = entries?.get("defaultScope")
  if ((options !== undefined && options.kind !== "object") || entries?.has("hooks") === true) return () => ({ isHidden: "unknown", isOmitted })
  if (scope === undefined) return () => ({ isOmitted })
  const excluded = inspector.entries(inspector.member(scope, "attributes")).get("exclude")
  if (excluded?.kind !== "array") return () => ({ isHidden: "unknown", isOmitted })
  const names = new Set(excluded.items.map((item) => inspector.text(item)))
  return (field) => ({ isHidden: names.has(field) ? "yes" : "no", isOmitted })
}

/** `sequelize.define("User", { name: DataTypes.STRING }, options)` */
function defined({ arguments: [named, columns, options], value, at }: CallView, view: ProjectView): Model | undefined {
  if (columns?.kind !== "object") return undefined
  return {
    name: (named === undefined ? undefined : view.text(named)) ?? "record",
    at,
    fields: fieldsOfObject(columns, at, TYPES, stateBy(options, view.fileOf(value), view), view),
    related: () => undefined,
  }
}

/** `User.init({ name: DataTypes.STRING }, { sequelize })` in the file of the class. */
function initialized(target: ClassValue, view: ProjectView): readonly StoredField[] | undefined {
  const file = view.fileOf(target)
  for (const { receiver, isOnSuper, arguments: [fields, options], at } of file?.calls(["init", "initialize"]) ?? []) {
    const isOwn = receiver?.kind === "class" && receiver.id === target.id && receiver.context.module === target.context.module
    if ((isOwn || isOnSuper) && fields?.kind === "object") return fieldsOfObject(fields, at, TYPES, stateBy(options, file, view), view)
  }
  return undefined
}

const readModels = (view: ProjectView): ModelReader => ({
  fieldsOf: (target) => initialized(target, view),
  modelOfCall: (call) => (view.isNamed(call.name, "sequelize().define") ? defined(call, view) : undefined),
})

/** https://sequelize.org/api/v6/class/src/model.js~model , https://github.com/sequelize/sequelize-typescript#model-definition */
export const sequelize: Orm = {
  name: "Sequelize",
  aliases: { "sequelize-typescript": "sequelize", "sequelize.Sequelize": "sequelize" },
  insteadOfReads: "`findAll({ where: { id: ids } })`, `include` or `bulkCreate()`",
  calls: [
    { name: "sequelize", does: "construct" },
    { name: `${MODEL}.findByPk`, does: "reads", ...givesBy(1) },
    { name: `${MODEL}.{findOne,findAll,findAndCountAll}`, does: "reads", ...givesBy(0) },
    { name: `${MODEL}.{count,sum,min,max}`, does: "reads" },
    { name: `${MODEL}.create`, does: "adds", values: { from: 0 }, ...MADE },
    { name: `${MODEL}.bulkCreate`, does: "adds", values: { from: 0 }, ...WRITTEN },
    { name: `${MODEL}.{findOrCreate,findCreateFind}`, does: "saves", ...givesBy(0) },
    { name: `${MODEL}.upsert`, does: "saves", values: { from: 0 }, ...WRITTEN },
    { name: `${MODEL}.update`, does: "changes", values: { from: 0 }, model: "receiver" },
    { name: `${MODEL}.destroy`, does: "removes" },
    { name: `${MODEL}.{restore,increment}`, does: "changes" },
    { name: `${MODEL}.build`, does: "part", values: { from: 0 }, model: "receiver" },
    { name: `${MODEL}.{findByPk,findOne}().set`, does: "part", values: { from: 0 } },
    // Of a record that was read before: `(await User.findByPk(id)).save()`; https://sequelize.org/docs/v6/core-concepts/model-instances/
    { name: `${MODEL}.{findByPk,findOne}().update`, does: "changes", values: { from: 0 } },
    { name: `${MODEL}.{findByPk,findOne,findAll}().{save,increment,decrement,restore}`, does: "changes" },
    { name: `${MODEL}.findAll().update`, does: "changes" },
    { name: `${MODEL}.{findByPk,findOne,findAll}().destroy`, does: "removes" },
    // https://github.com/sequelize/sequelize-typescript#type-safe-usage-of-auto-generated-functions
    { name: `${MODEL}.{findByPk,findOne,findAll}().{$set,$add,$remove,$create}`, does: "changes" },
    { name: "sequelize().query", does: "reads", instead: "one query with `IN (:ids)`", takesStatement: true },
  ],
  chaining: ["get", "save"],
  leaveOut: "`attributes: { exclude: [\"{}\"] }`",
  entities: {
    classes: ["sequelize.Table", "sequelize.Model()"],
    fields: [{ name: "{sequelize.Column,sequelize.Attribute,@sequelize/core/decorators-legacy.Attribute}" }],
  },
  models: readModels,
}
