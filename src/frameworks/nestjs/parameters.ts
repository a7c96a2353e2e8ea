import type { Part, Unnamed } from "../../model/evidence.ts"
import type { AbstractValue } from "../../model/values.ts"
import type { Declared, Decoration, Enforcement, Expectation, Inspector, ParameterRole, ParameterView } from "../framework.ts"
import { expandDecorations, methodOf } from "./decorators.ts"

/** https://docs.nestjs.com/controllers#request-object , https://nestia.io/docs/core/TypedBody */
const ROLES: Readonly<Record<string, string>> = {
  "@nestjs/common.Body": "request.body", "@nestjs/common.RawBody": "request.body", "@nestjs/common.Query": "request.query",
  "@nestjs/common.Param": "request.params", "@nestjs/common.Headers": "request.headers", "@nestjs/common.Cookies": "request.cookies",
  "@nestjs/common.SignedCookies": "request.signedCookies", "@nestjs/common.Req": "request", "@nestjs/common.Request": "request",
  "@nestjs/common.Res": "response", "@nestjs/common.Response": "response", "@nestjs/common.Next": "next",
  "@nestjs/common.Session": "request.session", "@nestjs/common.Ip": "request.ip",
  "@nestjs/common.UploadedFile": "request.file", "@nestjs/common.UploadedFiles": "request.files",
  "@nestia/core.TypedBody": "request.body", "@nestia/core.TypedQuery": "request.query", "@nestia/core.TypedParam": "request.params",
  "@nestia/core.TypedHeaders": "request.headers", "@thallesp/nestjs-better-auth.Session": "request.session",
}

/** Roles of which a decorator may take one member: `@Param("id")`. */
const BAGS = new Set(["request.body", "request.query", "request.params", "request.headers", "request.cookies", "request.signedCookies"])

const PARTS: Readonly<Record<string, Part>> = { "request.body": "body", "request.query": "query", "request.params": "params" }

/** The only kinds of schemas that written types carry. */
type Kind = "class-validator" | "zod" | "joi"

/** A pipe enforces a kind of schemas. */
interface PipeEnforcement extends Enforcement {
  readonly kind: Kind
}

/** A parameter of a route, as its decorator says. */
export interface RouteParameter {
  readonly role: ParameterRole
  readonly part: Part | undefined
  /** Undefined for the whole part. */
  readonly field: string | undefined
  readonly pipes: readonly AbstractValue[]
  readonly type: AbstractValue
  readonly isArray: boolean
  /** The function of `createParamDecorator`, where it does more than look something up in the request. */
  readonly reader: AbstractValue | undefined
  /** What checks it without a pipe: nestia compiles the type. */
  readonly isTyped: boolean
}

/**
 * What the decorators of a method's parameters say.
 *
 * @returns one for each parameter
 */
export function readParameters(parameters: readonly ParameterView[], inspector: Inspector): readonly RouteParameter[] {
  return parameters.map(({ decorations, type, isArray }): RouteParameter => {
    const plain: RouteParameter = {
      role: undefined, part: undefined, field: undefined, pipes: [], type, isArray, reader: undefined, isTyped: false,
    }
    for (const decoration of expandDecorations(decorations, inspector)) {
      const own = ownParameter(decoration, inspector)
      if (own !== undefined) return { ...plain, ...own }
      const bag = decoration.name === undefined ? undefined : ROLES[decoration.name]
      if (bag === undefined) continue
      const [first] = decoration.arguments
      const text = first === undefined || !BAGS.has(bag) ? undefined : inspector.text(first)
      const field = text === undefined || text.includes("{") ? undefined : bag === "request.headers" ? text.toLowerCase() : text
      const isFile = bag.startsWith("request.file")
      return {
        ...plain,
        role: field === undefined ? bag : `${bag}.${field}`,
        part: isFile ? "body" : PARTS[bag],
        field: isFile ? bag.slice("request.".length) : field,
        pipes: decoration.arguments.slice(text === undefined ? 0 : 1).filter((one) => inspector.text(one) === undefined),
        isTyped: decoration.name?.startsWith("@nestia/") === true,
      }
    }
    return plain
  })
}

/** A decorator of `createParamDecorator((data, context) => ...)`: https://docs.nestjs.com/custom-decorators#param-decorators */
function ownParameter({ name, arguments: values, value }: Decoration, inspector: Inspector): Partial<RouteParameter> | undefined {
  if (name !== "@nestjs/common.createParamDecorator()") return undefined
  const [reader] = inspector.given(inspector.callee(value))
  if (reader === undefined) return {}
  const given = [values[0] ?? { kind: "unknown" } as const, "context"]
  const role = inspector.returned(reader, given)
  const isLookUp = inspector.arms(role).every((one) => inspector.name(one)?.startsWith("request.") === true)
  return { role, ...(!isLookUp && { reader: inspector.withHandlerArguments(reader, given) }) }
}

/** `ParseIntPipe`, `new ParseFilePipeBuilder().build()`: https://docs.nestjs.com/pipes#built-in-pipes */
const PARSES = /\.Parse[A-Z]\w*Pipe/

const VALIDATES = /^@nestjs\/common\.ValidationPipe(?:\(\))?$/

const ZOD_PIPE = /^nestjs-zod\.(?:ZodValidationPipe|createZodValidationPipe\(\))(?:\(\))?$/

/** The name of a pipe, or of the package's pipe that it extends. */
function nameOf(pipe: AbstractValue, inspector: Inspector): string {
  const base = inspector.classOf(pipe)?.base
  return inspector.name(pipe) ?? (base === undefined ? "" : inspector.name(base) ?? "")
}

/** The schema that a package's pipe is made with: `new ZodValidationPipe(schema)`. */
function schemaOf(pipe: AbstractValue, inspector: Inspector): AbstractValue | undefined {
  const [schema] = ZOD_PIPE.test(nameOf(pipe, inspector)) ? inspector.given(pipe) : []
  return schema
}

/**
 * What a `ValidationPipe` makes of fields that the class does not name: without `whitelist` they pass, and `forbidNonWhitelisted`
 * says nothing without it. https://docs.nestjs.com/techniques/validation#stripping-properties, read 2026-12-01
 */
function unnamedAfter(pipe: AbstractValue, inspector: Inspector): Unnamed {
  const name = inspector.name(pipe)
  if (name === "@nestjs/common.ValidationPipe") return "present"
  if (name !== "@nestjs/common.ValidationPipe()") return "unknown"
  const [options] = inspector.given(pipe)
  if (options === undefined) return "present"
  if (!inspector.isWhole(options)) return "unknown"
  const entries = inspector.entries(options)
  // Options of class-transformer may take fields out as well.
  if (entries.some((one) => one.name === "transformOptions")) return "unknown"
  const whitelist = entries.find((one) => one.name === "whitelist")?.value
  if (whitelist?.kind === "literal") return whitelist.value === true ? "absent" : "present"
  return whitelist === undefined ? "present" : "unknown"
}

const of = (kind: Kind, unnamed: Unnamed = "unknown"): readonly PipeEnforcement[] => [{ kind, unnamed }]

/**
 * The kinds of written schemas that a pipe enforces on what it is given.
 *
 * @returns none for a pipe that looks at no type
 */
export function enforcementsOf(pipe: AbstractValue, inspector: Inspector): readonly PipeEnforcement[] {
  const transform = methodOf(pipe, "transform", inspector)
  if (transform === undefined) {
    const name = nameOf(pipe, inspector)
    if (VALIDATES.test(name)) return of("class-validator", unnamedAfter(pipe, inspector))
    if (/^nestjs-joi\.JoiPipe/.test(name)) return of("joi")
    return ZOD_PIPE.test(name) || /^@anatine\/zod-nestjs\.ZodValidationPipe/.test(name) ? of("zod") : []
  }
  return inspector.calls(transform).flatMap((call): readonly PipeEnforcement[] => {
    const name = inspector.name(call) ?? ""
    if (name.startsWith("class-validator.validate") || VALIDATES.test(name.replace(/\(\)\.transform\(\)$/, "()"))) return of("class-validator")
    return /^(?:safeParse|parse)(?:Async)?$/.test(inspector.chain(call).links.at(-1)?.method ?? "") ? of("zod") : []
  })
}

/** Makers of classes out of classes: https://docs.nestjs.com/openapi/mapped-types */
const MAPPED = /\.(?:PartialType|PickType|OmitType|IntersectionType)\(\)$/

/** The schema that a class is, for a pipe that looks at the written type of a parameter. */
function expectedBy(type: AbstractValue, inspector: Inspector, depth = 0): Pick<Expectation, "schema" | "kind"> | undefined {
  if (depth > 6) return undefined
  if (MAPPED.test(inspector.name(type) ?? "") && type.kind === "result") return mappedFrom(type, type, inspector, depth)
  const view = inspector.classOf(type)
  if (view === undefined) return undefined
  const { base } = view
  const name = base === undefined ? "" : inspector.name(base) ?? ""
  if (/^(?:nestjs-zod|@anatine\/zod-nestjs)\.createZodDto\(\)/.test(name) && base !== undefined) return { kind: "zod", schema: inspector.given(base)[0] ?? type }
  const isChecked = view.members.some(({ decorations }) => expandDecorations(decorations, inspector).some((one) => isCheck(one, inspector)))
  if (isChecked) return { kind: "class-validator", schema: type }
  if (view.decorations.some((one) => one.name?.startsWith("nestjs-joi.") === true)) return { kind: "joi", schema: type }
  return MAPPED.test(name) && base !== undefined ? mappedFrom(base, type, inspector, depth) : undefined
}

/** A class made of classes keeps what they check. */
function mappedFrom(made: AbstractValue, type: AbstractValue, inspector: Inspector, depth: number): Pick<Expectation, "schema" | "kind"> | undefined {
  const found = inspector.items(inspector.given(made)).map((part) => expectedBy(part, inspector, depth + 1)).find((one) => one !== undefined)
  return found === undefined ? undefined : { kind: found.kind, schema: type }
}

/** A decorator of class-validator, or one that a project registers with it. */
function isCheck({ name, value }: Decoration, inspector: Inspector): boolean {
  if (name?.startsWith("class-validator.") === true) return true
  return inspector.calls(value).some((call) => inspector.name(call)?.startsWith("class-validator.") === true)
}

/** What is known of a route's parameters before its handler runs. */
export interface Checked {
  readonly declared: Pick<Declared, "inputs" | "unnamed" | "fields" | "expects">
  /** The project's own pipes and decorators that run, each with what it is given. */
  readonly handlers: readonly AbstractValue[]
  /** What the method is called with, where pipes replace it. */
  readonly roles: readonly (AbstractValue | string)[] | undefined
}

/**
 * What pipes and written types check of a route's parameters.
 *
 * @param shared the pipes of the method and of its class
 * @returns schemas, checked fields, and the functions that run on the way
 */
export function checkParameters(parameters: readonly RouteParameter[], shared: readonly AbstractValue[], inspector: Inspector): Checked {
  const inputs: Partial<Record<Part, AbstractValue>> = {}
  const unnamed: Partial<Record<Part, Unnamed>> = {}
  const fields: Partial<Record<Part, string[]>> = {}
  const expects: Expectation[] = []
  const handlers: AbstractValue[] = []
  let isReplaced = false
  const roles = parameters.map(({ role, part, field, pipes, type, isArray, reader, isTyped }): AbstractValue | string => {
    if (reader !== undefined) handlers.push(reader)
    let value: AbstractValue | string = role ?? { kind: "unknown" }
    if (part === undefined) return value
    const check = (schema: AbstractValue): void => {
      if (field === undefined) inputs[part] = schema
      else (fields[part] ??= []).push(field)
    }
    const expected = isArray ? undefined : expectedBy(type, inspector)
    if (expected !== undefined) expects.push({ part, ...expected, ...(field !== undefined && { field }) })
    if (isTyped) check(type)
    for (const pipe of [...shared, ...pipes]) {
      const schema = schemaOf(pipe, inspector)
      const enforced = enforcementsOf(pipe, inspector).find(({ kind }) => kind === expected?.kind)
      const transform = methodOf(pipe, "transform", inspector)
      if (schema !== undefined && (pipes.includes(pipe) || part === "body")) check(schema)
      else if (PARSES.test(nameOf(pipe, inspector)) && transform === undefined) check(pipe)
      else if (expected !== undefined && enforced !== undefined) {
        check(expected.schema)
        if (field === undefined) unnamed[part] = enforced.unnamed
      }
      else if (transform !== undefined) {
        handlers.push(inspector.withHandlerArguments(transform, [value]))
        const made = inspector.returned(transform, [value])
        if (!inspector.isUnknown(made)) value = made
        isReplaced ||= value !== role
      }
    }
    return value
  })
  return { declared: { inputs, unnamed, fields, expects }, handlers, roles: isReplaced ? roles : undefined }
}
