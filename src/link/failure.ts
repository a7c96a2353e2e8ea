/**
 * What can go wrong while a request is handled, and who is told: catches, promises, logs and error handlers.
 *
 * @module
 */
import type { Framework } from "../frameworks/framework.ts"
import { loggingPackages } from "../knowledge/logging.ts"
import type { CallSite, ErrorHandler, Failures, Meaning, StartedPromise } from "../model.ts"
import { createCatches } from "./caught.ts"
import type { Follower } from "./follower.ts"
import { loggedIn, redacts } from "./logged.ts"
import { alternatives } from "./meaning.ts"
import { createPromises } from "./promise.ts"
import { describe, type Reach, type Reacher, type Visit } from "./reach.ts"
import { mayRun } from "./region.ts"
import { parameterRoles } from "./role.ts"
import type { Router, Routers, Sentence } from "./router.ts"

/** Judges failures. */
export interface FailureJudge {
  /** What may fail in what a handler reaches. */
  failuresOf(target: Meaning, framework: Framework, reached: Reach): Failures
  /** The error handlers of a framework's routers. */
  errorHandlersOf(framework: Framework): readonly ErrorHandler[]
  readonly loggers: readonly string[]
}

const ERROR_NAME = /^_?(?:e|err|error|exception)$/i

/**
 * A judge of failures.
 *
 * @returns the judge; it remembers what it has judged
 */
export function createFailures(routers: Routers, follower: Follower, reacher: Reacher): FailureJudge {
  const { sources } = follower
  const catches = createCatches(follower)
  const promises = createPromises(follower)
  const known = new Map<Reach, Failures>()
  const handlers = new Map<Framework, readonly ErrorHandler[]>()
  const rescuing = new Map<Framework, Framework>()
  const isRedacting = redacts(sources.modules)
  const imported = new Set(sources.modules.flatMap(({ facts }) => facts.imports))

  const runningCalls = (visit: Visit): readonly CallSite[] => reacher.callsOf(visit)
    .filter((site) => mayRun(site.module.facts.calls[site.call]?.region ?? -1, site.activation, follower))

  function failuresOf(target: Meaning, framework: Framework, reached: Reach): Failures {
    const found = known.get(reached)
    if (found !== undefined) return found
    const parts = reached.visits.map((visit) => {
      const calls = runningCalls(visit)
      return {
        catches: catches.catchesIn(visit, calls, framework),
        promises: promises.startedIn(visit, calls, framework),
        logged: isRedacting ? [] : loggedIn(visit, calls, follower),
      }
    })
    const made: Failures = {
      catches: parts.flatMap((one) => one.catches),
      promises: [...handlerPromises(target, framework, reached), ...parts.flatMap((one) => one.promises)],
      logged: parts.flatMap((one) => one.logged),
    }
    known.set(reached, made)
    return made
  }

  /** What a package's wrapper is given is the wrapper's business: only a function that the framework calls counts. */
  function handlerPromises(target: Meaning, framework: Framework, { visits }: Reach): readonly StartedPromise[] {
    if (framework.awaitsHandlers === undefined) return []
    return alternatives(target).flatMap((one) => {
      const visit = one.kind !== "function" ? undefined : visits.find(({ from, activation }) =>
        from === undefined && activation.of === one.id && activation.module === one.activation.module)
      return visit === undefined || isAwaited(framework, visit) ? [] : promises.ofHandler(visit, framework)
    })
  }

  /** Unknown versions count as awaiting. */
  function isAwaited({ awaitsHandlers }: Framework, { activation }: Visit): boolean {
    if (awaitsHandlers === undefined || awaitsHandlers.patchedBy.some((name) => imported.has(name))) return true
    const major = /^[\^~>=v\s]*(\d+)(?:\.|$)/.exec(sources.version(awaitsHandlers.package, activation.module.file) ?? "")?.[1]
    return major === undefined || Number(major) >= awaitsHandlers.since
  }

  function errorHandlersOf(framework: Framework): readonly ErrorHandler[] {
    const found = handlers.get(framework) ?? routers.all.filter((router) => router.framework === framework)
      .flatMap((router) => router.sentences.flatMap((sentence) => errorHandlersIn(sentence, router)))
    handlers.set(framework, found)
    return found
  }

  function errorHandlersIn({ setup, site, at }: Sentence, router: Router): readonly ErrorHandler[] {
    if (setup.does !== "use" && setup.does !== "rescue") return []
    const { framework } = router
    return setup.handlers.flatMap((handler) => alternatives(handler).flatMap((one): ErrorHandler[] => {
      const code = one.kind === "function" ? one.activation.module.facts.functions[one.id] : undefined
      // A package's handler is taken at its word: Sentry's, celebrate's.
      const isPackage = one.kind === "result" && /error/i.test(describe(one, follower))
      const isByArity = one.kind === "function" && parameterRoles(one, framework, follower)[0] === "error"
      const isMisshapen = setup.does === "use" && framework.hasErrorMiddleware === true && code !== undefined && !isByArity
        && code.parameters.length > 1 && ERROR_NAME.test(code.parameters[0]?.name ?? "")
      if (setup.does === "use" && !isByArity && !isMisshapen && !isPackage) return []
      const view = setup.does === "rescue" ? rescuer(framework) : framework
      const reached = reacher.reach(one, view, router.meaning)
      const [first] = reached.visits
      const deeds = first === undefined || isMisshapen ? undefined : catches.deedsOf(first, view)
      return [{
        at, name: describe(one, follower),
        place: isMisshapen ? "misshapen" : router.kind === "app" && site !== undefined && isEarly(site, router) ? "early" : "late",
        status: deeds?.status, answers: deeds?.answers === true, logs: deeds === undefined || deeds.logger !== undefined || deeds.rethrows,
        failures: failuresOf(one, view, reached),
      }]
    }))
  }

  /** Every route of the application is registered after it. */
  function isEarly(site: CallSite, { sentences, framework }: Router): boolean {
    const hasRoutes = ({ setup }: Sentence): boolean => setup.does === "route"
      || (setup.does === "use" && setup.handlers.some((one) => alternatives(one).some((each) => routers.viewOf(each) !== undefined)))
    const index = sentences.findIndex((one) => one.site === site)
    return framework.scope === "ordered stack" && sentences.slice(index).some(hasRoutes) && !sentences.slice(0, index).some(hasRoutes)
      && sentences.every((one) => one.site === site || !isLater(one, index, sentences))
  }

  /** Another error handler, further down. */
  function isLater({ setup }: Sentence, index: number, sentences: readonly Sentence[]): boolean {
    return setup.does === "use" && sentences.findIndex((one) => one.setup === setup) > index && setup.handlers.some((one) =>
      one.kind === "function" && one.activation.module.facts.functions[one.id]?.arity === 4)
  }

  function rescuer(framework: Framework): Framework {
    const roles = framework.rescueParameters ?? ["error", "request", "response", "next"]
    const made = rescuing.get(framework) ?? { ...framework, parameters: () => roles }
    rescuing.set(framework, made)
    return made
  }

  return { failuresOf, errorHandlersOf, loggers: [...loggingPackages].filter((name) => imported.has(name)) }
}
