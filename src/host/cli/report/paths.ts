/**
 * How reports name files and routes.
 *
 * @module
 */
import { relative } from "node:path"
import { pathToFileURL } from "node:url"

/** Names of files relative to where the program was started, which in a CI job is the root of the repository. */
export interface Paths {
  /** `/`-separated; what lies outside the folder stays absolute. */
  toName(file: string): string
  /** A URI reference: relative, with special characters encoded. */
  toUri(file: string): string
}

/** @param folder absolute path of the folder that the program was started in */
export function createPaths(folder: string): Paths {
  const toName = (file: string): string => {
    const name = relative(folder, file).replaceAll("\\", "/")
    return name.startsWith("../") ? file : name
  }
  return {
    toName,
    toUri: (file) => {
      const name = toName(file)
      return name === file ? pathToFileURL(file).href : name.split("/").map(encodeURIComponent).join("/")
    },
  }
}

/**
 * The command that explains a route.
 *
 * @param folder the folder of the backend as the user named it; the current one where it is left out
 */
export function explainCommand({ method, path }: { readonly method: string; readonly path: string }, folder = "."): string {
  return `npx eslint-plugin-endpoint explain "${method} ${path}"${folder === "." ? "" : ` ${folder}`}`
}
