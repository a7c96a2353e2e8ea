/**
 * Projects in temporary folders, for tests that change files.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { onTestFinished } from "vitest"

/** A folder that is there for one test. */
export interface TemporaryProject {
  /** Absolute, real path. */
  readonly root: string
  /** The absolute path of a file in it. */
  path(file: string): string
  write(file: string, text: string | Buffer): void
  link(file: string, target: string): void
  remove(file: string): void
}

/** Writes a project; it is deleted when the running test ends. */
export function createProject(files: Readonly<Record<string, string | Buffer>>): TemporaryProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "endpoint-")))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const path = (file: string): string => join(root, file)
  const project: TemporaryProject = {
    root,
    path,
    write(file, text) {
      mkdirSync(dirname(path(file)), { recursive: true })
      writeFileSync(path(file), text)
    },
    link: (file, target) => symlinkSync(target, path(file)),
    remove: (file) => rmSync(path(file), { recursive: true }),
  }
  for (const [file, text] of Object.entries(files)) project.write(file, text)
  return project
}
