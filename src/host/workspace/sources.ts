/**
 * The port through which the linker sees a workspace: one generation of it, which an edit does not change while it lasts.
 *
 * @module
 */
import type { Sources } from "../../link/evaluate/sources.ts"
import type { Module, SchemaModel } from "../../model/facts.ts"
import type { Settings } from "../../model/settings.ts"
import type { Listing } from "./listing.ts"
import type { Resolver } from "./resolve.ts"
import { findSchemas, readSchemas } from "./schemas.ts"
import type { Versions } from "./versions.ts"
import type { WatchedPaths } from "./watched.ts"

/** What the sources of a generation are made of. */
export interface SourcesOptions {
  readonly root: string
  readonly repository: string
  readonly settings: Settings
  /** The modules under the root, in path order. */
  readonly modules: readonly Module[]
  /** Reads a module that is not under the root. */
  readonly module: (file: string) => Module | undefined
  readonly resolver: Resolver
  readonly versions: Versions
  readonly listing: Listing
  readonly watched: WatchedPaths
}

/** Makes the sources of a generation. */
export function createSources(options: SourcesOptions): Sources {
  const { root, settings, modules, resolver, versions, listing } = options
  const known = new Map<string, Module | undefined>(modules.map((each) => [each.file, each]))
  let schemas: readonly SchemaModel[] | undefined
  return {
    root,
    settings,
    modules,
    module(file) {
      if (!known.has(file)) known.set(file, options.module(file))
      return known.get(file)
    },
    resolve: (specifier, from) => resolver.resolve(specifier, from),
    version: (name, from) => versions.find(name, from),
    schemaModels: () => (schemas ??= readSchemaModels(options)),
    list(folder) {
      const state = listing.folder(folder)
      return state === undefined ? [] : [...state.folders, ...state.files].sort().map((name) => `${folder}/${name}`)
    },
  }
}

function readSchemaModels({ root, repository, watched }: SourcesOptions): readonly SchemaModel[] {
  const own = watched.list().filter((path) => path.endsWith(".prisma") && path.startsWith(`${root}/`))
  const paths = own.length > 0 ? own : findSchemas(repository)
  // One outside the root is compared with the disk from now on, as those under it are.
  for (const path of paths) if (!watched.has(path)) watched.add(path)
  return readSchemas(paths)
}
