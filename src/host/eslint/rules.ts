/**
 * A rule of this plugin as a rule of ESLint: https://eslint.org/docs/latest/extend/custom-rules
 *
 * @module
 */
import type { Rule as EslintRule, SourceCode } from "eslint"
import { basename, dirname, isAbsolute } from "node:path"
import type { SourceComment } from "../../facts/extract.ts"
import type { Finding, Rule, Suggestion } from "../../rule.ts"
import { findAnalysis, normalizeSettings } from "../analysis.ts"
import { debug, describeError } from "../debug.ts"
import { defectRemedy } from "../notices.ts"
import { findRoot, readSettings, SettingsError } from "../settings.ts"
import { findPackage } from "../workspace/packages.ts"
import { toReal } from "../workspace/path.ts"
import { type NoticeRequest, selectUnreported, takeNotices } from "./notices.ts"

/** A linted file in its project. */
type LintedFile = NoticeRequest

/** The name that ESLint gives text without one, such as standard input. */
const NAMELESS = "__placeholder__.js"

/** One look at the project for all rules that lint the same text; `undefined` for text that is no file of its own. */
const linted = new WeakMap<SourceCode, LintedFile | undefined>()

/**
 * Makes the ESLint rule of a rule.
 *
 * @param url where its documentation is
 */
export function createEslintRule(rule: Rule, url: string): EslintRule.RuleModule {
  const options = rule.options ?? {}
  const hasOptions = Object.keys(options).length > 0
  return {
    meta: {
      type: rule.name.startsWith("no-") ? "problem" : "suggestion",
      docs: { description: rule.description, url, recommended: rule.presets.includes("recommended") },
      schema: hasOptions ? [{ type: "object", properties: { ...options }, additionalProperties: false }] : [],
      defaultOptions: hasOptions ? [{ ...rule.defaults }] : [],
      messages: { ...rule.messages },
      hasSuggestions: rule.hasSuggestions ?? false,
      languages: ["js/js"],
    },
    create(context) {
      const { notices, findings } = lint(rule, context)
      if (notices.length + findings.length === 0) return {}
      return {
        Program() {
          for (const notice of notices) context.report({ loc: { line: 1, column: 0 }, message: "{{ notice }}", data: { notice } })
          for (const finding of findings) report(context, finding)
        },
      }
    },
  }
}

/** What a rule says of the linted file. */
interface Verdict {
  /** Sentences about the analysis. */
  readonly notices: readonly string[]
  readonly findings: readonly Finding[]
}

function lint(rule: Rule, context: EslintRule.RuleContext): Verdict {
  try {
    const place = findLintedFile(context)
    if (place === undefined) return { notices: [], findings: [] }
    const options: unknown = context.options[0]
    const findings = place.analysis.findings(rule, typeof options === "object" && options !== null ? options : { ...rule.defaults }, place.file)
    return { findings, notices: takeNotices(context, place) }
  } catch (error) {
    // ESLint ends with the first error; oxlint would say the same of every file.
    if (error instanceof SettingsError && !isOxlint(context)) throw error
    debug(`${rule.name} failed in ${context.filename}: ${error instanceof Error ? error.stack ?? "" : String(error)}`)
    const text = error instanceof SettingsError ? error.message : `Rule ${rule.name} failed: ${describeError(error)}. ${defectRemedy}`
    return { findings: [], notices: selectUnreported(context, [text]) }
  }
}

/** Whether oxlint runs the rule: https://oxc.rs/docs/guide/usage/linter/js-plugins */
function isOxlint({ languageOptions }: EslintRule.RuleContext): boolean {
  const parser: unknown = languageOptions.parser
  return typeof parser === "object" && parser !== null && "name" in parser && parser.name === "oxlint"
}

function findLintedFile(context: EslintRule.RuleContext): LintedFile | undefined {
  const { sourceCode } = context
  if (!linted.has(sourceCode)) linted.set(sourceCode, openLintedFile(context))
  return linted.get(sourceCode)
}

/** Refreshes the project of a file and tells it what the file says now. */
function openLintedFile({ filename, physicalFilename, cwd, settings, sourceCode }: EslintRule.RuleContext): LintedFile | undefined {
  const given = readSettings(settings)
  // Text from standard input, and blocks that a processor took out of a file, are no modules of a project.
  if (!isAbsolute(filename) || basename(filename) === NAMELESS || filename !== physicalFilename) return undefined
  const file = toReal(filename)
  const root = given.root === undefined ? findPackage(toReal(dirname(filename))) : findRoot(given.root, cwd)
  const analysis = findAnalysis({ root, settings: normalizeSettings(given) })
  analysis.workspace.refresh()
  if (given.root !== undefined && analysis.workspace.files().length === 0) {
    throw new SettingsError(`\`settings.endpoint.root\` is ${JSON.stringify(given.root)}, and there is no JavaScript or TypeScript source in ${root}.`)
  }
  analysis.workspace.update(file, sourceCode.text, () => ({
    program: sourceCode.ast,
    comments: sourceCode.getAllComments().map(({ value, range }): SourceComment => ({ value, range: range ?? [0, 0] })),
  }))
  return { file, analysis, settings: given }
}

function report(context: EslintRule.RuleContext, finding: Finding): void {
  const { sourceCode } = context
  const locate = (offset: number): { line: number; column: number } =>
    sourceCode.getLocFromIndex(Math.max(0, Math.min(offset, sourceCode.text.length)))
  context.report({
    loc: { start: locate(finding.at.start), end: locate(finding.at.end) },
    messageId: finding.message,
    data: { ...finding.data },
    suggest: (finding.suggestions ?? [])
      .filter(({ edits }) => edits.every((edit) => edit.at.file === finding.at.file))
      .map(toSuggestion),
  })
}

function toSuggestion({ message, data, edits }: Suggestion): EslintRule.SuggestionReportDescriptor {
  return {
    messageId: message,
    data: { ...data },
    fix: (fixer) => edits.map(({ at, text }) => fixer.replaceTextRange([at.start, at.end], text)),
  }
}
