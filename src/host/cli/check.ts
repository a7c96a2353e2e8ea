/**
 * The command `check`: ESLint over exactly the project's files, with this plugin's parser and rules and nothing else.
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
import * as parser from "../eslint/parser.ts"

/** What to check, and how to say it. */
export interface CheckRequest {
  readonly analysis: Analysis
  readonly settings: Settings
  readonly preset: PresetName
  /** Names of rules; when there are any, only these are checked. */
  readonly only: readonly string[]
  readonly format: string
  readonly hasColors: boolean
}

/** What was found. */
export interface CheckReport {
  readonly text: string
  readonly errors: number
  /** The rules that were checked. */
  readonly configured: Linter.RulesRecord
}

/** Lints a project. */
export async function checkProject(request: CheckRequest): Promise<CheckReport> {
  const { analysis, settings, format, hasColors } = request
  const { workspace } = analysis
  const configured = chooseRules(request)
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
      languageOptions: { parser, parserOptions: { hidesForeignConfiguration: true } },
      linterOptions: { reportUnusedDisableDirectives: "off" },
    }],
  })
  const skipped = new Set(workspace.problems().filter(({ kind }) => kind !== "syntax").map(({ file }) => file))
  const files = workspace.files().filter((file) => !skipped.has(file))
  const results = files.length === 0 ? [] : (await eslint.lintFiles(files)).map(keepOwnMessages)
  const formatter = await eslint.loadFormatter(format)
  const text = await formatter.format(results, { color: hasColors })
  return { text, errors: results.reduce((sum, { errorCount }) => sum + errorCount, 0), configured }
}

function chooseRules({ preset, only }: CheckRequest): Linter.RulesRecord {
  if (only.length === 0) return configureRules(preset, rules)
  const chosen: readonly Rule[] = rules.filter(({ name }) => only.includes(name))
  return configureRules("all", chosen)
}

/** Leaves out what inline comments for other plugins' rules have made ESLint say. */
function keepOwnMessages(result: ESLint.LintResult): ESLint.LintResult {
  const messages = result.messages.filter(({ ruleId, fatal }) => fatal === true || (ruleId?.startsWith("endpoint/") ?? false))
  if (messages.length === result.messages.length) return result
  const errorCount = messages.filter(({ severity }) => severity === 2).length
  return { ...result, messages, errorCount, warningCount: messages.length - errorCount }
}
