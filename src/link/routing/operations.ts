/**
 * The routing tree: routers with their setup statements become operations, each with everything a request meets before it.
 *
 * @module
 */
import type { Evaluator } from "../evaluate/evaluator.ts"
import { definitionsIn, type Operation, routersIn } from "./operation.ts"
import { walkTree } from "./order-free-scopes.ts"
import { walkStack } from "./ordered-scopes.ts"
import type { Router, Routers } from "./routers.ts"

/**
 * Every operation of the project.
 *
 * @returns those of applications first, then those of routers that nothing mounts
 */
export function buildOperations(routers: Routers, evaluator: Evaluator): readonly Operation[] {
  const seen = new Set<Router>()
  const definitions = definitionsIn(routers)
  const walk = (root: Router, application: Router | undefined): readonly Operation[] =>
    root.framework.scope === "order-free tree"
      ? walkTree(root, application, routers, seen)
      : walkStack(root, application, routers, seen, definitions, evaluator)
  const roots = routers.all.filter((router) => router.kind === "app" && !isMounted(router, routers))
  const operations = roots
    .filter((router) => isServing(router, roots, routers))
    .flatMap((router) => walk(router, router))
  // An unmounted router below another one is reached through it.
  const loose = routers.all.filter((router) => !seen.has(router) && router.statements.length > 0)
  const below = new Set(loose.flatMap((router) => childrenOf(router, routers)))
  const unmounted = loose.filter((router) => !below.has(router)).flatMap((router) => walk(router, undefined))
  return [...operations, ...unmounted]
}

/**
 * Whether an application that might be a part of another one serves by itself: where some mount others, the rest of
 * the same framework is taken for parts whose mount could not be followed.
 */
function isServing(router: Router, roots: readonly Router[], routers: Routers): boolean {
  if (router.framework.mountsApplications !== true) return true
  const peers = roots.filter((other) => other.framework === router.framework && other.statements.length > 0)
  const isComposed = (one: Router): boolean => childrenOf(one, routers).length > 0
  return isComposed(router) || !peers.some(isComposed)
}

function childrenOf(router: Router, routers: Routers): readonly Router[] {
  return router.statements.flatMap(({ setup, child }) => {
    if (child !== undefined) return [child]
    if (setup.does !== "use" && setup.does !== "route") return []
    return setup.handlers.flatMap((handler) => routersIn(handler, routers))
  })
}

const isMounted = (router: Router, routers: Routers): boolean =>
  routers.all.some((other) => other !== router && childrenOf(other, routers).includes(router))
