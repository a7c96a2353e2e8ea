/**
 * Iteration: what runs a callback once per element, and what makes chunks of a collection.
 *
 * Sources: https://tc39.es/ecma262/#sec-array.prototype.map and its neighbours, https://lodash.com/docs ,
 * https://caolan.github.io/async/v3/docs.html , http://bluebirdjs.com/docs/api/promise.map.html ,
 * https://github.com/sindresorhus/p-map#readme , https://github.com/sindresorhus/p-each-series#readme
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Methods that call what they are given once per element of what they are called on. */
export const iterationMethods: ReadonlySet<string> = new Set([
  "map", "forEach", "flatMap", "filter", "some", "every", "find", "findIndex", "findLast", "reduce", "reduceRight", "sort",
  "eachAsync",
])

/** Of these, what databases have too, with a callback that is called once: `collection.find(query, callback)`. */
export const queryMethods: ReadonlySet<string> = new Set(["find", "filter", "some", "every", "sort", "reduce"])

const LODASH = "{lodash,lodash-es,underscore}"
const LODASH_NAMES = "map,each,forEach,flatMap,filter,some,every,find,reduce,sortBy,groupBy,keyBy,mapValues,forOwn"
const ASYNC_NAMES = "each,eachSeries,eachLimit,forEach,forEachSeries,forEachLimit,eachOf,eachOfSeries,map,mapSeries,"
  + "mapLimit,filter,reduce,concat,concatSeries"

/** Canonical name of a package's function -> the argument that it walks. */
export const iterations: Table<{ readonly collection: number }> = [
  { name: `${LODASH}.{${LODASH_NAMES}}`, collection: 0 },
  { name: `lodash.{${LODASH_NAMES}}.default`, collection: 0 },
  { name: `lodash/fp.{${LODASH_NAMES}}`, collection: 1 },
  { name: `async.{${ASYNC_NAMES}}`, collection: 0 },
  { name: "bluebird.{map,mapSeries,each,filter,reduce}", collection: 0 },
  { name: "{Promise.map,Promise.mapSeries,Promise.each}", collection: 0 },
  { name: "{p-map,p-each-series,p-map-series,p-filter,p-reduce}", collection: 0 },
  { name: "{modern-async,radash}.{map,forEach,mapLimit,forEachLimit,parallel}", collection: 0 },
  { name: "Array.from", collection: 0 },
]

/** Names of functions and bindings that hold a collection cut into pieces: a query for each piece is the batch form. */
export const chunkName = /chunk|batch|bulk|slices?$|partition|splitEvery/i
