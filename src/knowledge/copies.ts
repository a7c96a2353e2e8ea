/**
 * Calls that copy: what they give, or what they write onto, holds what they are given, all of it.
 *
 * Sources: https://tc39.es/ecma262/#sec-object.assign , https://lodash.com/docs/#assign , https://underscorejs.org/#extend
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Calls that give what they are given. */
export const copyingCalls: Table<object> = [
  { name: "{Object.assign,JSON.parse,JSON.stringify,lodash.cloneDeep,lodash.clone,lodash.assign,lodash.merge}" },
]

/** Calls that write the entries of their further arguments onto the first one. */
export const assigningCalls: Table<object> = [
  { name: "{Object.assign,lodash.assign,lodash.extend,lodash.merge,lodash/assign,lodash/extend,lodash/merge,underscore.extend}" },
]
