/**
 * Which files of a folder are the project's own source.
 *
 * @module
 */
import { type Dirent, readdirSync } from "node:fs"
import picomatch from "picomatch"
import { createGitignore, type Gitignore } from "./gitignore.ts"

/** The files that are read: JavaScript and TypeScript, declarations excluded. */
const SOURCE = /(?<!\.d)\.(?:[cm]?[jt]s|[jt]sx)$/u
const MINIFIED = /[.-]min\.[cm]?js$/u
const TEST_FILE = /\.(?:test|spec|e2e-spec|e2e-test)\.[cm]?[jt]sx?$/u
const TEST_FOLDERS = new Set(["test", "tests", "__tests__", "__mocks__", "cypress", "e2e"])
const INSTALLED_FOLDERS = new Set(["node_modules", "bower_components", "dist"])
/** Names that are output beside a package.json and may be anything deeper down: `src/routes/build`. */
const OUTPUT_FOLDERS = new Set(["build", "coverage", "out"])
/** Files whose change can change what a specifier or a model means. */
const MANIFEST = /^(?:\.gitignore|package\.json|pnpm-workspace\.yaml|[jt]sconfig(?:\..+)?\.json|.+\.prisma)$/u

/** What a folder holds, by name. */
export interface Folder {
  readonly files: readonly string[]
  readonly folders: readonly string[]
  /** package.json, tsconfig files, Prisma's schema files and the like. */
  readonly manifests: readonly string[]
}

/** Tells project files from all else under one root. */
export interface Selection {
  /**
   * Lists the source files and folders to look into. Links are not followed, so that no loop can arise: what a link
   * leads to is listed in its own place, or read when an import resolves to it.
   *
   * @param folder absolute path; the files of a folder that cannot be read are none
   */
  list(folder: string): Folder
  /** Whether a file of the given folder, already known to be listed, is one of the project's. */
  includesFile(folder: string, name: string): boolean
  /** Whether other files may be selected than before, because a `.gitignore` that counted has changed. */
  hasChanged(): boolean
  /** Forgets what `.gitignore` files say. */
  clear(): void
}

/** Whether the name is that of a JavaScript or TypeScript source file. */
export function isSourceName(name: string): boolean {
  return SOURCE.test(name)
}

/** The entries of a folder; none when it cannot be read. */
export function readFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/**
 * Makes the selection of a root.
 *
 * @param root absolute path, `/`-separated
 * @param ignore globs relative to the root: `src/legacy/**`
 * @param gitignore what git leaves out
 */
export function selectFiles(root: string, ignore: readonly string[], gitignore: Gitignore = createGitignore(root, root)): Selection {
  const isIgnored = ignore.length === 0 ? () => false : picomatch(ignore.flatMap(withContents), { dot: true })
  const relative = (folder: string, name: string): string =>
    folder === root ? name : `${folder.slice(root.length + 1)}/${name}`

  const includesFile = (folder: string, name: string): boolean =>
    SOURCE.test(name) && !MINIFIED.test(name) && !TEST_FILE.test(name) && !isIgnored(relative(folder, name))
    && !gitignore.ignores(folder, name, false)

  return {
    includesFile,
    hasChanged: () => gitignore.hasChanged(),
    clear: () => gitignore.clear(),
    list(folder) {
      const entries = readFolder(folder)
      const isPackage = folder === root || entries.some((entry) => entry.name === "package.json")
      const includesFolder = (name: string): boolean =>
        !name.startsWith(".") && !TEST_FOLDERS.has(name) && !INSTALLED_FOLDERS.has(name)
        && !(isPackage && OUTPUT_FOLDERS.has(name)) && !isIgnored(relative(folder, name)) && !gitignore.ignores(folder, name, true)
      const names = (isWanted: (entry: Dirent) => boolean): string[] =>
        entries.filter(isWanted).map((entry) => entry.name).sort()
      return {
        files: names((entry) => entry.isFile() && includesFile(folder, entry.name)),
        folders: names((entry) => entry.isDirectory() && includesFolder(entry.name)),
        manifests: names((entry) => MANIFEST.test(entry.name)),
      }
    },
  }
}

/** A glob that names a folder means all that is in it. */
function withContents(glob: string): string[] {
  const plain = glob.replace(/^\.\//u, "").replace(/\/+$/u, "")
  return [plain, `${plain}/**`]
}
