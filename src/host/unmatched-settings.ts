/**
 * Settings that match nothing in a project: a guard that was renamed, a route that is gone, a glob with a typing error.
 *
 * @module
 */
import picomatch from "picomatch"
import { matchesSetting } from "../path/route-setting.ts"
import type { Project } from "../model/project.ts"
import type { Settings } from "../model/settings.ts"
import { suggestWord } from "./closest-word.ts"
import { readFolder } from "./workspace/selection.ts"
import type { Workspace } from "./workspace/workspace.ts"

/** A value of a setting that has no effect. */
export interface UnmatchedSetting {
  readonly setting: "public" | "guards" | "validators" | "ignore"
  readonly value: string
  /** Why, as the end of a sentence that begins with the value: `matches no route`. */
  readonly reason: string
}

/** Lists the values of settings that match nothing. */
export function findUnmatchedSettings(settings: Settings, workspace: Workspace, project: Project): readonly UnmatchedSetting[] {
  return [
    ...judge("public", settings.public, (value) => judgePublic(value, project)),
    ...judge("guards", settings.guards, (value) => judgeGuard(value, workspace, project)),
    ...judge("validators", settings.validators, (value) => judgeFunction(value, workspace)),
    ...judge("ignore", settings.ignore, (value, index) => judgeIgnore(value, settings.ignore?.slice(0, index) ?? [], workspace.root)),
  ]
}

function judge(
  setting: UnmatchedSetting["setting"], values: readonly string[] = [], reasonOf: (value: string, index: number) => string | undefined,
): readonly UnmatchedSetting[] {
  return values.flatMap((value, index) => {
    const reason = reasonOf(value, index)
    return reason === undefined ? [] : [{ setting, value, reason }]
  })
}

function judgePublic(pattern: string, { routes }: Project): string | undefined {
  if (routes.some(({ method, path }) => matchesSetting(pattern, method, path))) return undefined
  if (!/(?:^|\s)\//u.test(pattern)) return "matches no route: a route is written as \"GET /status\" or \"/hooks/**\""
  const names = routes.flatMap(({ method, path }) => [path, `${method} ${path}`])
  return `matches no route.${suggestWord(pattern, names, "\"")}`.replace(/\.$/u, "")
}

/** A guard is met by name on the way to a route, or is at least a function of the project. */
function judgeGuard(guard: string, workspace: Workspace, { root, routes }: Project): string | undefined {
  const { file, name } = parseReference(guard)
  const isMet = routes.some(({ chain, auth }) =>
    chain.some((one) => one.name.replace(/\(\)$/u, "") === name && (file === undefined || one.code?.file === `${root}/${file}`))
    || auth.by.some((one) => one.name.replace(/\(\)$/u, "") === name && (file === undefined || one.at.file === `${root}/${file}`)))
  return isMet ? undefined : judgeFunction(guard, workspace)
}

function judgeFunction(reference: string, { root, sources }: Workspace): string | undefined {
  const { file, name } = parseReference(reference)
  if (file !== undefined && sources.module(`${root}/${file}`) === undefined) return `names a file that is not there: ${file}`
  const modules = sources.modules.filter((module) => file === undefined || module.file === `${root}/${file}`)
  const names = modules.flatMap(({ facts }) => [...facts.functions, ...facts.classes].flatMap((one) => one.name ?? []))
  if (names.includes(name)) return undefined
  return `names no function of ${file ?? "the project"}.${suggestWord(name, [...new Set(names)], "\"")}`.replace(/\.$/u, "")
}

/** `src/acl.ts#check` or `check`. */
function parseReference(text: string): { readonly file: string | undefined; readonly name: string } {
  const [first = "", second] = text.split("#")
  return second === undefined ? { file: undefined, name: first } : { file: first.replace(/^\.\//u, ""), name: second }
}

function judgeIgnore(glob: string, others: readonly string[], root: string): string | undefined {
  if (others.includes(glob)) return "is given twice"
  const plain = glob.replace(/^\.\//u, "").replace(/\/+$/u, "")
  const isMatch = picomatch([plain, `${plain}/**`], { dot: true })
  if (matchesOnDisk(isMatch, root)) return undefined
  return glob.includes("\\") ? "matches no file: separate folders by /" : "matches no file"
}

/** Folders that are left out in any case, and too large to look through. */
const UNSEARCHED = new Set(["node_modules", ".git"])

/** Whether a glob matches anything, be it something that is left out in any case: `dist/**`. */
function matchesOnDisk(isMatch: (path: string) => boolean, root: string, folder = ""): boolean {
  return readFolder(`${root}/${folder}`).some((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`
    if (isMatch(path) || (UNSEARCHED.has(entry.name) && isMatch(`${path}/index.js`))) return true
    return entry.isDirectory() && !UNSEARCHED.has(entry.name) && matchesOnDisk(isMatch, root, path)
  })
}
