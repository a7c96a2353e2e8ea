/**
 * The types of a configuration: each line marked as an error has to be one, or `npm run types` fails.
 *
 * @module
 */
import { ESLint } from "eslint"
import { defineConfig } from "eslint/config"
import { describe, expect, it } from "vitest"
import { rules } from "../rules/index.ts"
import { formatRuleOptions } from "../scripts/rule-options.ts"
import endpoint, { type EndpointConfig } from "../src/index.ts"
import { defineRule } from "../src/rule.ts"

const config = {
  files: ["**/*.ts"],
  plugins: { endpoint },
  rules: {
    "endpoint/no-blocking-call": ["error", { severity: "high" }],
    "endpoint/no-duplicate-route": "warn",
    "endpoint/require-validation": ["error", { parts: ["body"], reportManual: true }],
    "endpoint/status-code": 2,
    "no-console": "off",
    "no-restricted-syntax": ["error", "WithStatement"],
  },
  settings: { endpoint: { public: ["GET /opening-hours"], ignore: ["src/legacy/**"] }, react: { version: "detect" } },
} satisfies EndpointConfig

export const wrong: readonly EndpointConfig[] = [
  // @ts-expect-error -- a misspelt severity of calls
  { rules: { "endpoint/no-blocking-call": ["error", { severity: "hihg" }] } },
  // @ts-expect-error -- a misspelt option
  { rules: { "endpoint/no-blocking-call": ["error", { severty: "high" }] } },
  // @ts-expect-error -- a misspelt severity
  { rules: { "endpoint/no-blocking-call": ["eror", { severity: "high" }] } },
  // @ts-expect-error -- a severity that is none
  { rules: { "endpoint/no-duplicate-route": 3 } },
  // @ts-expect-error -- options of a rule that has none
  { rules: { "endpoint/no-duplicate-route": ["error", { everywhere: true }] } },
  // @ts-expect-error -- a part that requests do not have
  { rules: { "endpoint/require-validation": ["error", { parts: ["header"] }] } },
  // @ts-expect-error -- a misspelt setting
  { settings: { endpoint: { guard: ["requireMember"] } } },
  // @ts-expect-error -- a setting of the wrong type
  { settings: { endpoint: { guards: "requireMember" } } },
  // @ts-expect-error -- a misspelt key of ESLint's own
  { ruls: {} },
]

describe("EndpointConfig", () => {
  it("is a configuration that ESLint takes", async () => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: defineConfig([endpoint.configs.recommended, config]) })
    const { rules: configured } = await eslint.calculateConfigForFile("app.ts") as { rules: Record<string, unknown> }
    expect(configured["endpoint/no-blocking-call"]).toEqual([2, { severity: "high" }])
    expect(configured["endpoint/no-duplicate-route"]).toEqual([1])
  })
})

describe("formatRuleOptions", () => {
  it("writes every rule, and what it does not know is an error", () => {
    const text = formatRuleOptions(rules)
    for (const { name } of rules) expect(text).toContain(`  readonly "${name}": `)
    const odd = defineRule<{ odd: string }>({
      name: "no-fog", checklist: "", presets: [], description: "", messages: {}, options: { odd: { not: {} } }, *check() {},
    })
    expect(() => formatRuleOptions([odd])).toThrow("no-fog.odd: say in scripts/rule-options.ts what {\"not\":{}} is as a type.")
  })
})
