/**
 * Models written as classes whose members have decorators: entities of TypeORM and MikroORM, the classes of
 * `@nestjs/mongoose`, Typegoose and sequelize-typescript. Which decorators those are, the ORMs say.
 *
 * @module
 */
import type { Decoration } from "../../../frameworks/framework.ts"
import { excludingDecorators, exposingDecorators } from "../../../knowledge/serializers.ts"
import { find, type Table } from "../../../knowledge/table.ts"
import type { StoredField } from "../../../model/calls.ts"
import type { Ternary } from "../../../model/evidence.ts"
import type { TypeFact } from "../../../model/expression.ts"
import type { ClassFact, MemberFact } from "../../../model/facts.ts"
import type { AbstractValue } from "../../../model/values.ts"
import type { ClassValue, FieldRow, Orm } from "../../../orm/orm.ts"
import { decorationsOf } from "../../evaluate/decorators.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"

/** The decorators of members, by what the member is. */
export interface EntityTables {
  readonly fields: Table<FieldRow>
  readonly relations: Table<{ readonly eagerBy: string | undefined }>
}

/** The decorators that the ORMs know. */
export const entityTables = (orms: readonly Orm[]): EntityTables => ({
  fields: orms.flatMap(({ entities }) => entities?.fields ?? []),
  relations: orms.flatMap(({ entities }) => (entities?.relations ?? []).map((name) => ({ name, eagerBy: entities?.eagerBy }))),
})

/** Ancestors further away are left. */
const ANCESTORS = 8

/** The class, and the project's classes that it extends, nearest first. */
export function lineageOf(target: ClassValue, evaluator: Evaluator): readonly (readonly [ClassValue, ClassFact])[] {
  const found: (readonly [ClassValue, ClassFact])[] = []
  let current: ClassValue | undefined = target
  while (current !== undefined && found.length < ANCESTORS) {
    const fact: ClassFact | undefined = current.context.module.facts.classes[current.id]
    if (fact === undefined) break
    found.push([current, fact])
    const above: AbstractValue | undefined = fact.extends === undefined ? undefined : evaluator.evaluate(fact.extends, current.context)
    const next: AbstractValue | undefined = above === undefined ? undefined : possibleValues(above).find((one) => one.kind === "class")
    current = next?.kind === "class" ? next : undefined
  }
  return found
}

/** Whether a type as written is one of text; *unknown* for what is not written or not looked into. */
function isTextType(type: TypeFact | undefined): Ternary {
  if (type === undefined) return "unknown"
  if (type.kind === "union") {
    const responses = type.of.filter((one) => !(one.kind === "keyword" && /^(?:null|undefined)$/.test(one.name))).map(isTextType)
    return responses.includes("yes") ? "yes" : responses.includes("unknown") ? "unknown" : "no"
  }
  if (type.kind === "keyword") return type.name === "string" ? "yes" : type.name === "any" || type.name === "unknown" ? "unknown" : "no"
  if (type.kind === "literal") return typeof type.value === "string" ? "yes" : "no"
  if (type.kind === "reference") return "unknown"
  return "no"
}

/** The row of a decorator. */
const findRow = <Note>(table: Table<Note>, name: string | undefined, { clients }: Evaluator): Note | undefined =>
  (name === undefined ? undefined : find(table, clients.canonicalName(name)))

/** Whether the arguments of a decorator hold one of these options with its value. */
function hasOption(options: readonly AbstractValue[], entries: Readonly<Record<string, boolean>>, evaluator: Evaluator): Ternary {
  for (const one of options) {
    if (one.kind === "function" || one.kind === "literal") continue
    if (one.kind !== "object") return "unknown"
    const given = evaluator.entries(one)
    for (const [name, value] of Object.entries(entries)) {
      const entry = given.get(name)
      if (entry !== undefined) return entry.kind === "literal" ? (entry.value === value ? "yes" : "no") : "unknown"
    }
    if (one.value.entries.some((entry) => entry.name === undefined)) return "unknown"
  }
  return "no"
}

/**
 * The fields that a class declares by decorators, those it inherits after its own.
 *
 * @returns undefined where nothing of the class is a field
 */
export function fieldsOfClass(target: ClassValue, tables: EntityTables, evaluator: Evaluator): readonly StoredField[] | undefined {
  const lineage = lineageOf(target, evaluator)
  const decorations = lineage.flatMap(([owner, fact]) => decorationsOf(fact.decorators, owner.context, evaluator))
  const serializesItself = decorations.some(({ arguments: given }) => transforms(given, evaluator))
    || lineage.some(([, fact]) => fact.members.some(({ name, isStatic }) => !isStatic && (name === "toJSON" || name === "serialize" || name === "[HiddenProps]")))
  const whole: WholeClass = { serializesItself, isExcluded: decorations.some((one) => isExcluding(one, evaluator)) }
  const fields = new Map<string, StoredField>()
  for (const [owner, fact] of lineage) {
    for (const member of fact.members) {
      if (member.isStatic || member.decorators.length === 0 || fields.has(member.name)) continue
      const field = fieldOf(member, owner, whole, tables, evaluator)
      if (field !== undefined) fields.set(member.name, field)
    }
  }
  return fields.size === 0 ? undefined : [...fields.values()]
}

function fieldOf(member: MemberFact, owner: ClassValue, whole: WholeClass, tables: EntityTables, evaluator: Evaluator): StoredField | undefined {
  const decorations = decorationsOf(member.decorators, owner.context, evaluator)
  const column = decorations.map(({ name, arguments: given }) => ({ note: findRow(tables.fields, name, evaluator), given })).find(({ note }) => note !== undefined)
  if (column?.note === undefined) return undefined
  const { hiddenBy = {}, omittedBy = {} } = column.note
  // A decorator that the project wrote may do anything.
  const mayHide = decorations.some(({ name }) => name === undefined)
  const isHidden = hasOption(column.given, hiddenBy, evaluator)
  const isOmitted = hasOption(column.given, omittedBy, evaluator)
  const exposing = decorations.find(({ name }) => find(exposingDecorators, name) !== undefined)
  return {
    name: member.name,
    at: locate(owner.context.module, member.at),
    isText: isTextType(member.type),
    isHidden: isHidden === "no" && mayHide ? "unknown" : isHidden,
    isOmitted: isOmitted === "no" && whole.serializesItself ? "unknown" : isOmitted,
    isExcluded: decorations.some((one) => isExcluding(one, evaluator)) || (exposing === undefined ? whole.isExcluded : hasGroups(exposing, evaluator)),
  }
}

/** What holds of all fields of a class. */
interface WholeClass {
  /** It has a `toJSON` of its own, or its schema does. */
  readonly serializesItself: boolean
  /** `@Exclude()` stands on the class: only members with `@Expose()` are written. */
  readonly isExcluded: boolean
}

/** `@Exclude()`, but for `@Exclude({ toClassOnly: true })`, which concerns what comes in. */
function isExcluding({ name, arguments: given }: Decoration, evaluator: Evaluator): boolean {
  return find(excludingDecorators, name) !== undefined && hasOption(given, { toClassOnly: true }, evaluator) !== "yes"
}

/** `@Expose({ groups: ["admin"] })`: it is written only where these groups are asked for. */
const hasGroups = ({ arguments: given }: Decoration, evaluator: Evaluator): boolean => given.some((one) => one.kind === "object" && evaluator.entries(one).has("groups"))

/** `@Schema({ toJSON: { transform } })` */
function transforms(given: readonly AbstractValue[], evaluator: Evaluator): boolean {
  return given.some((one) => ["toJSON", "toObject"].some((name) => {
    const options = one.kind === "object" ? evaluator.entries(one).get(name) : undefined
    return options !== undefined && (options.kind !== "object" || evaluator.entries(options).has("transform"))
  }))
}

/** The members of a class whose records come along with every record: `@ManyToOne(() => User, { eager: true })`. */
export function eagerRelations(target: ClassValue, tables: EntityTables, evaluator: Evaluator): readonly string[] {
  return lineageOf(target, evaluator).flatMap(([owner, fact]) => fact.members.filter((member) =>
    !member.isStatic && decorationsOf(member.decorators, owner.context, evaluator).some(({ name, arguments: given }) => {
      const eagerBy = findRow(tables.relations, name, evaluator)?.eagerBy
      return eagerBy !== undefined && hasOption(given, { [eagerBy]: true }, evaluator) === "yes"
    })).map(({ name }) => name))
}

/**
 * The class that a relation's decorator names: `@ManyToOne(() => User)`, `@ManyToOne({ entity: () => User })`.
 *
 * @returns undefined for a member without one
 */
export function relatedClass(target: ClassValue, name: string, tables: EntityTables, evaluator: Evaluator): AbstractValue | undefined {
  for (const [owner, fact] of lineageOf(target, evaluator)) {
    const member = fact.members.find((one) => one.name === name && !one.isStatic)
    for (const { name: decorator, arguments: given } of member === undefined ? [] : decorationsOf(member.decorators, owner.context, evaluator)) {
      if (findRow(tables.relations, decorator, evaluator) === undefined) continue
      const first = given[0]?.kind === "object" ? evaluator.entries(given[0]).get("entity") : given[0]
      if (first?.kind === "class") return first
      if (first?.kind === "function") return evaluator.returned(first, evaluator.intern(first, []), first)
    }
  }
  return undefined
}
