import type { AbstractValue } from "../model/values.ts"
import { fieldsOfObject, type TypeNames } from "./fields.ts"
import type { CallView, Model, ModelReader, Orm, Projection, ProjectView, Query } from "./orm.ts"
import { namesIn, onlyGiven, pick, project, WHOLE } from "./selection.ts"

const MODEL = "dynamoose.model()"

// https://dynamoosejs.com/guide/Schema#attribute-types ; dynamoose 4.2, run 2026-12-01
const TYPES: TypeNames = { text: new Set(["String"]), other: new Set(["Number", "Boolean", "Date", "Buffer", "Set", "Object", "Array"]) }

/** The records of a query that names its attributes in an option, or in the chain. */
function selected(names: AbstractValue | undefined, { model }: Query, inspector: Query): readonly Projection[] {
  if (model === undefined) return []
  const picked = names === undefined ? undefined : namesIn(names, inspector)
  if (names !== undefined && picked === undefined) return []
  return [project(model, picked === undefined ? WHOLE : pick(picked))]
}

const givesByKey = (query: Query): readonly Projection[] => {
  const options = query.arguments[1]
  return selected(options === undefined ? undefined : query.entries(options).get("attributes"), query, query)
}

const givesByChain = (query: Query): readonly Projection[] =>
  selected(query.chain.find(({ method }) => method === "attributes")?.arguments[0], query, query)

/** What was just made has what it was given. */
const givesMade = (query: Query): readonly Projection[] =>
  (query.model === undefined ? [] : [onlyGiven(project(query.model, WHOLE), query.arguments[0], query)])

/** `dynamoose.model("Reader", new dynamoose.Schema({ name: String }))`, or the fields without a schema around them. */
function defined({ arguments: [named, given], at }: CallView, view: ProjectView): Model | undefined {
  const definition = given?.kind === "result" ? view.given(given)[0] : given
  if (definition?.kind !== "object") return undefined
  return { name: (named === undefined ? undefined : view.text(named)) ?? "record", at, fields: fieldsOfObject(definition, at, TYPES, () => ({}), view), related: () => undefined }
}

const readModels = (view: ProjectView): ModelReader => ({ modelOfCall: (call) => (view.isNamed(call.name, "dynamoose.model") ? defined(call, view) : undefined) })

/** https://dynamoosejs.com/guide/Model , https://dynamoosejs.com/guide/Query ; dynamoose 4.2, run 2026-12-01 */
export const dynamoose: Orm = {
  name: "Dynamoose",
  aliases: { "dynamoose.default": "dynamoose" },
  insteadOfReads: "`Model.batchGet(keys)`",
  insteadOfWrites: "`Model.batchPut(items)` or `dynamoose.transaction([...])`",
  calls: [
    { name: `${MODEL}.get`, does: "reads", model: "receiver", gives: givesByKey },
    { name: `${MODEL}.batchGet`, does: "reads", model: "receiver", gives: givesByKey },
    { name: `${MODEL}.{query,scan}`, does: "reads", isLazy: true, model: "receiver", gives: givesByChain },
    { name: `${MODEL}.create`, does: "adds", values: { from: 0 }, model: "receiver", gives: givesMade },
    { name: `${MODEL}.update`, does: "changes", values: { from: 0 }, model: "receiver" },
    { name: `${MODEL}.batchPut`, does: "saves", values: { from: 0 }, model: "receiver" },
    { name: `${MODEL}.{delete,batchDelete}`, does: "removes" },
    { name: MODEL, does: "part", values: { from: 0 }, model: "callee", gives: givesMade },
    { name: `${MODEL}().save`, does: "saves" },
    // Of a record that was read before.
    { name: `${MODEL}.get().save`, does: "changes" },
    { name: `${MODEL}.get().delete`, does: "removes" },
  ],
  batchMethods: ["transaction"],
  chaining: [
    "exec", "eq", "ne", "lt", "le", "gt", "ge", "beginsWith", "contains", "exists", "in", "between", "filter", "where", "attribute", "attributes", "limit",
    "startAt", "sort", "using", "consistent", "all", "and", "or", "not",
  ],
  leaveOut: "`attributes` without it",
  models: readModels,
}
