/**
 * Written types that declare what is answered.
 *
 * @module
 */
import type { Framework } from "../../../frameworks/framework.ts"
import type { TypeFact } from "../../../model/expression.ts"
import type { Context } from "../../../model/values.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { decorationsOf } from "../../evaluate/decorators.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { namesShape } from "../../source/type-text.ts"

/** Types that only wrap what they hold. */
const WRAPPERS = new Set(["Promise", "Readonly", "Partial", "Awaited"])

/**
 * Whether a written type names the shape of an answer: not `any`, `unknown` or `void`, no stream, and no class of
 * stored records, which says how a row is kept and not what is sent.
 *
 * @returns the answer
 */
export function declaresShape(type: TypeFact | undefined, framework: Framework, context: Context, evaluator: Evaluator): boolean {
  if (type === undefined || !namesShape(type)) return false
  const next = (one: TypeFact | undefined): boolean => declaresShape(one, framework, context, evaluator)
  if (type.kind === "union") return type.of.some(next)
  if (type.kind === "array") return next(type.of)
  if (type.kind !== "reference") return true
  if (type.name.kind === "global" && WRAPPERS.has(type.name.name)) return next(type.arguments[0])
  const name = evaluator.typeName(type, context)
  const index = name === undefined ? undefined : framework.bodyTypes?.[name]
  if (index !== undefined) return index >= 0 && next(type.arguments[index])
  return !isRecord(type, context, evaluator)
}

/** A class of stored records: `@Entity() class User`, `class Cat extends Model`. */
function isRecord(type: TypeFact, context: Context, evaluator: Evaluator): boolean {
  const instance = evaluator.typed(type, context)
  if (instance.kind !== "instance" || instance.of.kind !== "class") return false
  const { context: home, id } = instance.of
  const fact = home.module.facts.classes[id]
  const names = decorationsOf(fact?.decorators ?? [], home, evaluator).map(({ name }) => name)
  return [...names, nameOf(instance, evaluator)].some((name) => evaluator.clients.isRecordClass(name))
}
