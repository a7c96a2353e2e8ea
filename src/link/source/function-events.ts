/**
 * A function's body as a structured program: what happens in it in the order in which it is evaluated, with the branches, loops
 * and `try` statements that choose.
 *
 * @module
 */
import type { At, Expression } from "../../model/expression.ts"
import type { Module, ModuleFacts, RegionFact } from "../../model/facts.ts"
import type { CallId, LocalId, RegionId } from "../../model/ids.ts"

/** Something that happens in a region of control flow. Numbers are indexes into the module's facts. */
export type FlowEvent =
  | { readonly kind: "call"; readonly call: CallId }
  | { readonly kind: "assignment"; readonly target: Expression; readonly value: Expression; readonly at: At }
  | { readonly kind: "write"; readonly local: LocalId; readonly value: Expression }
  | { readonly kind: "return"; readonly value: Expression | undefined; readonly at: At }
  | { readonly kind: "throw"; readonly value: Expression; readonly at: At }
  /** `if`, `?:`, `&&`, `||` and `??`: at least one of the arms is there. */
  | { readonly kind: "branch"; readonly test: Expression; readonly then: RegionId | undefined; readonly otherwise: RegionId | undefined; readonly at: At }
  /** A `switch`: `tests` and `clauses` belong together, `otherwise` is the default clause. */
  | { readonly kind: "switch"; readonly tests: readonly Expression[]; readonly clauses: readonly RegionId[]; readonly otherwise: RegionId | undefined; readonly at: At }
  | { readonly kind: "loop"; readonly body: RegionId; readonly iterates: Expression | undefined; readonly at: At }
  | { readonly kind: "try"; readonly body: RegionId; readonly handler: RegionId | undefined; readonly finalizer: RegionId | undefined }

/** What happens in each region of a module, by the region's index. */
export type FlowEvents = ReadonlyMap<RegionId, readonly FlowEvent[]>

/** An event and where it ends in the text; of two that end together the one that is evaluated first has the lower rank. */
interface Placed {
  readonly event: FlowEvent
  readonly end: number
  readonly rank: number
}

const byModule = new WeakMap<Module, FlowEvents>()

/**
 * What happens in the regions of a module, in evaluation order. Functions inside of a region are no events of it.
 *
 * @returns the same map for the same module
 */
export function flowEventsOf(module: Module): FlowEvents {
  const known = byModule.get(module)
  if (known !== undefined) return known
  const made = collect(module)
  byModule.set(module, made)
  return made
}

function collect(module: Module): FlowEvents {
  const { facts, spans } = module
  const placed = new Map<RegionId, Placed[]>()
  const add = (region: RegionId, at: At, rank: number, event: FlowEvent): void => {
    const known = placed.get(region) ?? []
    placed.set(region, known)
    known.push({ event, end: spans[3 * at + 1] ?? 0, rank })
  }
  for (const [id, region] of facts.regions.entries()) {
    const event = statementOf(id, region, facts.regions)
    if (event !== undefined) add(region.parent, event.last, 0, event.event)
  }
  for (const [call, { region, at }] of facts.calls.entries()) add(region, at, 1, { kind: "call", call })
  for (const { target, value, region, at } of facts.assignments) add(region, at, 2, { kind: "assignment", target, value, at })
  for (const { local, value, region, at } of facts.writes) add(region, at, 2, { kind: "write", local, value })
  for (const { returns } of facts.functions) for (const { value, region, at } of returns) add(region, at, 3, { kind: "return", value, at })
  for (const { value, region, at } of facts.throws) add(region, at, 3, { kind: "throw", value, at })
  return new Map([...placed].map(([region, events]) => {
    const sorted = events.toSorted((one, other) => one.end - other.end || one.rank - other.rank).map(({ event }) => event)
    return [region, joinClauses(joinArms(sorted), facts.regions)] as const
  }))
}

/** What a region is by itself, and the place of its last part. */
function statementOf(id: RegionId, region: RegionFact, regions: ModuleFacts["regions"]): { readonly event: FlowEvent; readonly last: At } | undefined {
  const { kind, test, at, paired, iterates, parent } = region
  if (kind === "loop") return { event: { kind: "loop", body: id, iterates, at }, last: at }
  if (kind === "try") {
    const after = regions.findIndex((one, index) => index > (paired ?? id) && one.kind === "finally" && one.parent === parent)
    const between = regions.some((one, index) => index > (paired ?? id) && index < after && one.parent === parent)
    const finalizer = after < 0 || between ? undefined : after
    return { event: { kind: "try", body: id, handler: paired, finalizer }, last: regions[finalizer ?? paired ?? id]?.at ?? at }
  }
  if (test === undefined || (kind !== "then" && kind !== "else")) return undefined
  return { event: { kind: "branch", test, then: kind === "then" ? id : undefined, otherwise: kind === "else" ? id : undefined, at }, last: at }
}

/** Both arms of one condition are one statement. */
function joinArms(events: readonly FlowEvent[]): readonly FlowEvent[] {
  const joined: FlowEvent[] = []
  for (const event of events) {
    const before = joined.at(-1)
    const isElse = event.kind === "branch" && event.then === undefined && before?.kind === "branch" && before.otherwise === undefined && before.test === event.test
    if (isElse) joined[joined.length - 1] = { ...before, otherwise: event.otherwise }
    else joined.push(event)
  }
  return joined
}

/** The clauses of a `switch`, as {@link RegionFact} writes them, are one statement; so are conditions on one thing that follow each other. */
function joinClauses(events: readonly FlowEvent[], regions: ModuleFacts["regions"]): readonly FlowEvent[] {
  const joined: FlowEvent[] = []
  for (let index = 0; index < events.length; index += 1) {
    const event = events[index]
    const discriminant = event === undefined ? undefined : caseOf(event)
    if (event === undefined || discriminant === undefined) {
      if (event !== undefined) joined.push(event)
      continue
    }
    const clauses: FlowEvent[] = [event]
    while (clauses.length < events.length && caseOf(events[index + clauses.length]) === discriminant) clauses.push(events[index + clauses.length] as FlowEvent)
    const last = events[index + clauses.length]
    const isDefault = last?.kind === "branch" && last.then === undefined && last.test === discriminant
    if (clauses.length === 1 && !isDefault) {
      joined.push(event)
      continue
    }
    const parts = clauses.flatMap((one) => (one.kind === "branch" && one.then !== undefined ? [{ test: one.test, region: one.then }] : []))
    const at = regions[parts[0]?.region ?? -1]?.at ?? 0
    joined.push({ kind: "switch", tests: parts.map(({ test }) => test), clauses: parts.map(({ region }) => region), otherwise: isDefault ? last.otherwise : undefined, at })
    index += clauses.length - 1 + (isDefault ? 1 : 0)
  }
  return joined
}

/** What a clause compares its case with. */
function caseOf(event: FlowEvent | undefined): Expression | undefined {
  if (event?.kind !== "branch" || event.otherwise !== undefined) return undefined
  return event.test.kind === "operation" && event.test.operator === "===" ? event.test.operands[0] : undefined
}
