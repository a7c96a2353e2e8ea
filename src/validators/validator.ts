/**
 * The contract between a validation library and the linker. A validator is data alone: tables of canonical names, with what
 * each call makes, checks or decides. How names and patterns are written is said in `knowledge/table.ts`.
 *
 * @module
 */
import type { Table } from "../knowledge/table.ts"

/**
 * What becomes of fields that an object schema does not name.
 *
 * - `refused`: a value that has them is invalid.
 * - `dropped`: the result lacks them; the value that was checked keeps them.
 * - `allowed`: the schema says that they pass.
 * - `unsaid`: the schema says nothing, and by the library's default they pass.
 */
export type UnnamedFields = "refused" | "dropped" | "allowed" | "unsaid"

/** A call, or a member, that is a schema. Numbers are indexes of arguments. */
export interface SchemaMaker {
  /**
   * The kind of schema. `wrap`: that of the schema at `of`; `pipe`: that of the first argument, changed by the others, which
   * are calls named as methods are; `all`: what the listed schemas say together; `union`: one of them.
   */
  readonly makes: "object" | "array" | "record" | "string" | "number" | "any" | "other" | "wrap" | "pipe" | "all" | "union"
  /** The object of properties. */
  readonly shape?: number
  /** The schema of the elements, or of the values of a record; of a record with one argument its first. */
  readonly items?: number
  /** The schema that it wraps. */
  readonly of?: number
  /** The list of schemas. */
  readonly list?: number
  /** An object of JSON Schema's keywords: `{ maxLength: 40 }`. */
  readonly options?: number
  /** Its values are of a form or of a set, so that no bound is missing. */
  readonly isBounded?: true
  /** What it does to the schema that it wraps; `keys` is the argument with the names. */
  readonly does?: SchemaEffect
  readonly keys?: number
  /** Of an object, and of a wrapper that decides it; the default is not known. */
  readonly unnamed?: UnnamedFields
  /** With this argument it checks by code: `z.custom(isFile)`. */
  readonly unless?: number
}

/**
 * What a method makes of the schema that it is called on.
 *
 * - `bound`: gives an upper bound, a form, or a set of values. `blur`: may, by code of its own.
 * - `keep`: nothing that matters here.
 * - `optional`, `required`: whether it may be left out. `partial`, `mandatory`: the same of the properties.
 * - `open`, `drop`, `refuse`: what becomes of fields beside those named. `openUnless`: open, unless it is given `false`.
 * - `extend`, `merge`, `pick`, `omit`: changes of the properties. `list`: an array of it. `items`: of an array its elements.
 * - `either`: another schema may hold instead.
 * - `describe`, `example`, `notes`: a text, an example, or an object with both.
 */
export type SchemaEffect =
  | "bound" | "blur" | "keep" | "optional" | "required" | "partial" | "mandatory" | "open" | "drop" | "refuse" | "openUnless" | "extend"
  | "merge" | "pick" | "omit" | "list" | "items" | "either" | "describe" | "example" | "notes"

/** A decorator of a property of a class. */
export interface PropertyDecorator {
  /**
   * The kind of value that it asks for, or what else it says. `nested`: the value is checked by its own class, which the
   * function that `class` is given returns. `keep`: nothing that matters here.
   */
  readonly says: "string" | "number" | "array" | "other" | "bound" | "arrayBound" | "optional" | "anything" | "nested" | "class" | "keep" | "notes"
  /** With `string` and `number`: its values are of a form or of a set. */
  readonly isBounded?: true
}

/**
 * What an option that is not `false` makes of fields that the schema does not name: they pass, are left out of the result or
 * of the argument, or make the value invalid. `refuse dropped`: where the schema drops them, they make it invalid.
 */
export type OptionEffect = "allow" | "drop result" | "drop argument" | "refuse" | "refuse dropped"

/** A call that checks a value. */
export interface ValidatingCall {
  /**
   * - `value`: throws or rejects; what it returns is checked.
   * - `asserts`: throws or rejects; its argument is checked afterwards.
   * - `guard`: returns whether its argument is valid, and must be tested.
   * - `result`: returns an object that says so; `failure` or `success` of it must be tested.
   * - `errors`: returns what is wrong, and must be tested.
   */
  readonly outcome: "value" | "asserts" | "guard" | "result" | "errors"
  /** Where the data is: an argument's index, or an option of it (`0.data`). */
  readonly data: number | string
  /**
   * Where the schema is: an argument's index or option; `receiver`: what the method is called on, or the call that made
   * the function; `type`: the type argument; `instance`: the class of the data.
   */
  readonly schema: number | string
  /** Of a `result`: the property or tuple index that is true when it is valid. */
  readonly success?: string
  /** Of a `result`: the property or tuple index that is there when it is not. */
  readonly failure?: string
  /** Of a `result`: the property or tuple index with the checked value. */
  readonly value?: string
  /** Fields that the schema does not name are left out of the result, or of the argument, whatever the schema says. */
  readonly drops?: "result" | "argument"
  /**
   * Options, by name, that decide what becomes of fields that the schema does not name; of the call itself, and of the one that its
   * chain of calls begins with: `new Ajv({ removeAdditional: true })`.
   */
  readonly options?: Readonly<Record<string, OptionEffect>>
  /** It handles the whole request besides: what it throws is not only what is wrong with the input. */
  readonly handles?: true
}

/** The parts of a request that a package speaks of. */
export type CheckedPart = "body" | "query" | "params" | "headers" | "cookies"

/** A middleware that refuses invalid requests by itself; its name is of what stands in the chain: `celebrate.celebrate()`. */
export interface ValidatingMiddleware {
  /**
   * The parts; `keys`: the keys of the object at `schema` name them, a schema each; `target`: the literal at argument 0
   * does, as `partNames` translates it.
   */
  readonly parts: readonly CheckedPart[] | "keys" | "target"
  /** Index of the argument with the schema, or the object of schemas; `document`: an OpenAPI document. */
  readonly schema: number | "document"
  /** Handlers read the result of the check, and not what came in. */
  readonly replaces?: true
}

/** A call that checks fields of a request and records what is wrong; something else has to ask for that. */
export interface ValidationChain {
  readonly parts: readonly CheckedPart[]
  /** Index of the argument with the field's name, or the names of several. */
  readonly field?: number
  /** Index of the argument with an object of fields, `{ email: { isEmail: true } }`. */
  readonly fields?: number
  /** Index of the argument with chains that it is made of. */
  readonly chains?: number
  /** Index of the argument that names the parts. */
  readonly locations?: number
  /** Fields that it does not name are refused. */
  readonly isExact?: true
  /** It is a method of the request or of the context, and code of handlers calls it: `context.checkBody("name")`. */
  readonly isOnRequest?: true
  /** It throws by itself, so that nothing has to ask. */
  readonly throws?: true
}

/**
 * What makes chains count. `result`: gives the errors, and one of its methods must be called; `throws`: throws when there
 * are any; `tests`: a method or a member that must be tested; `value`: gives only the fields that passed; `runs`: runs
 * a chain in place.
 */
export interface ChainResult {
  readonly kind: "result" | "throws" | "tests" | "value" | "runs"
}

/** One validation library. Every table is optional: a library has builders, or middleware, or decorators. */
export interface Validator {
  /** The first segment of its canonical names: `zod`. */
  readonly name: string
  /** Its other names -> the canonical ones: `"zod/v4": "zod"`. Longer left sides go first. */
  readonly aliases?: Readonly<Record<string, string>>
  /** Calls, and members, that are schemas. */
  readonly makers?: Table<SchemaMaker>
  /** What methods of schemas do; names separated by spaces. One that is not here is taken for `blur`. */
  readonly methods?: Readonly<Partial<Record<SchemaEffect, string>>>
  /** Members of a schema that hold the schemas of its properties: `createUser.shape.email`. */
  readonly propertyMembers?: readonly string[]
  /** Members of an array schema that hold the schema of its elements: `tags.element`. */
  readonly elementMembers?: readonly string[]
  /** A property may be left out unless its schema says `required`. */
  readonly isOptionalByDefault?: true
  /** A key of an object of properties that ends so may be left out: `"age?"`. */
  readonly optionalSuffix?: string
  /** An object schema allows every field as long as it names none: `Joi.object()`. */
  readonly isOpenWithoutShape?: true
  /** What becomes of unnamed fields where a package takes a plain object of its schemas for a schema: `celebrate({ body: { name: Joi.string() } })`. */
  readonly unnamedInPlainObjects?: UnnamedFields
  /** Packages that bring its builders and drop unnamed fields by themselves. */
  readonly droppedBy?: readonly string[]
  readonly decorators?: Table<PropertyDecorator>
  readonly checks?: Table<ValidatingCall>
  /** Calls that look like a check and are none: they convert, copy or describe. */
  readonly conversions?: Table<{
    /** The index of the argument that is converted. */
    readonly data: number
    /** The index of the argument with the class or schema that the result is an instance of. */
    readonly schema?: number
  }>
  /** Methods of schemas whose function argument runs while a value is checked. */
  readonly refinements?: readonly string[]
  readonly middleware?: Table<ValidatingMiddleware>
  /** Values of computed keys that name a part: `[Segments.BODY]`. */
  readonly partKeys?: Table<{ readonly part: CheckedPart }>
  readonly chains?: Table<ValidationChain>
  readonly chainResults?: Table<ChainResult>
}

/**
 * A method of a schema that checks its first argument.
 *
 * @returns the row
 */
export function method(name: string, note: Omit<ValidatingCall, "data" | "schema">): ValidatingCall & { readonly name: string } {
  return { name, data: 0, schema: "receiver", ...note }
}

/**
 * A function whose first argument is a schema and whose second is checked with it.
 *
 * @returns the row
 */
export function schemaFirst(name: string, note: Omit<ValidatingCall, "data" | "schema">): ValidatingCall & { readonly name: string } {
  return { name, schema: 0, data: 1, ...note }
}

/**
 * A function whose first argument is checked with the schema that is its second.
 *
 * @returns the row
 */
export function dataFirst(name: string, note: Omit<ValidatingCall, "data" | "schema">): ValidatingCall & { readonly name: string } {
  return { name, data: 0, schema: 1, ...note }
}
