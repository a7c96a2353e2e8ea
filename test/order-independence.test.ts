/**
 * What is said of a project does not depend on who asks first: every property of every route in two orders, and every rule
 * alone against all rules together.
 *
 * @module
 */
import { relative, resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { findApplications } from "../fixtures/application.ts"
import { rules } from "../rules/index.ts"
import { frameworks } from "../src/frameworks/index.ts"
import { createWorkspace } from "../src/host/workspace/workspace.ts"
import { linkProject } from "../src/link/project/link.ts"
import type { Project } from "../src/model/project.ts"
import type { Route } from "../src/model/route.ts"
import type { Rule } from "../src/rule.ts"

const fixtures = resolve(import.meta.dirname, "../fixtures")
const applications = findApplications(fixtures).map((root) => [relative(fixtures, root), root] as const)

/** How deep into what a route says the comparison looks. */
const DEPTH = 7

/** A function that links an application anew each time; its sources are read once. */
function createLinker(root: string): () => Project {
  const workspace = createWorkspace({ root, settings: {} })
  workspace.refresh()
  return () => linkProject(workspace.sources, frameworks)
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function shuffle<Item>(items: readonly Item[], seed: number): readonly Item[] {
  const random = createRandom(seed)
  return items.map((item) => ({ item, rank: random() })).sort((one, other) => one.rank - other.rank).map(({ item }) => item)
}

/** A value as text, its getters asked and its iterables listed; functions that take arguments are left out. */
function print(value: unknown, depth = DEPTH): unknown {
  if (typeof value === "function") return value.length > 0 || depth <= 0 ? "function" : print((value as () => unknown)(), depth - 1)
  if (typeof value !== "object" || value === null) return value
  if (depth <= 0) return "…"
  if (value instanceof RegExp) return String(value)
  if (Symbol.iterator in value) return Array.from(value as Iterable<unknown>, (item) => print(item, depth - 1))
  return Object.fromEntries(Object.keys(value).map((name) => [name, print((value as Record<string, unknown>)[name], depth - 1)]))
}

/** What each property of each route says when they are asked in this order; with what could not be followed, last. */
function askRoutes(project: Project, order: <Item>(items: readonly Item[]) => readonly Item[]): ReadonlyMap<string, string> {
  const questions = project.routes.flatMap((route, index) => {
    const names = (Object.keys(route) as (keyof Route)[]).filter((name) => name !== "application")
    return names.map((name) => ({ key: `${index} ${route.method} ${route.path} ${name}`, ask: (): unknown => {
      const asked = route[name]
      return typeof asked === "function" ? (asked as () => unknown).call(route) : asked
    } }))
  })
  const answers = order(questions).map(({ key, ask }) => [key, JSON.stringify(print(ask()))] as const)
  return new Map([...answers, ["unresolved", JSON.stringify(project.unresolved)] as const].sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** The findings of a rule as text; the iterable of the rule is used up. */
function check(rule: Rule, project: Project): string {
  return JSON.stringify([...rule.check(project, rule.defaults ?? {})].map((finding) => print(finding)))
}

describe.each(applications)("%s", (_name, root) => {
  const link = createLinker(root)

  it("says the same of its routes in a seeded order and in its reverse, which asks each pair the other way round", () => {
    expect(askRoutes(link(), (items) => shuffle(items, 1))).toEqual(askRoutes(link(), (items) => shuffle(items, 1).toReversed()))
  })

  it("gets the same findings from each rule alone and from all together, in two orders", () => {
    const together = [3, 4].map((seed) => {
      const project = link()
      return new Map(shuffle(rules, seed).map((rule) => [rule.name, check(rule, project)]))
    })
    for (const rule of rules) {
      const alone = check(rule, link())
      for (const all of together) expect(all.get(rule.name), rule.name).toBe(alone)
    }
  })
})
