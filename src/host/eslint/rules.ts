/**
 * A rule of this plugin as a rule of ESLint: https://eslint.org/docs/latest/extend/custom-rules
 *
 * @module
 */
import type { Rule as EslintRule, SourceCode } from "eslint"
import { basename, dirname, isAbsolute, resolve } from "node:path"
import type { SourceComment } from "../../facts/extract.ts"
import type { Finding, Rule, Suggestion } from "../../rule.ts"
import { type Analysis, findAnalysis, normalizeSettings } from "../analysis.ts"
import { debug, describeError } from "../debug.ts"
import { readSettings, SettingsError } from "../settings.ts"
import { findPackage } from "../workspace/packages.ts"
import { toReal } from "../workspace/path.ts"

/** A linted file in its project. */
interface LintedFile {
  /** Absolute, real path. */
  readonly file: string
  readonly analysis: Analysis
}

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
      const findings = listFindings(rule, context)
      if (findings.length === 0) return {}
      return {
        Program() {
          for (const finding of findings) report(context, finding)
        },
      }
    },
  }
}

function listFindings(rule: Rule, context: EslintRule.RuleContext): readonly Finding[] {
  try {
    const place = findLintedFile(context)
    if (place === undefined) return []
    const options: unknown = context.options[0]
    return place.analysis.findings(rule, typeof options === "object" && options !== null ? options : { ...rule.defaults }, place.file)
  } catch (error) {
    if (error instanceof SettingsError) throw error
    debug(`${rule.name} failed in ${context.filename}: ${describeError(error)}`)
    return []
  }
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
  const root = given.root === undefined ? findPackage(toReal(dirname(filename))) : toReal(resolve(cwd, given.root))
  const analysis = findAnalysis({ root, settings: normalizeSettings(given) })
  analysis.workspace.refresh()
  analysis.workspace.update(file, sourceCode.text, () => ({
    program: sourceCode.ast,
    comments: sourceCode.getAllComments().map(({ value, range }): SourceComment => ({ value, range: range ?? [0, 0] })),
  }))
  return { file, analysis }
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
