/**
 * package.json files: the package a file belongs to, the repository around it, versions, workspaces.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs"
import picomatch from "picomatch"
import { findStats, foldersUpward } from "./path.ts"
import { readFolder } from "./selection.ts"

/** The parts of a package.json that are looked at; anything in it may be malformed. */
export interface Manifest {
  readonly name?: unknown
  readonly version?: unknown
  readonly main?: unknown
  readonly module?: unknown
  readonly types?: unknown
  readonly source?: unknown
  readonly exports?: unknown
  readonly workspaces?: unknown
  readonly dependencies?: unknown
  readonly devDependencies?: unknown
  readonly peerDependencies?: unknown
}

/** Whether the value is an object whose entries can be looked at. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** Reads a package.json; undefined when there is none, or none that can be read. */
export function readManifest(folder: string): Manifest | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"))
    return isRecord(manifest) ? manifest : undefined
  } catch {
    return undefined
  }
}

/**
 * The folder of the package that a folder belongs to: the nearest upwards with a package.json that is more than a mark of
 * the module type; the given one when there is none.
 */
export function findPackage(folder: string): string {
  return foldersUpward(folder).find((each) => existsSync(`${each}/package.json`) && !isTypeMark(readManifest(each))) ?? folder
}

/** `{ "type": "module" }` and nothing else: https://nodejs.org/api/packages.html#type */
function isTypeMark(manifest: Manifest | undefined): boolean {
  return manifest !== undefined && Object.keys(manifest).join() === "type"
}

/**
 * The folder that holds the whole repository: the nearest from `root` upwards with a `.git`, a `pnpm-workspace.yaml` or a
 * package.json with workspaces, else `root`. Nothing above it is read.
 */
export function findRepository(root: string): string {
  return foldersUpward(root).find((folder) =>
    existsSync(`${folder}/.git`) || existsSync(`${folder}/pnpm-workspace.yaml`)
    || readManifest(folder)?.workspaces !== undefined) ?? root
}

/**
 * The version of a package as code in `folder` sees it: the installed one, else the range that a package.json asks for.
 *
 * @param repository where to stop looking
 */
export function findVersion(name: string, folder: string, repository: string): string | undefined {
  const folders = foldersUpward(folder, repository)
  for (const each of folders) {
    const installed = readManifest(`${each}/node_modules/${name}`)?.version
    if (typeof installed === "string") return installed
  }
  for (const each of folders) {
    const manifest = readManifest(each)
    for (const ranges of [manifest?.dependencies, manifest?.devDependencies, manifest?.peerDependencies]) {
      const range = isRecord(ranges) ? ranges[name] : undefined
      if (typeof range === "string") return range
    }
  }
  return undefined
}

/** The packages of a repository's workspaces: their folders by name. Works without an installation. */
export function findWorkspaces(repository: string): ReadonlyMap<string, string> {
  const packages = new Map<string, string>()
  const patterns = readWorkspacePatterns(repository)
  if (patterns.length === 0) return packages
  const matches = picomatch(patterns.filter((pattern) => !pattern.startsWith("!")), {
    ignore: patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1)),
  })
  const depth = Math.max(...patterns.map((pattern) => (pattern.includes("**") ? 5 : pattern.split("/").length)))
  const visit = (folder: string, relative: string, level: number): void => {
    if (relative !== "" && matches(relative)) {
      const name = readManifest(folder)?.name
      if (typeof name === "string") packages.set(name, folder)
    }
    if (level === depth) return
    for (const entry of readFolder(folder)) {
      if (!entry.isDirectory() || entry.name.startsWith(".") || entry.name === "node_modules") continue
      visit(`${folder}/${entry.name}`, relative === "" ? entry.name : `${relative}/${entry.name}`, level + 1)
    }
  }
  visit(repository, "", 0)
  return packages
}

/** `workspaces` of package.json (https://docs.npmjs.com/cli/using-npm/workspaces), or pnpm's `packages`. */
function readWorkspacePatterns(repository: string): string[] {
  const workspaces = readManifest(repository)?.workspaces
  const listed = isRecord(workspaces) ? workspaces["packages"] : workspaces
  const patterns = Array.isArray(listed) ? listed.filter((each) => typeof each === "string") : readPnpmPatterns(repository)
  return patterns.map((pattern) => pattern.replace(/^\.\//u, "").replace(/\/+$/u, ""))
}

/** The `packages` list of pnpm-workspace.yaml, one `- "pattern"` a line: https://pnpm.io/pnpm-workspace_yaml */
function readPnpmPatterns(repository: string): string[] {
  const file = `${repository}/pnpm-workspace.yaml`
  if (!isFile(file)) return []
  const list = /^packages:[^\n]*\n((?:[ \t]*(?:-|#)[^\n]*(?:\n|$)|[ \t]*\n)*)/mu.exec(readFileSync(file, "utf8"))?.[1] ?? ""
  return [...list.matchAll(/^[ \t]*-[ \t]*(["']?)([^"'#\n]+?)\1[ \t]*(?:#.*)?$/gmu)].map((item) => item[2] ?? "")
}

/** Whether there is a file of that path. */
export function isFile(path: string): boolean {
  return findStats(path)?.isFile() ?? false
}
