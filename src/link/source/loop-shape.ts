/**
 * How often a loop runs, as far as its own code says: counting loops, chunks, loops that end in their first round.
 *
 * @module
 */
import type { RegionId } from "../../model/ids.ts"
import { chunkName } from "../../knowledge/loops.ts"
import type { At, Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { CallSite } from "../../model/values.ts"
import { isWithin } from "./control-flow.ts"
import { bodyOf } from "./function-body.ts"

export function collectionValue({ module, call }: CallSite): Expression | undefined {
  const callee = module.facts.calls[call]?.callee
  return callee?.kind === "member" ? callee.object : module.facts.calls[call]?.arguments[0]
}

/** Whether what follows the call in its region leaves the function: the element for which it runs is the last one. */
export function endsLoop(region: RegionId, { module, call, context }: CallSite): boolean {
  const { facts, spans } = module
  const start = spans[3 * (facts.calls[call]?.at ?? 0)] ?? 0
  // `return load(id)` begins before the call that it contains.
  const endsAfter = (exit: { readonly region: RegionId; readonly at: At }): boolean => exit.region === region && (spans[3 * exit.at + 1] ?? 0) > start
  return facts.functions[context.of]?.returns.some(endsAfter) === true || bodyOf(context).throws.some(endsAfter)
}

/** A test that holds in one round: `found.length === 1` of a list that the rounds fill. */
export function holdsOnce(test: Expression, loop: RegionId, module: Module): boolean {
  if (test.kind !== "operation") return false
  if (test.operator === "&&") return test.operands.some((one) => holdsOnce(one, loop, module))
  if (test.operator !== "===" && test.operator !== "==") return false
  const [size] = test.operands.filter((one) => isSize(one))
  if (size?.kind !== "member" || size.object.kind !== "local" || !test.operands.some((one) => one.kind === "literal" && typeof one.value === "number")) return false
  const list = module.facts.locals[size.object.id]
  return list !== undefined && !isWithin(module, list.region, loop)
}

/** A test that goes from element to element: `i < items.length`, `queue.length > 0`, `left--`; no `page < pages`. */
export function countsElements(test: Expression, module: Module): boolean {
  if (test.kind !== "operation") return isSize(test)
  const [left, right] = test.operands
  if (left === undefined) return false
  if (test.operator === "&&") return test.operands.some((one) => countsElements(one, module))
  if (test.operator === "in") return true
  if (test.operator === "!") return false
  if (right === undefined || !/^[<>!=]=*$/.test(test.operator)) return isSize(left)
  const counter = [left, right].find((one) => one.kind === "local")
  const isSized = test.operands.some((one) => isSize(resolve(one, module)) || isMember(one))
  return isSized && (counter === undefined || (isStepped(counter, module) && !isAttempt(counter, module)))
}

const isSize = (expression: Expression): boolean => expression.kind === "member" && (expression.name === "length" || expression.name === "size")

/** A number that comes from elsewhere: `count < input.runCount`; not how much is done at once. */
const isMember = (expression: Expression): boolean => expression.kind === "member" && !/page|retr|attempt|max|limit|concurren|parallel|worker|thread/i.test(expression.name)

function resolve(expression: Expression, module: Module): Expression {
  const local = expression.kind === "local" ? module.facts.locals[expression.id] : undefined
  const [only] = local?.values ?? []
  return only !== undefined && local?.values.length === 1 ? only : expression
}

/** A counter that moves by one; one that moves by more goes from chunk to chunk. */
function isStepped(counter: Expression & { kind: "local" }, module: Module): boolean {
  const values = module.facts.locals[counter.id]?.values ?? []
  return !values.some((expression) => {
    if (expression.kind !== "operation" || expression.operands.length < 2 || !["+", "-"].includes(expression.operator)) return false
    const [, step] = expression.operands
    return !(step?.kind === "literal" && step.value === 1)
  })
}

const isAttempt = (counter: Expression & { kind: "local" }, module: Module): boolean =>
  /retr|attempt|tries|page|offset|skip|cursor/i.test(module.facts.locals[counter.id]?.name ?? "")

/** A collection cut into pieces, by the name of what holds or made it: `for (const some of chunk(ids, 100))`. */
export function isChunked(expression: Expression | undefined, module: Module): boolean {
  if (expression?.kind === "local") return chunkName.test(module.facts.locals[expression.id]?.name ?? "")
  if (expression?.kind === "member") return chunkName.test(expression.name)
  if (expression?.kind !== "call") return false
  const callee = module.facts.calls[expression.id]?.callee
  if (callee?.kind === "member") return chunkName.test(callee.name) || (callee.name === "entries" && isChunked(callee.object, module))
  if (callee?.kind === "import") return chunkName.test(callee.name) || chunkName.test(callee.from)
  return callee?.kind === "local" && chunkName.test(module.facts.locals[callee.id]?.name ?? "")
}
