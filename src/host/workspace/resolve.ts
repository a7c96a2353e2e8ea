/**
 * What a specifier means, by oxc-resolver (https://github.com/oxc-project/oxc-resolver), with what it leaves out:
 * repositories that are not installed, and workspace packages that are not built.
 *
 * @module
 */
import { realpathSync } from "node:fs"
import { dirname, extname, resolve } from "node:path/posix"
import { ResolverFactory } from "oxc-resolver"
import { findWorkspaces, isFile, isRecord, readManifest } from "./packages.ts"
import { toPosix } from "./path.ts"
import { isSourceName } from "./selection.ts"
import { createTsconfigs, type Tsconfigs } from "./tsconfig.ts"

/** Resolves specifiers; remembers its answers until it is told to forget. */
export interface Resolver {
  /**
   * The file that `specifier` means in the file `from`.
   *
   * @returns an absolute `/`-separated path outside node_modules; undefined for packages, built-ins and the unresolvable
   */
  resolve(specifier: string, from: string): string | undefined
  /** Forgets everything: files were added or deleted, or a manifest changed. */
  clear(): void
}

const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"]
const OPTIONS = {
  extensions: EXTENSIONS,
  // TypeScript writes the name of the output: https://www.typescriptlang.org/docs/handbook/modules/reference.html
  extensionAlias: {
    ".js": [".ts", ".tsx", ".js", ".jsx"],
    ".jsx": [".tsx", ".jsx"],
    ".mjs": [".mts", ".mjs"],
    ".cjs": [".cts", ".cjs"],
  },
  conditionNames: ["source", "development", "import", "module", "require", "node", "default"],
  mainFields: ["source", "module", "main"],
  builtinModules: true,
  symlinks: true,
}

/** Output folders of packages. */
const OUTPUT = /\/(?:dist|build|out)\//gu
/** The same, and names that are output only where nothing of that name is in the repository. */
const MISSING_OUTPUT = /\/(?:dist|build|out|lib|es|esm|cjs)\//gu

/**
 * Makes a resolver for the files of a repository.
 *
 * @param repository absolute path of the folder above which nothing is read
 */
export function createResolver(repository: string, tsconfigs: Tsconfigs = createTsconfigs(repository)): Resolver {
  const withAliases = new ResolverFactory({ ...OPTIONS, tsconfig: "auto" })
  const withoutAliases = new ResolverFactory(OPTIONS)
  const answers = new Map<string, string | undefined>()
  let workspaces: ReadonlyMap<string, string> | undefined

  const find = (specifier: string, from: string): string | undefined => {
    const found = withAliases.resolveFileSync(from, specifier)
    if (found.builtin !== undefined) return undefined
    const plain = found.path ?? withoutAliases.sync(dirname(from), specifier).path
    if (plain !== undefined) return plain
    if (/^(?:\.|\/|node:)/u.test(specifier)) return undefined
    for (const path of tsconfigs.expand(specifier, from)) {
      const file = withoutAliases.sync(dirname(path), path).path
      if (file !== undefined) return file
    }
    workspaces ??= findWorkspaces(repository)
    return findWorkspaceFile(specifier, workspaces)
  }

  const answer = (specifier: string, from: string): string | undefined => {
    try {
      const path = find(specifier, from)
      if (path === undefined) return undefined
      const file = findSource(toPosix(path), OUTPUT) ?? toPosix(path)
      return file.includes("/node_modules/") || !isSourceName(file) ? undefined : file
    } catch {
      return undefined
    }
  }

  return {
    resolve(specifier, from) {
      const key = specifier.startsWith(".") ? resolve(dirname(from), specifier) : `${specifier}\n${dirname(from)}`
      if (!answers.has(key)) answers.set(key, answer(specifier, from))
      return answers.get(key)
    },
    clear() {
      answers.clear()
      tsconfigs.clear()
      workspaces = undefined
      withAliases.clearCache()
      withoutAliases.clearCache()
    },
  }
}

/** The source that a file in an output folder was built from, where there is one beside that folder. */
function findSource(path: string, outputs: RegExp): string | undefined {
  for (const output of path.matchAll(outputs)) {
    const folder = path.slice(0, output.index)
    if (!isFile(`${folder}/package.json`)) continue
    const rest = path.slice(output.index + output[0].length)
    return findFile(`${folder}/src/${rest}`) ?? findFile(`${folder}/${rest}`)
  }
  return undefined
}

/** The file of that path, or of the TypeScript that a JavaScript path of it stands for. */
function findFile(path: string): string | undefined {
  const stem = path.replace(/(?:\.d)?\.(?:[cm]?[jt]s|[jt]sx)$/u, "")
  const candidates = [...EXTENSIONS.map((extension) => stem + extension), `${stem}/index.ts`, `${stem}/index.js`]
  if (extname(path) !== "" && isSourceName(path)) candidates.push(path)
  return candidates.find((candidate) => isSourceName(candidate) && isFile(candidate))
}

/** A file of a workspace package that no installation has linked, by the package's own manifest. */
function findWorkspaceFile(specifier: string, workspaces: ReadonlyMap<string, string>): string | undefined {
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")
  const folder = workspaces.get(name)
  if (folder === undefined) return undefined
  const manifest = readManifest(folder)
  const rest = specifier.slice(name.length + 1)
  const entries = rest === ""
    ? [...listTargets(manifest?.exports, "."), manifest?.source, manifest?.module, manifest?.main, manifest?.types, "src/index", "index"]
    : [...listTargets(manifest?.exports, `./${rest}`), `src/${rest}`, rest]
  for (const entry of entries) {
    if (typeof entry !== "string") continue
    const path = resolve(folder, entry)
    const file = findSource(path, MISSING_OUTPUT) ?? findFile(path)
    if (file !== undefined) return toPosix(realpathSync(file))
  }
  return undefined
}

/** Every target that `exports` has for a subpath: https://nodejs.org/api/packages.html#exports */
function listTargets(exported: unknown, subpath: string): string[] {
  if (typeof exported === "string") return subpath === "." ? [exported] : []
  if (!isRecord(exported)) return []
  if (!Object.keys(exported).some((key) => key.startsWith("."))) return subpath === "." ? listConditions(exported) : []
  return Object.entries(exported).flatMap(([pattern, target]) => {
    const [before = "", after] = pattern.split("*", 2)
    if (after === undefined) return pattern === subpath ? listConditions(target) : []
    if (!subpath.startsWith(before) || !subpath.endsWith(after)) return []
    const star = subpath.slice(before.length, subpath.length - after.length)
    return listConditions(target).map((path) => path.replaceAll("*", star))
  })
}

function listConditions(target: unknown): string[] {
  if (typeof target === "string") return [target]
  return isRecord(target) ? Object.values(target).flatMap(listConditions) : []
}
