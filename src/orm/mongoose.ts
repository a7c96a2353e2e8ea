import type { StoredField } from "../model/calls.ts"
import type { AbstractValue } from "../model/values.ts"
import { fieldsOfObject, type TypeNames } from "./fields.ts"
import type { CallView, ClassValue, FileView, Inspector, Model, ModelReader, Orm, Projection, ProjectView, Query } from "./orm.ts"
import { combine, type FieldSelection, namesIn, onlyGiven, project, selectionOfObject, WHOLE } from "./selection.ts"

const MODEL = "{mongoose.model(),mongoose.Model,@typegoose/typegoose.getModelForClass()}"

// https://mongoosejs.com/docs/schematypes.html ; mongoose 9.12, read 2026-11-22
const TYPES: TypeNames = {
  text: new Set(["String"]),
  other: new Set(["Number", "Boolean", "Date", "ObjectId", "UUID"]),
}

/** Plugins that add queries or values and leave the fields of a record alone: each by its page on npm, read 2026-11-28. */
const HARMLESS_PLUGINS = [
  "paginate", "paginate-v2", "paginate-ts", "aggregate-paginate", "aggregate-paginate-v2", "unique-validator", "beautiful-unique-validation",
  "timestamp", "slug-generator", "slug-updater", "slug-plugin", "url-slugs", "autopopulate", "sequence", "sequence()", "auto-increment",
  "lean-virtuals", "lean-id", "lean-defaults", "lean-getters", "delete", "delete-ts", "softdelete",
].map((name) => `mongoose-${name}.**`)

const ALTERING = ["set", "plugin", "loadClass", "pre", "post", "method", "transform"]

/** Mongoose's `"-password"`, `"name email"`, `"+password"`: https://mongoosejs.com/docs/api/query.html#Query.prototype.select() */
function selectionOf(value: AbstractValue | undefined, inspector: Inspector): FieldSelection | undefined {
  if (value === undefined || (value.kind === "literal" && value.value === null)) return WHOLE
  if (value.kind === "object") return selectionOfObject(value, inspector)
  const words = value.kind === "array" ? namesIn(value, inspector) : inspector.text(value)?.split(/\s+/u)
  if (words === undefined) return undefined
  const starting = (sign: string): readonly string[] => words.filter((word) => word.startsWith(sign)).map((word) => word.slice(1))
  const picks = words.filter((word) => word !== "" && !/^[+-]/.test(word))
  return { picks: picks.length > 0 ? new Set(picks) : undefined, drops: new Set(starting("-")), shows: new Set([...starting("+"), ...picks]) }
}

/** The records that `.populate("reader", "name")` brings along: https://mongoosejs.com/docs/populate.html */
function populated(model: Model, [path, select]: readonly AbstractValue[], query: Query): readonly Projection[] {
  if (path === undefined) return []
  const options = query.entries(path)
  const selection = selectionOf(options.get("select") ?? select, query)
  return (query.text(options.get("path") ?? path) ?? "").split(/\s+/u).flatMap((name) => {
    const other = model.related(name)
    return other === undefined || selection === undefined ? [] : [{ ...project(other, selection), under: name }]
  })
}

function gives(query: Query): readonly Projection[] {
  const { model, method, arguments: given, chain } = query
  if (model === undefined) return []
  const options = /And/.test(method) ? given.at(-1) : undefined
  if (options !== undefined && ["select", "projection", "fields"].some((name) => query.entries(options).has(name))) return []
  const first = /^find(?:ById|One)?$/.test(method) ? selectionOf(given[1], query) : WHOLE
  const selections = chain.filter((call) => call.method === "select").map((call) => selectionOf(call.arguments[0], query))
  const selection = selections.reduce(combine, first)
  const along = chain.filter((call) => call.method === "populate").flatMap((call) => populated(model, call.arguments, query))
  if (selection === undefined) return along
  return [project(model, selection), ...along]
}

/** What was just made has what it was given: `new User(values)`, `User.create(values)`. */
function givesMade(query: Query): readonly Projection[] {
  const [own, ...along] = gives(query)
  if (own === undefined) return along
  return [own.under === undefined ? onlyGiven(own, query.arguments[0], query) : own, ...along]
}

const hasTransform = (options: AbstractValue, inspector: Inspector): boolean => options.kind !== "object" || inspector.entries(options).has("transform")

/** `new Schema({ ... }, { toJSON: { transform } })` */
function transformsBy(options: AbstractValue, inspector: Inspector): boolean {
  if (options.kind !== "object") return true
  const entries = inspector.entries(options)
  const serializers = ["toJSON", "toObject"].flatMap((name) => entries.get(name) ?? [])
  return serializers.some((one) => hasTransform(one, inspector)) || entries.has("methods") || !inspector.isPlain(options)
}

/** Whether a call on a schema may hide fields of its records. */
function alters({ method, arguments: [first, second] }: CallView, file: FileView, inspector: Inspector): boolean {
  const about = first === undefined ? undefined : inspector.text(first)
  const isSerializer = about === "toJSON" || about === "toObject"
  switch (method) {
    case "plugin":
      return first === undefined || !HARMLESS_PLUGINS.some((name) => inspector.isNamed(first, name))
    case "set":
      return isSerializer && (second === undefined || hasTransform(second, inspector))
    case "method":
      return about === undefined ? first !== undefined && inspector.entries(first).has("toJSON") : isSerializer
    case "pre":
      // A hook that narrows its query: `this.select("-password")`.
      return file.calls(["select"]).some(({ isOnThis }) => isOnThis) && (about === undefined || about.startsWith("find"))
    case "post":
      return about === undefined || /^(?:find|init)/.test(about)
    default:
      return true
  }
}

/**
 * Whether something is done to a schema that may hide fields of its records: a `toJSON` with a transform, a plugin, a query
 * hook. https://mongoosejs.com/docs/api/document.html#Document.prototype.toJSON() , https://mongoosejs.com/docs/plugins.html
 */
function isAltered(schema: AbstractValue, view: ProjectView): boolean {
  const [, options] = view.given(schema)
  const file = view.fileOf(schema)
  if (file === undefined || (options !== undefined && transformsBy(options, view))) return true
  return ["toJSON", "toObject", "transform"].some((name) => file.assigns(name)) || file.calls(ALTERING).some((call) => alters(call, file, view))
}

/** `SchemaFactory.createForClass(User)`, and what is done to it beside the class. */
function altersClass(target: ClassValue, view: ProjectView): boolean {
  const file = view.fileOf(target)
  const onSchema = file?.calls(ALTERING.filter((name) => name !== "transform")) ?? []
  return file?.assigns("toJSON") === true || onSchema.some(({ receiver }) => view.isNamed(receiver, "@nestjs/mongoose.SchemaFactory.createForClass()"))
}

function readModels(view: ProjectView): ModelReader {
  const state: { hasGlobalPlugin?: boolean; byName?: ReadonlyMap<string, AbstractValue> } = {}
  const hasGlobalPlugin = (): boolean => (state.hasGlobalPlugin ??= view.calls("plugin").some(({ name }) => name === "mongoose.plugin"))
  // Every model that is made with its schema.
  const byName = (): ReadonlyMap<string, AbstractValue> => (state.byName ??= new Map(view.calls("model").flatMap(({ arguments: [name, schema], value }) => {
    const text = name === undefined || schema === undefined ? undefined : view.text(name)
    return text === undefined ? [] : [[text, value] as const]
  })))
  const schemaNamed = (name: string): AbstractValue | undefined => {
    const model = byName().get(name)
    return model === undefined ? undefined : view.given(model)[1]
  }
  const fieldsOf = (schema: AbstractValue, definition: AbstractValue, at: Model["at"]): readonly StoredField[] => {
    const hidden = isAltered(schema, view) || hasGlobalPlugin() ? "unknown" : "no"
    return fieldsOfObject(definition, at, TYPES, () => hidden, view)
  }
  const modelOfCall = ({ name, arguments: [named, given], at }: CallView): Model | undefined => {
    if (view.isNamed(name, "@typegoose/typegoose.getModelForClass")) return view.modelOf(named)
    if (!view.isNamed(name, "mongoose.**.model")) return undefined
    const text = named === undefined ? undefined : view.text(named)
    const schema = given ?? schemaNamed(text ?? "")
    const definition = schema === undefined ? undefined : view.given(schema)[0]
    if (schema?.kind !== "result" || !view.isNamed(schema, "mongoose.**.Schema()") || definition?.kind !== "object") return undefined
    return { name: text ?? "record", at, fields: fieldsOf(schema, definition, at), related: (field) => view.modelOf(byName().get(referenceOf(definition, field, view) ?? "")) }
  }
  return { modelOfCall, isAltered: (target) => altersClass(target, view) }
}

/** The name of the model whose records a field holds: `{ reader: { type: ObjectId, ref: "Reader" } }`. */
function referenceOf(definition: AbstractValue, field: string, inspector: Inspector): string | undefined {
  const options = inspector.entries(definition).get(field)
  const one = options?.kind === "array" ? options.items[0] : options
  const reference = one === undefined ? undefined : inspector.entries(one).get("ref")
  return reference === undefined ? undefined : inspector.text(reference)
}

const SETTERS = ["$set", "$setOnInsert"]
const OF_MODEL = { model: "receiver", gives } as const

/** https://mongoosejs.com/docs/api/model.html , https://mongoosejs.com/docs/api/query.html , https://docs.nestjs.com/techniques/mongodb */
export const mongoose: Orm = {
  name: "Mongoose",
  aliases: {
    "mongoose.mongoose": "mongoose",
    "mongoose.Mongoose()": "mongoose",
    "mongoose.Model()": "mongoose.Model",
    "mongoose.createConnection().model": "mongoose.model",
  },
  insteadOfReads: "`find({ _id: { $in: ids } })`, `populate()` or `bulkWrite()`",
  isLazy: true,
  calls: [
    // It gives the connection that it has, when it has one: https://mongoosejs.com/docs/api/mongoose.html
    { name: "mongoose.connect", does: "construct", isCheap: true },
    { name: "mongoose.createConnection", does: "construct" },
    { name: `${MODEL}.{find,findById,findOne}`, does: "reads", ...OF_MODEL },
    { name: `${MODEL}.{exists,countDocuments,estimatedDocumentCount,distinct,aggregate,populate}`, does: "reads" },
    { name: `${MODEL}.create`, does: "adds", isLazy: false, values: { from: 0 }, model: "receiver", gives: givesMade },
    { name: `${MODEL}.insertMany`, does: "adds", isLazy: false, values: { from: 0 }, ...OF_MODEL },
    { name: `${MODEL}.insertOne`, does: "adds", values: { from: 0 }, model: "receiver" },
    { name: `${MODEL}.{findOneAndUpdate,findByIdAndUpdate,findOneAndReplace}`, does: "changes", values: { from: 1, entries: SETTERS }, ...OF_MODEL },
    { name: `${MODEL}.{updateOne,updateMany,replaceOne}`, does: "changes", values: { from: 1, entries: SETTERS }, model: "receiver" },
    { name: `${MODEL}.{findByIdAndDelete,findOneAndDelete,findByIdAndRemove,findOneAndRemove}`, does: "removes", ...OF_MODEL },
    { name: `${MODEL}.{deleteOne,deleteMany}`, does: "removes" },
    { name: `${MODEL}.{bulkWrite,bulkSave}`, does: "saves", isLazy: false, model: "receiver" },
    { name: MODEL, does: "part", values: { from: 0 }, model: "callee", gives: givesMade },
    { name: "mongoose.model()().save", does: "adds", isLazy: false, instead: "`insertMany()` or `bulkWrite()`" },
    { name: "mongoose.model()().deleteOne", does: "removes", instead: "`insertMany()` or `bulkWrite()`" },
    { name: `${MODEL}.{findById,findOne}().{set,overwrite}`, does: "part", values: { from: 0, entries: SETTERS } },
    { name: `${MODEL}.{findById,findOne}().updateOne`, does: "part", writes: "changes", values: { from: 0, entries: SETTERS } },
    // Of a document that was read before: `(await User.findById(id)).save()`.
    { name: `${MODEL}.*().**.{save,updateOne,replaceOne}`, does: "part", writes: "changes" },
    { name: `${MODEL}.*().**.{remove,deleteOne}`, does: "part", writes: "removes" },
  ],
  batchMethods: ["bulkWrite"],
  chaining: [
    "sort", "limit", "skip", "lean", "exec", "where", "equals", "gt", "gte", "lt", "lte", "in", "nin", "ne", "session", "orFail", "populate", "select",
    "toObject", "save", "or", "and", "nor", "regex", "exists", "collation", "maxTimeMS", "read", "hint", "setOptions",
  ],
  leaveOut: "`.select(\"-{}\")`, or `select: false` in the schema",
  entities: {
    classes: ["@nestjs/mongoose.Schema", "@typegoose/typegoose.modelOptions", "mongoose.Document()"],
    fields: [
      { name: "@nestjs/mongoose.Prop", hiddenBy: { select: false } },
      { name: "@typegoose/typegoose.prop", hiddenBy: { select: false } },
    ],
  },
  models: readModels,
}
