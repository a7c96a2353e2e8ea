/**
 * Measures, in a process of its own, the index of a folder: `node bench/index.mjs FOLDER` (`run.mjs` builds what it imports).
 *
 * Prints, as JSON, the milliseconds that reading all facts and linking all routes took, and the bytes that the facts hold.
 */
import { performance } from "node:perf_hooks"
import { findAnalysis } from "../.cache/bench/analysis.mjs"

const [, , root] = process.argv
const before = process.memoryUsage().heapUsed
const begin = performance.now()
const analysis = findAnalysis({ root, settings: {} })
analysis.workspace.refresh()
const indexed = performance.now() - begin
globalThis.gc?.()
const memory = process.memoryUsage().heapUsed - before
const start = performance.now()
const { routes } = analysis.project()
const linked = performance.now() - start
console.log(JSON.stringify({ indexed, linked, files: analysis.workspace.files().length, routes: routes.length, memory }))
