/**
 * Comments with OpenAPI in YAML: what is read of them, also where the YAML is written otherwise, or broken.
 *
 * @module
 */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readComment } from "../../src/link/evidence/documentation/openapi-comment.ts"

const documentedIn = (text: string) => readComment(text).map(({ method, path, documented }) => ({ ...documented, route: `${method} ${path}` }))

describe("a comment with OpenAPI", () => {
  it("names the operations of its paths, with and without `paths`, stars and quotes", () => {
    const routes = (text: string): readonly string[] => documentedIn(text).map(({ route }) => route)
    const expected = ["GET /ferries", "POST /ferries", "GET /ferries/{id}"]
    expect(routes("*\n * @openapi\n * /ferries:\n *   get: {}\n *   post:\n *     summary: Add a ferry\n * /ferries/{id}:\n *   get: {}\n ")).toEqual(expected)
    expect(routes("*\n@swagger\npaths:\n  \"/ferries\":\n    get:\n    post:\n  '/ferries/{id}': { get: { summary: One } }\n")).toEqual(expected)
  })

  it("reads block scalars, lists of both kinds, numbers as statuses, and anchors", () => {
    const text = [
      "@openapi", "/ferries:", "  parameters:", "    - { in: query, name: day }", "  get:", "    description: |", "      All ferries", "      of a day", "    operationId: 12", "    tags: [Ferries, Harbour]",
      "    responses: &answers", "      200: { description: The ferries, content: { application/json: { schema: { type: array } } } }", "      4XX:", "        description: No",
      "  post:", "    tags:", "      - Ferries", "    requestBody: { required: true }", "    responses: *answers",
    ].join("\n")
    const responses = ["200", "4XX"]
    const written = { by: "@openapi", isWritten: true }
    expect(documentedIn(text)).toEqual([
      { ...written, route: "GET /ferries", description: "All ferries\nof a day", operationId: "12", tags: ["Ferries", "Harbour"], parameters: [{ part: "query", name: "day" }], responses },
      { ...written, route: "POST /ferries", tags: ["Ferries"], parameters: [{ part: "query", name: "day" }, { part: "body", name: "body" }], responses },
    ])
    expect(readComment(text).map(({ hasSchema }) => hasSchema)).toEqual([true, true])
  })

  it("has a schema where a good answer has one, and not where an error has", () => {
    const answer = (status: string, of: string): string => `@openapi\n/a:\n  get:\n    responses:\n      ${status}:\n        ${of}`
    expect(readComment(answer("201", "content: { application/json: { schema: { $ref: \"#/x\" } } }"))[0]?.hasSchema).toBe(true)
    expect(readComment(answer("default", "$ref: \"#/components/responses/Ferry\""))[0]?.hasSchema).toBe(true)
    expect(readComment(answer("400", "schema: { type: object }"))[0]?.hasSchema).toBe(false)
    expect(readComment(answer("200", "description: \"schema: none\""))[0]?.hasSchema).toBe(false)
  })

  it("ends at the next tag", () => {
    expect(documentedIn(" Ferries.\n * @openapi\n * /a:\n *   get: {}\n * @param {string} name\n *   /b:\n *     get: {}\n * @swagger\n * /c:\n *   put: {}").map(({ route }) => route)).toEqual(["GET /a", "PUT /c"])
  })

  it("reads what it can where the YAML has mistakes", () => {
    const found = documentedIn("@openapi\n/a:\n\tget:\n\t\tsummary: Note: two colons\n\t\ttags: [A]\n/b:\n  get:\n    summary: Well written\n    tags: *missing\n")
    expect(found.map(({ route }) => route)).toEqual(["GET /a", "GET /b"])
    expect(found[1]).toMatchObject({ summary: "Well written", responses: [] })
  })

  it("finds none in a comment of schemas, nor in one that refers to itself or grows without end", () => {
    expect(readComment("@openapi\ncomponents:\n  schemas:\n    Ferry: { type: object }")).toEqual([])
    expect(readComment("@openapi\n- /a\n- /b")).toEqual([])
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]", ...["b", "c", "d", "e", "f", "g", "h"].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[index]}`).join(", ")}]`)]
    expect(readComment(`@openapi\n${bomb.join("\n")}\n/a:\n  get: { tags: *h }`)).toEqual([])
    expect(readComment("@openapi\n/a:\n  get: &x\n    responses:\n      200: *x").map(({ hasSchema }) => hasSchema)).toEqual([false])
  })

  it("never throws", () => {
    const line = fc.oneof(fc.string(), fc.constantFrom("/a:", "  get:", "    responses:", "      200:", "    tags: [", "  - &a", "*a", " * @openapi", "    summary: >-", "? x", "!!binary |"))
    fc.assert(fc.property(fc.array(line, { maxLength: 20 }), (lines) => Array.isArray(readComment(`@openapi\n${lines.join("\n")}`))))
  })
})
