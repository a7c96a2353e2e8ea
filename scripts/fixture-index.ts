/**
 * The index of the fixtures: each application with what it proves, which its `package.json` says.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** A fixture application. */
export interface Fixture {
  /** Its folder, relative to `fixtures`, `/`-separated. */
  readonly folder: string
  /** What it proves: the `description` of its `package.json`; empty where that says nothing. */
  readonly description: string
}

/** Folders below `fixtures` that hold applications or, in the last of them, folders of applications. */
const GROUPS = ["reference", "shapes", "orm", "rules"] as const

/**
 * The applications of a group, in order of their folders.
 *
 * @param root absolute path of the repository
 */
export function listFixtures(root: string, group: typeof GROUPS[number]): readonly Fixture[] {
  const fixtures = join(root, "fixtures")
  const below = (folder: string): readonly string[] =>
    readdirSync(join(fixtures, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`).sort()
  const folders = group === "rules" ? below(group).flatMap(below) : below(group)
  return folders.map((folder) => ({ folder, description: readDescription(join(fixtures, folder, "package.json")) }))
}

function readDescription(file: string): string {
  if (!existsSync(file)) return ""
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { readonly description?: string }
  return manifest.description ?? ""
}

/** The index as Markdown, a table for each group, and for each rule of the last one. */
export function formatFixtureIndex(root: string): string {
  return GROUPS.map((group) => {
    const fixtures = listFixtures(root, group)
    if (group !== "rules") return [`## ${group}`, "", tabulate(fixtures, `${group}/`)].join("\n")
    const rules = [...new Set(fixtures.map(({ folder }) => folder.split("/")[1] ?? ""))]
    const sections = rules.map((rule) => {
      const prefix = `${group}/${rule}/`
      return [`### ${rule}`, "", tabulate(fixtures.filter(({ folder }) => folder.startsWith(prefix)), prefix)].join("\n")
    })
    return [`## ${group}`, ...sections].join("\n\n")
  }).join("\n\n")
}

function tabulate(fixtures: readonly Fixture[], prefix: string): string {
  const rows = fixtures.map(({ folder, description }) => `| [${folder.slice(prefix.length)}](${folder}) | ${description.replaceAll("|", "\\|")} |`)
  return ["| Application | What it proves |", "| --- | --- |", ...rows].join("\n")
}
