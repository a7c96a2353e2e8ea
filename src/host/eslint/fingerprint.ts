/**
 * A version that changes with the project. ESLint's `--cache` keys a file by its configuration, in which a plugin is its name and
 * version, and knows nothing of other files. ESLint asks a plugin for its version when it makes such a key, and only then: the
 * answer has a digest of all that the analysis may read, so that a change of one file has every file linted again.
 *
 * @module
 */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { debug, describeError } from "../debug.ts"
import { createListing } from "../workspace/listing.ts"
import { findPackage, findRepository, isFile } from "../workspace/packages.ts"
import { findStats, foldersUpward, toReal } from "../workspace/path.ts"
import { selectFiles } from "../workspace/selection.ts"

/** Which versions of packages are installed. */
const LOCK_FILES = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"]
/** What tells a project from a folder of all kinds of things, which nobody wants to have read. */
const PROJECT_FILES = ["package.json", ...["js", "mjs", "cjs", "ts", "mts", "cts"].map((extension) => `eslint.config.${extension}`)]
/** Bytes. The analysis reads no larger file; that it is that large is all that counts. */
const MAXIMUM_SIZE = 512 * 1024

/** The digests of files that have been read, by path. */
const digests = new Map<string, { readonly mtimeMs: number; readonly size: number; readonly digest: string }>()

/**
 * The version to tell ESLint: with a digest of the repository around the working directory, unless the environment has
 * `ENDPOINT_FINGERPRINT=0` or the working directory is in no project.
 */
export function readVersion(version: string): string {
  if (process.env["ENDPOINT_FINGERPRINT"] === "0") return version
  try {
    const folder = toReal(process.cwd())
    if (!foldersUpward(folder).some((each) => PROJECT_FILES.some((name) => isFile(`${each}/${name}`)))) return version
    return `${version}+${digestRepository(findRepository(findPackage(folder)))}`
  } catch (error) {
    debug(`no fingerprint: ${describeError(error)}`)
    return version
  }
}

/** A digest of the source files, manifests and lock files of a repository: of what they are called in it and what they say. */
function digestRepository(repository: string): string {
  // What git leaves out counts: an import may lead to it.
  const { added, manifests } = createListing(repository, selectFiles(repository, [], { ignores: () => false, hasChanged: () => false, clear() {} })).refresh()
  const hash = createHash("sha1")
  for (const file of [...added, ...manifests, ...LOCK_FILES.map((name) => `${repository}/${name}`)].sort()) {
    hash.update(`${file.slice(repository.length + 1)}\n${digestFile(file)}\n`)
  }
  return hash.digest("hex").slice(0, 16)
}

function digestFile(file: string): string {
  const stats = findStats(file)
  if (stats === undefined) return ""
  const { mtimeMs, size } = stats
  if (size > MAXIMUM_SIZE && !LOCK_FILES.some((name) => file.endsWith(`/${name}`))) return String(size)
  const known = digests.get(file)
  if (known?.mtimeMs === mtimeMs && known.size === size) return known.digest
  const digest = readDigest(file)
  digests.set(file, { mtimeMs, size, digest })
  return digest
}

/** Empty for a file that cannot be read, which the analysis cannot read either. */
function readDigest(file: string): string {
  try {
    return createHash("sha1").update(readFileSync(file)).digest("base64")
  } catch {
    return ""
  }
}
