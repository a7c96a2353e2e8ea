import { testRule } from "./tester.ts"

testRule("rest-path", [
  {
    name: "one breach of each convention, and what is left alone",
    file: "one-breach-of-each-convention/src/app.js",
    errors: [
      { messageId: "parameter", data: { name: "shipId", route: "GET /ships/{shipId}/crew", more: "", usual: "id" }, line: 10, column: 5, endLine: 10, endColumn: 8 },
      { messageId: "case", data: { segment: "cargo_holds", route: "GET /ships/{id}/cargo_holds", more: "", style: "kebab", wanted: "cargo-holds" }, line: 11, column: 5, endLine: 11, endColumn: 8 },
      { messageId: "case", data: { segment: "createShip", route: "POST /ships/createShip", more: "", style: "kebab", wanted: "create-ship" }, line: 12, column: 5, endLine: 12, endColumn: 9 },
      { messageId: "verb", data: { segment: "createShip", route: "POST /ships/createShip", more: "", method: "POST" }, line: 12, column: 5, endLine: 12, endColumn: 9 },
      { messageId: "verb", data: { segment: "delete", route: "DELETE /ships/{id}/delete", more: "", method: "DELETE" }, line: 13, column: 5, endLine: 13, endColumn: 11 },
      { messageId: "singular", data: { segment: "pilot", route: "GET /pilot/{pilotId}", more: "", wanted: "pilots" }, line: 14, column: 5, endLine: 14, endColumn: 8 },
      { messageId: "singular", data: { segment: "captain", route: "GET /captain/{id}", more: "", wanted: "captains" }, line: 16, column: 5, endLine: 16, endColumn: 8 },
      { messageId: "slash", data: { route: "GET /tides" }, line: 17, column: 5, endLine: 17, endColumn: 8 },
      { messageId: "extension", data: { extension: ".json", route: "GET /tides.json", more: "" }, line: 18, column: 5, endLine: 18, endColumn: 8 },
      { messageId: "deep", data: { route: "GET /ports/{id}/docks/{dock}/cranes/{crane}/lifts", depth: "4", maximum: "3" }, line: 19, column: 5, endLine: 19, endColumn: 8 },
    ],
  },
  {
    name: "a segment of two routes, once",
    file: "one-breach-of-each-convention/src/berths.js",
    errors: [
      { messageId: "case", data: { segment: "freePlaces", route: "GET /berths/freePlaces", more: " (and 1 more)", style: "kebab", wanted: "free-places" }, line: 6, column: 8, endLine: 6, endColumn: 11 },
    ],
  },
  {
    name: "an application of procedures, once",
    file: "procedures-as-paths/src/app.js",
    errors: [
      { messageId: "procedures", data: { count: "3", total: "4", route: "POST /calls.start" }, line: 3, column: 13, endLine: 3, endColumn: 20 },
    ],
  },
  { name: "another way to write words", file: "one-breach-of-each-convention/src/berths.js", options: { case: "camel" } },
  { name: "a segment that is allowed", file: "one-breach-of-each-convention/src/berths.js", options: { allow: ["freePlaces"] } },
  {
    name: "some of the conventions",
    file: "one-breach-of-each-convention/src/app.js",
    options: { conventions: ["depth", "slashes"], maximumDepth: 3 },
    errors: [{ messageId: "slash", line: 17 }, { messageId: "deep", line: 19 }],
  },
])
