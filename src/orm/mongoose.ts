import type { StoredField } from "../model/calls.ts"
import type { AbstractValue } from "../model/values.ts"
import { fieldsOfObject, stateAfter, type TypeNames } from "./fields.ts"
import type { Alteration, CallView, ClassValue, FileView, Inspector, Model, ModelReader, Orm, Projection, ProjectView, Query } from "./orm.ts"
import { combine, type FieldSelection, isFalse, isTrue, namesIn, onlyGiven, project, selectionOfObject, WHOLE } from "./selection.ts"

const MODEL = "{mongoose.model(),mongoose.Model,mongoose.models.*,@typegoose/typegoose.getModelForClass()}"

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

/** Plugins that use plugins further down than this are taken to do anything. */
const PLUGINS = 3

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
  const projections = selection === undefined ? along : [project(model, selection), ...along]
  return isLean(query) ? projections.map((one) => ({ ...one, isPlain: true })) : projections
}

/** Whether a query gives plain objects: `.lean()`, `find(filter, null, { lean: true })`. https://mongoosejs.com/docs/tutorials/lean.html */
function isLean({ arguments: given, chain, entries }: Query): boolean {
  const options = given[2]
  return chain.some((call) => call.method === "lean" && !isFalse(call.arguments[0])) || (options !== undefined && isTrue(entries(options).get("lean")))
}

/** What was just made has what it was given: `new User(values)`, `User.create(values)`. */
function givesMade(query: Query): readonly Projection[] {
  const [own, ...along] = gives(query)
  if (own === undefined) return along
  return [own.under === undefined ? onlyGiven(own, query.arguments[0], query) : own, ...along]
}

const hasTransform = (options: AbstractValue, inspector: Inspector): boolean => options.kind !== "object" || inspector.entries(options).has("transform")

/** What the options of a schema do: `new Schema({ ... }, { toJSON: { transform } })`. */
function alterationsByOptions(options: AbstractValue | undefined, inspector: Inspector): readonly Alteration[] {
  if (options === undefined) return []
  const entries = inspector.entries(options)
  const serializers = ["toJSON", "toObject"].flatMap((name) => entries.get(name) ?? [])
  return !inspector.isPlain(options) || entries.has("methods") || serializers.some((one) => hasTransform(one, inspector)) ? ["omits"] : []
}

/** What a call on a schema may do to the fields of its records. */
function alterationsByCall({ method, arguments: [first, second] }: CallView, code: FileView, view: ProjectView, depth: number): readonly Alteration[] {
  const about = first === undefined ? undefined : view.text(first)
  const isSerializer = about === "toJSON" || about === "toObject"
  switch (method) {
    case "plugin":
      return first === undefined ? ["hides"] : alterationsByPlugin(first, view, depth + 1)
    case "set":
      return isSerializer && (second === undefined || hasTransform(second, view)) ? ["omits"] : []
    case "method":
      return isSerializer || (about === undefined && first !== undefined && view.entries(first).has("toJSON")) ? ["omits"] : []
    case "pre":
      // A hook that narrows its query: `this.select("-password")`.
      return code.calls(["select"]).some(({ isOnThis }) => isOnThis) && (about === undefined || about.startsWith("find")) ? ["hides"] : []
    case "post":
      return about === undefined || /^(?:find|init)/.test(about) ? ["hides"] : []
    default:
      return ["omits"]
  }
}

/**
 * What the code of a file, or of a plugin, may do to a schema.
 *
 * @param schema what it does to others is left; undefined for the schema that a plugin is given
 */
const alterationsIn = (code: FileView, schema: AbstractValue | undefined, view: ProjectView, depth = 0): readonly Alteration[] => [
  ...(["toJSON", "toObject", "transform"].some((name) => code.assigns(name, schema)) ? ["omits" as const] : []),
  ...code.calls(ALTERING).filter(({ receiver }) => schema === undefined || receiver?.kind !== "result" || receiver === schema)
    .flatMap((call) => alterationsByCall(call, code, view, depth)),
]

/** What a plugin may do: what its code does, where it is one of the project's; anything, where it is not known. */
function alterationsByPlugin(plugin: AbstractValue, view: ProjectView, depth = 0): readonly Alteration[] {
  if (HARMLESS_PLUGINS.some((name) => view.isNamed(plugin, name))) return []
  const code = depth > PLUGINS ? undefined : view.codeOf(plugin)
  return code === undefined ? ["hides"] : alterationsIn(code, undefined, view, depth)
}

/**
 * What is done to a schema that may hide fields of its records: a `toJSON` with a transform, a plugin, a query hook.
 * https://mongoosejs.com/docs/api/document.html#Document.prototype.toJSON() , https://mongoosejs.com/docs/plugins.html
 */
function alterationsOfSchema(schema: AbstractValue, view: ProjectView): readonly Alteration[] {
  const file = view.fileOf(schema)
  return [...alterationsByOptions(view.given(schema)[1], view), ...(file === undefined ? [] : alterationsIn(file, schema, view))]
}

/** What is done to `SchemaFactory.createForClass(User)` beside the class. */
function alterationsOfClass(target: ClassValue, view: ProjectView): readonly Alteration[] {
  const file = view.fileOf(target)
  if (file === undefined) return []
  const onSchema = file.calls(ALTERING).filter(({ receiver }) => view.isNamed(receiver, "@nestjs/mongoose.SchemaFactory.createForClass()"))
  return [...(file.assigns("toJSON") ? ["omits" as const] : []), ...onSchema.flatMap((call) => alterationsByCall(call, file, view, 0))]
}

function readModels(view: ProjectView): ModelReader {
  const state: { plugins?: readonly Alteration[]; byName?: ReadonlyMap<string, AbstractValue> } = {}
  // `mongoose.plugin(...)` concerns every schema.
  const byPlugins = (): readonly Alteration[] => (state.plugins ??= view.calls("plugin").flatMap(({ name, arguments: [plugin] }) =>
    (name === "mongoose.plugin" && plugin !== undefined ? alterationsByPlugin(plugin, view) : [])))
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
    const state = stateAfter([...alterationsOfSchema(schema, view), ...byPlugins()])
    return fieldsOfObject(definition, at, TYPES, () => state, view)
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
  return { modelOfCall, alterationsOf: (target) => [...alterationsOfClass(target, view), ...byPlugins()] }
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
    { name: `${MODEL}.{findById,findOne}().updateOne`, does: "changes", values: { from: 0, entries: SETTERS } },
    // Of a document that was read before: `(await User.findById(id)).save()`; https://mongoosejs.com/docs/documents.html
    { name: `${MODEL}.*().**.save`, does: "changes", isLazy: false },
    { name: `${MODEL}.*().**.{updateOne,replaceOne}`, does: "changes" },
    { name: `${MODEL}.*().**.{remove,deleteOne}`, does: "removes" },
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
