/**
 * The checklist, answered for a project: what holds, what fails, what is unknown, and what is left to a reviewer. This is what
 * `checklist --format json` prints, a public contract.
 *
 * @module
 */
import { relative } from "node:path/posix"
import { rules } from "../../../../rules/index.ts"
import { checklist, type Item } from "../../../checklist.ts"
import type { Location } from "../../../model/evidence.ts"
import type { Project } from "../../../model/project.ts"
import type { Route } from "../../../model/route.ts"
import type { InventoryEvidence, InventoryPlace } from "../inventory.ts"
import { explainCommand } from "../report/paths.ts"
import type { ReportedFinding } from "../report/report.ts"
import { listSubjects, type Subject } from "./subjects.ts"

/** What is said of an item. An item that is unknown of one route does not hold. */
export type Verdict = "holds" | "fails" | "unknown" | "not applicable"

/** One item. */
export interface JudgedItem {
  readonly id: string
  readonly group: string
  readonly item: string
  readonly verdict: Verdict
  /** What it was asked of. */
  readonly unit: "route" | "project"
  /** `asked` counts all but those that are exempt, such as public routes. */
  readonly counts: { readonly asked: number; readonly holds: number; readonly fails: number; readonly unknown: number; readonly exempt: number }
  readonly unknown: readonly (InventoryEvidence & { readonly reason: string })[]
  /** What no analysis can decide. */
  readonly remains: string
}

/** Something to mend. */
export interface ChecklistFinding extends InventoryPlace {
  /** Id of the item. */
  readonly item: string
  /** The rule that found it; null where the analysis alone tells. */
  readonly rule: string | null
  readonly column: number
  readonly reason: string
  /** What to do; empty where the reason says it. */
  readonly remedy: string
  /** `GET /orders`. */
  readonly routes: readonly string[]
  /** Other places that it rests on. */
  readonly evidence: readonly InventoryEvidence[]
  /** The command that explains the first of its routes; null where there is none. */
  readonly explain: string | null
}

/** A finding that a comment in the source accepts. */
export interface AcceptedFinding extends InventoryPlace {
  readonly rule: string
  /** The words after `--` in the comment. */
  readonly justification: string
}

/** The whole list. */
export interface Judgement {
  readonly version: 1
  readonly summary: Readonly<Record<Verdict, number>>
  readonly items: readonly JudgedItem[]
  /** By what to mend first. */
  readonly findings: readonly ChecklistFinding[]
  readonly accepted: readonly AcceptedFinding[]
}

/** Ids of items, by what to mend first: what gives data away, then what loses it, then what is slow, then what is untidy. */
const ORDER: readonly string[] = [
  "secrets", "authentication", "tokens", "private-data", "validation", "cors", "error-responses", "exceptions", "blocking", "n-plus-one",
  "pooling", "streaming", "background-tasks", "logging", "status-codes", "response-models", "models", "rest", "openapi", "types", "dependencies",
]

/** Findings, and those that comments in the source accept. */
export interface FindingsOfProject {
  /** The folder of the backend as the user named it. */
  readonly folder: string
  readonly reported: readonly ReportedFinding[]
  readonly accepted: readonly (ReportedFinding & { readonly justification: string })[]
}

/** Answers the checklist. */
export function judgeChecklist(project: Project, findings: FindingsOfProject): Judgement {
  const place = ({ file, line }: Location): InventoryPlace => ({ file: relative(project.root, file), line })
  const judged = checklist.flatMap(({ title, items }) => items.map((item) => judgeItem(item, title, project, findings, place)))
  const count = (verdict: Verdict): number => judged.filter(({ item }) => item.verdict === verdict).length
  const byUrgency = ({ item: one }: ChecklistFinding, { item: other }: ChecklistFinding): number => ORDER.indexOf(one) - ORDER.indexOf(other)
  return {
    version: 1,
    summary: { "holds": count("holds"), "fails": count("fails"), "unknown": count("unknown"), "not applicable": count("not applicable") },
    items: judged.map(({ item }) => item),
    findings: judged.flatMap((one) => one.findings).sort(byUrgency),
    accepted: findings.accepted.map(({ rule = "", file, region, justification }) =>
      ({ rule: `endpoint/${rule}`, file: relative(project.root, file), line: region.line, justification })),
  }
}

function judgeItem(
  { id, name, remains }: Item, group: string, project: Project, { folder, reported, accepted }: FindingsOfProject, place: (at: Location) => InventoryPlace,
): { readonly item: JudgedItem; readonly findings: readonly ChecklistFinding[] } {
  const serving = new Set(rules.filter((rule) => rule.checklist === name).map((rule) => rule.name))
  const found = reported.filter(({ rule }) => rule !== undefined && serving.has(rule))
  const accused = new Set(found.flatMap(({ routes }) => routes))
  const excused = new Set(accepted.filter(({ rule }) => rule !== undefined && serving.has(rule)).flatMap(({ routes }) => routes))
  const subjects = listSubjects(id, project).map((one) => settle(one, accused, excused))
  const known = new Set(subjects.map(({ route }) => route))
  // A finding that is about no route that was asked is one about the project.
  const stray = found.filter(({ routes }) => !routes.some((route) => known.has(route)))
  const untold = subjects.filter(({ state, route }) => state === "fails" && route !== undefined && !accused.has(route))
  const unit = subjects.some(({ route }) => route === undefined) ? "project" : "route"
  const number = (state: Subject["state"]): number => subjects.filter((one) => one.state === state).length
  const fails = number("fails") + stray.length
  const holds = unit === "project" && fails > 0 ? 0 : number("holds")
  const unknown = number("unknown")
  const verdict = fails > 0 ? "fails" : unknown > 0 ? "unknown" : holds > 0 ? "holds" : "not applicable"
  return {
    item: {
      id, group, item: name, verdict, unit, remains,
      counts: { asked: holds + fails + unknown, holds, fails, unknown, exempt: number("exempt") },
      unknown: subjects.flatMap(({ at, name: subject, state, reason }) => state === "unknown" && at !== undefined ? [{ ...place(at), name: subject, reason }] : []),
    },
    findings: [
      ...found.map((finding) => describeFinding(id, finding, folder, project.root, place)),
      ...untold.flatMap(({ at, name: subject, reason, remedy, route }): readonly ChecklistFinding[] => at === undefined || route === undefined ? [] : [{
        item: id, rule: null, ...place(at), column: 1, reason: `${subject}: ${reason}.`, remedy, routes: [subject], evidence: [],
        explain: explainCommand(route, folder),
      }]),
    ],
  }
}

/** A subject with what the rules say of it: a finding counts more than what the analysis says, a comment that accepts it more still. */
function settle(subject: Subject, accused: ReadonlySet<Route>, excused: ReadonlySet<Route>): Subject {
  const { route, state } = subject
  if (route === undefined) return subject
  if (accused.has(route)) return { ...subject, state: "fails" }
  return state === "fails" && excused.has(route) ? { ...subject, state: "exempt" } : subject
}

function describeFinding(
  item: string, { rule = "", file, region, reason, remedy, routes, evidence }: ReportedFinding, folder: string, root: string, place: (at: Location) => InventoryPlace,
): ChecklistFinding {
  const [route] = routes
  return {
    item, rule: `endpoint/${rule}`, file: relative(root, file), line: region.line, column: region.column, reason, remedy,
    routes: routes.map(({ method, path }) => `${method} ${path}`),
    evidence: evidence.map(({ at, name }) => ({ ...place(at), name })),
    explain: route === undefined ? null : explainCommand(route, folder),
  }
}
