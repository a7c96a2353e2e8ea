/**
 * Calls as keys of a map, and as evidence.
 *
 * @module
 */
import type { Evidence } from "../../model/evidence.ts"
import type { CallSite } from "../../model/values.ts"
import { locate } from "../source/location.ts"

/** Identifies a call site within a link. */
export const siteKey = (site: CallSite): string => `${site.module.file}:${site.call}`

/** The place of a check that a call makes. */
export const evidenceAt = (site: CallSite, name: string): Evidence =>
  ({ at: locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0), name })
