/**
 * Interprets the project's setup code in the order in which it runs, and lets frameworks say what each call on a router
 * means.
 *
 * @module
 */
import type { Framework } from "../../frameworks/framework.ts"
import type { Module } from "../../model/facts.ts"
import type { CallSite } from "../../model/values.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { locate } from "../source/location.ts"
import type { Decorations } from "./decorations.ts"
import { describeCall, describeModule } from "./inspector.ts"
import { createRouters, type Router } from "./routers.ts"
import { findDeclaring, findUncalled } from "./setup/entry-points.ts"
import { calleeRunner, runEntryPoint, runModule } from "./setup/execution.ts"
import type { Interpretation } from "./setup/interpretation.ts"
import { applyStatement, translateCall } from "./setup/statements.ts"

/** Interprets every module, imports before importers, then what nobody called, then what files declare by their place. */
export function interpretSetup(interpretation: Interpretation): void {
  const { modules } = interpretation.evaluator.sources
  for (const module of modules) runModule(interpretation, module)
  for (const module of modules) for (const context of findUncalled(interpretation, module)) runEntryPoint(interpretation, context)
  for (const module of modules) declareRoutes(interpretation, module)
}

/**
 * An interpretation that has not begun.
 *
 * @param decorations filled while the interpretation runs, and read by the evaluator
 * @returns it; its routers are known from the beginning, as far as the setup code has been interpreted
 */
export function createInterpretation(frameworks: readonly Framework[], evaluator: Evaluator, decorations: Decorations): Interpretation {
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
