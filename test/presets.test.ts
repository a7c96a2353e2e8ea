/**
 * What each preset holds, word for word: a change of it is a change for every user.
 *
 * @module
 */
import { ESLint, type Linter } from "eslint"
import { defineConfig } from "eslint/config"
import { describe, expect, it } from "vitest"
import { rules } from "../rules/index.ts"
import plugin from "../src/index.ts"
import { configureRules, presetNames } from "../src/presets.ts"
import { defineRule, type Rule } from "../src/rule.ts"

const ALL = {
  "endpoint/consistent-error-response": "error",
  "endpoint/constrained-schema": ["error", { strings: true, arrays: true }],
  "endpoint/documented-errors": "error",
  "endpoint/no-blocking-call": ["error", { severity: "medium" }],
  "endpoint/no-buffered-stream": ["error", { wholeFiles: true, everyPipe: true }],
  "endpoint/no-connection-per-request": "error",
  "endpoint/no-detached-work": "error",
  "endpoint/no-duplicate-route": "error",
  "endpoint/no-error-leak": ["error", { reportRefusals: true }],
  "endpoint/no-hardcoded-secret": ["error", { ignoreLocalDefaults: false, wordsByName: true }],
  "endpoint/no-hidden-dependency": "error",
  "endpoint/no-listen-on-import": "error",
  "endpoint/no-mass-assignment": ["error", { reportAll: true }],
  "endpoint/no-n-plus-one": ["error", { reportLists: true, reportRemote: true, everywhere: true }],
  "endpoint/no-permissive-cors": ["error", { reportWildcards: true }],
  "endpoint/no-sensitive-log": ["error", { reportDetails: true }],
  "endpoint/no-sensitive-response": ["error", { reportTokens: true }],
  "endpoint/no-swallowed-error": ["error", { fallbacks: true }],
  "endpoint/no-unhandled-rejection": "error",
  "endpoint/no-unreachable-route": "error",
  "endpoint/no-unverified-token": ["error", { reportExpired: true, reportTiming: true }],
  "endpoint/require-auth": ["error", { onlyContradicted: false, reportOptional: true }],
  "endpoint/require-error-logging": "error",
  "endpoint/require-handler-types": "error",
  "endpoint/require-openapi": "error",
  "endpoint/require-response-schema": ["error", { onlyContradicted: false, everywhere: true }],
  "endpoint/require-schema-examples": "error",
  "endpoint/require-validation": ["error", { onlyContradicted: false, parts: ["body", "query", "params"], reportManual: true }],
  "endpoint/rest-path": "error",
  "endpoint/safe-methods": "error",
  "endpoint/separate-schemas": "error",
  "endpoint/status-code": ["error", { created: "always", deliberate: true, requireLocation: true }],
}

function makeRule(name: string, given: Partial<Rule>): Rule {
  return defineRule({ name, checklist: "", presets: [], description: "", messages: {}, *check() {}, ...given })
}

async function configure(config: Linter.Config[], file: string): Promise<Linter.Config | undefined> {
  const eslint = new ESLint({ cwd: "/", overrideConfigFile: true, overrideConfig: config })
  return await eslint.calculateConfigForFile(file) as Linter.Config | undefined
}

describe("the presets", () => {
  it("are these, and hold these rules", () => {
    expect(Object.fromEntries(presetNames.map((name) => [name, plugin.configs[name].rules]))).toEqual({
      recommended: {
        "endpoint/no-blocking-call": "error",
        "endpoint/no-buffered-stream": "error",
        "endpoint/no-duplicate-route": "error",
        "endpoint/no-error-leak": "error",
        "endpoint/no-hardcoded-secret": "error",
        "endpoint/no-n-plus-one": "error",
        "endpoint/no-permissive-cors": "error",
        "endpoint/no-sensitive-response": "error",
        "endpoint/no-unhandled-rejection": "error",
        "endpoint/no-unreachable-route": "error",
        "endpoint/no-unverified-token": "error",
        "endpoint/require-auth": ["error", { onlyContradicted: true }],
        "endpoint/require-response-schema": ["error", { onlyContradicted: true }],
        "endpoint/require-validation": ["error", { onlyContradicted: true }],
      },
      strict: ALL,
      security: {
        "endpoint/no-error-leak": "error",
        "endpoint/no-hardcoded-secret": "error",
        "endpoint/no-mass-assignment": "error",
        "endpoint/no-permissive-cors": "error",
        "endpoint/no-sensitive-log": "error",
        "endpoint/no-sensitive-response": "error",
        "endpoint/no-unverified-token": "error",
        "endpoint/require-auth": ["error", { onlyContradicted: false }],
        "endpoint/require-validation": ["error", { onlyContradicted: false }],
      },
      performance: {
        "endpoint/no-blocking-call": "error",
        "endpoint/no-buffered-stream": "error",
        "endpoint/no-connection-per-request": "error",
        "endpoint/no-n-plus-one": "error",
      },
      all: ALL,
    })
  })

  it("apply to JavaScript and TypeScript in every extension, and to nothing else", async () => {
    for (const extension of ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"]) {
      expect((await configure([plugin.configs.performance], `shop/orders.${extension}`))?.rules, extension)
        .toHaveProperty(["endpoint/no-blocking-call"])
    }
    expect(await configure([plugin.configs.performance], "shop/orders.json")).toBeUndefined()
    expect(await configure([plugin.configs.performance], "shop/readme.md")).toBeUndefined()
  })

  it("leave an option that strict does not set as the user has it by default", async () => {
    const config = await configure([plugin.configs.strict], "shop/orders.js")
    expect(config?.rules?.["endpoint/require-auth"]).toEqual([2, { methods: [], reportOptional: true, onlyContradicted: false }])
    expect(config?.rules?.["endpoint/no-blocking-call"]).toEqual([2, { severity: "medium" }])
  })

  it("widen what recommended narrows, after it", async () => {
    const config = await configure([plugin.configs.recommended, plugin.configs.security], "shop/orders.js")
    expect(config?.rules?.["endpoint/require-auth"]).toEqual([2, { methods: [], reportOptional: false, onlyContradicted: false }])
  })

  it("can be narrowed and changed by what follows them", async () => {
    const config = defineConfig({
      files: ["api/**/*.js"],
      plugins: { endpoint: plugin },
      extends: ["endpoint/recommended"],
      rules: { "endpoint/no-blocking-call": ["warn", { severity: "high" }], "endpoint/no-error-leak": "off" },
    })
    const rulesOf = async (file: string): Promise<unknown> => (await configure(config, file))?.rules
    expect(await rulesOf("api/orders.js")).toMatchObject({
      "endpoint/no-blocking-call": [1, { severity: "high" }], "endpoint/no-error-leak": [0, {}], "endpoint/no-hardcoded-secret": [2, {}],
    })
    expect(await rulesOf("web/orders.js")).toBeUndefined()
  })
})

describe("configureRules", () => {
  const given = [
    makeRule("status-code", { presets: ["recommended"], strictOptions: { isExact: true } }),
    makeRule("rest-path", { presets: ["strict"] }),
    makeRule("no-buffered-stream", { presets: ["performance"] }),
    makeRule("no-listen-on-import", {}),
  ]

  it("puts what is recommended into strict, and everything into all", () => {
    expect(configureRules("recommended", given)).toEqual({ "endpoint/status-code": "error" })
    expect(configureRules("strict", given)).toEqual({ "endpoint/status-code": ["error", { isExact: true }], "endpoint/rest-path": "error" })
    expect(configureRules("performance", given)).toEqual({ "endpoint/no-buffered-stream": "error" })
    expect(configureRules("security", given)).toEqual({})
    expect(Object.keys(configureRules("all", given))).toHaveLength(given.length)
  })

  it("sets only options that the rules have", () => {
    for (const { name, options = {}, defaults = {}, strictOptions = {} } of rules) {
      expect(Object.keys(defaults), name).toEqual(Object.keys(options))
      expect(Object.keys(options), name).toEqual(expect.arrayContaining(Object.keys(strictOptions)))
    }
  })
})
