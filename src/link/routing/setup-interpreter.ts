/**
 * Interprets the project's setup code in the order in which it runs, and lets frameworks say what each call on a router
 * means.
 *
 * @module
 */
import type { Framework } from "../../frameworks/framework.ts"
import type { Module } from "../../model/facts.ts"
import type { Unresolved } from "../../model/project.ts"
import type { AbstractValue, CallSite, Context } from "../../model/values.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { locate } from "../source/location.ts"
import { describeCall, describeModule } from "./inspector.ts"
import { createRouters, type Router, type Routers } from "./routers.ts"
import { findDeclaring, findUncalled } from "./setup/entry-points.ts"
import { calleeRunner, runEntryPoint, runModule } from "./setup/execution.ts"
import type { Interpretation } from "./setup/interpretation.ts"
import { applyStatement, translateCall } from "./setup/statements.ts"

/** What the setup code set up. */
export interface SetupResult {
  readonly routers: Routers
  readonly unresolved: readonly Unresolved[]
  /** What frameworks put on routers, requests, responses and contexts: `request.currentUser` -> its value. */
  readonly decorations: ReadonlyMap<string, AbstractValue>
  /** What ran only because a condition held that nobody can foresee: `if (isLocal) mountDebug(app)`. */
  readonly conditional: ReadonlySet<Context>
}

/**
 * Interprets every module, imports before importers, then what nobody called, then what files declare by their place.
 *
 * @param decorations filled while the interpretation runs, and read by the evaluator
 * @returns the routers with their setup statements
 */
export function interpretSetup(frameworks: readonly Framework[], evaluator: Evaluator, decorations: Map<string, AbstractValue>): SetupResult {
  const interpretation = createInterpretation(frameworks, evaluator, decorations)
  const { modules } = evaluator.sources
  for (const module of modules) runModule(interpretation, module)
  for (const module of modules) for (const context of findUncalled(interpretation, module)) runEntryPoint(interpretation, context)
  for (const module of modules) declareRoutes(interpretation, module)
  const { routers, unresolved, conditional } = interpretation
  return { routers, unresolved, decorations, conditional }
}

function createInterpretation(frameworks: readonly Framework[], evaluator: Evaluator, decorations: Map<string, AbstractValue>): Interpretation {
  const translations: Interpretation["translations"] = new Map()
  const routers = createRouters(
    frameworks,
    () => evaluator,
    (site, view, method) => translateCall({ evaluator, translations }, site, view, method),
    (router, site) => applyConstruction(interpretation, router, site),
  )
  const interpretation: Interpretation = {
    frameworks, evaluator, routers, decorations, translations,
    unresolved: [],
    conditional: new Set(),
    ranModules: new Set(),
    entered: new Set(),
    called: new Map(),
    fruitlessRuns: new Map(),
    progress: { steps: 0, statements: 0, isConditional: false },
  }
  return interpretation
}

/** What the call that makes a router says of it. */
function applyConstruction(interpretation: Interpretation, router: Router, site: CallSite): void {
  const { constructs, aliases } = router.framework
  for (const setup of constructs?.(describeCall(site, interpretation.evaluator, aliases)) ?? []) {
    applyStatement(interpretation, calleeRunner(interpretation), { site }, { router, prefixes: [""] }, setup)
  }
}

/** What a file declares by its place and its exports. */
function declareRoutes(interpretation: Interpretation, module: Module): void {
  const { evaluator, routers } = interpretation
  const origin = { site: undefined, declaredAt: locate(module, 0) }
  for (const framework of findDeclaring(interpretation, module)) {
    for (const { application, setups } of framework.declares?.(describeModule(module, evaluator, framework.aliases)) ?? []) {
      const router = routers.declared(framework, application)
      for (const setup of setups) applyStatement(interpretation, calleeRunner(interpretation), origin, { router, prefixes: [""] }, setup)
    }
  }
}
