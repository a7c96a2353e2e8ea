/**
 * Decorations: values that frameworks put on routers, requests, responses and contexts under a name, as
 * `fastify.decorate("authenticate", guard)` does.
 *
 * @module
 */
import type { Framework } from "../../frameworks/framework.ts"
import type { AbstractValue } from "../../model/values.ts"
import { nameOf } from "../evaluate/canonical-name.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import type { Routers } from "./routers.ts"

/** The decorations of one link; they grow while the setup code is interpreted. */
export interface Decorations {
  /** By what is decorated and the name: `request.currentUser`, `router.authenticate`. */
  readonly values: Map<string, AbstractValue>
  /** The value that a member of a decorated thing has; undefined where nothing decorates it. */
  valueOf(object: AbstractValue, name: string): AbstractValue | undefined
  /** Says which values are routers; before that, the name of what made a value decides. */
  setRouters(routers: Routers): void
}

/**
 * No decorations yet.
 *
 * @returns decorations; `evaluator` is asked when a member is looked up, not before
 */
export function createDecorations(frameworks: readonly Framework[], evaluator: () => Evaluator): Decorations {
  const values = new Map<string, AbstractValue>()
  const inProgress = new Set<string>()
  const known: { routers?: Routers } = {}

  const isMadeByFramework = (object: AbstractValue): boolean => {
    const name = nameOf(object, evaluator())
    return name !== undefined && frameworks.some((framework) => Object.hasOwn(framework.routers, name) || framework.routerTypes.includes(name.replace(/\(\)$/, "")))
  }
  const isRouter = (object: AbstractValue): boolean =>
    (known.routers === undefined ? object.kind === "scope" || isMadeByFramework(object) : known.routers.viewOf(object) !== undefined)

  function valueOf(object: AbstractValue, name: string): AbstractValue | undefined {
    if (values.size === 0) return undefined
    if (object.kind === "role") return bindTo(values.get(`${object.name}.${name}`), object, evaluator())
    if (!values.has(`router.${name}`) || (object.kind !== "result" && object.kind !== "scope" && object.kind !== "unbound")) return undefined
    if (inProgress.has(name)) return undefined
    inProgress.add(name)
    const isDecorated = isRouter(object)
    inProgress.delete(name)
    return isDecorated ? values.get(`router.${name}`) : undefined
  }

  return { values, valueOf, setRouters: (routers) => { known.routers = routers } }
}

/** A function on a request, response or context has it as `this`. */
function bindTo(value: AbstractValue | undefined, receiver: AbstractValue, evaluator: Evaluator): AbstractValue | undefined {
  return value?.kind === "function" && value.receiver === undefined ? evaluator.bind(value, receiver) : value
}
