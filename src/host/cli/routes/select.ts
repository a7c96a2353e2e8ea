/**
 * Which routes of an inventory are shown, in which order, and in which groups.
 *
 * @module
 */
import { matchesSetting } from "../../../path/route-setting.ts"
import type { Method } from "../../../model/evidence.ts"
import type { RoutesOptions, SortKey } from "../options.ts"
import { hasUnknown, type Inventory, type InventoryRoute, isOpen } from "../inventory.ts"

/** Routes of one application. */
export interface RouteGroup {
  /** `express, src/app.ts:12`. */
  readonly heading: string
  readonly routes: readonly InventoryRoute[]
}

/** The worst first, as a reviewer reads. */
const AUTH_ORDER = ["open", "unknown", "optional", "public", "required"]

/** An inventory with only the routes and actions that are wanted, in the order that is wanted. */
export function selectRoutes(inventory: Inventory, options: RoutesOptions): Inventory {
  const { open = false, unknown = false, method: methods = [], path: paths = [], sort } = options
  const isWanted = (route: InventoryRoute): boolean =>
    (!open || isOpen(route)) && (!unknown || hasUnknown(route))
    && (methods.length === 0 || route.method === "*" || methods.includes(route.method))
    && (paths.length === 0 || paths.some((pattern) => matchesSetting(pattern, route.method as Method, route.path)))
  const select = (routes: readonly InventoryRoute[]): readonly InventoryRoute[] => {
    const wanted = routes.filter(isWanted)
    return sort === "path" ? wanted : wanted.sort((one, other) => compare(keyOf(one, sort), keyOf(other, sort)))
  }
  return { ...inventory, routes: select(inventory.routes), actions: select(inventory.actions) }
}

/** Routes by application, those last that none is known to mount. One group where there is one application. */
export function groupByApplication(routes: readonly InventoryRoute[], { applications }: Inventory): readonly RouteGroup[] {
  const indexes = [...new Set(routes.map(({ application }) => application))].sort((one, other) => (one ?? Infinity) - (other ?? Infinity))
  return indexes.map((index) => {
    const application = applications[index ?? -1]
    return {
      heading: application === undefined ? "No application is known to mount these" : `${application.framework}, ${application.file}:${application.line}`,
      routes: routes.filter((route) => route.application === index),
    }
  })
}

function keyOf(route: InventoryRoute, key: Exclude<SortKey, "path">): string {
  switch (key) {
    case "method":
      return route.method
    case "file":
      return `${route.file}:${String(route.line).padStart(6, "0")}`
    case "auth":
      return String(AUTH_ORDER.indexOf(isOpen(route) ? "open" : route.auth !== "required" && route.public ? "public" : route.auth))
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
