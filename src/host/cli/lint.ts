/**
 * ESLint over exactly the project's files, with this plugin's parser and rules and nothing else.
 *
 * @module
 */
import { ESLint, type Linter } from "eslint"
import { rules } from "../../../rules/index.ts"
import plugin from "../../index.ts"
import type { Settings } from "../../model/settings.ts"
import { configureRules, presetFiles, type PresetName } from "../../presets.ts"
import type { Rule } from "../../rule.ts"
import type { Analysis } from "../analysis.ts"
import { leaveNoticesToCaller } from "../eslint/notices.ts"
import * as parser from "../eslint/parser.ts"

/** What to lint, and with which rules. */
export interface LintRequest {
  readonly analysis: Analysis
  readonly settings: Settings
  readonly preset: PresetName
  /** Names of rules; when there are any, only these are checked. */
  readonly only: readonly string[]
}

/** What was found. */
export interface LintRun {
  readonly eslint: ESLint
  /** One for each file, in order. */
  readonly results: readonly ESLint.LintResult[]
  /** The rules that were run. */
  readonly configured: Linter.RulesRecord
}

/** Lints a project. */
export async function lintProject(request: LintRequest): Promise<LintRun> {
  const { analysis, settings } = request
  const { workspace } = analysis
  const configured = chooseRules(request)
  leaveNoticesToCaller()
  const eslint = new ESLint({
    cwd: workspace.root,
    overrideConfigFile: true,
    ignore: false,
    globInputPaths: false,
    errorOnUnmatchedPattern: false,
    overrideConfig: [{
      files: [...presetFiles],
      plugins: { endpoint: plugin },
      rules: configured,
      settings: { endpoint: { ...settings, root: workspace.root } },
      languageOptions: { parser, parserOptions: { hidesForeignConfiguration: true, omitsTokens: true } },
      linterOptions: { reportUnusedDisableDirectives: "off" },
    }],
  })
  const skipped = new Set(workspace.problems().filter(({ kind }) => kind !== "syntax").map(({ file }) => file))
  const files = workspace.files().filter((file) => !skipped.has(file))
  const linted = files.length === 0 ? [] : await eslint.lintFiles(files)
  // Inline comments for rules of other plugins make ESLint say that it does not know them.
  const results = filterMessages(linted, ({ ruleId, fatal }) => fatal === true || (ruleId?.startsWith("endpoint/") ?? false))
  return { eslint, results, configured }
}

/** The results with only the messages that pass a test. */
export function filterMessages(
  results: readonly ESLint.LintResult[], isWanted: (message: Linter.LintMessage, result: ESLint.LintResult) => boolean,
): readonly ESLint.LintResult[] {
  return results.map((result) => {
    const messages = result.messages.filter((message) => isWanted(message, result))
    if (messages.length === result.messages.length) return result
    const errorCount = messages.filter(({ severity }) => severity === 2).length
    return { ...result, messages, errorCount, warningCount: messages.length - errorCount }
  })
}

function chooseRules({ preset, only }: LintRequest): Linter.RulesRecord {
  if (only.length === 0) return configureRules(preset, rules)
  const chosen: readonly Rule[] = rules.filter(({ name }) => only.includes(name))
  return configureRules("all", chosen)
}
