/**
 * Links a project: facts and frameworks in, routes with their evidence out.
 *
 * @module
 */
import type { Framework } from "../../frameworks/framework.ts"
import { loggingPackages } from "../../knowledge/logging.ts"
import { unreadFrameworks } from "../../knowledge/unread.ts"
import type { Project, Unresolved } from "../../model/project.ts"
import type { Route } from "../../model/route.ts"
import type { Orm } from "../../orm/orm.ts"
import { createCallGraphs } from "../effects/call-graph.ts"
import { createContinuations } from "../effects/continuation.ts"
import { createPackageCallbacks } from "../effects/package-callbacks.ts"
import { createClients } from "../evaluate/clients.ts"
import { createEvaluator } from "../evaluate/create-evaluator.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import type { Sources } from "../evaluate/sources.ts"
import { noWork } from "../evaluate/work.ts"
import { createGuards } from "../evidence/auth/guard.ts"
import { createReachedCalls } from "../evidence/calls/reached-calls.ts"
import { readDocumentation } from "../evidence/documentation/documentation.ts"
import { errorHandlersOf } from "../evidence/failure/error-handlers.ts"
import { createFailureAnalysis } from "../evidence/failure/failures.ts"
import { createInputs } from "../evidence/input/input.ts"
import { createRecords } from "../evidence/records/record-models.ts"
import { createSchemaReader } from "../evidence/schema/create-schema-reader.ts"
import { createRegistrations } from "../routing/conditional-registration.ts"
import { createDecorations } from "../routing/decorations.ts"
import type { Operation } from "../routing/operation.ts"
import { buildOperations } from "../routing/operations.ts"
import { createInterpretation, interpretSetup } from "../routing/setup-interpreter.ts"
import { unmountedRouters } from "../routing/unmounted-routers.ts"
import { locate } from "../source/location.ts"
import { applicationOf, type Applications } from "./applications.ts"
import { listenersOf } from "./listeners.ts"
import { loadedValuesOf } from "./module-values.ts"
import { callsOfProject } from "./project-calls.ts"
import { toRoute } from "./route.ts"
import { isTransport, onlyContinues, unique } from "./served.ts"
import { createShadows } from "./shadowed-routes.ts"
import { stringsOf } from "./strings.ts"
import { upgradeListenersOf } from "./upgrade-listeners.ts"

/** The libraries that are known, each described by an object of its contract. */
export interface Libraries {
  readonly frameworks: readonly Framework[]
  readonly orms: readonly Orm[]
}

/**
 * Links the modules of a project.
 *
 * @param work is added to, now and when evidence is asked for
 * @returns everything that rules read; evidence is worked out when it is asked for
 */
export function linkProject(sources: Sources, { frameworks, orms }: Libraries, work = noWork()): Project {
  const decorations = createDecorations(() => setup.routers, () => evaluator)
  const evaluator: Evaluator = createEvaluator(sources, {
    provided: decorations.valueOf,
    transparent: Object.assign({}, ...frameworks.map(({ transparent }) => transparent ?? {})) as Evaluator["transparent"],
    ambient: new Map(frameworks.flatMap(({ ambient, aliases }) => Object.entries(ambient ?? {}).map(([call, name]) => [call, { name, aliases }] as const))),
    clients: createClients(orms),
    routerMakers: new Set(frameworks.flatMap(({ routers }) => Object.keys(routers))),
  }, work)
  const setup = createInterpretation(frameworks, evaluator, decorations)
  interpretSetup(setup)
  // Names worked out while the setup code was only half interpreted may lack what came later.
  evaluator.names.clear()
  evaluator.provenance.clear()
  const callGraphs = createCallGraphs(evaluator, decorations)
  const operations = unique(buildOperations(setup.routers, evaluator)).filter((operation) => !onlyContinues(operation, evaluator, callGraphs) && !isTransport(operation, frameworks, evaluator, callGraphs))
  const guards = createGuards(operations, evaluator, callGraphs, sources.settings)
  const schemas = createSchemaReader(evaluator)
  const inputs = createInputs({ evaluator, callGraphs, schemas, settings: sources.settings })
  const documentation = readDocumentation(sources.modules, evaluator)

  const records = createRecords(evaluator)
  const packageCallbacks = createPackageCallbacks(evaluator, callGraphs)
  const reachedCalls = createReachedCalls({ evaluator, callGraphs, records, schemas })
  const failures = createFailureAnalysis(evaluator, callGraphs)
  const errorHandlers = errorHandlersOf({ routers: setup.routers, records, failures, reachedCalls })
  const registrations = createRegistrations(setup.routers, setup.conditional, evaluator)
  const shadowOf = createShadows(operations, createContinuations(evaluator, callGraphs), registrations, evaluator)

  const defects: Unresolved[] = []
  const byOperation = new Map<Operation, Route>()
  const applications: Applications = new Map()
  const routes = operations.map((operation) => {
    const application = applicationOf(operation, applications, sources)
    const route = toRoute(operation, application, {
      evaluator, callGraphs, guards, inputs, documentation, failures, records, packageCallbacks, reachedCalls, schemas, shadowOf, sources, defects,
    })
    application.routes.push(route)
    byOperation.set(operation, route)
    return route
  })
  return {
    root: sources.root,
    routes,
    applications: [...applications.values()].flatMap((parts) => [...parts.values()]),
    unresolved: [...setup.unresolved, ...unreadIn(sources)],
    defects,
    errorHandlers,
    upgradeListeners: () => upgradeListenersOf(frameworks, evaluator, callGraphs, records),
    strings: () => stringsOf(sources, evaluator),
    calls: () => callsOfProject(sources, evaluator),
    loggers: [...loggingPackages].filter((name) => failures.imported.has(name)),
    unmountedRouters: () => unmountedRouters(byOperation, setup.routers.all, new Set(routes.filter(({ isMounted }) => isMounted).map(({ framework }) => framework)), evaluator),
    listeners: () => listenersOf(sources.modules, setup.routers, evaluator),
    loadedValues: () => loadedValuesOf(sources.modules, evaluator),
  }
}

/** Frameworks that are used and not modelled, each once, at the first file that imports them. */
function unreadIn({ modules }: Sources): readonly Unresolved[] {
  const found = new Map<string, Unresolved>()
  for (const module of modules) {
    for (const specifier of module.facts.imports) {
      const entry = Object.entries(unreadFrameworks).find(([name]) => specifier === name || specifier.startsWith(`${name}/`))
      if (entry === undefined || found.has(entry[1])) continue
      found.set(entry[1], { at: locate(module, 0), reason: `${entry[1]} is not yet read: its routes are missing here` })
    }
  }
  return [...found.values()]
}
