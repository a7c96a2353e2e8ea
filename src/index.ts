/**
 * The plugin: https://eslint.org/docs/latest/extend/plugins
 *
 * @module
 */
import type { ESLint, Linter, Rule } from "eslint"
import packageJson from "../package.json" with { type: "json" }
import { rules } from "../rules/index.ts"
import { createEslintRule } from "./host/eslint/rules.ts"
import { readVersion } from "./host/eslint/fingerprint.ts"
import { linkRule } from "./host/links.ts"
import { createPresets, type PresetName } from "./presets.ts"

export type { EndpointConfig, EndpointRules, EndpointSettings } from "./configuration.ts"

/** What this package exports. */
export interface EndpointPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string }
  readonly rules: Record<string, Rule.RuleModule>
  readonly configs: Record<PresetName, Linter.Config>
}

const plugin = {
  meta: {
    name: packageJson.name,
    get version() {
      return readVersion(packageJson.version)
    },
    namespace: "endpoint",
  },
  rules: Object.fromEntries(rules.map((rule) => [rule.name, createEslintRule(rule, linkRule(rule.name))])),
  configs: {} as Record<PresetName, Linter.Config>,
} satisfies EndpointPlugin

Object.assign(plugin.configs, createPresets(plugin, rules))

/** The plugin. */
const endpoint: EndpointPlugin = plugin
export default endpoint
// What `require` gives: https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require
export { endpoint as "module.exports" }
