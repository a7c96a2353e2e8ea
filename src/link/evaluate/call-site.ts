/**
 * Calls as keys of a map, and as evidence.
 *
 * @module
 */
import type { Evidence } from "../../model/evidence.ts"
import type { CallSite } from "../../model/values.ts"
import { locate } from "../source/location.ts"
import type { Evaluator } from "./evaluator.ts"

/** Identifies a call site within a link. */
export const siteKey = (site: CallSite): string => `${site.module.file}:${site.call}`

/** A call, and those on which it stands: `h.response(body).code(401)`, `select().from(keys).where(isKey).limit(1)`. */
export function sitesOfChain(site: CallSite, evaluator: Evaluator): readonly CallSite[] {
  const { receiver } = evaluator.callee(site)
  return receiver?.kind === "result" ? [site, ...sitesOfChain(receiver.site, evaluator)] : [site]
}

/** The place of a check that a call makes. */
export const evidenceAt = (site: CallSite, name: string): Evidence =>
  ({ at: locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0), name })
