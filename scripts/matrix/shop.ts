/**
 * The application that every case lints, and what has to be found in it.
 *
 * @module
 */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { type Folder, type Manager, npm, type Outcome } from "./folder.ts"

const APP = `import express, { type Request, type Response } from "express"
import { requireCustomer, signToken } from "./session.js"

const app = express()
app.post("/session", (request: Request, response: Response) => response.json({ token: signToken() }))
app.get("/orders/:id", requireCustomer, (request: Request, response: Response) => response.json({ id: request.params.id }))
app.get("/invoices", (request: Request, response: Response) => response.json([]))
`
const SESSION = `import type { NextFunction, Request, Response } from "express"
import jwt from "jsonwebtoken"

export const signToken = (): string => jwt.sign({ role: "customer" }, "k9vT2mQx8wLz4pRb")

export function requireCustomer(request: Request, response: Response, next: NextFunction): void {
  if (request.headers.authorization !== process.env.CUSTOMER_KEY) response.status(401).json({ error: "Sign in first" })
  else next()
}
`
/** The guard lets everybody through. */
export const OPEN_SESSION: string = SESSION.replace("if (request.headers.authorization !== process.env.CUSTOMER_KEY) response.status(401).json({ error: \"Sign in first\" })\n  else next()", "next()")

/** What is found in the shop. */
export const REPORTS: readonly string[] = ["app.ts:7 endpoint/require-auth", "session.ts:4 endpoint/no-hardcoded-secret"]

const readme = readFileSync(join(resolve(import.meta.dirname, "../.."), "README.md"), "utf8")

/** The first block of README.md in a language after a text, which users copy. */
export function readBlock(language: string, after: string): string {
  const start = readme.indexOf(`\`\`\`${language}\n`, readme.indexOf(after))
  assert(start > 0, `README.md has no block of ${language} after "${after}"`)
  return readme.slice(start + language.length + 4, readme.indexOf("\n```", start))
}

/** README.md's first configuration, with the rules of the preset `security` beside. */
export const CONFIG: string = readBlock("js", "## In ESLint").replace("  endpoint.configs.recommended,\n", "  endpoint.configs.recommended,\n  endpoint.configs.security,\n")

/** The shop's files, under a folder. */
export function listFiles(folder = ""): Readonly<Record<string, string>> {
  return { [`${folder}src/app.ts`]: APP, [`${folder}src/session.ts`]: SESSION }
}

/** Writes the shop with its configuration and installs the package beside what it is given. */
export function installShop(folder: Folder, manager: Manager, packages: readonly string[]): void {
  folder.write({ "package.json": "{ \"name\": \"shop\", \"private\": true, \"type\": \"module\" }\n", "yarn.lock": "", "eslint.config.js": CONFIG, ...listFiles() })
  manager.install(folder, packages)
}

/** The messages that ESLint's JSON holds: `app.ts:7 endpoint/require-auth`. */
export function readReports({ output, errors }: Outcome): readonly string[] {
  assert(output.includes("["), `ESLint reports nothing:\n${output}${errors}`)
  const results = JSON.parse(output.slice(output.indexOf("["))) as { filePath: string; messages: { ruleId: string; line: number; message: string }[] }[]
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => `${filePath.replaceAll("\\", "/").split("/").at(-1)}:${line} ${ruleId ?? message}`)).sort()
}

/** Runs ESLint over the whole folder. */
export function lint(folder: Folder, words: readonly string[] = [], manager: Manager = npm): readonly string[] {
  return readReports(manager.run(folder, "eslint", [".", "--format", "json", ...words]))
}
