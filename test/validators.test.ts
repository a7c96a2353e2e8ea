import { describe, expect, test } from "vitest"
import { expandBraces } from "../src/knowledge/table.ts"
import {
  canonicalSchemaName, chainOf, chainResultOf, checkOf, conversionOf, decoratorOf, effectOf, makerOf, middlewareOf, partOfKey, refinements, validatorOf,
} from "../src/validators/find.ts"
import { validators } from "../src/validators/index.ts"
import type { Validator } from "../src/validators/validator.ts"

/** The tables of a validator that are looked up by canonical name. */
const tablesOf = (one: Validator): readonly (readonly [string, readonly { readonly name: string }[]])[] =>
  (["makers", "decorators", "checks", "conversions", "middleware", "partKeys", "chains", "chainResults"] as const)
    .flatMap((table) => (one[table] === undefined ? [] : [[table, one[table]] as const]))

const tables = validators.flatMap((one) => tablesOf(one).map(([table, rows]) => [`${one.name}: ${table}`, rows] as const))

describe("tables", () => {
  test("each validator has a name of its own", () => {
    expect(new Set(validators.map(({ name }) => name)).size).toBe(validators.length)
  })

  test.each(tables)("%s names each thing by the name that is looked up", (_, rows) => {
    expect(rows.flatMap(({ name }) => expandBraces(name)).filter((name) => canonicalSchemaName(name) !== name)).toEqual([])
  })

  test.each(["makers", "decorators", "checks", "conversions", "middleware", "partKeys", "chains", "chainResults"] as const)("no two validators say something of one name in %s", (table) => {
    const names = validators.flatMap((one) => (one[table] ?? []).flatMap(({ name }) => expandBraces(name)))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  test.each(tables)("%s has well-formed patterns", (_, rows) => {
    const segment = /^(?:\*|\*\(\)|\*\*|\*\*\(\)|[^*{},\s()]*(?:\(\))*)$/
    const names = rows.flatMap(({ name }) => expandBraces(name))
    expect(names.filter((name) => name === "" || !name.split(".").every((part) => segment.test(part)))).toEqual([])
  })

  test.each(validators.map((one) => [one.name, one] as const))("%s says one thing of each method", (_, { methods = {} }) => {
    const names = Object.values(methods).flatMap((text) => text.split(" "))
    expect(names.filter((name, index) => name === "" || names.indexOf(name) !== index)).toEqual([])
  })

  test("a result names what must be tested", () => {
    const rows = validators.flatMap(({ checks = [] }) => checks)
    expect(rows.filter(({ outcome, success, failure }) => outcome === "result" && success === undefined && failure === undefined)).toEqual([])
  })

  test("aliases end", () => {
    for (const { aliases = {} } of validators) for (const name of Object.keys(aliases)) expect(() => canonicalSchemaName(name)).not.toThrow()
  })
})

describe("names", () => {
  test.each([
    ["zod.z.object().parse", "zod.object().parse"],
    ["zod/v4.z.string()", "zod.string()"],
    ["@hono/zod-openapi.z.object()", "zod.object()"],
    ["zod.zebra", "zod.zebra"],
    ["@sinclair/typebox.Type.Object()", "typebox.Object()"],
    ["@sinclair/typebox/value.Value.Check", "typebox/value.Check"],
    ["celebrate.Joi.string()", "joi.string()"],
    ["ajv.Ajv().compile()", "ajv().compile()"],
    ["drizzle-zod.createInsertSchema().parse", "zod.object().parse"],
  ])("%s is %s", (name, canonical) => {
    expect(canonicalSchemaName(name)).toBe(canonical)
  })

  test.each([
    ["zod.z.object().extend().partial()", "zod"],
    ["celebrate.Joi.string().email()", "joi"],
    ["elysia.t.Object()", "typebox"],
    ["lodash.pick()", undefined],
  ])("%s is a schema of %s", (name, validator) => {
    expect(validatorOf(name)?.name).toBe(validator)
  })
})

describe("checks", () => {
  test.each([
    ["zod.z.object().strict().parse", "value", 0, "receiver"],
    ["zod.object().safeParse", "result", 0, "receiver"],
    ["zod/v4.object().parseAsync", "value", 0, "receiver"],
    ["zod.parse", "value", 1, 0],
    ["valibot.safeParse", "result", 1, 0],
    ["valibot.is", "guard", 1, 0],
    ["joi.object().keys().validate", "result", 0, "receiver"],
    ["@hapi/joi.object().validateAsync", "value", 0, "receiver"],
    ["joi.attempt", "value", 0, 1],
    ["yup.object().shape().validate", "value", 0, "receiver"],
    ["yup.object().isValid", "guard", 0, "receiver"],
    ["ajv.Ajv().compile()", "guard", 0, "receiver"],
    ["@sinclair/typebox/value.Value.Check", "guard", 1, 0],
    ["@sinclair/typebox/compiler.TypeCompiler.Compile().Check", "guard", 0, "receiver"],
    ["arktype.type()", "result", 0, "receiver"],
    ["superstruct.assert", "asserts", 0, 1],
    ["superstruct.object().is", "guard", 0, "receiver"],
    ["io-ts.type().decode", "result", 0, "receiver"],
    ["io-ts.string.decode", "result", 0, "receiver"],
    ["effect.Schema.decodeUnknownSync()", "value", 0, "receiver"],
    ["class-validator.validate", "errors", 0, "instance"],
    ["class-validator.validateOrReject", "asserts", 0, "instance"],
    ["@vinejs/vine.compile().validate", "value", 0, "receiver"],
    ["@vinejs/vine.validate", "value", "0.data", "0.schema"],
  ])("%s: %s, data %s, schema %s", (name, outcome, data, schema) => {
    expect(checkOf(name)).toMatchObject({ outcome, data, schema })
  })

  test.each(["yup.object().cast", "typebox/value.Cast", "class-transformer.plainToInstance", "JSON.parse"])("%s checks nothing", (name) => {
    expect(checkOf(name)).toBeUndefined()
    expect(conversionOf(name)).toBeDefined()
  })
})

describe("schemas", () => {
  test.each([
    ["zod.object()", "object", "dropped"],
    ["zod.strictObject()", "object", "refused"],
    ["joi.object()", "object", "refused"],
    ["yup.object()", "object", "unsaid"],
    ["io-ts.type()", "object", "unsaid"],
    ["zod.any()", "any", undefined],
    ["effect.Schema.Unknown", "any", undefined],
    ["zod.z.string()", "string", undefined],
  ])("%s makes: %s, unnamed fields %s", (name, makes, unnamed) => {
    const maker = makerOf(name)
    expect([maker?.makes, maker?.unnamed]).toEqual([makes, unnamed])
  })

  test.each([
    ["zod.object()", "strict", "refuse"], ["zod.object()", "passthrough", "open"], ["joi.object()", "unknown", "openUnless"],
    ["yup.object()", "noUnknown", "drop"], ["valibot.object()", "maxLength", "bound"], ["zod.object()", "noUnknown", undefined],
  ])("%s.%s(): %s", (name, method, effect) => {
    const validator = validatorOf(name)
    expect(validator === undefined ? undefined : effectOf(validator, method)).toBe(effect)
  })

  test("decorators", () => {
    expect(decoratorOf("class-validator.IsEmail")).toMatchObject({ says: "string", isBounded: true })
    expect(decoratorOf("class-validator.IsMagic")).toBeUndefined()
  })

  test("functions that run inside a schema", () => {
    expect(["refine", "superRefine", "external", "test", "rawCheck"].filter((name) => !refinements.has(name))).toEqual([])
    expect(refinements.has("safeParse")).toBe(false)
  })
})

describe("middleware", () => {
  test("parts and schemas", () => {
    expect(middlewareOf("celebrate.celebrate()")?.parts).toBe("keys")
    expect(middlewareOf("zod-express-middleware.validateRequestQuery()")?.parts).toEqual(["query"])
    expect(middlewareOf("@hono/zod-validator.zValidator()")).toMatchObject({ parts: "target", schema: 1 })
    expect(middlewareOf("express-joi-validation.createValidator().params()")?.parts).toEqual(["params"])
    expect(middlewareOf("express-validator.body().isEmail()")).toBeUndefined()
    expect(partOfKey("celebrate.Segments.BODY")).toBe("body")
  })

  test("chains", () => {
    expect(chainOf("express-validator.body().isEmail().normalizeEmail()")?.parts).toEqual(["body"])
    expect(chainOf("express-validator.param()")?.parts).toEqual(["params"])
    expect(chainOf("express-validator/check.check()")?.parts).toContain("cookies")
    expect(chainResultOf("express-validator.validationResult")?.kind).toBe("result")
    expect(chainResultOf("express-validator.validationResult().isEmpty")?.kind).toBe("tests")
    expect(chainResultOf("express-validator.validationResult().formatWith().throw")?.kind).toBe("throws")
    expect(chainResultOf("express-validator.body().isInt().run")?.kind).toBe("runs")
  })
})
