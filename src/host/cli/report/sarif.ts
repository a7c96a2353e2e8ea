/**
 * Reports as SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 *
 * @module
 */
import type { Location, Log, Notification, PhysicalLocation, ReportingDescriptor, Result } from "sarif"
import packageJson from "../../../../package.json" with { type: "json" }
import { rules } from "../../../../rules/index.ts"
import type { Location as SourceLocation } from "../../../model/evidence.ts"
import type { Rule } from "../../../rule.ts"
import type { Problem } from "../../workspace/reading.ts"
import { explainCommand, type Paths } from "./paths.ts"
import type { ReportedFinding } from "./report.ts"

/** What a SARIF log is made of. */
export interface SarifInput {
  readonly findings: readonly ReportedFinding[]
  /** Names of the rules that were run. */
  readonly checked: readonly string[]
  /** Where the documentation of a rule is; undefined where that is no address that everybody can open. */
  readonly urlOf: (rule: string) => string | undefined
  readonly problems: readonly Problem[]
  /** Defects of this program that came up. */
  readonly failures: readonly string[]
  readonly paths: Paths
  /** The folder of the backend as the user named it. */
  readonly folder: string
}

/** Makes the log of one run. */
export function createSarifLog({ findings, checked, urlOf, problems, failures, paths, folder }: SarifInput): Log {
  const run = rules.filter(({ name }) => checked.includes(name))
  const index = new Map(run.map(({ name }, at) => [name, at]))
  const results = findings.filter(({ rule }) => rule !== undefined)
  const unparsed = findings.filter(({ rule }) => rule === undefined)
  return {
    version: "2.1.0",
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    runs: [{
      tool: {
        driver: {
          name: packageJson.name,
          semanticVersion: packageJson.version,
          rules: run.map((rule) => describeRule(rule, urlOf(rule.name))),
        },
      },
      columnKind: "utf16CodeUnits",
      invocations: [{
        executionSuccessful: failures.length === 0,
        toolExecutionNotifications: [
          ...unparsed.map((finding): Notification =>
            ({ level: "error", message: { text: finding.message }, locations: [{ physicalLocation: locateFinding(finding, paths) }] })),
          ...problems.filter(({ kind }) => kind !== "syntax").map(({ file, reason }): Notification =>
            ({ level: "warning", message: { text: reason }, locations: [{ physicalLocation: { artifactLocation: { uri: paths.toUri(file) } } }] })),
          ...failures.map((text): Notification => ({ level: "error", message: { text } })),
        ],
      }],
      results: results.map((finding) => describeFinding(finding, index, paths, folder)),
    }],
  }
}

function describeRule(rule: Rule, url: string | undefined): ReportingDescriptor {
  const security = rule.presets.includes("security")
  const help = `${rule.description}.\n\nChecklist: ${rule.checklist}.`
  return {
    id: `endpoint/${rule.name}`,
    name: rule.name,
    shortDescription: { text: `${rule.description}.` },
    help: { text: help, markdown: url === undefined ? help : `${help}\n\n[What is wrong, what is right, options](${url})` },
    ...(url === undefined ? {} : { helpUri: url }),
    defaultConfiguration: { level: "error" },
    properties: {
      tags: [...rule.presets, ...(security ? [] : ["maintainability"])],
      ...(rule.presets.includes("recommended") ? { precision: "high" } : { precision: "medium" }),
      ...(security ? { "security-severity": "7.0" } : {}),
    },
  }
}

function describeFinding(finding: ReportedFinding, index: ReadonlyMap<string, number>, paths: Paths, folder: string): Result {
  const { rule = "", severity, message, routes, evidence, fingerprint } = finding
  const [route] = routes
  const related = [
    ...evidence.map(({ at, name }) => ({ at, text: name })),
    ...routes.map(({ at, method, path }) => ({ at, text: `${method} ${path} is registered here` })),
    ...(route?.chain.slice(0, -1).map(({ at, name }) => ({ at, text: `${route.method} ${route.path} passes ${name}` })) ?? []),
  ]
  const ruleIndex = index.get(rule)
  return {
    ruleId: `endpoint/${rule}`,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: severity,
    message: { text: route === undefined ? message : `${message}\n\n${explainCommand(route, folder)} tells the way of a request.` },
    locations: [{ physicalLocation: locateFinding(finding, paths) }],
    ...(related.length === 0 ? {} : { relatedLocations: unique(related, paths) }),
    partialFingerprints: { "endpointFinding/v1": fingerprint },
  }
}

/** Places with their words, each once, numbered as SARIF wants them. */
function unique(places: readonly { readonly at: SourceLocation; readonly text: string }[], paths: Paths): Location[] {
  const seen = new Set<string>()
  return places.filter(({ at, text }) => {
    const key = `${at.file}:${at.line} ${text}`
    return seen.has(key) ? false : seen.add(key)
  }).map(({ at, text }, id) => ({ id, message: { text }, physicalLocation: locate(at, paths) }))
}

function locate(at: SourceLocation, { toUri }: Paths): PhysicalLocation {
  return { artifactLocation: { uri: toUri(at.file) }, region: { startLine: at.line } }
}

function locateFinding({ file, region }: ReportedFinding, { toUri }: Paths): PhysicalLocation {
  const { line, column, endLine, endColumn } = region
  return {
    artifactLocation: { uri: toUri(file) },
    region: { startLine: Math.max(line, 1), startColumn: Math.max(column, 1), endLine: Math.max(endLine, 1), endColumn: Math.max(endColumn, 1) },
  }
}
