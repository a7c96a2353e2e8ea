/**
 * Functions that ask whether there is anything, and functions that give what they are given in another form.
 *
 * Sources: https://lodash.com/docs , https://underscorejs.org , https://ramdajs.com/docs/#isNil , ECMA-262 and
 * https://nodejs.org/api/buffer.html , by hand (2026-12).
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Canonical names of functions that are true where there is nothing: `isEmpty(user)`. */
export const findsNothing: Table<object> = [
  { name: "{lodash,lodash-es,underscore,ramda,radash}.{isEmpty,isNil,isNull,isUndefined}" },
  { name: "lodash/{isEmpty,isNil,isNull,isUndefined}" },
  { name: "util.{isNull,isUndefined,isNullOrUndefined}" },
]

/** Canonical names of functions whose result is nothing where they are given nothing, and the caller's where they are given that. */
export const transparentCalls: Table<object> = [
  { name: "{Boolean,String,Number,Array,parseInt,parseFloat,atob,btoa,decodeURIComponent,decodeURI,encodeURIComponent,structuredClone}" },
  { name: "{JSON.parse,JSON.stringify,Buffer.from,Number.parseInt,Array.from}" },
]
