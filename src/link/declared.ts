/**
 * Declarations that scopes and routes add to each other.
 *
 * @module
 */
import type { Declared } from "../frameworks/framework.ts"

/**
 * What holds where one declaration stands inside another; the inner one goes before.
 *
 * @returns undefined when neither says anything
 */
export function mergeDeclared(outer: Declared | undefined, inner: Declared | undefined): Declared | undefined {
  if (outer === undefined || inner === undefined) return inner ?? outer
  return {
    ...outer,
    ...inner,
    inputs: { ...outer.inputs, ...inner.inputs },
    fields: { ...outer.fields, ...inner.fields },
    expects: [...outer.expects ?? [], ...inner.expects ?? []],
    enforces: [...outer.enforces ?? [], ...inner.enforces ?? []],
    ...((outer.metadata ?? inner.metadata) && { metadata: new Map([...(outer.metadata ?? []), ...(inner.metadata ?? [])]) }),
  }
}
