/**
 * Credentials: which names on the request, response or context carry who the caller is, and which code reads them.
 *
 * @module
 */
import { auth } from "../../../knowledge/auth.ts"
import { credentialHeader, credentials, sessionData } from "../../../knowledge/identity.ts"
import { find } from "../../../knowledge/table.ts"
import type { RegionId } from "../../../model/ids.ts"
import type { AbstractValue, Context } from "../../../model/values.ts"
import type { CallGraph, CallGraphs, Frame } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { literalText, possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { originsOf } from "../../evaluate/provenance.ts"
import type { Operation, Step } from "../../routing/operation.ts"
import { bodyOf } from "../../source/function-body.ts"
import { NO_REGION } from "../../source/no-ids.ts"

/** Knows credentials. */
export interface Credentials {
  /** Whether a canonical name is, or lies in, a credential. */
  includes(name: string | undefined): boolean
  /** Who put it there: the client as it liked, or code that ran before; undefined for what is none. */
  kindOf(name: string | undefined): "presented" | "established" | undefined
  /** Whether the code of one running function reads one. */
  areReadBy(frame: Frame): boolean
  /** The credentials that a running function reads, and where. */
  readIn(frame: Frame): readonly NameRead[]
  /** Whether a call is given a token out of the body: what a route takes in exchange for a session, and no credential of the caller. */
  areExchanged(values: readonly AbstractValue[]): boolean
  /** Whether code of the project that runs before handlers gives a name its value; false where only a package may. */
  isSetByProject(name: string): boolean
  /** Whether one of the steps gives it. */
  isSetBy(steps: readonly Step[], name: string): boolean
}

/** A canonical name that code reads or calls, and where. */
export interface NameRead {
  readonly name: string
  readonly region: RegionId
}

/** Roles on which code leaves things for what comes after it. */
const CARRIER = /^(?:request|response\.locals|context(?:\.(?:state|var|locals))?)$/

/** Who puts there what everybody calls so; undefined for what is no credential. */
function usualKindOf(name: string): "presented" | "established" | undefined {
  if (sessionData.test(name)) return undefined
  return find(credentials, name)?.kind ?? (credentialHeader.test(name.toLowerCase()) ? "presented" : undefined)
}

/** Whether a name, or what it lies in, is among names. */
function isIn(names: ReadonlySet<string> | undefined, name: string): boolean {
  if (names === undefined || names.size === 0) return false
  for (let end = name.length; end > 0; end = name.lastIndexOf(".", end - 1)) if (names.has(name.slice(0, end))) return true
  return false
}

/**
 * What is a credential in a project: the names that everybody uses, and those that its own code sets, having read one.
 *
 * @returns the knower; what the project sets is looked for when it is first asked
 */
export function createCredentials(operations: readonly Operation[], evaluator: Evaluator, callGraphs: CallGraphs): Credentials {
  const established = new Set<string>()
  const setIn = new Map<CallGraph, Set<string>>()
  const namesRead = new Map<Context, readonly NameRead[]>()
  const usual = new Map<string, "presented" | "established" | undefined>()
  const readers = new Map<Context, { readonly isReader: boolean; readonly of: number }>()
  let isEstablished = false

  /** What one handler sets may be a credential for the next one, so all are looked at until none sets anything new. */
  function establish(): void {
    if (isEstablished) return
    isEstablished = true
    const steps = distinctSteps()
    for (let before = -1; before < established.size;) {
      before = established.size
      for (const { graph, step } of steps) {
        const { frames } = graph
        if (!frames.some(areReadBy)) continue
        const names = setIn.get(graph) ?? new Set<string>()
        setIn.set(graph, names)
        for (const frame of frames) for (const name of namesSetBy(frame, step)) names.add(name)
        for (const name of names) established.add(name)
      }
    }
  }

  /** What runs before handlers: each call graph once for each framework and each role that it provides members of. */
  function distinctSteps(): readonly { readonly graph: CallGraph; readonly step: Step }[] {
    const known = new Map<CallGraph, Step[]>()
    for (const { chain } of operations) {
      for (const step of chain.slice(0, -1)) {
        const graph = graphOf(step)
        const steps = known.get(graph)
        if (steps === undefined) known.set(graph, [step])
        else if (!steps.some((one) => one.framework === step.framework && one.provides === step.provides)) steps.push(step)
      }
    }
    return [...known].flatMap(([graph, steps]) => steps.map((step) => ({ graph, step })))
  }

  const graphOf = (step: Step): CallGraph => callGraphs.graphOf(step.handler, step.convention ?? step.framework, step.router)

  const includes = (name: string | undefined): boolean => kindOf(name) !== undefined

  function kindOf(name: string | undefined): "presented" | "established" | undefined {
    establish()
    if (name === undefined) return undefined
    const known = usual.has(name) ? usual.get(name) : usualKindOf(name)
    usual.set(name, known)
    if (known !== undefined) return known
    return !sessionData.test(name) && isIn(established, name) ? "established" : undefined
  }

  function isSetByProject(name: string): boolean {
    establish()
    return isIn(established, name)
  }

  function isSetBy(steps: readonly Step[], name: string): boolean {
    establish()
    return steps.some((step) => isIn(setIn.get(graphOf(step)), name))
  }

  function areExchanged(values: readonly AbstractValue[]): boolean {
    const names = values.flatMap((value) => [...originsOf(value, evaluator)].flatMap(({ name }) => name ?? []))
    return names.some((name) => name.startsWith("request.body")) && !names.some(includes)
  }

  function namesSetBy(frame: Frame, step: Step): readonly string[] {
    const { framework } = step
    const { context, fact } = frame
    const isData = (name: string): boolean => Object.keys(framework.inputs).some((input) => name.startsWith(input))
    const assigned = bodyOf(context).assignments.flatMap(({ target }) => {
      if (target.kind !== "member") return []
      const object = nameOf(evaluator.evaluate(target.object, context), evaluator)
      return object !== undefined && CARRIER.test(object) ? [`${object}.${target.name}`] : []
    })
    const kept = callGraphs.callsOf(frame).flatMap((site) => {
      const name = nameOf(evaluator.callee(site).target, evaluator)
      const holder = name === undefined ? undefined : framework.contextSetters?.[`${name}()`]
      const key = literalText(evaluator.arguments(site)[0] ?? { kind: "unknown" })
      return holder === undefined || key === undefined ? [] : [`${holder}.${key}`]
    })
    const given = step.provides === undefined || frame.via.length > 0 ? [] : fact.returns.flatMap(({ value: expression }) =>
      expression === undefined ? [] : namesGiven(evaluator.evaluate(expression, context), step.provides ?? ""))
    const handed = callGraphs.callsOf(frame).flatMap((site) => {
      const hands = framework.passesOn?.[nameOf(evaluator.callee(site).target, evaluator) ?? ""]
      const [first] = evaluator.arguments(site)
      return hands === undefined || first === undefined ? [] : namesGiven(evaluator.member(first, hands.option), hands.to)
    })
    return [...assigned, ...kept, ...given, ...handed].filter((name) => !isData(name))
  }

  /** The members that an object gives a role and that say who the caller is: made of a credential, or of nothing known. */
  function namesGiven(object: AbstractValue, role: string): readonly string[] {
    return possibleValues(object).flatMap((one) => [...evaluator.entries(one)].flatMap(([key, value]) => {
      const isIdentity = value.kind === "unknown" || [...originsOf(value, evaluator)].some(({ name }) => includes(name) || isVerified(name))
      return isIdentity ? [`${role}.${key}`] : []
    }))
  }

  function isVerified(name: string | undefined): boolean {
    const kind = find(auth, name?.replace(/\(\)$/, ""))?.kind
    return kind === "verifies" || kind === "decodes"
  }

  /** Remembered for as long as no more names are known to be credentials. */
  function areReadBy(frame: Frame): boolean {
    establish()
    const known = readers.get(frame.context)
    if (known !== undefined && (known.isReader || known.of === established.size)) return known.isReader
    const isReader = namesReadBy(frame).some(({ name }) => includes(name))
    readers.set(frame.context, { isReader, of: established.size })
    return isReader
  }

  const readIn = (frame: Frame): readonly NameRead[] => (areReadBy(frame) ? namesReadBy(frame).filter(({ name }) => includes(name)) : [])

  /** Every name that the code of one running function reads or calls. */
  function namesReadBy(frame: Frame): readonly NameRead[] {
    const { context } = frame
    const known = namesRead.get(context)
    if (known !== undefined) return known
    const read = bodyOf(context).reads.flatMap(({ value: expression, region }) => {
      const name = nameOf(evaluator.evaluate(expression, context), evaluator)
      return name === undefined ? [] : [{ name, region }]
    })
    const called = callGraphs.callsOf(frame).flatMap((site) => {
      const { target } = evaluator.callee(site)
      const name = nameOf(target, evaluator)
      const canonical = evaluator.canonicalCall(target, site)
      // One of the cookies, by a name that is not known, is a cookie all the same.
      const asked = canonical === undefined ? undefined : canonical.kind === "each" ? `${nameOf(canonical.of, evaluator)}.*` : nameOf(canonical, evaluator)
      // Whoever asks for the whole jar may be about to put something in.
      const names = [...name === undefined ? [] : [name, `${name}()`], ...asked === undefined || asked === "request.cookies" ? [] : [asked]]
      const region = context.module.facts.calls[site.call]?.region ?? NO_REGION
      return names.map((one) => ({ name: one, region }))
    })
    const names = [...read, ...called]
    namesRead.set(context, names)
    return names
  }

  return { includes, kindOf, areReadBy, readIn, areExchanged, isSetByProject, isSetBy }
}
