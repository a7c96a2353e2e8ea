/**
 * Operations: one method on one path, with everything a request meets on its way, before anything is known of what it does.
 *
 * @module
 */
import type { CallingConvention, Declared, Framework, Setup } from "../../frameworks/framework.ts"
import type { Location, Method } from "../../model/evidence.ts"
import type { AbstractValue, CallSite } from "../../model/values.ts"
import { possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { mergeDeclared } from "./declarations.ts"
import { joinPaths, toTemplate } from "../../path/template.ts"
import type { Router, Routers } from "./routers.ts"

/** One handler in a chain, and what registered it. */
export interface Step {
  readonly handler: AbstractValue
  /** Where it is registered. */
  readonly at: Location
  /** The call that registered it; undefined for what a file or class declares. */
  readonly site: CallSite | undefined
  /** Registered with the route itself, not with a router above it. */
  readonly isOwn: boolean
  /** The path at which it is registered; `request.path` in it is relative to this. */
  readonly base: string
  /** The router that it was registered on: `this` in its function, where the framework says so. */
  readonly router: AbstractValue
  /** It covers every route of the server, wherever it is registered. */
  readonly isLifted?: true
  /** Nobody can tell whether it covers the route. */
  readonly isUncertain?: boolean
  /** What it returns becomes members of this role. */
  readonly provides?: string
  /** It runs only where the route declares that callers are authenticated. */
  readonly afterAuthentication?: true
  /** How it is called, where that is another way than the framework's. */
  readonly convention?: CallingConvention | undefined
  /** The framework that runs it; an application of one is mounted in one of another. */
  readonly framework: Framework
}

/** An operation before anything is known of what its handlers do. */
export interface Operation {
  readonly method: Method
  readonly path: string
  /** The path as written, every prefix included: `/users/:id(\\d+)/`; `{*}` stands for what is not known of it. */
  readonly written: string
  /** Versions that the request names beside the path, where the path has none of them. */
  readonly versions?: readonly string[] | undefined
  /** Where it is registered. */
  readonly at: Location
  /** The call that registered it; undefined for what a file or class declares. */
  readonly site: CallSite | undefined
  readonly framework: Framework
  /** The application that serves it; undefined when nothing is known to mount it. */
  readonly application: Router | undefined
  readonly chain: readonly Step[]
  readonly declared: Declared | undefined
  readonly kind: "route" | "action"
  /** The way in which requests come to it, where a router is served in several. */
  readonly via: string | undefined
}

/** What keys in the options of routes and guards switch on, by the name of the framework and the key. */
export type Definitions = ReadonlyMap<string, Extract<Setup, { does: "macro" }>>

/**
 * The definitions that routers were given.
 *
 * @returns them by framework and key; of several with one key the last
 */
export function definitionsIn(routers: Routers): Definitions {
  return new Map(routers.all.flatMap(({ framework, statements }) =>
    statements.flatMap(({ setup }) => (setup.does === "macro" ? [[`${framework.name} ${setup.name}`, setup] as const] : []))))
}

/**
 * What the options of a route or guard switch on.
 *
 * @returns the setup statements of the definitions that its keys name, unless it says `false`
 */
export function switchedBy(
  options: AbstractValue | undefined, framework: Framework, definitions: Definitions, evaluator: Evaluator,
): readonly Extract<Setup, { does: "use" }>[] {
  if (options === undefined || definitions.size === 0) return []
  return possibleValues(options).flatMap((one) => [...evaluator.entries(one)]).flatMap(([key, value]) => {
    const isOff = value.kind === "literal" && (value.value === false || value.value === null)
    return isOff ? [] : definitions.get(`${framework.name} ${key}`)?.means(value) ?? []
  })
}

/** Routers nested deeper than this are left: a function that calls itself makes them. */
export const NESTING = 16

/**
 * The routers that a handler is.
 *
 * @returns none for plain middleware
 */
export function routersIn(handler: AbstractValue, routers: Routers): readonly Router[] {
  return possibleValues(handler).flatMap((one) => routers.viewOf(one)?.router ?? [])
}

/**
 * The full paths of a setup statement's paths, below what stands above it.
 *
 * @returns one for each pair of a prefix and a path
 */
export function pathsBelow(above: string, prefixes: readonly string[], paths: readonly string[]): readonly string[] {
  return prefixes.flatMap((prefix) => paths.map((path) => joinPaths(joinPaths(above, prefix), path)))
}

/**
 * What a router says once of all its routes: where they lie.
 *
 * @returns the joined path of its `prefix` setup statements
 */
export function prefixOf(router: Router): string {
  return router.statements.reduce((path, { setup }) => (setup.does === "prefix" ? joinPaths(path, setup.path) : path), "")
}

/**
 * The operation that a route setup statement makes.
 *
 * @returns the operation, with what the scopes above declare under its own declarations
 */
export function toOperation(
  setup: Extract<Setup, { does: "route" }>, at: Location, site: CallSite | undefined, method: Method, written: string, framework: Framework,
  application: Router | undefined, chain: readonly Step[], inherited: readonly (Declared | undefined)[],
): Operation {
  const declared = [...inherited, setup.declared].reduce(mergeDeclared, undefined)
  return { method, path: toTemplate(written), written, at, site, framework, application, chain, declared, kind: setup.kind ?? "route", via: setup.via }
}
