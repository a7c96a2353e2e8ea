import { defineRule } from "../src/rule.ts"

export default defineRule({
  name: "no-duplicate-route",
  checklist: "Endpoints follow REST conventions",
  presets: ["recommended"],
  description: "Disallow a route that the same application has already",
  messages: {
    same: "{{route}} is registered already ({{place}}): {{outcome}}. Remove one of the two, or give it a path of its own.",
  },

  *check({ routes }) {
    const reported = new Set<string>()
    for (const route of routes) {
      const { method, path, at, application, shadowedBy } = route
      const place = `${at.file}:${at.start}`
      if (shadowedBy?.kind !== "route" || !shadowedBy.isSame || reported.has(place)) continue
      reported.add(place)
      const { at: first, path: firstPath } = shadowedBy
      const where = `${first.file.split("/").at(-1) ?? ""}:${first.line}`
      const outcome = application.matching === "first"
        ? "that one answers, and this one never does"
        : "two routes cannot have one path, so it is refused when the application starts, or one of the two is lost"
      const data = { route: `${method} ${path}`, place: firstPath === path ? where : `as ${firstPath}, ${where}`, outcome }
      const evidence = [{ at: first, name: `${shadowedBy.method} ${firstPath} is registered first` }]
      yield { at, message: "same", data, routes: [route], evidence }
    }
  },
})
