/**
 * What the page of routes is made from. The same data is in the page, for its script.
 *
 * @module
 */
import type { Explanation } from "../explanation.ts"
import type { Inventory, InventoryRoute } from "../inventory.ts"

/** Everything that the page shows. */
export interface PageData {
  /** Of the project: the name in its package.json, or of its folder. */
  readonly title: string
  readonly inventory: Pick<Inventory, "applications" | "unresolved" | "problems">
  /** Routes and actions, in the order of the table. */
  readonly routes: readonly Explanation[]
  /** Address of a place: `{path}` is the absolute path of the file, `{file}` the path relative to `base`, `{line}` the line. */
  readonly link: string
  /** Absolute path of the analysed folder. */
  readonly root: string
  /** Absolute path of the folder that `{file}` is relative to. */
  readonly base: string
}

/** What a reviewer looks for. */
export type RouteMark = "open" | "unvalidated" | "unknown" | "writes" | "findings"

const SAFE = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"])

/** The marks, with the words on their switches. */
export const markNames: Readonly<Record<RouteMark, string>> = {
  open: "Open",
  unvalidated: "Unvalidated",
  unknown: "Unknown",
  writes: "Writes",
  findings: "With findings",
}

/** The marks of a route. */
export function marksOf({ route, findings }: Explanation): readonly RouteMark[] {
  const answers: readonly string[] = [route.body, route.query, route.params, route.response]
  return [
    ...(route.auth === "none" && !route.public ? ["open" as const] : []),
    ...(answers.includes("unvalidated") ? ["unvalidated" as const] : []),
    ...(answers.includes("unknown") || (route.auth === "unknown" && !route.public) ? ["unknown" as const] : []),
    ...(SAFE.has(route.method) ? [] : ["writes" as const]),
    ...(findings.length > 0 ? ["findings" as const] : []),
  ]
}

/** The part of the address after `#` that opens a route. */
export function fragmentOf({ method, path, file, line }: InventoryRoute): string {
  return `#${new URLSearchParams({ route: `${method} ${path}`, at: `${file}:${line}` }).toString()}`
}

/** The address of a place; undefined where the template has no protocol that is safe to follow. */
export function linkTo({ file, line }: { readonly file: string; readonly line: number }, { link, root, base }: Pick<PageData, "link" | "root" | "base">): string | undefined {
  const path = `${root}/${file}`
  const relative = path.startsWith(`${base}/`) ? path.slice(base.length + 1) : file
  const encode = (text: string): string => text.split("/").map(encodeURIComponent).join("/")
  const address = link.replaceAll("{path}", encode(path)).replaceAll("{file}", encode(relative)).replaceAll("{line}", String(line))
  return /^(?:https?|vscode|vscode-insiders|cursor|idea|jetbrains|file):/u.test(address) ? address : undefined
}
