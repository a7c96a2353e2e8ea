/**
 * What following offers: from values to values, across the whole project.
 *
 * @module
 */
import type { Expression, TypeFact } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { AbstractValue, Callee, CallSite, Context, RequestAliases } from "../../model/values.ts"
import type { Clients } from "./clients.ts"
import type { FunctionValue, Intern } from "./context.ts"
import type { Provenance } from "./provenance-memo.ts"
import type { Sources } from "./sources.ts"
import type { Work } from "./work.ts"

/** Follows the values of one project. Every answer is memoised; the same question gives the same object. */
export interface Evaluator {
  readonly sources: Sources
  /** What it and those that ask it have done so far. */
  readonly work: Work
  readonly intern: Intern
  /** Canonical names already worked out, by value. */
  readonly names: Map<AbstractValue, string | undefined>
  /** What values are made of, as far as it is already worked out. */
  readonly provenance: Map<AbstractValue, Provenance>
  /** Modules whose `module.exports` was assigned whole and given more exports after, by what was assigned. */
  readonly attachments: WeakMap<AbstractValue, Module>
  /** Finds what the framework put on routers, requests or responses under a name: `fastify.decorate`. */
  readonly provided: (object: AbstractValue, name: string) => AbstractValue | undefined
  /** Calls that give back what they are given, by canonical name: the first argument, or all of them as a list. */
  readonly transparent: Readonly<Record<string, "first" | "list">>
  /** Calls that give what lies under a role wherever they are written: `next/headers.cookies()`. */
  readonly ambient: ReadonlyMap<string, { readonly name: string; readonly aliases: RequestAliases }>
  /** What is known of clients of databases and services. */
  readonly clients: Clients
  /** Calls that make a router, by canonical name: `express.Router()`. */
  readonly routerMakers: ReadonlySet<string>
  /** The context of a module's own code. */
  moduleContext(module: Module): Context
  /** What a value stands for in a context. */
  evaluate(expression: Expression, context: Context): AbstractValue
  /** What a member of a value stands for. */
  member(object: AbstractValue, name: string): AbstractValue
  /** The entries of an object literal or namespace, spreads followed, later ones winning. */
  entries(object: AbstractValue): ReadonlyMap<string, AbstractValue>
  callee(site: CallSite): Callee
  /** The arguments of a call, spreads of known arrays flattened. */
  arguments(site: CallSite): readonly AbstractValue[]
  /** The context of a project function that a call enters; undefined when `target` is none. */
  enter(target: AbstractValue, site: CallSite, values?: readonly AbstractValue[]): Context | undefined
  /** What a call returned or constructed. */
  returnedBy(site: CallSite): AbstractValue
  /** What a function returns in a context; `otherwise` when that cannot be told. */
  returned(target: FunctionValue, context: Context, otherwise: AbstractValue): AbstractValue
  /** The function with `self` as its `this`. */
  bind(target: FunctionValue, receiver: AbstractValue): FunctionValue
  /** The function as a handler that the framework calls with these values. */
  withHandlerArguments(target: FunctionValue, values: readonly AbstractValue[]): FunctionValue
  /** The one instance that stands for every injected one of a class. */
  injected(target: AbstractValue): AbstractValue
  /** What a written type stands for: an instance of a project class, or unknown. */
  typed(type: TypeFact | undefined, context: Context): AbstractValue
  /** The canonical name of a written type: `fastify.FastifyInstance`; `#Name` for the project's own. */
  typeName(type: TypeFact | undefined, context: Context): string | undefined
  /** What a module exports under a name. */
  exported(module: Module, name: string): AbstractValue
  /** The module that a specifier means; undefined for an installed package. */
  imported(specifier: string, module: Module): Module | undefined
  /** What an import stands for: `*` is the namespace, or `module.exports` when that was assigned whole. */
  importedValue(specifier: string, name: string, module: Module): AbstractValue
  /** Something from outside the project, by its canonical name. */
  external(name: string): AbstractValue
  /** A role, or what lies under one, by its canonical name: `request.body.email`; `router` where routers decorate it differently. */
  requestValue(name: string, aliases: RequestAliases, router?: AbstractValue): AbstractValue
  /** What a framework means by a member of a role: `context.req` is the request. */
  canonicalMember(object: AbstractValue, name: string): AbstractValue | undefined
  /** What a framework means by a call on a role: `request.json()` is the body. */
  canonicalCall(target: AbstractValue, site: CallSite): AbstractValue | undefined
}
