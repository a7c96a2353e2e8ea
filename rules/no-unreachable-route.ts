import type { Location } from "../src/model/evidence.ts"
import type { Route, Shadow } from "../src/model/route.ts"
import { defineRule } from "../src/rule.ts"

/** Routes behind one obstacle. */
interface Hidden {
  readonly shadow: Shadow
  readonly routes: Route[]
}

const placeOf = ({ file, line }: Location): string => `${file.split("/").at(-1) ?? ""}:${line}`

const nameOf = ({ method, path }: { readonly method: string; readonly path: string }): string => `${method === "*" ? "every method of" : method} ${path}`

/** A catch-all hides everything after it, which is one mistake; a parameter hides one route at a time. */
function groupKeyOf({ at }: Route, shadow: Shadow): string {
  const isWall = shadow.kind === "middleware" || shadow.isOpen
  return isWall ? `${shadow.at.file}:${shadow.at.start}` : `${at.file}:${at.start} ${shadow.at.file}:${shadow.at.start}`
}

export default defineRule({
  name: "no-unreachable-route",
  checklist: "Endpoints follow REST conventions",
  presets: ["recommended"],
  description: "Disallow routes that no request gets to",
  messages: {
    hidden: "{{route}}{{more}} never answers: {{earlier}} ({{place}}) is registered before it and answers the same requests. Register {{route}} first.",
    walled: "{{route}}{{more}} never answers: {{name}} ({{place}}) is registered before it, answers every request and lets none go on. Register it after the routes.",
    loose: "Nothing mounts `{{name}}`: no request gets to {{route}}{{more}}. Mount it, or remove it.",
  },

  *check({ routes, unmountedRouters }) {
    const hidden = new Map<string, Hidden>()
    for (const route of routes) {
      const shadow = route.shadowedBy
      if (shadow === undefined || (shadow.kind === "route" && shadow.isSame)) continue
      const key = groupKeyOf(route, shadow)
      const known = hidden.get(key) ?? { shadow, routes: [] }
      hidden.set(key, known)
      known.routes.push(route)
    }
    for (const { shadow, routes: behind } of hidden.values()) {
      const [route] = behind
      if (route === undefined) continue
      const data = { route: nameOf(route), more: moreThan(behind), place: placeOf(shadow.at) }
      const evidence = [{ at: shadow.at, name: `${shadow.kind === "route" ? nameOf(shadow) : shadow.name} answers first` }]
      const about = { at: route.at, routes: behind, evidence }
      yield shadow.kind === "route"
        ? { ...about, message: "hidden", data: { ...data, earlier: nameOf(shadow) } }
        : { ...about, message: "walled", data: { ...data, name: shadow.name.startsWith("(") ? "the middleware" : `\`${shadow.name}\`` } }
    }
    for (const { at, name, routes: loose } of unmountedRouters()) {
      const [route] = loose
      if (route !== undefined) yield { at, message: "loose", data: { name, route: nameOf(route), more: moreThan(loose) }, routes: loose }
    }
  },
})

const moreThan = (routes: readonly Route[]): string => (routes.length > 1 ? ` (and ${routes.length - 1} more)` : "")
