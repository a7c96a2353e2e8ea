/**
 * What the linker asks of its host: modules, and which file a specifier means. Nothing else reaches the disk.
 *
 * @module
 */
import type { Module, SchemaModel } from "../../model/facts.ts"
import type { Settings } from "../../model/settings.ts"

/** The project as the host has read it. */
export interface Sources {
  /** Absolute path of the analysed folder, `/`-separated, without a trailing slash. */
  readonly root: string
  /** The modules under the root, in path order. */
  readonly modules: readonly Module[]
  readonly settings: Settings
  /** A module by absolute path; also one outside the root (a workspace package's source), read when it is asked for. */
  module(file: string): Module | undefined
  /** The absolute path of the project file that `specifier` means in `from`; undefined for an installed package. */
  resolve(specifier: string, from: string): string | undefined
  /** The version range or installed version of a package as `from` sees it: `^4.18.2`; undefined when there is none. */
  version(name: string, from: string): string | undefined
  /** The paths of the files and folders in a folder under the root, `/`-separated; empty when there is none. */
  list(folder: string): readonly string[]
  /** The models of the Prisma schema files under the root; of the repository, where there are none. */
  schemaModels(): readonly SchemaModel[]
}
