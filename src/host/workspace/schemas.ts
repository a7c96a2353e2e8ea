/**
 * Prisma schema files: which there are, and what they say.
 *
 * @module
 */
import { readFileSync } from "node:fs"
import { extractSchemaModels } from "../../facts/prisma.ts"
import type { SchemaModel } from "../../model/facts.ts"
import { readFolder } from "./selection.ts"

/** Folders deeper under the repository hold no schema of it: `packages/database/prisma/models/user.prisma`. */
const DEPTH = 5

/** The schema files of a repository, in path order; not those of packages that are installed. */
export function findSchemas(folder: string, depth = 0): readonly string[] {
  return readFolder(folder).flatMap((entry): readonly string[] => {
    const path = `${folder}/${entry.name}`
    if (entry.isFile()) return entry.name.endsWith(".prisma") ? [path] : []
    const isOwn = entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")
    return isOwn && depth < DEPTH ? findSchemas(path, depth + 1) : []
  }).toSorted()
}

/** The models of schema files; a file that cannot be read has none. */
export function readSchemas(files: readonly string[]): readonly SchemaModel[] {
  return files.toSorted().flatMap((file) => {
    try {
      return extractSchemaModels(file, readFileSync(file, "utf8"))
    } catch {
      return []
    }
  })
}
