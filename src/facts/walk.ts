/**
 * One walk over one tree: what it has collected, and where it stands.
 *
 * @module
 */
import type { CallId, ClassId, FunctionId, RegionId, TypeId } from "../model/ids.ts"
import type { TSESTree } from "@typescript-eslint/types"
import type { Expression } from "../model/expression.ts"
import type { AssignmentFact, CallFact, ClassFact, CommentFact, DirectiveFact, ExportFact, FunctionFact, LocalFact, ReadFact, ReadUse, RegionFact, StringFact, ThrowFact, TypeDeclaration, WriteFact } from "../model/facts.ts"
import type { Places } from "./place.ts"
import type { Node, Range } from "./syntax.ts"
import type { Values } from "./value.ts"

/** A fact while it is being written. */
export type Draft<Fact> = {
  -readonly [Key in keyof Fact]: Fact[Key] extends readonly (infer Item)[] ? Item[] : Fact[Key]
}

/** The facts of a module while they are being written. */
export interface FactsDraft {
  readonly exports: ExportFact[]
  readonly locals: Draft<LocalFact>[]
  readonly functions: Draft<FunctionFact>[]
  readonly classes: Draft<ClassFact>[]
  readonly types: Draft<TypeDeclaration>[]
  readonly calls: Draft<CallFact>[]
  readonly assignments: AssignmentFact[]
  readonly writes: WriteFact[]
  readonly reads: ReadFact[]
  readonly throws: ThrowFact[]
  readonly regions: Draft<RegionFact>[]
  readonly strings: StringFact[]
  readonly comments: CommentFact[]
  readonly directives: DirectiveFact[]
}

/** The names of one scope. Types have names of their own, as in TypeScript. */
export interface Scope {
  readonly parent: Scope | undefined
  readonly values: Map<string, Expression>
  /** Absent while the scope declares no type. */
  types: Map<string, Expression> | undefined
}

/** Where in an argument an expression sits, innermost step first. */
export interface ArgumentPath {
  readonly parent: ArgumentPath | undefined
  readonly key: number | string
}

/** What the value of an expression is for: the context that its facts need. */
export interface Purpose {
  readonly use: ReadUse
  readonly result: CallFact["result"]
  readonly isVoid: boolean
  readonly isAwaited: boolean
  /** The name that the value is given to. */
  readonly name: string | undefined
  /** The written type of what the value is given to. */
  readonly type: TSESTree.TypeNode | undefined
  readonly cast: TSESTree.TypeNode | undefined
  /** Where in the arguments of the call being read it sits. */
  readonly path: ArgumentPath | undefined
  /** What it stands in for: the left side of `||` and `??`. */
  readonly fallback: Expression | undefined
  readonly isCompared: boolean
  /** The class it is a member of. */
  readonly owner: ClassId | undefined
}

/** A node too deep for the stack, and where the walk stood when it met it. */
export interface Postponed {
  readonly node: Node
  readonly isStatement: boolean
  readonly position: Position
}

/** Where the walk stands. */
export interface Position {
  scope: Scope
  /** The region, an index into the regions. */
  region: RegionId
  /** The function whose body it is in; -1 for none. */
  function: FunctionId
  /** The function whose `this` counts; -1 for none. */
  self: FunctionId
}

/** The state of a walk, and the two functions by which the parts of the extractor call each other. */
export interface Walk extends Position {
  readonly text: string
  readonly facts: FactsDraft
  readonly places: Places
  readonly values: Values
  readonly imports: Set<string>
  readonly moduleScope: Scope
  /** Indexes into the types, by their declarations' nodes. */
  readonly declaredTypes: Map<Node, TypeId>
  /** What stands for `module.exports`. */
  readonly exportObjects: Set<Expression>
  /** What waits for the index of the call being read: the uses and paths of its arguments. */
  readonly waiting: { call: CallId }[]
  readonly postponed: Postponed[]
  /** How many expressions and statements the current one is nested in. */
  depth: number
  /** Visits an expression, once, in evaluation order. */
  evaluate(node: Node, purpose: Purpose): Expression
  /** Visits a statement; answers whether it leaves its region, as {@link RegionFact} words it. */
  execute(node: Node): boolean
}

/** A scope inside another. */
export function createScope(parent: Scope | undefined): Scope {
  return { parent, values: new Map(), types: undefined }
}

/** Adds a region inside the current one. */
export function addRegion(walk: Walk, kind: RegionFact["kind"], range: Range, test?: Expression): RegionId {
  const { regions } = walk.facts
  const region: Draft<RegionFact> = {
    kind, parent: walk.region, function: walk.function, exits: false, at: walk.places.add(range[0], range[1]),
  }
  if (test !== undefined) region.test = test
  return (regions.push(region) - 1) as RegionId
}

/** Visits an expression that is evaluated only if `test` says so. */
export function evaluateArm(walk: Walk, kind: "then" | "else", node: Node, purpose: Purpose, test: Expression): Expression {
  const outer = walk.region
  walk.region = addRegion(walk, kind, node.range, test)
  const value = walk.evaluate(node, purpose)
  walk.region = outer
  return value
}

/** Visits a statement as a region of its own; answers the region. */
export function executeRegion(walk: Walk, kind: RegionFact["kind"], node: Node, test?: Expression): RegionId {
  const outer = walk.region
  const region = addRegion(walk, kind, node.range, test)
  walk.region = region
  const exits = walk.execute(node)
  walk.region = outer
  setExits(walk, region, exits)
  return region
}

/** Writes down whether a region leaves. */
export function setExits(walk: Walk, region: RegionId, exits: boolean): void {
  const fact = walk.facts.regions[region]
  if (fact !== undefined) fact.exits = exits
}

function createPurpose(kind: Exclude<ReadUse["kind"], "argument" | "receiver">): Purpose {
  return {
    use: { kind },
    result: kind === "returned" ? "returned" : "used",
    isVoid: false,
    isAwaited: false,
    name: undefined,
    type: undefined,
    cast: undefined,
    path: undefined,
    fallback: undefined,
    isCompared: false,
    owner: undefined,
  }
}

/** A value that nothing in particular is done with. */
export const OTHER = createPurpose("other")
/** The expression of an expression statement. */
export const DISCARDED: Purpose = { ...OTHER, result: "discarded" }
/** The value of a `return`. */
export const RETURNED = createPurpose("returned")
/** A condition. */
export const TEST = createPurpose("test")
/** An operand of an operator. */
export const OPERAND: Purpose = { ...createPurpose("operand"), isCompared: true }
/** An operand of an operator in a condition. */
export const TEST_OPERAND: Purpose = { ...TEST, isCompared: true }
/** `...value`. */
export const SPREAD = createPurpose("spread")
/** The value of an object's entry, or an array's item. */
export const ENTRY = createPurpose("entry")
/** The initial value of a variable, property or parameter. */
export const INITIAL = createPurpose("initial")
/** The right side of an assignment. */
export const ASSIGNED = createPurpose("assigned")
/** What a pattern takes members out of. */
export const PATTERN = createPurpose("pattern")
