/**
 * ESLint's configuration with the rules and settings of this plugin typed, for `satisfies` in an `eslint.config.ts`. ESLint's own
 * types take anything there: https://eslint.org/docs/latest/use/configure/configuration-files
 *
 * @module
 */
import type { Linter } from "eslint"
import type { Settings } from "./model/settings.ts"
import type { RuleOptions } from "./rule-options.ts"

/** Severity, and options where a rule has some, of the rules of this plugin. */
export type EndpointRules = {
  readonly [Name in keyof RuleOptions as `endpoint/${Name}`]?: Linter.RuleEntry<[RuleOptions[Name]] extends [never] ? [] : [RuleOptions[Name]]>
}

/** `settings` with those of this plugin. */
export interface EndpointSettings {
  readonly endpoint?: Settings
  readonly [name: string]: unknown
}

/** A configuration object: `{ rules: { ... } } satisfies EndpointConfig`. */
export type EndpointConfig = Omit<Linter.Config, "rules" | "settings"> & {
  readonly rules?: EndpointRules & Partial<Linter.RulesRecord>
  readonly settings?: EndpointSettings
}
