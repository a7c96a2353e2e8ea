import type { LoadedFile, Setup } from "../framework.ts"

/** The options of `@fastify/autoload` that decide which files are loaded, and where. */
export interface AutoloadOptions {
  /** `dirNameRoutePrefix`: a folder's name is a prefix. */
  readonly usesFolderNames: boolean
  /** `routeParams`: a folder `_id` is the parameter `:id`. */
  readonly usesFolderParameters: boolean
  /** `autoHooks`: a file `autohooks` covers its folder. */
  readonly hasHooks: boolean
  /** `cascadeHooks`: and the folders below. */
  readonly cascades: boolean
  /** `overwriteHooks`: nearer hooks replace those from above. */
  readonly replaces: boolean
  readonly ignored: RegExp | undefined
  readonly maximumDepth: number
}

const SCRIPT = /\.(?:js|cjs|mjs|ts|cts|mts)$/
const IGNORED = /\.d\.[cm]?ts$|\.(?:test|spec)\.[cm]?[jt]s$/
const HOOKS = /^[_.]?auto_?hooks\.(?:js|cjs|mjs|ts|cts|mts)$/i
const INDEX = /^index\.(?:js|cjs|mjs|ts|cts|mts)$/

const folderOf = (file: string): string => file.slice(0, Math.max(file.lastIndexOf("/"), 0))
const nameOf = (file: string): string => file.slice(file.lastIndexOf("/") + 1)

/** `users/_id` is `/users/:id`; `__from-__to` is `/:from-:to`. */
function prefixOf(folder: string, { usesFolderNames, usesFolderParameters }: AutoloadOptions): string {
  if (!usesFolderNames || folder === "") return ""
  const segments = folder.split("/").map((segment) => {
    if (!usesFolderParameters || !segment.startsWith("_")) return segment
    return segment.startsWith("__") ? segment.replaceAll("__", ":") : `:${segment.slice(1)}`
  })
  return `/${segments.join("/")}`
}

/**
 * Which files of a folder `@fastify/autoload` loads, under which prefix and with which hooks.
 * https://github.com/fastify/fastify-autoload
 *
 * @returns the planner of a `load` setup statement
 */
export function planAutoload(options: AutoloadOptions): Extract<Setup, { does: "autoload" }>["plan"] {
  return (files, exported) => {
    const scripts = files.filter((file) => SCRIPT.test(file) && !IGNORED.test(file) && options.ignored?.test(file) !== true)
    const hooksByFolder = new Map(scripts.filter((file) => HOOKS.test(nameOf(file))).map((file) => [folderOf(file), file]))
    const indexed = new Set(scripts.filter((file) => INDEX.test(nameOf(file))).map(folderOf))

    const hooksFor = (folder: string): readonly string[] => {
      if (!options.hasHooks) return []
      const own = hooksByFolder.get(folder)
      const above = options.cascades && folder !== "" && !(options.replaces && own !== undefined) ? hooksFor(folderOf(folder)) : []
      return own === undefined ? above : [...above, own]
    }

    return scripts.flatMap((file): LoadedFile[] => {
      const folder = folderOf(file)
      if (HOOKS.test(nameOf(file)) || exported(file, "autoload") === "false") return []
      // Beside an index file nothing else of the folder is loaded.
      if (indexed.has(folder) && !INDEX.test(nameOf(file)) && folder !== "") return []
      if (folder.split("/").length > options.maximumDepth) return []
      const prefix = exported(file, "prefixOverride") ?? exported(file, "autoPrefix") ?? `${exported(file, "autoConfig.prefix") ?? ""}${prefixOf(folder, options)}`
      return [{ file, prefix, hooks: hooksFor(folder) }]
    })
  }
}
