/**
 * Written types that declare what is answered.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import { recordClasses } from "../../../knowledge/records.ts"
import { find } from "../../../knowledge/table.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { decorationsOf } from "../../evaluate/decorators.ts"
import type { Follower } from "../../evaluate/evaluator.ts"
import { namesShape } from "../../source/type-text.ts"
import type { TypeFact } from "../../../model/expression.ts"
import type { Activation } from "../../../model/values.ts"

/** Types that only wrap what they hold. */
const WRAPPERS = new Set(["Promise", "Readonly", "Partial", "Awaited"])

/**
 * Whether a written type names the shape of an answer: not `any`, `unknown` or `void`, no stream, and no class of
 * stored records, which says how a row is kept and not what is sent.
 *
 * @returns the answer
 */
export function declaresShape(type: TypeFact | undefined, framework: Framework, activation: Activation, follower: Follower): boolean {
  if (type === undefined || !namesShape(type)) return false
  const next = (one: TypeFact | undefined): boolean => declaresShape(one, framework, activation, follower)
  if (type.kind === "union") return type.of.some(next)
  if (type.kind === "array") return next(type.of)
  if (type.kind !== "reference") return true
  if (type.name.kind === "global" && WRAPPERS.has(type.name.name)) return next(type.arguments[0])
  const name = follower.typeName(type, activation)
  const index = name === undefined ? undefined : framework.bodyTypes?.[name]
  if (index !== undefined) return index >= 0 && next(type.arguments[index])
  return !isRecord(type, activation, follower)
}

/** A class of stored records: `@Entity() class User`, `class Cat extends Model`. */
function isRecord(type: TypeFact, activation: Activation, follower: Follower): boolean {
  const instance = follower.typed(type, activation)
  if (instance.kind !== "instance" || instance.of.kind !== "class") return false
  const { activation: home, id } = instance.of
  const fact = home.module.facts.classes[id]
  const names = decorationsOf(fact?.decorators ?? [], home, follower).map(({ name }) => name)
  return [...names, nameOf(instance, follower)].some((name) => find(recordClasses, name) !== undefined)
}
