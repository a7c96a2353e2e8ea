/**
 * The presets, computed from what the rules say of themselves. A preset is one flat configuration:
 * https://eslint.org/docs/latest/use/configure/configuration-files
 *
 * @module
 */
import type { ESLint, Linter } from "eslint"
import type { Preset, Rule } from "./rule.ts"

/** The name of a preset; `all` has every rule. */
export type PresetName = Preset | "all"

/** Every preset, the one to begin with first. */
export const presetNames: readonly PresetName[] = ["recommended", "strict", "security", "performance", "all"]

/** The files that presets apply to. */
export const presetFiles: readonly string[] = ["**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"]

/** Whether a preset has a rule: `strict` has all of `recommended`. */
function includesRule(preset: PresetName, { presets }: Rule): boolean {
  return preset === "all" || presets.includes(preset) || (preset === "strict" && presets.includes("recommended"))
}

/**
 * The options that a preset sets; undefined where it leaves the defaults. What `recommended` narrows the others set back: in a flat
 * configuration a severity alone keeps the options of the entry before it.
 */
function optionsIn(preset: PresetName, { defaults, recommendedOptions, strictOptions }: Rule): object | undefined {
  if (preset === "recommended") return recommendedOptions
  const narrowed = Object.keys(recommendedOptions ?? {})
  const widened = Object.entries<unknown>({ ...defaults }).filter(([name]) => narrowed.includes(name))
  const options = { ...Object.fromEntries(widened), ...(preset === "strict" || preset === "all" ? strictOptions : {}) }
  return Object.keys(options).length > 0 ? options : undefined
}

/** The rules of a preset as ESLint configures them; every one an error. */
export function configureRules(preset: PresetName, rules: readonly Rule[]): Linter.RulesRecord {
  return Object.fromEntries(rules.filter((rule) => includesRule(preset, rule)).map((rule) => {
    const options = optionsIn(preset, rule)
    return [`endpoint/${rule.name}`, options === undefined ? "error" : ["error", options]]
  }))
}

/** The configurations of all presets. */
export function createPresets(plugin: ESLint.Plugin, rules: readonly Rule[]): Record<PresetName, Linter.Config> {
  const entries = presetNames.map((preset): [PresetName, Linter.Config] => [preset, {
    name: `endpoint/${preset}`,
    files: [...presetFiles],
    plugins: { endpoint: plugin },
    rules: configureRules(preset, rules),
  }])
  return Object.fromEntries(entries) as Record<PresetName, Linter.Config>
}
