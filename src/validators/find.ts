/**
 * Looks canonical names up in what all validators say.
 *
 * @module
 */
import { conversions as plainConversions } from "../knowledge/conversions.ts"
import { aliasesOf, find, type Row, type Table } from "../knowledge/table.ts"
import { validators } from "./index.ts"
import type { ChainResult, CheckedPart, PropertyDecorator, SchemaEffect, SchemaMaker, ValidatingCall, ValidatingMiddleware, ValidationChain, Validator } from "./validator.ts"

/** The name of a schema, or of something made of it, by which its validator knows it: `zod.object()` for `zod.z.object()`. */
export const canonicalSchemaName = aliasesOf(Object.assign({}, ...validators.map((one) => one.aliases ?? {})) as Readonly<Record<string, string>>)

/** The row of a table that speaks of a name, or of another name of the same thing. */
const lookUp = <Note>(table: Table<Note>, name: string | undefined): Row<Note> | undefined => (name === undefined ? undefined : find(table, canonicalSchemaName(name)))

const rows = <Note>(tableOf: (validator: Validator) => Table<Note> | undefined): Table<Note> => validators.flatMap((one) => tableOf(one) ?? [])

const makers = rows((one) => one.makers)
const decorators = rows((one) => one.decorators)
const checks = rows((one) => one.checks)
const conversions: Table<{ readonly data: number; readonly schema?: number }> = [...plainConversions, ...rows((one) => one.conversions)]
const middleware = rows((one) => one.middleware)
const partKeys = rows((one) => one.partKeys)
const chains = rows((one) => one.chains)
const chainResults = rows((one) => one.chainResults)

const byName: ReadonlyMap<string, Validator> = new Map(validators.map((one) => [one.name, one]))

const effects: ReadonlyMap<string, ReadonlyMap<string, SchemaEffect>> = new Map(validators.map(({ name, methods = {} }) => [
  name,
  new Map(Object.entries(methods).flatMap(([effect, names]) => names.split(" ").map((method) => [method, effect as SchemaEffect] as const))),
]))

/** Methods of schemas whose function argument runs while a value is checked. */
export const refinements: ReadonlySet<string> = new Set(validators.flatMap((one) => one.refinements ?? []))

/** The first segment of a canonical name: `elysia` of `elysia.t.Object()`. */
export const rootOfName = (name: string): string => /^[^.(]*/.exec(name)?.[0] ?? ""

/** The validator that the name of a schema belongs to. */
export const validatorOf = (name: string | undefined): Validator | undefined => (name === undefined ? undefined : byName.get(rootOfName(canonicalSchemaName(name))))

/** What a call, or member, of this name makes. */
export const makerOf = (name: string | undefined): Row<SchemaMaker> | undefined => lookUp(makers, name)

/** What a method makes of a schema of a validator; undefined for one that is not known. */
export const effectOf = ({ name }: Validator, method: string): SchemaEffect | undefined => effects.get(name)?.get(method)

/** What a decorator of this name says of a property. */
export const decoratorOf = (name: string | undefined): Row<PropertyDecorator> | undefined => lookUp(decorators, name)

/** How a function of this name checks. */
export const checkOf = (name: string | undefined): Row<ValidatingCall> | undefined => lookUp(checks, name)

/** What a function of this name converts, without checking it. */
export const conversionOf = (name: string | undefined): Row<{ readonly data: number; readonly schema?: number }> | undefined => lookUp(conversions, name)

/** What a middleware of this name checks. */
export const middlewareOf = (name: string | undefined): Row<ValidatingMiddleware> | undefined => lookUp(middleware, name)

/** The part that a computed key of this name stands for. */
export const partOfKey = (name: string | undefined): CheckedPart | undefined => lookUp(partKeys, name)?.part

/** What a chain of this name checks. */
export const chainOf = (name: string | undefined): Row<ValidationChain> | undefined => lookUp(chains, name)

/** How a function of this name asks for what chains have recorded. */
export const chainResultOf = (name: string | undefined): Row<ChainResult> | undefined => lookUp(chainResults, name)
