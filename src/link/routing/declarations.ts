/**
 * Declarations that scopes and routes add to each other.
 *
 * @module
 */
import type { Declared, Documented } from "../../frameworks/framework.ts"

/**
 * What holds where one declaration stands inside another; the inner one goes before.
 *
 * @returns undefined when neither says anything
 */
export function mergeDeclared(outer: Declared | undefined, inner: Declared | undefined): Declared | undefined {
  if (outer === undefined || inner === undefined) return inner ?? outer
  const documented = mergeDocumented(outer.documented, inner.documented)
  return {
    ...outer,
    ...inner,
    inputs: { ...outer.inputs, ...inner.inputs },
    ...((outer.unnamed ?? inner.unnamed) && { unnamed: { ...outer.unnamed, ...inner.unnamed } }),
    fields: { ...outer.fields, ...inner.fields },
    expects: [...outer.expects ?? [], ...inner.expects ?? []],
    enforces: [...outer.enforces ?? [], ...inner.enforces ?? []],
    transforms: [...outer.transforms ?? [], ...inner.transforms ?? []],
    ...(documented && { documented }),
    ...((outer.metadata ?? inner.metadata) && { metadata: new Map([...(outer.metadata ?? []), ...(inner.metadata ?? [])]) }),
  }
}

/**
 * What two things say of one route; the inner one goes before where only one can hold.
 *
 * @returns everything that either says
 */
export function mergeDocumented(outer: Documented | undefined, inner: Documented | undefined): Documented | undefined {
  if (outer === undefined || inner === undefined) return inner ?? outer
  return {
    ...outer,
    ...inner,
    isWritten: outer.isWritten === true || inner.isWritten === true,
    isOpen: outer.isOpen === true || inner.isOpen === true,
    hasMoreResponses: outer.hasMoreResponses === true || inner.hasMoreResponses === true,
    tags: [...outer.tags ?? [], ...inner.tags ?? []],
    parameters: [...outer.parameters ?? [], ...inner.parameters ?? []],
    responses: [...outer.responses ?? [], ...inner.responses ?? []],
    finds: [...outer.finds ?? [], ...inner.finds ?? []],
  }
}
