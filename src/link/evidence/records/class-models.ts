/**
 * Models written as classes: TypeORM and MikroORM entities, the classes of @nestjs/mongoose, Typegoose and
 * sequelize-typescript.
 *
 * @module
 */
import { fieldDecorators, hidingDecorators } from "../../../knowledge/records.ts"
import { find } from "../../../knowledge/table.ts"
import { decorationsOf } from "../../evaluate/decorators.ts"
import { alternatives } from "../../evaluate/domain.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"
import type { StoredField } from "../../../model/calls.ts"
import type { Answer } from "../../../model/evidence.ts"
import type { TypeFact } from "../../../model/expression.ts"
import type { ClassFact, MemberFact } from "../../../model/facts.ts"
import type { Meaning } from "../../../model/values.ts"

type ClassMeaning = Extract<Meaning, { kind: "class" }>

/** Ancestors further away are left. */
const ANCESTORS = 8

/** The class, and the project's classes that it extends, nearest first. */
export function lineageOf(target: ClassMeaning, follower: Follower): readonly (readonly [ClassMeaning, ClassFact])[] {
  const found: (readonly [ClassMeaning, ClassFact])[] = []
  let current: ClassMeaning | undefined = target
  while (current !== undefined && found.length < ANCESTORS) {
    const fact: ClassFact | undefined = current.activation.module.facts.classes[current.id]
    if (fact === undefined) break
    found.push([current, fact])
    const above: Meaning | undefined = fact.extends === undefined ? undefined : follower.follow(fact.extends, current.activation)
    const next: Meaning | undefined = above === undefined ? undefined : alternatives(above).find((one) => one.kind === "class")
    current = next?.kind === "class" ? next : undefined
  }
  return found
}

/** Whether a type as written is one of text; *unknown* for what is not written or not looked into. */
function isTextType(type: TypeFact | undefined): Answer {
  if (type === undefined) return "unknown"
  if (type.kind === "union") {
    const answers = type.of.filter((one) => !(one.kind === "keyword" && /^(?:null|undefined)$/.test(one.name))).map(isTextType)
    return answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no"
  }
  if (type.kind === "keyword") return type.name === "string" ? "yes" : type.name === "any" || type.name === "unknown" ? "unknown" : "no"
  if (type.kind === "literal") return typeof type.value === "string" ? "yes" : "no"
  if (type.kind === "reference") return "unknown"
  return "no"
}

/** Whether an options object holds one of the entries that hide a field. */
function isHiddenBy(options: readonly Meaning[], entries: Readonly<Record<string, boolean>>, follower: Follower): Answer {
  for (const one of options) {
    if (one.kind === "function" || one.kind === "literal") continue
    if (one.kind !== "object") return "unknown"
    const given = follower.entries(one)
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
export function fieldsOfClass(target: ClassMeaning, follower: Follower): readonly StoredField[] | undefined {
  const lineage = lineageOf(target, follower)
  const hidesItself = lineage.some(([owner, fact]) =>
    fact.members.some(({ name, isStatic }) => !isStatic && (name === "toJSON" || name === "serialize" || name === "[HiddenProps]"))
    || decorationsOf(fact.decorators, owner.activation, follower).some(({ name, arguments: given }) => find(hidingDecorators, name) !== undefined || transforms(given, follower)))
  const fields = new Map<string, StoredField>()
  for (const [owner, fact] of lineage) {
    for (const member of fact.members) {
      if (member.isStatic || member.decorators.length === 0 || fields.has(member.name)) continue
      const field = fieldOf(member, owner, hidesItself, follower)
      if (field !== undefined) fields.set(member.name, field)
    }
  }
  return fields.size === 0 ? undefined : [...fields.values()]
}

function fieldOf(member: MemberFact, owner: ClassMeaning, hidesItself: boolean, follower: Follower): StoredField | undefined {
  const decorations = decorationsOf(member.decorators, owner.activation, follower)
  const column = decorations.map(({ name, arguments: given }) => ({ note: find(fieldDecorators, name), given })).find(({ note }) => note !== undefined)
  if (column?.note === undefined) return undefined
  const { hiddenBy } = column.note
  const isKept = decorations.some(({ name }) => find(hidingDecorators, name) !== undefined)
  // A decorator that the project wrote may do anything.
  const isStrange = decorations.some(({ name }) => name === undefined)
  const byOptions = hiddenBy === undefined ? "no" : isHiddenBy(column.given, hiddenBy, follower)
  const isHidden = isKept || byOptions === "yes" ? "yes" : hidesItself || isStrange || byOptions === "unknown" ? "unknown" : "no"
  return { name: member.name, at: locate(owner.activation.module, member.at), isText: isTextType(member.type), isHidden }
}

/** `@Schema({ toJSON: { transform } })` */
function transforms(given: readonly Meaning[], follower: Follower): boolean {
  return given.some((one) => ["toJSON", "toObject"].some((name) => {
    const options = one.kind === "object" ? follower.entries(one).get(name) : undefined
    return options !== undefined && (options.kind !== "object" || follower.entries(options).has("transform"))
  }))
}

/**
 * The class that a relation's decorator names: `@ManyToOne(() => User)`.
 *
 * @returns undefined for a member without one
 */
export function relatedClass(target: ClassMeaning, name: string, follower: Follower): Meaning | undefined {
  for (const [owner, fact] of lineageOf(target, follower)) {
    const member = fact.members.find((one) => one.name === name && !one.isStatic)
    for (const { name: decorator, arguments: given } of member === undefined ? [] : decorationsOf(member.decorators, owner.activation, follower)) {
      if (decorator === undefined || !/(?:One|Many)To(?:One|Many)$/.test(decorator)) continue
      const [first] = given
      if (first?.kind === "class") return first
      if (first?.kind === "function") return follower.returned(first, follower.activate(first, []), first)
    }
  }
  return undefined
}
