/**
 * Chains: members, calls and what wraps them, however long, without recursion.
 *
 * @module
 */
import type { CallId } from "../model/ids.ts"
import type { TSESTree } from "@typescript-eslint/types"
import type { Expression } from "../model/expression.ts"
import type { CallFact, ReadUse } from "../model/facts.ts"
import { exportByCall } from "./commonjs.ts"
import { recordRead } from "./read.ts"
import { lookUp } from "./scope.ts"
import type { Node } from "./syntax.ts"
import { castOf, keyName, textOf, unwrapOnce } from "./syntax.ts"
import { recordString } from "./text.ts"
import { readTypeArguments } from "./types.ts"
import type { Draft, Purpose, Walk } from "./walk.ts"
import { OPERAND, OTHER, SPREAD } from "./walk.ts"

type CallNode = TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression

/** Where the climb along a chain stands. */
interface Climb {
  value: Expression
  /** The last member expression, while nothing was called since. */
  member: TSESTree.MemberExpression | undefined
  /** What the last member was taken from, when that is a member too. */
  receiver: { readonly value: Expression, readonly node: Node } | undefined
  cast: Purpose["cast"]
}

function isCall(node: Node): node is CallNode {
  return node.type === "CallExpression" || node.type === "NewExpression" || node.type === "TaggedTemplateExpression"
}

function innerOf(walk: Walk, node: Node): Node | undefined {
  switch (node.type) {
    case "MemberExpression":
      return node.object
    case "CallExpression":
      return requiredBy(walk, node) === undefined ? node.callee : undefined
    case "NewExpression":
      return node.callee
    case "TaggedTemplateExpression":
      return node.tag
    default:
      return unwrapOnce(node)
  }
}

/** The specifier of `require("specifier")`, where `require` is Node's: the global, or one that `createRequire` made. */
function requiredBy(walk: Walk, node: TSESTree.CallExpression): string | undefined {
  const { callee } = node
  if (callee.type !== "Identifier" || callee.name !== "require" || node.arguments.length !== 1) return undefined
  const argument = node.arguments[0]
  return argument && isNodeRequire(walk, lookUp(walk, "require")) ? textOf(argument) : undefined
}

function isNodeRequire(walk: Walk, value: Expression): boolean {
  if (value.kind !== "local") return value.kind === "global"
  const made = walk.facts.locals[value.id]?.values[0]
  const maker = made?.kind === "call" ? walk.facts.calls[made.id]?.callee : undefined
  return maker?.kind === "import" && maker.name === "createRequire"
}

/** Visits a member expression, a call, or an expression in wrappers. */
export function evaluateChain(walk: Walk, node: Node, purpose: Purpose): Expression {
  const links: Node[] = []
  let base = node
  for (let inner = innerOf(walk, base); inner !== undefined; inner = innerOf(walk, base)) {
    links.push(base)
    base = inner
  }
  let outside = 0
  let outer = purpose
  for (let link = links[0]; link !== undefined && unwrapOnce(link) !== undefined; link = links[outside]) {
    outer = wrap(outer, link)
    outside += 1
  }
  if (outside === links.length) return evaluateBase(walk, base, outer)

  const climb: Climb = {
    value: evaluateBase(walk, base, links.at(-1)?.type === "AwaitExpression" ? { ...OTHER, isAwaited: true } : OTHER),
    member: undefined, receiver: undefined, cast: undefined,
  }
  for (let index = links.length - 1; index >= outside; index--) {
    const link = links[index]
    if (link === undefined) continue
    if (link.type === "MemberExpression") climbMember(walk, climb, link)
    else if (isCall(link)) climbCall(walk, climb, link, index === outside ? outer : OTHER)
    else climbWrapper(walk, climb, link)
  }
  if (climb.member && purpose.use.kind !== "pattern") {
    recordRead(walk, climb.value, purpose.use, climb.member.range, outer.cast ?? climb.cast)
  }
  return climb.value
}

function wrap(purpose: Purpose, link: Node): Purpose {
  if (link.type === "AwaitExpression") return { ...purpose, isAwaited: true }
  const cast = castOf(link)
  if (cast !== undefined) return { ...purpose, cast: purpose.cast ?? cast, type: purpose.type ?? cast }
  if (link.type === "TSSatisfiesExpression") return { ...purpose, type: purpose.type ?? link.typeAnnotation }
  return purpose
}

function evaluateBase(walk: Walk, base: Node, purpose: Purpose): Expression {
  const specifier = base.type === "CallExpression" ? requiredBy(walk, base) : undefined
  if (specifier === undefined) return walk.evaluate(base, purpose)
  walk.imports.add(specifier)
  return walk.values.imported(specifier, "*")
}

function climbWrapper(walk: Walk, climb: Climb, link: Node): void {
  climb.cast = castOf(link) ?? climb.cast
  if (link.type !== "AwaitExpression" || climb.value.kind !== "call") return
  const call = walk.facts.calls[climb.value.id]
  if (call !== undefined) call.isAwaited = true
}

function climbMember(walk: Walk, climb: Climb, link: TSESTree.MemberExpression): void {
  climb.receiver = climb.member && { value: climb.value, node: climb.member }
  climb.member = link
  const name = keyName(link.property, link.computed)
  climb.value = name === undefined
    ? walk.values.element(climb.value, walk.evaluate(link.property, OPERAND))
    : walk.values.member(climb.value, name)
}

function climbCall(walk: Walk, climb: Climb, link: CallNode, purpose: Purpose): void {
  const waiting = walk.waiting.length
  const callee = climb.value
  if (climb.receiver !== undefined) {
    const use: ReadUse & { call: CallId } = { kind: "receiver", call: -1 as CallId }
    walk.waiting.push(use)
    recordRead(walk, climb.receiver.value, use, climb.receiver.node.range, climb.cast)
  }
  const named = climb.member?.property ?? innerOf(walk, link) ?? link
  const values = link.type === "TaggedTemplateExpression"
    ? evaluateQuasi(walk, link.quasi)
    : link.arguments.map((argument, index) => evaluateArgument(walk, argument, index))
  const id = (walk.facts.calls.push({
    callee,
    arguments: values,
    typeArguments: readTypeArguments(walk, link.typeArguments),
    isNew: link.type === "NewExpression",
    isAwaited: purpose.isAwaited,
    result: purpose.result,
    isVoid: purpose.isVoid,
    region: walk.region,
    at: walk.places.add(link.range[0], link.range[1]),
    calleeAt: walk.places.add(named.range[0], named.range[1]),
  } satisfies Draft<CallFact>) - 1) as CallId
  while (walk.waiting.length > waiting) {
    const use = walk.waiting.pop()
    if (use !== undefined) use.call = id
  }
  exportByCall(walk, callee, values, link.range)
  climb.value = walk.values.indexed("call", id)
  climb.member = undefined
  climb.receiver = undefined
  climb.cast = undefined
}

function evaluateQuasi(walk: Walk, quasi: TSESTree.TemplateLiteral): Expression[] {
  const text = quasi.quasis.map((part) => part.value.raw).join("${}")
  recordString(walk, text, quasi.range, { ...OTHER, path: { parent: undefined, key: 0 } })
  return quasi.expressions.map((argument, index) => evaluateArgument(walk, argument, index))
}

function evaluateArgument(walk: Walk, argument: TSESTree.CallExpressionArgument, index: number): Expression {
  if (argument.type === "SpreadElement") {
    const purpose = { ...SPREAD, path: { parent: undefined, key: index } }
    return walk.values.spread(walk.evaluate(argument.argument, purpose))
  }
  if (argument.type === "ArrowFunctionExpression" || argument.type === "FunctionExpression") {
    return walk.evaluate(argument, OTHER)
  }
  const use: ReadUse & { call: CallId } = { kind: "argument", call: -1 as CallId, index }
  walk.waiting.push(use)
  return walk.evaluate(argument, { ...OTHER, use, path: { parent: undefined, key: index } })
}
