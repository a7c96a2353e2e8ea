/**
 * The work of linking and of the rules grows no faster than the project. It is counted, not timed.
 *
 * @module
 */
import { expect, it } from "vitest"
import { rules } from "../../rules/index.ts"
import { frameworks } from "../../src/frameworks/index.ts"
import { noWork, type Work } from "../../src/link/evaluate/work.ts"
import { linkProject } from "../../src/link/project/link.ts"
import { orms } from "../../src/orm/index.ts"
import { generateBackend } from "../generated-backend.ts"
import { createSources } from "../linking.ts"

const SIZES = [200, 400, 800]

/** How much more the second hundreds of files may cost than the first. */
const SLACK = 1.05

function countWork(files: number): Work {
  const work = noWork()
  const project = linkProject(createSources(generateBackend(files)), { frameworks, orms }, work)
  expect(project.routes.length).toBeGreaterThan(files / 2)
  for (const rule of rules) expect([...rule.check(project, rule.defaults ?? {})]).toBeInstanceOf(Array)
  return work
}

it("evaluates, enters and looks at functions in proportion to the files", () => {
  const [few, some, many] = SIZES.map(countWork) as [Work, Work, Work]
  for (const kind of ["evaluations", "frames", "visits"] as const) {
    const [first, second] = [some[kind] - few[kind], many[kind] - some[kind]]
    expect(first, kind).toBeGreaterThan(0)
    expect(second, `${kind}: ${few[kind]}, ${some[kind]}, ${many[kind]}`).toBeLessThanOrEqual(2 * SLACK * first)
  }
})
