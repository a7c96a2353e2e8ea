/**
 * Every parser gives the same facts and places of several hundred sources of installed packages.
 *
 * @module
 */
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { compareParsers, listSources } from "../facts/parsers.ts"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))

function sample(files: readonly string[], count: number): string[] {
  const step = Math.max(1, Math.floor(files.length / count))
  return files.filter((_, index) => index % step === 0)
}

describe("every parser gives the same facts and places", () => {
  it("of several hundred installed sources", () => {
    const all = listSources(join(ROOT, "node_modules"))
    const typed = all.filter((file) => /ts$/.test(file))
    const files = [...sample(all, 250), ...sample(typed, 60), ...listSources(join(ROOT, "src"))]
    const comparisons = files.map(compareParsers)
    expect(comparisons.filter((count) => count > 0).length).toBeGreaterThan(250)
    expect(comparisons.filter((count) => count === 2).length).toBeGreaterThan(150)
  })
})
