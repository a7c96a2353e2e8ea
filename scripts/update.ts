/**
 * Writes everything in the repository that is made from the code: headers and tables of the documentation, and the
 * `routes.txt` of every fixture application. Prints what has changed.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { findApplications, updateRoutes } from "../fixtures/application.ts"
import { listDocuments } from "./documentation.ts"

const root = resolve(import.meta.dirname, "..")

function read(file: string): string {
  return readFileSync(file, "utf8")
}

for (const { file, text } of listDocuments(root)) {
  if (read(join(root, file)) === text) continue
  writeFileSync(join(root, file), text)
  console.log(`updated ${file}`)
}

for (const application of findApplications(join(root, "fixtures"))) {
  const file = join(application, "routes.txt")
  const before = read(file)
  updateRoutes(application)
  if (read(file) !== before) console.log(`updated ${relative(root, file).replaceAll("\\", "/")}`)
}
