/**
 * Writes what is made from the code: headers and tables of the documentation, the index of the fixtures, and the
 * `routes.txt` and `evidence.txt` of every fixture application. With `docs` or `routes` as an argument, only these. Prints
 * what has changed.
 *
 * A `routes.txt` and an `evidence.txt` are also what the tests expect: each line that changes is shown, for somebody to
 * agree with.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { findApplications, readEvidence, readRoutes, updateApplication } from "../fixtures/application.ts"
import { listDocuments } from "./documentation.ts"

const root = resolve(import.meta.dirname, "..")
const asked = process.argv.slice(2)
const unknown = asked.filter((word) => word !== "docs" && word !== "routes")
if (unknown.length > 0) throw new Error(`${unknown.join(", ")}: there is only docs and routes to update.`)

function isAsked(what: "docs" | "routes"): boolean {
  return asked.length === 0 || asked.includes(what)
}

function updateDocuments(): void {
  for (const { file, text } of listDocuments(root)) {
    if (readFileSync(join(root, file), "utf8") === text) continue
    writeFileSync(join(root, file), text)
    console.log(`updated ${file}`)
  }
}

function updateApplications(): void {
  for (const application of findApplications(join(root, "fixtures"))) {
    const routes = readRoutes(application)
    const evidence = readEvidence(application)
    updateApplication(application)
    printChange(join(application, "routes.txt"), routes, readRoutes(application))
    printChange(join(application, "evidence.txt"), evidence, readEvidence(application))
  }
}

function printChange(file: string, before: readonly string[], after: readonly string[]): void {
  if (after.join("\n") === before.join("\n")) return
  console.log(`updated ${relative(root, file).replaceAll("\\", "/")}`)
  for (const line of before.filter((one) => !after.includes(one))) console.log(`  - ${line}`)
  for (const line of after.filter((one) => !before.includes(one))) console.log(`  + ${line}`)
}

if (isAsked("docs")) updateDocuments()
if (isAsked("routes")) updateApplications()
