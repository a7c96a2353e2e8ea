/**
 * What handlers prove, in words for people.
 *
 * @module
 */
import type { GuardProof, GuardReason } from "../../model/route.ts"
import type { InventoryStep } from "./inventory.ts"

/** What a handler proves, as a sentence without a subject. */
const PROOFS: Readonly<Record<GuardProof, string>> = {
  required: "rejects a caller without valid credentials",
  optional: "reads who the caller is, and rejects nobody",
  exempt: "is a guard, and lets this route through",
  none: "",
  unknown: "could not be followed: it may reject callers",
}

/** Why a handler proves no more; the place where that was decided comes after it. */
const REASONS: Readonly<Record<GuardReason["kind"], string>> = {
  "presence": "rejects only who sends no credential; nothing verifies what is sent",
  "leak": "rejects a caller without credentials on one path, and lets the request go on on another",
  "not followed": "may reject callers: code that could not be followed decides",
  "configuration": "may reject callers: the configuration decides",
  "stored data": "may reject callers: what is stored decides",
}

/**
 * What a handler proves, and why no more.
 *
 * @returns a sentence without a subject; empty where it has nothing to do with the caller
 */
export function describeProof({ proves, because }: InventoryStep, isLast: boolean): string {
  if (because === null) return proves === "unknown" && isLast ? "" : PROOFS[proves]
  return because.kind === "presence" || because.kind === "leak" ? REASONS[because.kind] : `${REASONS[because.kind]} (${because.file}:${because.line})`
}
