/**
 * Stored records: which model a query asks for.
 *
 * @module
 */
import { type QueryNote, recordQueries, tableMakers } from "../../../knowledge/records.ts"
import { find } from "../../../knowledge/table.ts"
import type { StoredField, StoredRecord } from "../../../model/calls.ts"
import type { Ternary } from "../../../model/evidence.ts"
import type { TypeFact } from "../../../model/expression.ts"
import type { Module, SchemaModel } from "../../../model/facts.ts"
import type { AbstractValue, CallSite, Context } from "../../../model/values.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { literalText, possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"
import { fieldsOfObject, hiddenByScope, mayTransform } from "./call-models.ts"
import { fieldsOfClass, lineageOf, relatedClass } from "./class-models.ts"

type ClassValue = Extract<AbstractValue, { kind: "class" }>

type ResultValue = Extract<AbstractValue, { kind: "result" }>

/** A model, and the models that its fields lead to. */
export interface Model {
  readonly record: StoredRecord
  /** The model of a field that holds other records; undefined for every other field. */
  related(name: string): Model | undefined
}

/** A call that asks for the records of a model, or writes them. */
export interface Query {
  readonly note: QueryNote
  readonly site: CallSite
  /** Undefined where the call names it elsewhere: `.from(users)`. */
  readonly model: Model | undefined
}

/** Reads the models of a project. */
export interface Records {
  queryOf(site: CallSite): Query | undefined
  /** The model that a class, table or model object is. */
  modelOf(value: AbstractValue | undefined): Model | undefined
}

/**
 * A reader of models.
 *
 * @returns the reader; it remembers each model
 */
export function createRecords(evaluator: Evaluator): Records {
  const models = new Map<AbstractValue, Model | undefined>()
  const queries = new Map<Context, Map<number, Query | undefined>>()
  const lists: { prisma?: ReadonlyMap<string, Model>; mongoose?: ReadonlyMap<string, AbstractValue>; tables?: ReadonlyMap<string, AbstractValue> } = {}

  function queryOf(site: CallSite): Query | undefined {
    const memo = queries.get(site.context) ?? new Map<number, Query | undefined>()
    queries.set(site.context, memo)
    if (!memo.has(site.call)) memo.set(site.call, findQuery(site))
    return memo.get(site.call)
  }

  function findQuery(site: CallSite): Query | undefined {
    const { target, receiver } = evaluator.callee(site)
    for (const one of possibleValues(target)) {
      const name = nameOf(one, evaluator)
      const note = find(recordQueries, name)
      if (note === undefined || name === undefined) continue
      return { note, site, model: modelIn(note, name, site, receiver, one) }
    }
    return undefined
  }

  function modelIn({ form }: QueryNote, name: string, site: CallSite, receiver: AbstractValue | undefined, target: AbstractValue): Model | undefined {
    switch (form) {
      case "prisma":
        return prismaModels().get(name.split(".").at(-2)?.toLowerCase() ?? "")
      case "drizzle select":
        return undefined
      case "drizzle returning":
        return modelOf(evaluator.arguments(site)[0])
      case "drizzle relational":
        return modelOf(tables().get(name.split(".").at(-2) ?? ""))
      case "typeorm manager":
      case "mikro-orm":
        return modelOf(evaluator.arguments(site)[0])
      case "mongoose new":
        return modelOf(target)
      default:
        return modelOf(receiver)
    }
  }

  function modelOf(value: AbstractValue | undefined): Model | undefined {
    if (value === undefined) return undefined
    for (const one of possibleValues(value)) {
      if (!models.has(one)) {
        models.set(one, undefined)
        models.set(one, makeModel(one))
      }
      const known = models.get(one)
      if (known !== undefined) return known
    }
    return undefined
  }

  function makeModel(value: AbstractValue): Model | undefined {
    switch (value.kind) {
      case "class":
        return ofClass(value)
      case "unbound":
        return value.type?.kind === "reference" ? modelOf(classOfType(value.type.arguments[0], value.context.module)) : undefined
      case "instance":
        return value.of.kind === "class" ? modelOf(entityOfRepository(value.of)) : undefined
      case "result":
        return ofResult(value)
      default:
        return undefined
    }
  }

  /** `class UserRepository extends Repository<User> { constructor(data) { super(User, data.createEntityManager()) } }` */
  function entityOfRepository(target: ClassValue): AbstractValue | undefined {
    for (const [owner] of lineageOf(target, evaluator)) {
      const { module } = owner.context
      const call = module.facts.calls.findIndex(({ callee, region }) =>
        callee.kind === "global" && callee.name === "super" && module.facts.functions[module.facts.regions[region]?.function ?? -1]?.class === owner.id)
      const [first] = call < 0 ? [] : evaluator.arguments({ module, call, context: owner.context })
      if (first?.kind === "class") return first
    }
    return target
  }

  function classOfType(type: TypeFact | undefined, module: Module, depth = 0): AbstractValue | undefined {
    if (type === undefined || depth > 4) return undefined
    if (type.kind === "intersection" || type.kind === "union") {
      return type.of.map((one) => classOfType(one, module, depth + 1)).find((one) => one !== undefined)
    }
    if (type.kind !== "reference") return undefined
    const value = evaluator.evaluate(type.name, evaluator.moduleContext(module))
    if (value.kind === "class") return value
    const inner = type.arguments.map((one) => classOfType(one, module, depth + 1)).find((one) => one !== undefined)
    if (inner !== undefined) return inner
    const { name } = type
    const home = name.kind === "import" ? evaluator.imported(name.from, module) : module
    const declared = name.kind === "import" ? home?.facts.types.find((one) => one.name === name.name) : name.kind === "type" ? module.facts.types[name.id] : undefined
    return home === undefined ? undefined : classOfType(declared?.type, home, depth + 1)
  }

  function ofClass(target: ClassValue): Model | undefined {
    const { module } = target.context
    const fact = module.facts.classes[target.id]
    if (fact === undefined) return undefined
    const decorated = fieldsOfClass(target, evaluator)
    const fields = decorated ?? fieldsOfInit(target)
    if (fields === undefined) return undefined
    const isAltered = decorated !== undefined && altersClassSchema(target)
    return {
      record: { name: fact.name ?? "record", client: "", at: locate(module, fact.at), fields: isAltered ? fields.map(withUnknown) : fields },
      related: (name) => modelOf(relatedClass(target, name, evaluator)),
    }
  }

  const withUnknown = (field: StoredField): StoredField => (field.isHidden === "no" ? { ...field, isHidden: "unknown" } : field)

  /** `UserSchema.set("toJSON", ...)` beside the class that the schema is made of. */
  function altersClassSchema({ context }: ClassValue): boolean {
    const { module } = context
    return module.facts.calls.some(({ callee }, call) => {
      if (callee.kind !== "member" || !/^(?:set|plugin|pre|post|method|loadClass)$/.test(callee.name)) return false
      const { receiver } = evaluator.callee({ module, call, context })
      return receiver !== undefined && /createForClass\(\)$/.test(nameOf(receiver, evaluator) ?? "")
    }) || module.facts.assignments.some(({ target }) => target.kind === "member" && target.name === "toJSON")
  }

  /** `User.init({ name: DataTypes.STRING }, { sequelize })` in the file of the class. */
  function fieldsOfInit(target: ClassValue): readonly StoredField[] | undefined {
    const { module } = target.context
    const context = evaluator.moduleContext(module)
    for (const [call, { callee }] of module.facts.calls.entries()) {
      if (callee.kind !== "member" || (callee.name !== "init" && callee.name !== "initialize")) continue
      const object = evaluator.evaluate(callee.object, context)
      const isOwn = object.kind === "class" && object.id === target.id && object.context.module === module
      const isSuper = callee.object.kind === "global" && callee.object.name === "super"
      const [fields, options] = isOwn || isSuper ? evaluator.arguments({ module, call, context }) : []
      if (fields?.kind === "object") return fieldsOfObject(fields, hiddenByScope(options, module, evaluator), evaluator)
    }
    return undefined
  }

  function ofResult(value: ResultValue): Model | undefined {
    const { target, method } = evaluator.callee(value.site)
    const name = nameOf(target, evaluator) ?? ""
    const given = evaluator.arguments(value.site)
    if (method === "getRepository" || name.endsWith("getModelForClass")) return modelOf(given[0])
    if (find(tableMakers, name) !== undefined) return ofFields(given[0], given[1], value, () => "no")
    if (method === "define") return ofFields(given[0], given[1], value, hiddenByScope(given[2], value.site.module, evaluator))
    if (/(?:^|\.)model$/.test(name)) return ofMongoose(given[0], given[1] ?? mongooseSchemas().get(given[0] === undefined ? "" : literalText(given[0]) ?? ""), value)
    return undefined
  }

  function ofFields(named: AbstractValue | undefined, definition: AbstractValue | undefined, value: ResultValue, hide: (name: string) => Ternary): Model | undefined {
    if (definition?.kind !== "object") return undefined
    const { module } = value.site
    const fields = fieldsOfObject(definition, hide, evaluator)
    return {
      record: { name: (named === undefined ? undefined : literalText(named)) ?? "record", client: "", at: locate(module, module.facts.calls[value.site.call]?.at ?? 0), fields },
      related: () => undefined,
    }
  }

  function ofMongoose(named: AbstractValue | undefined, schema: AbstractValue | undefined, value: ResultValue): Model | undefined {
    if (schema?.kind !== "result" || !/(?:^|\.)Schema\(\)$/.test(nameOf(schema, evaluator) ?? "")) return undefined
    const [definition] = evaluator.arguments(schema.site)
    const isAltered = mayTransform(schema, evaluator) || hasGlobalPlugin()
    const model = ofFields(named, definition, value, () => (isAltered ? "unknown" : "no"))
    if (model === undefined || definition?.kind !== "object") return undefined
    return {
      ...model,
      related(name) {
        const options = evaluator.entries(definition).get(name)
        const one = options?.kind === "array" ? options.items[0] : options
        const reference = one?.kind === "object" ? evaluator.entries(one).get("ref") : undefined
        const wanted = reference === undefined ? undefined : literalText(reference)
        return wanted === undefined ? undefined : modelOf(mongooseModels().get(wanted))
      },
    }
  }

  const once: { hasGlobalPlugin?: boolean } = {}
  function hasGlobalPlugin(): boolean {
    return (once.hasGlobalPlugin ??= evaluator.sources.modules.some((module) => module.facts.calls.some(({ callee }, call) =>
      callee.kind === "member" && callee.name === "plugin" && nameOf(evaluator.callee({ module, call, context: evaluator.moduleContext(module) }).target, evaluator) === "mongoose.plugin")))
  }

  /** Every model that is made with its schema, by name. */
  function mongooseModels(): ReadonlyMap<string, AbstractValue> {
    return (lists.mongoose ??= new Map(evaluator.sources.modules.flatMap((module) => {
      const context = evaluator.moduleContext(module)
      return module.facts.calls.flatMap(({ callee, arguments: given }, call) => {
        const isModel = (callee.kind === "member" && callee.name === "model") || (callee.kind === "import" && callee.name === "model")
        if (!isModel || given.length < 2) return []
        const [name] = evaluator.arguments({ module, call, context })
        const text = name === undefined ? undefined : literalText(name)
        return text === undefined ? [] : [[text, evaluator.evaluate({ kind: "call", id: call }, context)] as const]
      })
    })))
  }

  function mongooseSchemas(): ReadonlyMap<string, AbstractValue> {
    return new Map([...mongooseModels()].flatMap(([name, model]) => {
      const schema = model.kind === "result" ? evaluator.arguments(model.site)[1] : undefined
      return schema === undefined ? [] : [[name, schema] as const]
    }))
  }

  /** The tables that the project exports, by the name of the export: that of `db.query.users`. */
  function tables(): ReadonlyMap<string, AbstractValue> {
    return (lists.tables ??= new Map(evaluator.sources.modules.flatMap((module) => {
      if (!module.facts.imports.some((specifier) => specifier.startsWith("drizzle-orm"))) return []
      return module.facts.exports.flatMap(({ name }) => {
        const value = evaluator.exported(module, name)
        const isTable = value.kind === "result" && find(tableMakers, nameOf(evaluator.callee(value.site).target, evaluator)) !== undefined
        return isTable ? [[name, value] as const] : []
      })
    })))
  }

  /** By the name that the client gives them: `prisma.refreshToken`, in lower case. */
  function prismaModels(): ReadonlyMap<string, Model> {
    if (lists.prisma !== undefined) return lists.prisma
    const made = new Map<string, Model>()
    const omitted = prismaOmissions()
    for (const model of evaluator.sources.schemaModels()) made.set(model.name.toLowerCase(), ofPrisma(model, omitted))
    lists.prisma = made
    return made
  }

  function ofPrisma({ name, at, fields }: SchemaModel, omitted: (model: string, field: string) => Ternary): Model {
    const isText = (type: string): Ternary => (type === "String" || type === "Bytes" ? "yes" : "no")
    return {
      record: {
        name, client: "Prisma", at,
        fields: fields.map((field): StoredField => ({ name: field.name, at: field.at, isText: isText(field.type), isHidden: omitted(name, field.name) })),
      },
      related: (field) => {
        const type = fields.find((one) => one.name === field)?.type
        return type === undefined ? undefined : prismaModels().get(type.toLowerCase())
      },
    }
  }

  /**
   * What every client of the project leaves out: `new PrismaClient({ omit: { user: { password: true } } })`, and what an
   * extension may. https://www.prisma.io/docs/orm/prisma-client/queries/excluding-fields
   */
  function prismaOmissions(): (model: string, field: string) => Ternary {
    const omissions: AbstractValue[] = []
    let mayExtend = false
    for (const module of evaluator.sources.modules) {
      const context = evaluator.moduleContext(module)
      for (const [call, { callee, isNew }] of module.facts.calls.entries()) {
        const site = { module, call, context }
        if (isNew || (callee.kind === "global" && callee.name === "super")) {
          const name = nameOf(evaluator.callee(site).target, evaluator)
          const [options] = name?.replace(/\(\)$/, "").endsWith("PrismaClient") === true ? evaluator.arguments(site) : []
          if (options?.kind === "object") omissions.push(evaluator.member(options, "omit"))
        }
        if (callee.kind !== "member" || callee.name !== "$extends") continue
        const [extension] = evaluator.arguments(site)
        const isPackaged = extension?.kind === "result" && nameOf(extension, evaluator) !== undefined
        mayExtend ||= extension?.kind === "object" ? ["result", "query"].some((part) => evaluator.entries(extension).has(part)) : !isPackaged
      }
    }
    return (model, field) => {
      const name = model.slice(0, 1).toLowerCase() + model.slice(1)
      for (const omit of omissions) {
        const value = omit.kind === "object" ? evaluator.member(evaluator.member(omit, name), field) : undefined
        if (value?.kind === "literal" && value.value === true) return "yes"
      }
      return mayExtend ? "unknown" : "no"
    }
  }

  return { queryOf, modelOf }
}
