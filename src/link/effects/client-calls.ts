/**
 * Calls of packages that work outside of the process: what is under way when they return.
 *
 * @module
 */
import { asynchronous } from "../../knowledge/promises.ts"
import { find } from "../../knowledge/table.ts"
import type { Clients } from "../evaluate/clients.ts"

/**
 * Whether a call without a callback gives a promise that is already running.
 *
 * @returns true for what is known to
 */
export function isAsynchronous(name: string | undefined, clients: Clients): boolean {
  const call = clients.callOf(name)
  if (call !== undefined && call.kind !== "part") return call.kind !== "construct" && call.isLazy !== true
  return find(asynchronous, name) !== undefined
}

/** Whether a call reaches a database, a service or the disk. */
export function reachesOut(name: string | undefined, clients: Clients): boolean {
  const call = clients.callOf(name)
  return (call !== undefined && call.kind !== "part") || find(asynchronous, name) !== undefined
}
