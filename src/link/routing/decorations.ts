/**
 * Decorations: values that frameworks put on routers, requests, responses and contexts under a name, as
 * `fastify.decorate("authenticate", guard)` does.
 *
 * @module
 */
import type { Setup } from "../../frameworks/framework.ts"
import type { AbstractValue } from "../../model/values.ts"
import { join, possibleValues } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import type { Router, Routers } from "./routers.ts"

/** What is decorated, and the name; `on` is a role or `router`. */
type Decoration = Extract<Setup, { does: "decorate" }>

/** The values that one name has, by the router that they belong to. */
type ValuesByRouter = Map<AbstractValue, AbstractValue>

/** The decorations of one link; they grow while the setup code is interpreted. */
export interface Decorations {
  /** A router, or what it handles, has a value under a name from now on; so have the routers inside of it. */
  declare(router: Router, decoration: Decoration): void
  /** The value that a member of a decorated thing has; undefined where nothing decorates it. */
  valueOf(object: AbstractValue, name: string): AbstractValue | undefined
  /**
   * The router whose decorations the requests, responses and contexts of a router have; undefined where they are the same for
   * all routers.
   */
  decoratorOf(router: AbstractValue): AbstractValue | undefined
}

/**
 * No decorations yet.
 *
 * @param routers tells routers; asked when a member of something decorated is looked up, not before
 * @param evaluator asked when a member is looked up, not before
 * @returns decorations
 */
export function createDecorations(routers: () => Routers, evaluator: () => Evaluator): Decorations {
  const declared = new Map<string, ValuesByRouter>()
  const joined = new Map<ValuesByRouter, AbstractValue>()
  const inProgress = new Set<string>()
  let differing: readonly ValuesByRouter[] | undefined

  function declare({ value: router, framework }: Router, { on, name, value }: Decoration): void {
    const key = `${on}.${name}`
    const values = declared.get(key) ?? new Map<AbstractValue, AbstractValue>()
    declared.set(key, values.set(framework.encapsulates === true ? router : outermostOf(router), value))
    joined.delete(values)
    differing = undefined
  }

  function valueOf(object: AbstractValue, name: string): AbstractValue | undefined {
    if (declared.size === 0) return undefined
    if (object.kind === "role") {
      const values = declared.get(`${object.name}.${name}`)
      return values === undefined ? undefined : bindTo(valueFor(object.router, values), object, evaluator())
    }
    const values = object.kind === "result" || object.kind === "scope" || object.kind === "unbound" ? declared.get(`router.${name}`) : undefined
    if (values === undefined || inProgress.has(name)) return undefined
    inProgress.add(name)
    const router = routers().viewOf(object)?.router.value
    inProgress.delete(name)
    return router === undefined ? undefined : valueFor(router, values)
  }

  /**
   * What the nearest router around declares. Where none does, any of those that are declared: a plugin may be registered in a
   * way that is not followed.
   */
  function valueFor(router: AbstractValue | undefined, values: ValuesByRouter): AbstractValue {
    const own = routersAround(router).map((one) => values.get(one)).find((one) => one !== undefined)
    if (own !== undefined) return own
    const any = joined.get(values) ?? join([...values.values()])
    joined.set(values, any)
    return any
  }

  function decoratorOf(router: AbstractValue): AbstractValue | undefined {
    const roles = differing ??= [...declared].flatMap(([key, values]) => (!key.startsWith("router.") && new Set(values.values()).size > 1 ? [values] : []))
    return roles.length === 0 ? undefined : routersAround(router).find((one) => roles.some((values) => values.has(one)))
  }

  return { declare, valueOf, decoratorOf }
}

/** A router and those that it lies in, innermost first. */
function routersAround(router: AbstractValue | undefined): readonly AbstractValue[] {
  const around: AbstractValue[] = []
  for (let one = router; one !== undefined; one = one.kind === "scope" ? one.of : undefined) around.push(one)
  return around
}

const outermostOf = (router: AbstractValue): AbstractValue => routersAround(router).at(-1) ?? router

/** A function on a request, response or context has it as `this`. */
function bindTo(value: AbstractValue, receiver: AbstractValue, evaluator: Evaluator): AbstractValue {
  if (value.kind === "choice") return join(possibleValues(value).map((one) => bindTo(one, receiver, evaluator)), value.test)
  return value.kind === "function" && value.receiver === undefined ? evaluator.bind(value, receiver) : value
}
