/**
 * Notices as ESLint's messages. A rule sees one file at a time and does not know when a run begins or ends: a notice is
 * reported in the first file that is linted with a configuration, by the rule that looks first, and again there whenever
 * that file is linted again.
 *
 * @module
 */
import { resolve } from "node:path"
import type { Rule as EslintRule, SourceCode } from "eslint"
import type { Settings } from "../../model/settings.ts"
import type { Analysis } from "../analysis.ts"
import { describeLeftOut, describeSkipped, listFailures, listNotices } from "../notices.ts"
import { toReal } from "../workspace/path.ts"

/** Where notices were reported, by the options that all files of one configuration share. */
const reported = new WeakMap<object, Map<string, string>>()
/** Warnings that this process has printed. */
const printed = new Set<string>()
/** The notices of a generation, so that each is worked out once. */
const known = new WeakMap<Analysis, { readonly generation: number; readonly key: string; readonly notices: readonly string[] }>()
let isLeftToCaller = false

/** From now on notices are not reported in this process: whoever runs ESLint in it prints them. */
export function leaveNoticesToCaller(): void {
  isLeftToCaller = true
}

/** What a linted file's analysis is asked for. */
export interface NoticeRequest {
  readonly analysis: Analysis
  /** As they are written in ESLint's configuration. */
  readonly settings: Settings
  /** Absolute, real path. */
  readonly file: string
}

/** The notices that a rule has to report in the file that it lints. */
export function takeNotices(context: EslintRule.RuleContext, { analysis, settings, file }: NoticeRequest): readonly string[] {
  if (isLeftToCaller) return []
  const leftOut = describeLeftOut(analysis, file)
  return [
    ...selectUnreported(context, [...listFailures(analysis), ...recall(analysis, chooseOwn(settings, analysis, context.cwd))]),
    // That of the file itself is reported by one rule for all.
    ...(leftOut === undefined ? [] : selectUnreported(context, [leftOut])),
  ]
}

/** Those of the texts that were not reported elsewhere with this configuration, which from now on count as reported here. */
export function selectUnreported(context: EslintRule.RuleContext, texts: readonly string[]): readonly string[] {
  if (texts.length === 0 || hidesMessages(context.sourceCode)) return []
  const places = reported.get(context.languageOptions) ?? new Map<string, string>()
  reported.set(context.languageOptions, places)
  const here = `${context.filename}\n${context.id}`
  return texts.filter((text) => {
    const place = places.get(text) ?? here
    places.set(text, place)
    return place === here
  })
}

/**
 * The settings that are meant for this project alone: in a repository with several packages the same settings may be those of
 * all, and what one of them does not know another may.
 */
function chooseOwn(settings: Settings, { workspace }: Analysis, cwd: string): Settings {
  const isOwn = settings.root !== undefined || `${toReal(resolve(cwd))}/`.startsWith(`${workspace.root}/`)
  return isOwn ? settings : {}
}

function recall(analysis: Analysis, settings: Settings): readonly string[] {
  const { workspace } = analysis
  // Linked before the generation is read: a change that nobody has looked at yet begins one.
  analysis.project()
  const key = JSON.stringify(settings)
  const last = known.get(analysis)
  if (last?.generation === workspace.generation && last.key === key) return last.notices
  const notices = listNotices(analysis, settings)
  known.set(analysis, { generation: workspace.generation, key, notices })
  const skipped = describeSkipped(analysis)
  if (skipped !== undefined && !printed.has(skipped)) process.emitWarning(skipped, "EndpointWarning")
  if (skipped !== undefined) printed.add(skipped)
  return notices
}

/** Whether a comment disables the messages of this plugin in a whole file. */
function hidesMessages(sourceCode: SourceCode): boolean {
  return sourceCode.getAllComments().some(({ type, value }) => {
    const disabled = type === "Block" ? /^\s*eslint-disable(?![-\w])([\s\S]*)/u.exec(value)?.[1]?.split(/\s-{2,}\s/u)[0] : undefined
    return disabled !== undefined && (disabled.trim() === "" || disabled.includes("endpoint/"))
  })
}
