/**
 * Asking a project in different orders, for tests of order independence: what is said of a project does not depend on who
 * asks first.
 *
 * @module
 */
import { relative, resolve } from "node:path"
import { findApplications } from "../fixtures/application.ts"
import { frameworks } from "../src/frameworks/index.ts"
import { createWorkspace } from "../src/host/workspace/workspace.ts"
import { linkProject } from "../src/link/project/link.ts"
import { orms } from "../src/orm/index.ts"
import type { Project } from "../src/model/project.ts"
import type { Route } from "../src/model/route.ts"
import type { Rule } from "../src/rule.ts"

const fixtures = resolve(import.meta.dirname, "../fixtures")

/** How deep into what a route says the comparison looks. */
const DEPTH = 7

/** The fixture applications: the name of each, which is its path in `fixtures`, and its absolute path. */
export const applications: readonly (readonly [name: string, root: string])[] =
  findApplications(fixtures).map((root) => [relative(fixtures, root), root] as const)

/** A function that links an application anew each time; its sources are read once. */
export function createLinker(root: string): () => Project {
  const workspace = createWorkspace({ root, settings: {} })
  workspace.refresh()
  return () => linkProject(workspace.sources, { frameworks, orms })
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

/** The items in an order that looks random and is the same for the same seed. */
export function shuffle<Item>(items: readonly Item[], seed: number): readonly Item[] {
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

/** Something to ask of a project. */
interface Question {
  /** What is asked, in words; no two questions of a project have the same. */
  readonly about: string
  /** Asks and prints the answer. */
  answer(): string
}

/** Every property of every route of a project, and the findings of every rule. */
function listQuestions(project: Project, rules: readonly Rule[]): readonly Question[] {
  const properties = project.routes.flatMap((route, index) => {
    const names = (Object.keys(route) as (keyof Route)[]).filter((name) => name !== "application")
    return names.map((name): Question => ({ about: `${index} ${route.method} ${route.path} ${name}`, answer: () => {
      const property = route[name]
      return JSON.stringify(print(typeof property === "function" ? (property as () => unknown).call(route) : property))
    } }))
  })
  return [...properties, ...rules.map((rule): Question => ({ about: rule.name, answer: () => check(rule, project) }))]
}

/**
 * The answers of a project, by what was asked: of every property of every route and every rule, and at last of what could
 * not be followed.
 *
 * @param order puts the questions into the order in which they are asked
 */
export function askProject(project: Project, rules: readonly Rule[], order: (questions: readonly Question[]) => readonly Question[]): ReadonlyMap<string, string> {
  const answers = order(listQuestions(project, rules)).map((question) => [question.about, question.answer()] as const)
  return new Map([...answers, ["unresolved", JSON.stringify(project.unresolved)] as const])
}

/** The findings of rules that are run on a project in this order: each rule's as text, by its name. */
export function checkInOrder(rules: readonly Rule[], project: Project): ReadonlyMap<string, string> {
  return new Map(rules.map((rule) => [rule.name, check(rule, project)]))
}

/** The findings of each rule on a project that no other rule has asked, as {@link checkInOrder} gives them. */
export function checkAlone(rules: readonly Rule[], link: () => Project): ReadonlyMap<string, string> {
  return new Map(rules.map((rule) => [rule.name, check(rule, link())]))
}

function check(rule: Rule, project: Project): string {
  return JSON.stringify([...rule.check(project, rule.defaults ?? {})].map((finding) => print(finding)))
}
