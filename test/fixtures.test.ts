/**
 * Every fixture application is read as its `routes.txt`, its `evidence.txt` and its comments say.
 *
 * @module
 */
import { join, relative, resolve } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { analyseApplication, findApplications, readEvidence, readExpectations, readRoutes, type Report } from "../fixtures/application.ts"
import { rules } from "../rules/index.ts"
import { listFixtures } from "../scripts/fixture-index.ts"

const ROOT = resolve(import.meta.dirname, "..")
const fixtures = join(ROOT, "fixtures")
const applications = findApplications(fixtures).map((root) => [relative(fixtures, root), root] as const)

/** What to do where an application is not read as it was. */
const UPDATE = "where the change is right, npm run update writes it"

describe.each(applications)("%s", (_name, root) => {
  const { expected, missed } = readExpectations(root)
  let report: Report
  beforeAll(() => {
    report = analyseApplication(root)
  })

  it("is read without a failure", () => {
    expect(report.failures).toEqual([])
  })

  it("has the routes of routes.txt", () => {
    expect(report.routes.join("\n"), UPDATE).toBe(readRoutes(root).join("\n"))
  })

  it("has the evidence of evidence.txt", () => {
    expect(report.evidence.join("\n"), UPDATE).toBe(readEvidence(root).join("\n"))
  })

  it("gets the findings that its comments expect", () => {
    expect(report.findings.filter((finding) => !missed.includes(finding))).toEqual(expected)
  })

  it("misses what its comments say is missed", () => {
    const found = missed.filter((finding) => report.findings.includes(finding))
    expect(found, "found by now: write `expect` where the comment says `miss`").toEqual([])
  })
})

describe("the reference shops", () => {
  const shops = applications.filter(([name]) => name.startsWith("reference"))

  it("exist for more than one framework", () => {
    expect(shops.length).toBeGreaterThan(1)
  })

  it.each(shops)("%s has the routes of the others", (_name, root) => {
    const [, first = ""] = shops[0] ?? []
    expect(readRoutes(root).map(withoutPlace)).toEqual(readRoutes(first).map(withoutPlace))
  })
})

describe("the fixtures", () => {
  it("name rules that exist", () => {
    const names = new Set(rules.map(({ name }) => name))
    const unknown = applications.flatMap(([, root]) => {
      const { expected, missed } = readExpectations(root)
      return [...expected, ...missed].filter((place) => !names.has(place.slice(place.indexOf(" ") + 1)))
    })
    expect(unknown).toEqual([])
  })

  it("tell what they prove", () => {
    const silent = (["reference", "shapes", "rules"] as const).flatMap((group) => listFixtures(ROOT, group))
      .filter(({ description }) => description === "").map(({ folder }) => folder)
    expect(silent, "write a `description` into the package.json").toEqual([])
  })

  it("say of routes only what can be", () => {
    const words = new RegExp(
      /^[A-Z*]+ \/\S* \S+:\d+ auth=(required|optional|none|unknown)( public)?/.source
      + /( (body|query|params)=(validated|manual|unvalidated|unused|unknown)){3}/.source
      + / response=(declared|undeclared|bodiless|unknown)$/.source,
    )
    const wrong = applications.flatMap(([, root]) => readRoutes(root)).filter((line) => !words.test(line))
    expect(wrong).toEqual([])
  })

  it("name every place of routes.txt once", () => {
    for (const [name, root] of applications) {
      const lines = readRoutes(root)
      expect(new Set(lines).size, join("fixtures", name)).toBe(lines.length)
    }
  })
})

/** A line of routes.txt without the file and line of the registration. */
function withoutPlace(line: string): string {
  return line.replace(/ \S+:\d+ /, " ")
}
