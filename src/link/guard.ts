/**
 * Guards: what a handler in the chain proves about the caller, by what it does.
 *
 * @module
 */
import type { Framework, Manner } from "../frameworks/framework.ts"
import { auth, type AuthNote, type OptionTest } from "../knowledge/auth.ts"
import { nonProtectiveName, protectiveName } from "../knowledge/identity.ts"
import { find } from "../knowledge/table.ts"
import type { Activation, CallSite, Evidence, Meaning, Settings } from "../model.ts"
import { isWithin } from "./activation.ts"
import { siteKey } from "./check.ts"
import type { Asked } from "./condition.ts"
import { createCredentials } from "./credential.ts"
import type { Follower } from "./follower.ts"
import { locate } from "./location.ts"
import { alternatives, flatten, textOf } from "./meaning.ts"
import { mentionsOf } from "./mention.ts"
import { nameOf } from "./name.ts"
import { deciderOf, describe, type Reach, type Reacher, type Visit } from "./reach.ts"
import { covers, segmentsOf, toTemplate } from "./path.ts"
import { reachesRefusal } from "./reachability.ts"
import { type Refusal, refusalsIn } from "./refusal.ts"
import { answersIn } from "./reply.ts"
import { isRole, parameterRoles } from "./role.ts"
import type { Operation, Step } from "./operation.ts"

/** What one handler proves. `exempt`: it is a guard that lets this route through. */
export interface Assessment {
  readonly answer: "required" | "optional" | "none" | "unknown" | "exempt"
  readonly by: Evidence
}

/** What a handler's code does about identity, whatever the route. */
interface Conduct {
  readonly refusals: readonly Refusal[]
  /** Whether any credential is read or checked. */
  readonly reads: boolean
  /** Calls that gave, or checked, an identity; what they return is one. */
  readonly identitySites: ReadonlySet<string>
  /** Some call could not be followed and was handed the request. */
  readonly isIncomplete: boolean
  readonly isProtectiveIncomplete: boolean
  /** The running function from which another one was entered. */
  readonly above: (visit: Visit) => Visit | undefined
  /** Whether a stretch of code ends a request with a failure. */
  readonly turnsAway: (visit: Visit, region: number) => boolean
}

/** Functions further from the handler are not climbed back from. */
const CLIMB = 12

/** Judges handlers. */
export interface Guards {
  assess(step: Step, isAnswering: boolean, framework: Framework, asked: Asked): Assessment
}

/**
 * A judge of handlers.
 *
 * @returns the judge; it remembers what each handler does
 */
export function createGuards(operations: readonly Operation[], follower: Follower, reacher: Reacher, settings: Settings): Guards {
  const conducts = new Map<Meaning, Conduct>()
  const credentials = createCredentials(operations, follower, reacher)

  function assess(step: Step, isAnswering: boolean, framework: Framework, asked: Asked): Assessment {
    const by: Evidence = { at: locationOf(step), name: describe(step.meaning, follower) }
    const answers = alternatives(step.meaning).map((one) => assessOne(one, step, isAnswering, framework, asked))
    const [first] = answers
    const isAgreed = answers.every((one) => one === first)
    const answer = isAgreed ? (first ?? "none") : answers.includes("required") ? "unknown" : "optional"
    return { answer: answer === "required" && isOptIn(step, follower) ? "unknown" : answer, by }
  }

  function assessOne(meaning: Meaning, step: Step, isAnswering: boolean, framework: Framework, asked: Asked): Assessment["answer"] {
    if (isNamedBySetting(meaning)) return "required"
    const late = meaning.kind === "member" ? follower.member(meaning.object, meaning.name) : meaning
    if (late !== meaning) return assessOne(late, step, isAnswering, framework, asked)
    const known = assessKnown(meaning, step, framework, asked)
    if (known !== undefined) return known
    const hasCode = meaning.kind === "function" || (meaning.kind === "result" && follower.arguments(meaning.site).some((value) => value.kind === "function"))
    // A file that serves what a package made says nothing of it: `export const { GET, POST } = createRouteHandler(...)`.
    const isOpaque = isAnswering && step.site === undefined && meaning.kind !== "unknown"
    if (!hasCode) return isOpaque || soundsProtective(describe(meaning, follower)) ? "unknown" : "none"
    if (isErrorHandler(meaning, step.manner ?? framework)) return "none"
    return judge(conductOf(meaning, framework, step), isAnswering, asked)
  }

  /** A package's middleware, by its canonical name and options. */
  function assessKnown(meaning: Meaning, step: Step, framework: Framework, route: Asked): Assessment["answer"] | undefined {
    const name = nameOf(meaning, follower)
    const note = find(auth, name)
    if (note === undefined) return undefined
    if (note.exemptedBy?.some((key) => route.metadata(key) !== undefined) === true) return "exempt"
    const asked = meaning.kind === "result" && note.kind !== "plugin" ? meaning.site : step.site
    const values = asked === undefined ? [] : follower.arguments(asked)
    if (note.kind === "combines") return assessCombination(values, note.relation, step, framework, route)
    if (note.kind === "excepts") return assessExcept(values, step, framework, route)
    if (note.kind === "guard" || note.kind === "plugin") {
      if (meaning.kind === "result" && follower.callee(meaning.site).method === "unless") return assessUnless(meaning.site, step, framework, route)
      return isOptional(note, values) ? "optional" : "required"
    }
    return note.kind === "verifies" ? "required" : "none"
  }

  /** `expressjwt(options).unless({ path: ["/token"] })`: https://github.com/jfromaniello/express-unless */
  function assessUnless(site: CallSite, step: Step, framework: Framework, asked: Asked): Assessment["answer"] {
    const { receiver } = follower.callee(site)
    const inner = receiver === undefined ? undefined : assessKnown(receiver, step, framework, asked)
    const [options] = follower.arguments(site)
    if (options === undefined) return inner ?? "required"
    const listed = [...follower.entries(options).get("path") === undefined ? [] : [follower.member(options, "path")]]
    const patterns = listed.flatMap((one) => alternatives(one)).flatMap((one) => (one.kind === "array" ? one.items : [one]))
    for (const one of patterns) {
      const url = one.kind === "object" ? follower.member(one, "url") : one
      const methods = one.kind === "object" ? flatten([follower.member(one, "methods")]).flatMap((method) => textOf(method) ?? []) : []
      if (methods.length > 0 && !methods.includes(asked.method)) continue
      if (url.kind === "pattern" && new RegExp(url.source, url.flags).test(asked.path.replaceAll(/\{\*?[^}]*\}/g, "1"))) return "exempt"
      if (url.kind === "literal" && url.value === asked.path) return "exempt"
      if (url.kind !== "pattern" && url.kind !== "literal") return "unknown"
    }
    return inner ?? "required"
  }

  /** `fastify.auth([first, second], { relation: "and" })`: one of them, or all, must let the request through. */
  function assessCombination(
    values: readonly Meaning[], fixed: AuthNote["relation"], step: Step, framework: Framework, asked: Asked,
  ): Assessment["answer"] {
    const [functions, options] = values
    const relation = fixed ?? (options !== undefined && textOf(follower.member(options, "relation")) === "and" ? "every" : "some")
    const combined = flatten(fixed !== undefined ? values : functions === undefined ? [] : [functions])
    const answers = combined.map((one) => assessOne(one, step, false, framework, asked))
    const isEnough = relation === "every" ? answers.includes("required") : answers.length > 0 && answers.every((one) => one === "required")
    if (isEnough) return "required"
    return answers.includes("unknown") ? "unknown" : "optional"
  }

  /** `except("/public/*", guard)`: a guard that lets these paths through. */
  function assessExcept(values: readonly Meaning[], step: Step, framework: Framework, asked: Asked): Assessment["answer"] {
    const [excepted, ...guards] = values
    const patterns = flatten(excepted === undefined ? [] : [excepted]).map((one) => textOf(one))
    const answer = assessCombination(guards, "every", step, framework, asked)
    if (patterns.some((pattern) => pattern === undefined)) return answer === "required" ? "unknown" : answer
    const given = segmentsOf(asked.path)
    return patterns.some((pattern) => covers(segmentsOf(toTemplate(pattern ?? "")), given)) ? "exempt" : answer
  }

  function isOptional(note: AuthNote, values: readonly Meaning[]): boolean {
    return note.optionalWhen?.some((test) => holds(test, values)) === true || note.onlyWhen?.some((test) => !holds(test, values)) === true
  }

  function holds({ argument, option, equals }: OptionTest, values: readonly Meaning[]): boolean {
    const value = values[argument]
    if (value === undefined) return false
    const wanted = option === undefined ? value : option.split(".").reduce((object, name) => follower.member(object, name), value)
    return alternatives(wanted).some(
      (one) => (one.kind === "literal" && one.value === equals) || (one.kind === "array" && one.items.some((item) => item.kind === "literal" && item.value === equals)),
    )
  }

  function isNamedBySetting(meaning: Meaning): boolean {
    const guards = settings.guards ?? []
    if (guards.length === 0) return false
    const name = describe(meaning, follower).replace(/\(\)$/, "")
    const file = meaning.kind === "function" ? meaning.activation.module.file : undefined
    return guards.some((guard) => {
      const [path, wanted] = guard.includes("#") ? guard.split("#") : [undefined, guard]
      return name === wanted && (path === undefined || file === `${follower.sources.root}/${path.replace(/^\.\//, "")}`)
    })
  }

  function isErrorHandler(meaning: Meaning, manner: Manner): boolean {
    if (meaning.kind !== "function") return false
    return parameterRoles(meaning, manner, follower)[0] === "error"
  }

  function conductOf(meaning: Meaning, framework: Framework, { manner, router }: Step): Conduct {
    const known = conducts.get(meaning)
    if (known !== undefined) return known
    const made = observe(reacher.reach(meaning, manner ?? framework, router), framework)
    conducts.set(meaning, made)
    return made
  }

  function observe(reached: Reach, framework: Framework): Conduct {
    const refusals: Refusal[] = []
    const identitySites = new Set<string>()
    let reads = false
    for (const visit of reached.visits) {
      refusals.push(...refusalsIn(visit, framework, reacher, follower).filter((one) =>
        !tellsOfOthers(one, visit) && (one.isThrown !== true || !isSwallowed(one.region, visit, reached, framework))))
      if (credentials.areReadBy(visit)) {
        reads = true
        markUpwards(visit, reached, identitySites)
      }
      for (const site of reacher.callsOf(visit)) {
        const note = find(auth, nameOf(follower.callee(site).target, follower))
        if (note === undefined || (note.kind !== "verifies" && note.kind !== "signature" && note.kind !== "guard")) continue
        const values = follower.arguments(site)
        if (note.kind === "verifies" && isExchanged(values)) continue
        if (isOptional(note, values) || deciderOf(follower.callee(site).target, visit.activation.self, follower) !== undefined) continue
        reads = true
        identitySites.add(siteKey(site))
        markUpwards(visit, reached, identitySites)
        const region = site.module.facts.calls[site.call]?.region ?? 0
        const hasCallback = values.some((value) => value.kind === "function")
        const callee = follower.callee(site).target
        const decides = note.kind === "guard" && callee.kind === "result" && note.callbackDecides === true && follower.arguments(callee.site).some((value) => value.kind === "function" || value.kind === "result" && value !== follower.arguments(callee.site)[0])
        const refusesItself = note.kind === "guard" ? !decides : note.outcome === "throws" && !hasCallback
        if (refusesItself && !isSwallowed(region, visit, reached, framework)) refusals.push({ visit, region, at: site.module.facts.calls[site.call]?.at ?? 0, isWeak: false })
      }
    }
    const unknowns = reached.unfollowed.map((site) => follower.callee(site).method ?? describe(follower.callee(site).target, follower))
    const above = ({ from }: Visit): Visit | undefined => (from === undefined ? undefined : reached.visits.find((one) => one.activation === from.activation))
    const turnsAway = (visit: Visit, region: number): boolean => {
      const { facts } = visit.activation.module
      return answersIn(visit, framework, follower).some((one) => (one.status ?? 0) >= 400 && isWithin(visit.activation.module, one.region, region))
        || facts.throws.some((one) => isWithin(visit.activation.module, one.region, region))
    }
    return { refusals, reads, identitySites, above, turnsAway, isIncomplete: unknowns.length > 0, isProtectiveIncomplete: unknowns.some(soundsProtective) }
  }

  /** A token out of the body is what a route takes in exchange for a session, and no credential of the caller. */
  function isExchanged(values: readonly Meaning[]): boolean {
    const names = values.flatMap((value) => [...mentionsOf(value, follower)].flatMap(({ name }) => name ?? []))
    return names.some((name) => name.startsWith("request.body")) && !names.some((name) => credentials.includes(name))
  }

  /** What a function that read the identity returns, and the functions that called it return, may carry it. */
  function markUpwards(visit: Visit, reached: Reach, sites: Set<string>): void {
    for (let one: Visit | undefined = visit; one?.from !== undefined; ) {
      const { from }: Visit = one
      if (from === undefined || sites.has(siteKey(from))) return
      sites.add(siteKey(from))
      one = reached.visits.find((other) => other.activation === from.activation)
    }
  }

  /** `try { await next() } catch (error) { context.status = 401 }` answers for what comes after it. */
  function tellsOfOthers({ region }: Refusal, visit: Visit): boolean {
    const { facts } = visit.activation.module
    for (let one = region; one > 0; one = facts.regions[one]?.parent ?? -1) {
      const fact = facts.regions[one]
      if (fact?.kind === "function") return false
      const tried = fact?.kind === "catch" ? fact.paired : undefined
      if (tried !== undefined && reacher.callsOf(visit).some((site) => isRole(follower.callee(site).target, "next")
        && follower.arguments(site).length === 0 && isWithin(visit.activation.module, facts.calls[site.call]?.region ?? -1, tried))) return true
    }
    return false
  }

  /** A failure that a `catch` eats: nothing in the catch answers, rethrows or passes the error on. */
  function isSwallowed(failing: number, visit: Visit, reached: Reach, framework: Framework): boolean {
    if (isCaughtSilently(failing, visit, framework)) return true
    const { from } = visit
    const above = from === undefined ? undefined : reached.visits.find((one) => one.activation === from.activation)
    const region = from === undefined ? undefined : from.module.facts.calls[from.call]?.region
    return region !== undefined && above !== undefined && isSwallowed(region, above, reached, framework)
  }

  function isCaughtSilently(failing: number, visit: Visit, framework: Framework): boolean {
    const { facts } = visit.activation.module
    for (let region = failing; region > 0; region = facts.regions[region]?.parent ?? -1) {
      const fact = facts.regions[region]
      if (fact?.kind === "function") return false
      if (fact?.kind !== "try" || fact.paired === undefined) continue
      const inCatch = (one: number): boolean => isWithin(visit.activation.module, one, fact.paired ?? -1)
      const rethrows = facts.throws.some((one) => inCatch(one.region))
      const answers = answersIn(visit, framework, follower).some((one) => inCatch(one.region))
      const passesOn = reacher.callsOf(visit).some((one) => {
        const { target, receiver } = follower.callee(one)
        const isNext = isRole(target, "next") && follower.arguments(one).length > 0
        return inCatch(facts.calls[one.call]?.region ?? -1) && (isNext || (nameOf(receiver ?? target, follower)?.startsWith("response") ?? false))
      })
      return !rethrows && !answers && !passesOn
    }
    return false
  }

  function judge(conduct: Conduct, isAnswering: boolean, asked: Asked): Assessment["answer"] {
    const meant = conduct.refusals.filter((one) => (isAnswering || one.isWeak ? dependsOnIdentity(one, conduct) : conduct.reads))
    if (meant.length > 0) {
      const reaches = (refusal: Refusal, route: Asked): ReturnType<typeof reachesRefusal> => reachesRefusal(refusal, route, conduct.above, conduct.turnsAway, follower, reacher)
      const reachable = meant.map((refusal) => reaches(refusal, asked))
      const refused = meant.filter((_, index) => reachable[index] === true)
      // A guard that only looks at credentials that are there lets those through who have none.
      const anonymous: Asked = { ...asked, isMissing: (name) => credentials.includes(name) }
      if (refused.some((refusal) => [true, undefined].includes(reaches(refusal, anonymous) as true | undefined))) return "required"
      if (refused.length > 0) return "optional"
      if (reachable.includes(undefined)) return "unknown"
      return reachable.includes(false) && isAskedFor(meant, conduct, asked) ? "exempt" : "none"
    }
    if (conduct.isProtectiveIncomplete || (conduct.isIncomplete && !isAnswering)) return "unknown"
    if (conduct.reads) return "optional"
    return conduct.isIncomplete ? "unknown" : "none"
  }

  /** A guard that looks for metadata and finds none has nothing to do on the route; that it lets requests through means nothing. */
  function isAskedFor(meant: readonly Refusal[], conduct: Conduct, asked: Asked): boolean {
    const found: boolean[] = []
    const noting: Asked = {
      ...asked,
      metadata: (key) => {
        const said = asked.metadata(key)
        found.push(said !== undefined)
        return said
      },
    }
    for (const refusal of meant) reachesRefusal(refusal, noting, conduct.above, conduct.turnsAway, follower, reacher)
    return found.length === 0 || found.includes(true)
  }

  /** In the handler that answers, a refusal counts only when it depends on who the caller is. */
  function dependsOnIdentity({ visit, region, at, isWeak, asserted }: Refusal, conduct: Conduct): boolean {
    if (asserted !== undefined && isIdentity(asserted, conduct, visit, isWeak)) return true
    if (conduct.identitySites.size > 0 && isVerifyingCall(visit, at, conduct)) return true
    if (isChosenByIdentity(visit, visit.activation, region, conduct, isWeak)) return true
    // A refusal that a function is for is chosen where it is called: `if (!session) return unauthorized()`.
    for (let below = visit, climbed = 0; !isWeak && climbed < CLIMB; climbed += 1) {
      const { from } = below
      const caller = conduct.above(below)
      if (from === undefined || caller === undefined) break
      if (isChosenByIdentity(caller, caller.activation, from.module.facts.calls[from.call]?.region ?? -1, conduct, isWeak)) return true
      below = caller
    }
    // A helper that itself reads the credentials refuses: requireUser(request).
    return !isWeak && visit.from !== undefined && credentials.areReadBy(visit)
  }

  /** Whether a condition around a region asks for the identity; around the function too, if it is made in another one. */
  function isChosenByIdentity(visit: Visit, activation: Activation, region: number, conduct: Conduct, isWeak: boolean): boolean {
    const { module, parent } = activation
    for (let one = region; one > 0; one = module.facts.regions[one]?.parent ?? -1) {
      const fact = module.facts.regions[one]
      if (fact === undefined) return false
      if (fact.kind === "function") {
        const outer = fact.parent
        return parent !== undefined && outer > 0 && isChosenByIdentity(visit, parent, outer, conduct, isWeak)
      }
      if (fact.kind === "catch" && fact.paired !== undefined && activation === visit.activation && hasIdentityCall(visit, fact.paired, conduct)) return true
      if (fact.test !== undefined && isIdentity(follower.follow(fact.test, activation), conduct, visit, isWeak)) return true
    }
    return false
  }

  function isVerifyingCall(visit: Visit, at: number, conduct: Conduct): boolean {
    return visit.activation.module.facts.calls.some((call, id) => call.at === at && conduct.identitySites.has(`${visit.activation.module.file}:${id}`))
  }

  function hasIdentityCall(visit: Visit, region: number, conduct: Conduct): boolean {
    const { facts } = visit.activation.module
    return reacher.callsOf(visit).some((site) => conduct.identitySites.has(siteKey(site)) && isWithin(visit.activation.module, facts.calls[site.call]?.region ?? -1, region))
  }

  function isIdentity(test: Meaning, conduct: Conduct, visit: Visit, isWeak: boolean): boolean {
    for (const { meaning, name, through, isArgument } of mentionsOf(test, follower)) {
      // What was looked up with an identity, and not found, is no refusal of the caller: orders.find(id, request.user.shop).
      const isLookUp = isWeak && isArgument && through.some((site) => !conduct.identitySites.has(siteKey(site)))
      if (isLookUp) continue
      if (credentials.includes(name)) return true
      if (meaning.kind === "result" && conduct.identitySites.has(siteKey(meaning.site))) return true
      // A parameter of a callback that a verifying call calls.
      if (meaning.kind === "free" && visit.from !== undefined && conduct.identitySites.has(siteKey(visit.from)) && meaning.activation === visit.activation) return true
    }
    return false
  }

  return { assess }
}

function soundsProtective(name: string): boolean {
  const last = name.replaceAll("()", "").split(".").at(-1) ?? name
  return protectiveName.test(last) && !nonProtectiveName.test(last)
}

/** Where a step's function is written, or where it was registered. */
function locationOf(step: Step): Evidence["at"] {
  const [target] = alternatives(step.meaning)
  if (target?.kind === "function") {
    const { module } = target.activation
    return locate(module, module.facts.functions[target.id]?.at ?? 0)
  }
  return step.at
}

/**
 * Whether a guard is registered only when a setting switches it on: `if (process.env.AUTH) app.use(guard)`. A setting
 * that switches it off leaves it a guard.
 */
function isOptIn(step: Step, follower: Follower): boolean {
  if (step.isOwn || step.site === undefined) return false
  const { module, call, activation } = step.site
  for (let region = module.facts.calls[call]?.region ?? -1; region > 0; region = module.facts.regions[region]?.parent ?? -1) {
    const fact = module.facts.regions[region]
    if (fact === undefined || fact.kind === "function") return false
    if (fact.kind !== "then" || fact.test === undefined) continue
    const test = follower.follow(fact.test, activation)
    if (test.kind === "operation" && (test.operator === "!" || test.operator.startsWith("!="))) continue
    const names = [...mentionsOf(test, follower)].flatMap(({ name }) => name ?? [])
    if (names.some((name) => name.startsWith("process.env.") && name !== "process.env.NODE_ENV")) return true
  }
  return false
}
