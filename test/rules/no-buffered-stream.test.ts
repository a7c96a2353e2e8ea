import type { RuleTester } from "eslint"
import { testRule } from "./tester.ts"

type Expected = RuleTester.TestCaseError

function at(line: number, column: number, endColumn: number, messageId: string, data: Readonly<Record<string, string>>): Expected {
  return { messageId, data: { more: "", via: "", ...data }, line, column, endLine: line, endColumn }
}

const fatal = (line: number, column: number, route: string, name = "fs.createReadStream()"): Expected => at(line, column, column + 4, "fatal", { name, route })

const downloads: readonly Expected[] = [
  fatal(15, 33, "GET /downloads/{id}.mp3"),
  fatal(20, 32, "GET /downloads/{id}.gz"),
  fatal(26, 34, "GET /downloads/{id}/unpacked", "zlib.createGunzip()"),
  fatal(45, 11, "GET /downloads/season", "archiver()"),
]
const collected = at(55, 7, 11, "collected", { route: "GET /downloads/{id}/all", name: "stream/consumers.buffer()", place: "downloads.js:55" })

testRule("no-buffered-stream", [
  {
    name: "server-sent events of Express",
    file: "express-streams/src/broadcasts.js",
    errors: [
      at(12, 7, 11, "whole", { route: "GET /live/history" }),
      at(17, 7, 16, "headers", { route: "GET /live/clock" }),
      at(18, 3, 14, "endless", { route: "GET /live/clock", name: "setInterval" }),
      at(22, 7, 16, "headers", { route: "GET /live/songs" }),
      at(31, 10, 12, "endless", { route: "GET /live/guests", name: "on" }),
    ],
  },
  { name: "streams that are piped, and one that is collected", file: "express-streams/src/downloads.js", errors: [...downloads, collected] },
  {
    name: "every stream that is piped, and a file that is read whole",
    file: "express-streams/src/downloads.js",
    options: { everyPipe: true, wholeFiles: true },
    errors: [
      ...downloads,
      at(51, 27, 31, "pipe", { route: "GET /downloads/tapes/{id}", name: "stream.Readable.from()" }),
      collected,
      at(59, 19, 23, "file", { route: "GET /downloads/cover", name: "fs/promises.readFile" }),
    ],
  },
  {
    name: "streams that are kept whole, unless in a cache too, and compressed events",
    file: "express-streams/src/reports.js",
    errors: [
      at(13, 21, 25, "collected", { route: "GET /reports/year.pdf", name: "pdfkit()", place: "reports.js:10" }),
      at(22, 19, 23, "collected", { route: "GET /reports/listeners.csv", name: "fs.createReadStream()", place: "reports.js:21" }),
      at(38, 7, 10, "compressed", { route: "GET /reports/live", name: "compression()", place: "app.js:11" }),
    ],
  },
  {
    name: "streams of the web, in Hono",
    file: "hono-streams/src/app.ts",
    errors: [
      at(9, 3, 8, "endless", { route: "GET /buoys/live", name: "the loop" }),
      at(33, 7, 18, "endless", { route: "GET /buoys/raw", name: "setInterval" }),
      at(52, 39, 47, "whole", { route: "GET /buoys/now" }),
    ],
  },
])
