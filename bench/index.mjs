/**
 * Measures, in a process of its own, the index of a folder: `node bench/index.mjs FOLDER` (`run.mjs` builds what it imports).
 *
 * Prints, as JSON, milliseconds from the first look at the folder to all facts read, to all routes linked, and the memory
 * held after that, in bytes.
 */
import { performance } from "node:perf_hooks"
import { findAnalysis } from "../.cache/bench/analysis.js"

const [, , root] = process.argv
const begin = performance.now()
const analysis = findAnalysis({ root, settings: {} })
analysis.workspace.refresh()
const indexed = performance.now() - begin
const { routes } = analysis.project()
const linked = performance.now() - begin
globalThis.gc?.()
console.log(JSON.stringify({
  indexed, linked, files: analysis.workspace.files().length, routes: routes.length, memory: process.memoryUsage().heapUsed,
}))
