/**
 * Calls of the language and of general packages that copy, parse or cut down plain data, and check nothing.
 *
 * Sources: https://tc39.es/ecma262 , https://lodash.com/docs/4.17.15
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Canonical name of a called function -> the index of the argument that it converts. */
export const conversions: Table<{ readonly data: number }> = [
  { name: "JSON.parse", data: 0 },
  { name: "Object.assign", data: 1 },
  { name: "{lodash.pick,lodash.omit,lodash/pick,lodash.pick()}", data: 0 },
]

/**
 * Functions that a whole body may be handed to without being used as a value: they parse it, list it, print it, or are chains
 * of checks.
 */
export const wholeReaders: Table<object> = [
  { name: "console.**" },
  { name: "Object.{keys,values,entries,hasOwn,fromEntries}" },
  { name: "JSON.{parse,stringify}" },
  { name: "express-validator.**" },
  { name: "**.{log,info,debug,warn,error,trace}" },
]
