/**
 * What following offers: from values to meanings, across the whole project.
 *
 * @module
 */
import type { Activate, FunctionMeaning } from "./context.ts"
import type { Mentions } from "./provenance-memo.ts"
import type { Sources } from "./sources.ts"
import type { TypeFact, Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"
import type { Activation, CallSite, Meaning, Spelling } from "../../model/values.ts"

/** A call's callee, and the receiver and method name when it is a method. */
export interface Callee {
  readonly target: Meaning
  readonly receiver: Meaning | undefined
  readonly method: string | undefined
}

/** Follows the values of one project. Every answer is memoised; the same question gives the same object. */
export interface Follower {
  readonly sources: Sources
  readonly activate: Activate
  /** Canonical names already worked out, by meaning. */
  readonly names: Map<Meaning, string | undefined>
  /** What meanings are made of, as far as it is already worked out. */
  readonly mentions: Map<Meaning, Mentions>
  /** Modules whose `module.exports` was assigned whole and given more exports after, by what was assigned. */
  readonly attachments: WeakMap<Meaning, Module>
  /** Finds what the framework put on routers, requests or responses under a name: `fastify.decorate`. */
  readonly provided: (object: Meaning, name: string) => Meaning | undefined
  /** Calls that give back what they are given, by canonical name: the first argument, or all of them as a list. */
  readonly transparent: Readonly<Record<string, "first" | "list">>
  /** Calls that give what lies under a role wherever they are written: `next/headers.cookies()`. */
  readonly ambient: ReadonlyMap<string, { readonly name: string; readonly spelling: Spelling }>
  /** Calls that make a router, by canonical name: `express.Router()`. */
  readonly routerMakers: ReadonlySet<string>
  /** The activation of a module's own code. */
  moduleActivation(module: Module): Activation
  /** What a value stands for in an activation. */
  follow(expression: Expression, activation: Activation): Meaning
  /** What a member of a meaning stands for. */
  member(object: Meaning, name: string): Meaning
  /** The entries of an object literal or namespace, spreads followed, later ones winning. */
  entries(object: Meaning): ReadonlyMap<string, Meaning>
  callee(site: CallSite): Callee
  /** The arguments of a call, spreads of known arrays flattened. */
  arguments(site: CallSite): readonly Meaning[]
  /** The activation of a project function that a call enters; undefined when `target` is none. */
  enter(target: Meaning, site: CallSite, values?: readonly Meaning[]): Activation | undefined
  /** What a call returned or constructed. */
  returnedBy(site: CallSite): Meaning
  /** What a function returns in an activation; `otherwise` when that cannot be told. */
  returned(target: FunctionMeaning, activation: Activation, otherwise: Meaning): Meaning
  /** The function with `self` as its `this`. */
  bind(target: FunctionMeaning, self: Meaning): FunctionMeaning
  /** The function as a handler that the framework calls with these values. */
  handed(target: FunctionMeaning, values: readonly Meaning[]): FunctionMeaning
  /** The one instance that stands for every injected one of a class. */
  injected(target: Meaning): Meaning
  /** What a written type stands for: an instance of a project class, or unknown. */
  typed(type: TypeFact | undefined, activation: Activation): Meaning
  /** The canonical name of a written type: `fastify.FastifyInstance`; `#Name` for the project's own. */
  typeName(type: TypeFact | undefined, activation: Activation): string | undefined
  /** What a module exports under a name. */
  exported(module: Module, name: string): Meaning
  /** The module that a specifier means; undefined for an installed package. */
  imported(specifier: string, module: Module): Module | undefined
  /** What an import stands for: `*` is the namespace, or `module.exports` when that was assigned whole. */
  importedValue(specifier: string, name: string, module: Module): Meaning
  /** Something from outside the project, by its canonical name. */
  external(name: string): Meaning
  /** A role, or what lies under one, by its canonical name: `request.body.email`. */
  named(name: string, spelling: Spelling): Meaning
  /** What a framework means by a member of a role: `context.req` is the request. */
  spelled(object: Meaning, name: string): Meaning | undefined
  /** What a framework means by a call on a role: `request.json()` is the body. */
  spelledCall(target: Meaning, site: CallSite): Meaning | undefined
}
