/**
 * What an ORM may look into: values, the calls of the project, and the file in which a model is made.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import { MODULE_REGION } from "../../source/no-ids.ts"
import { find, type Table } from "../../../knowledge/table.ts"
import type { Expression } from "../../../model/expression.ts"
import type { Module } from "../../../model/facts.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { CallView, FileView, Inspector, Model, ProjectView } from "../../../orm/orm.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { literalText, UNKNOWN } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { isWithin } from "../../source/control-flow.ts"
import { locate } from "../../source/location.ts"

/**
 * An inspector of values.
 *
 * @param modelOf finds the model that a value is, of whatever ORM
 * @returns the inspector
 */
export function createInspector(evaluator: Evaluator, modelOf: Inspector["modelOf"]): Inspector {
  const patterns = new Map<string, Table<object>>()
  const tableOf = (pattern: string): Table<object> => {
    const table = patterns.get(pattern) ?? [{ name: pattern }]
    patterns.set(pattern, table)
    return table
  }
  const canonical = (name: string | undefined): string | undefined => (name === undefined ? undefined : evaluator.clients.canonicalName(name))
  return {
    name: (value) => canonical(nameOf(value, evaluator)),
    isNamed: (value, pattern) => {
      const name = typeof value === "string" || value === undefined ? value : nameOf(value, evaluator)
      return find(tableOf(pattern), canonical(name)) !== undefined
    },
    text: literalText,
    entries: (object) => (object.kind === "object" ? evaluator.entries(object) : new Map<string, AbstractValue>()),
    place: (object, entry) => {
      if (object.kind !== "object") return undefined
      const written = object.value.entries.findLast(({ name }) => name === entry)
      return locate(object.context.module, written?.at ?? object.value.at)
    },
    isPlain: (value) => value.kind === "object" && value.value.entries.every(({ name }) => name !== undefined),
    member: (object, name) => evaluator.member(object, name),
    given: (value) => (value.kind === "result" ? evaluator.arguments(value.site) : []),
    returned: (value) => (value.kind === "function" ? evaluator.returned(value, evaluator.intern(value, []), UNKNOWN) : undefined),
    modelOf,
  }
}

/** The project as an ORM sees it. */
export function createProjectView(evaluator: Evaluator, modelOf: (value: AbstractValue | undefined) => Model | undefined): ProjectView {
  const { modules } = evaluator.sources
  const canonical = evaluator.clients.canonicalName
  const moduleOf = (value: AbstractValue): Module | undefined =>
    value.kind === "class" ? value.context.module : value.kind === "result" ? value.site.module : undefined
  return {
    ...createInspector(evaluator, modelOf),
    calls: (method) => modules.flatMap((module) => callsNamed([method], module, evaluator)),
    constructions: (name) => modules.flatMap((module) => module.facts.calls.flatMap(({ callee, isNew }, call) => {
      if (!isNew && !(callee.kind === "global" && callee.name === "super")) return []
      const site = { module, call, context: evaluator.moduleContext(module) }
      const called = nameOf(evaluator.callee(site).target, evaluator)?.replace(/\(\)$/, "")
      return called !== undefined && canonical(called).endsWith(name) ? [viewCall(site, evaluator)] : []
    })),
    exportsBeside: (packages) => modules.flatMap((module) => {
      if (!module.facts.imports.some((specifier) => specifier.startsWith(packages))) return []
      return module.facts.exports.map(({ name }) => [name, evaluator.exported(module, name)] as const)
    }),
    fileOf: (value) => {
      const module = moduleOf(value)
      return module === undefined ? undefined : viewCode(module, MODULE_REGION, evaluator)
    },
    codeOf: (value) => {
      if (value.kind !== "function") return undefined
      const { module } = value.context
      return viewCode(module, module.facts.functions[value.id]?.region ?? MODULE_REGION, evaluator)
    },
    schemaModels: () => evaluator.sources.schemaModels(),
  }
}

/** The calls in a region of a module whose callee is written with one of these names at its end. */
function callsNamed(names: readonly string[], module: Module, evaluator: Evaluator, start = MODULE_REGION): readonly CallView[] {
  const context = evaluator.moduleContext(module)
  return module.facts.calls.flatMap(({ callee, region }, call) => {
    const isNamed = (callee.kind === "member" || callee.kind === "import") && names.includes(callee.name)
    return isNamed && isWithin(module, region, start) ? [viewCall({ module, call, context }, evaluator)] : []
  })
}

/** A module, or what stands in one region of it. */
function viewCode(module: Module, start: RegionId, evaluator: Evaluator): FileView {
  const { assignments, classes } = module.facts
  return {
    calls: (methods) => callsNamed(methods, module, evaluator, start).filter(({ receiver }) => receiver !== undefined),
    assigns: (member, on) => assignments.some(({ target, region }) => {
      if (target.kind !== "member" || target.name !== member || !isWithin(module, region, start)) return false
      const root = evaluator.evaluate(rootOf(target), evaluator.moduleContext(module))
      return on === undefined || root.kind !== "result" || root === on
    }),
    declares: (member) => classes.some(({ members }) => members.some(({ name }) => name === member)),
  }
}

const rootOf = (expression: Expression): Expression => (expression.kind === "member" ? rootOf(expression.object) : expression)

/**
 * A call as an ORM sees it. What is asked of it is worked out when it is asked for.
 *
 * @returns the view
 */
export function viewCall(site: CallSite, evaluator: Evaluator): CallView {
  const fact = site.module.facts.calls[site.call]
  const callee = fact?.callee
  const written = callee?.kind === "member" ? callee.object : callee
  return {
    get name() {
      const name = nameOf(evaluator.callee(site).target, evaluator)
      return name === undefined ? undefined : evaluator.clients.canonicalName(name)
    },
    method: callee?.kind === "member" || callee?.kind === "import" || callee?.kind === "global" ? callee.name : "",
    get receiver() { return evaluator.callee(site).receiver },
    isOnThis: callee?.kind === "member" && written?.kind === "this",
    isOnSuper: written?.kind === "global" && written.name === "super",
    get arguments() { return evaluator.arguments(site) },
    get value() { return evaluator.evaluate({ kind: "call", id: site.call }, site.context) },
    at: locate(site.module, fact?.at ?? 0),
  }
}
