/**
 * Names that promise a guard, and prove none.
 *
 * @module
 */
import { nonProtectiveName, protectiveName } from "../../../knowledge/identity.ts"

/**
 * Whether a function is called as if it let nobody through without credentials.
 *
 * @param name a canonical name, or one as written
 * @returns the answer
 */
export function isGuardLikeName(name: string): boolean {
  const last = name.replaceAll("()", "").split(".").at(-1) ?? name
  return protectiveName.test(last) && !nonProtectiveName.test(last)
}
