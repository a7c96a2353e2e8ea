import type { Location, Method } from "../../model/evidence.ts"
import type { AbstractValue } from "../../model/values.ts"
import type { ClassView, Declared, Decoration, Inspector, MemberView, Setup } from "../framework.ts"
import { decorationsOfClass, decoratorArguments, expandDecorations, guardOf, metadataOf, methodOf } from "./decorators.ts"
import { transformsBy } from "./interceptors.ts"
import { checkParameters, enforcementsOf, readParameters } from "./parameters.ts"
import { readDecorators } from "./swagger.ts"

/** https://docs.nestjs.com/controllers#resources */
const VERBS: Readonly<Record<string, Method>> = {
  Get: "GET", Post: "POST", Put: "PUT", Delete: "DELETE", Patch: "PATCH", Options: "OPTIONS", Head: "HEAD", All: "*", Sse: "GET",
  QueryMethod: "QUERY",
}

type Group = Extract<Setup, { does: "group" }>
type Route = Extract<Setup, { does: "route" }>

/** What identifies a class. */
export const keyOf = ({ at }: ClassView): string => `${at.file}:${at.start}`

const isController = ({ name }: Decoration): boolean => name === "@nestjs/common.Controller"

/** Whether a class is a controller of HTTP routes, and not of another package's decorator of the same name. */
export const hasController = (view: ClassView, inspector: Inspector): boolean => expandDecorations(view.decorations, inspector).some(isController)

/** A path argument: none is the root, one that is made at run time is anything. */
function pathsOf(given: AbstractValue | undefined, inspector: Inspector): readonly string[] {
  if (given === undefined || inspector.name(given) === "undefined") return [""]
  const paths = inspector.paths(given)
  return paths.length > 0 ? paths : ["{*}"]
}

/** `version: "1"`, `["1", "2"]`, `VERSION_NEUTRAL`: https://docs.nestjs.com/techniques/versioning */
export function versionsOf(given: AbstractValue | undefined, inspector: Inspector): readonly string[] | undefined {
  if (given === undefined || inspector.isUnknown(given)) return undefined
  const versions = inspector.items([given]).flatMap((one) => {
    const text = inspector.text(one)
    if (text !== undefined) return [text]
    return inspector.name(one) === "@nestjs/common.VERSION_NEUTRAL" ? [""] : []
  })
  return versions.length > 0 ? versions : undefined
}

/**
 * A controller class as a group of routes.
 *
 * @param prefix the path of its module
 * @returns undefined for a class that is no controller
 */
export function readController(view: ClassView, prefix: string, inspector: Inspector): Group | undefined {
  const decorations = decorationsOfClass(view, inspector)
  const controller = decorations.findLast(isController)
  if (controller === undefined) return undefined
  const [given] = controller.arguments
  const isOptions = given !== undefined && inspector.isObject(given)
  const path = isOptions ? inspector.entry(given, "path") : given
  const paths = pathsOf(isOptions && path !== undefined && inspector.isUnknown(path) ? undefined : path, inspector)
  const versions = versionsOf(isOptions ? inspector.entry(given, "version") : undefined, inspector)
    ?? versionsOf(decorations.find(({ name }) => name === "@nestjs/common.Version")?.arguments[0], inspector)
  const routes = view.members.flatMap((member) => readMethod(member, decorations, inspector))
  const filters = decoratorArguments("UseFilters", decorations, inspector).map((filter) => methodOf(filter, "catch", inspector) ?? filter)
  return {
    does: "group",
    paths: paths.map((one) => (prefix === "" ? one : `${prefix}/${one}`)),
    setups: [...(filters.length > 0 ? [{ does: "errorHandler", handlers: filters } as const] : []), ...routes],
    ...(versions && { versions }),
  }
}

/** `@Get("orders")`, `@RequestMapping({ path, method })`, nestia's `@TypedRoute.Get("orders")`. */
function registers({ name = "", arguments: [given], at }: Decoration, inspector: Inspector): { readonly method: Method; readonly paths: readonly string[]; readonly at: Location } | undefined {
  if (name === "@nestjs/common.RequestMapping") {
    const said = given === undefined ? undefined : inspector.name(inspector.entry(given, "method"))?.split(".").at(-1)
    const method = said === undefined ? "GET" : said === "ALL" ? "*" : (said as Method)
    return { method, paths: given === undefined ? [""] : pathsOf(inspector.entry(given, "path"), inspector), at }
  }
  const verb = /^(?:@nestjs\/common|@nestia\/core\.(?:Typed|Encrypted)Route)\.(\w+)$/.exec(name)?.[1]
  const method = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  return method === undefined ? undefined : { method, paths: pathsOf(given, inspector), at }
}

function readMethod(member: MemberView, above: readonly Decoration[], inspector: Inspector): readonly Route[] {
  if (member.decorations.length === 0) return []
  const own = expandDecorations(member.decorations, inspector)
  const registered = own.flatMap((one) => registers(one, inspector) ?? [])
  if (registered.length === 0) return []
  const all = [...above, ...own]
  const parameters = readParameters(member.parameters, inspector)
  const pipes = decoratorArguments("UsePipes", all, inspector)
  const checked = checkParameters(parameters, pipes, inspector)
  const guards = decoratorArguments("UseGuards", all, inspector).map((guard) => guardOf(guard, inspector))
  const method = checked.roles === undefined ? member.value : inspector.withHandlerArguments(member.value, checked.roles)
  const versions = versionsOf(own.find(({ name }) => name === "@nestjs/common.Version")?.arguments[0], inspector)
  const response = own.map((one) => responseOf(one, inspector)).find((one) => one !== undefined)
  const status = own.find(({ name }) => name === "@nestjs/common.HttpCode")?.arguments[0]
  const declared: Declared = {
    ...checked.declared,
    documented: readDecorators(all, inspector),
    enforces: pipes.flatMap((pipe) => enforcementsOf(pipe, inspector)),
    transforms: decoratorArguments("UseInterceptors", all, inspector).map((one) => transformsBy(one, inspector)),
    metadata: metadataOf(all, inspector),
    ...(response && { response }),
    ...(status && { status }),
    isBodiless: own.some((one) => isBodiless(one, inspector)),
  }
  return registered.map(({ method: verb, paths, at }): Route => ({
    does: "route", methods: [verb], paths, handlers: [...guards, ...checked.handlers, method], declared, at, ...(versions && { versions }),
  }))
}

const GOOD = /^@nestjs\/swagger\.Api(?:Ok|Created|Accepted|PartialContent|Default)?Response$/

/** The type that a decorator says is answered: https://docs.nestjs.com/openapi/operations#responses */
function responseOf({ name = "", arguments: [given] }: Decoration, inspector: Inspector): AbstractValue | undefined {
  if (given === undefined) return undefined
  if (name === "nestjs-zod.ZodSerializerDto") return given
  const isDeclaring = GOOD.test(name) || name === "nestjs-zod.ZodResponse" || name === "@nestjs/common.SerializeOptions"
  if (!isDeclaring) return undefined
  const status = inspector.entry(given, "status")
  const isFailure = /^[345]/.test(inspector.text(status) ?? "")
    || /\.(?:BAD_|UN|FORBIDDEN|NOT_|CONFLICT|GONE|PRE|PAYLOAD|TOO_|INTERNAL|SERVICE|GATEWAY|MOVED|FOUND|SEE_)/.test(inspector.name(status) ?? "")
  if (isFailure) return undefined
  return ["type", "schema"].map((key) => inspector.entry(given, key)).find((one) => !inspector.isUnknown(one))
}

/** `@Redirect()`, `@Render("page")`, `@Sse()`, `@HttpCode(204)`, `@Header("Content-Type", "text/csv")` */
function isBodiless({ name, arguments: [given, value] }: Decoration, inspector: Inspector): boolean {
  if (name === "@nestjs/common.Header" && given !== undefined && value !== undefined) {
    const header = inspector.text(given)?.toLowerCase()
    return header === "content-disposition" || (header === "content-type" && !/json/.test(inspector.text(value) ?? "json"))
  }
  if (name === "@nestjs/common.HttpCode" && given !== undefined) {
    return inspector.text(given) === "204" || inspector.name(given) === "@nestjs/common.HttpStatus.NO_CONTENT"
  }
  return name === "@nestjs/common.Redirect" || name === "@nestjs/common.Render" || name === "@nestjs/common.Sse"
}
