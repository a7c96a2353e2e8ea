/** A file that Next gives a value by where it is. */
export interface Place {
  /** The folder of the application, relative to the project's root: `apps/web`; empty for the root. */
  readonly application: string
  readonly kind: "route" | "page" | "middleware"
  /** The path that it serves, in Express's spelling; empty for middleware. */
  readonly path: string
}

const SCRIPT = /\.(?:[cm]?[jt]s|[jt]sx)$/
const TEST = /\.(?:d|test|spec|stories)\.[cm]?[jt]sx?$|(?:^|\/)__(?:tests|mocks)__\//

/** `[id]` is a parameter, `[...slug]` and `[[...slug]]` are the rest; `(group)` and `@slot` are not in the path. */
function toSegment(folder: string): readonly string[] {
  if (/^\(.*\)$/.test(folder) || folder.startsWith("@")) return []
  if (/^\[{1,2}\.\.\..+\]{1,2}$/.test(folder)) return ["*"]
  const [, parameter] = /^\[(.+)\]$/.exec(folder) ?? []
  return [parameter === undefined ? folder.replaceAll("%5F", "_") : `:${parameter.replaceAll(/\W/g, "_")}`]
}

const toPath = (folders: readonly string[]): string => `/${folders.flatMap(toSegment).join("/")}`

/** The folder before `app`, `pages` or `src/app`, and what comes after it; a `src` goes before one without. */
function split(file: string, folder: string): { readonly application: string; readonly below: readonly string[] } | undefined {
  const found = [`src/${folder}/`, `${folder}/`]
    .map((root) => ({ root, at: `/${file}`.indexOf(`/${root}`) }))
    .find(({ at }) => at >= 0)
  if (found === undefined) return undefined
  return { application: file.slice(0, Math.max(found.at - 1, 0)), below: file.slice(found.at + found.root.length).split("/") }
}

/**
 * What a file is to Next: https://nextjs.org/docs/app/getting-started/project-structure
 *
 * @param file relative to the project's root
 * @returns undefined for what serves nothing
 */
export function placeOf(file: string): Place | undefined {
  if (!SCRIPT.test(file) || TEST.test(file)) return undefined
  const plain = file.replace(SCRIPT, "")
  const [, folder = "", name] = /^(?:(.*)\/)?(middleware|proxy)$/.exec(plain) ?? []
  const before = folder.replace(/(?:^|\/)src$/, "")
  if (name !== undefined && !before.split("/").includes("app")) return { application: before, kind: "middleware", path: "" }
  const app = split(plain, "app")
  if (app?.below.at(-1) === "route") {
    const folders = app.below.slice(0, -1)
    return folders.some((folder) => folder.startsWith("_")) ? undefined : { application: app.application, kind: "route", path: toPath(folders) }
  }
  const pages = split(plain, "pages")
  if (pages?.below[0] !== "api") return undefined
  const folders = pages.below.at(-1) === "index" ? pages.below.slice(0, -1) : pages.below
  return { application: pages.application, kind: "page", path: toPath(folders) }
}

/** The names of the parameters in a path of {@link Place}. */
export const parametersOf = (path: string): readonly string[] => [...path.matchAll(/:(\w+)/g)].flatMap(([, name]) => name ?? [])
