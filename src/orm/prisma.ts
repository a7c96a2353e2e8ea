import type { StoredField } from "../model/calls.ts"
import type { Ternary } from "../model/evidence.ts"
import type { SchemaModel } from "../model/facts.ts"
import type { AbstractValue } from "../model/values.ts"
import type { Model, ModelReader, Orm, Projection, ProjectView, Query } from "./orm.ts"
import { isFalse, isTrue, onlyGiven, project, selectionOfObject, WHOLE } from "./selection.ts"

// The client may be generated to any path, hence the leading `**`. The last one is the written type of a transaction.
const CLIENT = "{**.PrismaClient(),**.PrismaClient().**.$extends(),**.Prisma.TransactionClient()}"

/** Relations of relations further down than this are left. */
const DEPTH = 4

/** What a query gives that is told by `select`, `include` and `omit` what to read. */
function selected(model: Model, options: AbstractValue | undefined, query: Query, depth = 0): readonly Projection[] {
  if (options === undefined || isTrue(options)) return [project(model, WHOLE)]
  if (!query.isPlain(options) || depth > DEPTH) return []
  const entries = query.entries(options)
  const [select, omit, include] = [entries.get("select"), entries.get("omit"), entries.get("include")]
  const along = [select, include].flatMap((one) => (one === undefined ? [] : [...query.entries(one)])).flatMap(([name, value]) => {
    const other = model.related(name)
    return other === undefined ? [] : selected(other, value, query, depth + 1).map((one) => ({ ...one, under: name }))
  })
  if (select !== undefined) {
    const selection = selectionOfObject(select, query)
    return selection === undefined ? along : [project(model, { ...selection, picks: selection.picks ?? new Set() }), ...along]
  }
  if ((omit !== undefined && !query.isPlain(omit)) || (include !== undefined && include.kind !== "object")) return along
  const omitted = omit === undefined ? [] : [...query.entries(omit)]
  const named = (isShown: boolean): ReadonlySet<string> => new Set(omitted.filter(([, value]) => isFalse(value) === isShown).map(([name]) => name))
  return [project(model, { picks: undefined, drops: named(false), shows: named(true) }), ...along]
}

function gives(query: Query): readonly Projection[] {
  const [options] = query.arguments
  if (query.model === undefined) return []
  const projections = selected(query.model, options, query)
  const [own, ...along] = projections
  if (query.method !== "create" || own === undefined || own.under !== undefined || options === undefined) return projections
  const entries = query.entries(options)
  return entries.has("select") ? projections : [onlyGiven(own, entries.get("data"), query), ...along]
}

/**
 * What every client of the project leaves out: `new PrismaClient({ omit: { user: { password: true } } })`, and what an
 * extension may. https://www.prisma.io/docs/orm/prisma-client/queries/excluding-fields
 */
function readOmissions(view: ProjectView): (model: string, field: string) => Ternary {
  const omissions = view.constructions("PrismaClient").flatMap((call) =>
    call.arguments.slice(0, 1).flatMap((options) => view.entries(options).get("omit") ?? []))
  const mayExtend = view.calls("$extends").some(({ arguments: [extension] }) => {
    if (extension?.kind === "object") return ["result", "query"].some((part) => view.entries(extension).has(part))
    // A package's extension of the query engine: `withAccelerate()`.
    return extension?.kind !== "result" || view.name(extension) === undefined
  })
  return (model, field) => {
    const name = model.slice(0, 1).toLowerCase() + model.slice(1)
    const ofModel = omissions.flatMap((omit) => view.entries(omit).get(name) ?? [])
    if (ofModel.some((omit) => isTrue(view.entries(omit).get(field)))) return "yes"
    return mayExtend ? "unknown" : "no"
  }
}

function readModels(view: ProjectView): ModelReader {
  const state: { models?: ReadonlyMap<string, Model> } = {}
  // By the name that the client gives them: `prisma.refreshToken`, in lower case.
  const models = (): ReadonlyMap<string, Model> => {
    if (state.models !== undefined) return state.models
    const omitted = readOmissions(view)
    state.models = new Map(view.schemaModels().map((model) => [model.name.toLowerCase(), toModel(model, omitted)]))
    return state.models
  }
  const toModel = ({ name, at, fields }: SchemaModel, omitted: (model: string, field: string) => Ternary): Model => ({
    name,
    at,
    fields: fields.map((field): StoredField => ({
      name: field.name, at: field.at, isText: field.type === "String" || field.type === "Bytes" ? "yes" : "no", isHidden: omitted(name, field.name),
      isOmitted: "no", isExcluded: false,
    })),
    related: (field) => {
      const type = fields.find((one) => one.name === field)?.type
      return type === undefined ? undefined : models().get(type.toLowerCase())
    },
  })
  return { modelNamed: (name) => models().get(name.toLowerCase()) }
}

const VALUES = { from: 0, entries: ["data", "create", "update"] }
const MODEL = { model: "named", gives } as const

/**
 * https://www.prisma.io/docs/orm/reference/prisma-client-reference#model-queries , and
 * https://www.prisma.io/docs/orm/prisma-client/queries/transactions
 */
export const prisma: Orm = {
  name: "Prisma",
  aliases: { "@prisma/client/edge": "@prisma/client" },
  insteadOfReads: "`findMany({ where: { id: { in: ids } } })` or `include`",
  insteadOfWrites: "`createMany()`, `updateMany()` or `$transaction([...])`",
  isLazy: true,
  calls: [
    { name: "**.PrismaClient", does: "construct" },
    { name: `${CLIENT}.*.{findUnique,findUniqueOrThrow,findFirst,findFirstOrThrow,findMany}`, does: "reads", ...MODEL },
    { name: `${CLIENT}.*.{count,aggregate,groupBy}`, does: "reads" },
    { name: `${CLIENT}.*.{create,createManyAndReturn}`, does: "adds", values: VALUES, ...MODEL },
    { name: `${CLIENT}.*.{update,updateManyAndReturn}`, does: "changes", values: VALUES, ...MODEL },
    { name: `${CLIENT}.*.upsert`, does: "saves", values: VALUES, ...MODEL },
    { name: `${CLIENT}.*.delete`, does: "removes", ...MODEL },
    { name: `${CLIENT}.*.createMany`, does: "adds", values: VALUES, model: "named" },
    { name: `${CLIENT}.*.updateMany`, does: "changes", values: VALUES, model: "named" },
    { name: `${CLIENT}.*.deleteMany`, does: "removes", model: "named" },
    { name: `${CLIENT}.{$queryRaw,$queryRawUnsafe}`, does: "reads", instead: "one statement with `IN`", takesStatement: true },
    { name: `${CLIENT}.{$executeRaw,$executeRawUnsafe}`, does: "saves", instead: "one statement with `IN`", takesStatement: true },
  ],
  callbacks: { [`${CLIENT}.$transaction`]: ["@prisma/client.PrismaClient()"] },
  batchMethods: ["$transaction"],
  modelsIn: CLIENT,
  leaveOut: "`omit: { {}: true }` or a `select` without it",
  models: readModels,
}
