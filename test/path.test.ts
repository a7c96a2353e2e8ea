/**
 * Paths: what templates, written paths and patterns of settings cover, held against each other and against requests.
 *
 * @module
 */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { matches } from "../src/path/path-to-regexp.ts"
import { matchesSetting } from "../src/path/route-setting.ts"
import { covers, examplePath, isBelow, joinPaths, segmentsOf, shapeOf, toTemplate } from "../src/path/template.ts"
import { includesPath, isSamePath, readPattern } from "../src/path/written-path.ts"

const word = fc.constantFrom("orders", "ships", "a", "b")
const segment = fc.oneof({ weight: 3, arbitrary: word }, { weight: 1, arbitrary: fc.constantFrom("{id}", "{name}") })
const anySegment = fc.oneof({ weight: 5, arbitrary: segment }, { weight: 1, arbitrary: fc.constant("{*}") }, { weight: 1, arbitrary: fc.constant("{id}.pdf") })
const template = fc.array(anySegment, { maxLength: 5 })
const request = fc.array(fc.oneof(word, fc.constantFrom("1", "7.pdf")), { maxLength: 6 })

/** The requests of a template, as a regular expression: written otherwise than the matcher. */
function requestsOf(segments: readonly string[]): RegExp {
  const parts = segments.map((one, index) => (one === "{*}"
    ? (index === segments.length - 1 ? "(?:/[^/]+)*" : "(?:/[^/]+)+")
    : `/${one.split(/\{\w+\}/).map((text) => text.replaceAll(".", "\\.")).join("[^/]+")}`))
  return new RegExp(`^${parts.join("")}$`)
}

const toPath = (segments: readonly string[]): string => segments.map((one) => `/${one}`).join("")

describe("templates", () => {
  it.each([
    ["/orders", "/orders"], ["orders/:id", "/orders/{id}"], ["/orders{/:id}", "/orders/{id}"], ["/files/*path", "/files/{*}"], ["/files/*", "/files/{*}"],
    ["/o/:id(\\d+)", "/o/{id}"], ["/a//b/", "/a/b"], ["", "/"], ["/v1::read", "/v1:read"], ["/(.*)", "/{*}"],
  ])("are made of what is written: %s", (written, expected) => {
    expect(toTemplate(written)).toBe(expected)
  })

  it.each([
    ["/a/{*}", "/a/b/c", true], ["/a/{*}", "/a", true], ["/a/{*}/b", "/a/x/b", true], ["/a/{*}/b", "/a/x/y/b", true], ["/a/{*}/b", "/a/b", false],
    ["/a/{*}/b", "/a/x/c", false], ["/a/{*}/b", "/a/x/b/c", false], ["/a/{id}", "/a/b", true], ["/a/b", "/a/{id}", false], ["/{id}.pdf", "/7.pdf", true],
    ["/{id}.pdf", "/7.png", false], ["/a/{*}", "/b", false], ["/a", "/a/b", false], ["/", "/", true],
  ])("cover paths: %s covers %s: %s", (pattern, path, expected) => {
    expect(covers(segmentsOf(pattern), segmentsOf(path))).toBe(expected)
  })

  it("cover exactly the requests that a regular expression of them matches", () => {
    fc.assert(fc.property(template, request, (pattern, path) => {
      expect(covers(pattern, path)).toBe(requestsOf(pattern).test(toPath(path)))
    }))
  })

  it("cover what covers less: a request of a covered template is one of the covering template", () => {
    const step = fc.record({ text: word, isOpenBelow: fc.boolean(), isOpenAbove: fc.boolean() })
    fc.assert(fc.property(fc.array(step, { maxLength: 6 }), fc.nat(6), (steps, end) => {
      const narrow = steps.map(({ text, isOpenBelow }) => (isOpenBelow ? "{id}" : text))
      const wide = narrow.map((text, index) => (steps[index]?.isOpenAbove === true ? "{name}" : text))
      const path = steps.map(({ text }) => text)
      for (const above of [wide, [...wide.slice(0, end), "{*}"]]) {
        expect([covers(above, narrow), covers(narrow, path), covers(above, path)]).toEqual([true, true, true])
      }
    }))
  })

  it("are above what goes on below, and cover themselves", () => {
    fc.assert(fc.property(fc.array(segment, { maxLength: 5 }), template, (pattern, below) => {
      expect(covers(pattern, pattern)).toBe(true)
      expect(isBelow([...pattern, ...below], pattern)).toBe(true)
      expect(segmentsOf(joinPaths(toPath(pattern), toPath(below)))).toEqual([...pattern, ...below])
    }))
  })

  it("are matched in a time that wildcards do not multiply", () => {
    const pattern = Array.from({ length: 400 }, (_, index) => (index % 2 === 0 ? "{*}" : "a"))
    expect(covers([...pattern, "end"], Array.from({ length: 2000 }, () => "a"))).toBe(false)
  })

  it("have one shape whatever their parameters are called, and an example that they cover", () => {
    expect(shapeOf("/orders/{id}/lines/{line}/")).toBe("/orders/{}/lines/{}")
    expect(shapeOf("/orders/:order/lines/:line(\\d+)")).toBe("/orders/{}/lines/{}")
    expect([shapeOf("/"), shapeOf("/files/{*}")]).toEqual(["/", "/files/{*}"])
    fc.assert(fc.property(template, (pattern) => {
      expect(shapeOf(shapeOf(toPath(pattern)))).toBe(shapeOf(toPath(pattern)))
      expect(covers(pattern, segmentsOf(examplePath(toPath(pattern))))).toBe(true)
    }))
  })
})

const written = fc.array(fc.oneof({ weight: 4, arbitrary: word }, { weight: 2, arbitrary: fc.constantFrom(":id", ":name", ":n(\\d+)") }), { maxLength: 4 })
  .chain((segments) => fc.constantFrom(toPath(segments), `${toPath(segments)}/*`))

describe("written paths", () => {
  it("include what the templates made of them cover", () => {
    fc.assert(fc.property(written, written, fc.boolean(), (one, other, isOpen) => {
      for (const [wide, narrow] of [[one, other], [isOpen ? "/*" : one, one], [one.replaceAll(/\/(?:a|b)(?=\/|$)/g, "/:id"), one]] as const) {
        if (!includesPath(readPattern(wide), readPattern(narrow))) continue
        expect(covers(segmentsOf(toTemplate(wide)), segmentsOf(toTemplate(narrow)))).toBe(true)
      }
    }))
  })

  it("are the same where each includes the other, and their templates have one shape", () => {
    fc.assert(fc.property(written, (one) => {
      const other = one.replaceAll(/:(?:id|name)\b/g, ":key")
      const [left, right] = [readPattern(one), readPattern(other)]
      expect([isSamePath(left, right), isSamePath(right, left)]).toEqual(one.includes("(") && one !== other ? [false, false] : [true, true])
      expect(shapeOf(toTemplate(one))).toBe(shapeOf(toTemplate(other)))
    }))
  })
})

describe("patterns of settings", () => {
  it("name what the templates that they are written like cover", () => {
    fc.assert(fc.property(fc.array(fc.oneof(word, fc.constant("*")), { minLength: 1, maxLength: 4 }), fc.boolean(), fc.array(segment, { minLength: 1, maxLength: 5 }), (segments, isOpen, path) => {
      const pattern = segments.map((one) => (one === "*" ? "{one}" : one))
      expect(matchesSetting(`${toPath(segments)}${isOpen ? "/**" : ""}`, "GET", toPath(path))).toBe(covers(isOpen ? [...pattern, "{*}"] : pattern, path))
    }))
  })
})

describe("patterns of path-to-regexp", () => {
  it("match what the templates of plain ones cover, and never throw", () => {
    fc.assert(fc.property(fc.array(fc.oneof(word, fc.constant(":id")), { minLength: 1, maxLength: 4 }), fc.boolean(), request, (segments, isOpen, path) => {
      const pattern = segments.map((one) => (one === ":id" ? "{id}" : one))
      expect(matches([`${toPath(segments)}${isOpen ? "/:rest*" : ""}`], toPath(path))).toBe(covers(isOpen ? [...pattern, "{*}"] : pattern, path))
    }))
    fc.assert(fc.property(fc.string(), fc.string(), (pattern, path) => [true, false, undefined].includes(matches([pattern], path))))
  })
})
