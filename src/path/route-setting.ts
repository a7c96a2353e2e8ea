/**
 * Method and path patterns of the `public` setting.
 *
 * @module
 */
import type { Method } from "../model/evidence.ts"

/**
 * Whether a pattern, `GET /status` or `/hooks/**`, names a route. `*` stands for one segment, `**` for any rest.
 *
 * @returns the answer
 */
export function matchesSetting(pattern: string, method: Method, path: string): boolean {
  const [first = "", second] = pattern.trim().split(/\s+/)
  const wanted = second === undefined ? first : second
  if (second !== undefined && first !== "*" && first.toUpperCase() !== method) return false
  const source = wanted
    .replace(/\/$/, "")
    .split("/")
    .map((segment) => {
      if (segment === "**") return "(?:.*)"
      if (segment === "*" || /^(?:\{.*\}|:.*)$/.test(segment)) return "[^/]+"
      return segment.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*")
    })
    .join("/")
    .replaceAll("/(?:.*)", "(?:/.*)?")
  return new RegExp(`^${source === "" ? "/" : source}$`).test(path)
}
