import { readDocumented } from "../documented.ts"
import type { Decoration, Documented, Inspector } from "../framework.ts"

/** Names of `Api...Response` -> status, from `HttpStatus` of @nestjs/common 11, and what @nestjs/swagger 7 called otherwise. */
const STATUSES: Readonly<Record<string, string>> = {
  Ok: "200", Created: "201", Accepted: "202", NonAuthoritativeInformation: "203", NoContent: "204", ResetContent: "205", PartialContent: "206",
  Ambiguous: "300", MovedPermanently: "301", Found: "302", SeeOther: "303", NotModified: "304", TemporaryRedirect: "307", PermanentRedirect: "308",
  BadRequest: "400", Unauthorized: "401", PaymentRequired: "402", Forbidden: "403", NotFound: "404", MethodNotAllowed: "405",
  NotAcceptable: "406", ProxyAuthenticationRequired: "407", RequestTimeout: "408", Conflict: "409", Gone: "410", LengthRequired: "411",
  PreconditionFailed: "412", PayloadTooLarge: "413", UriTooLong: "414", UnsupportedMediaType: "415", RequestedRangeNotSatisfiable: "416",
  ExpectationFailed: "417", IAmATeapot: "418", Misdirected: "421", UnprocessableEntity: "422", FailedDependency: "424",
  PreconditionRequired: "428", TooManyRequests: "429", InternalServerError: "500", NotImplemented: "501", BadGateway: "502",
  ServiceUnavailable: "503", GatewayTimeout: "504", HttpVersionNotSupported: "505", Default: "default",
}

const SWAGGER = /^@nestjs\/swagger\.Api(\w+)$/
/** Another package's decorator that may document. */
const DOCUMENTING = /(?:api|swagger|openapi|docs?|responses?|exceptions?|errors?)(?:$|[A-Z_(])/i

/** What one decorator says: https://docs.nestjs.com/openapi/operations */
function documentedBy({ name, arguments: values }: Decoration, inspector: Inspector): Partial<Documented> {
  const [given] = values
  const decorator = name === undefined ? undefined : SWAGGER.exec(name)?.[1]
  if (decorator === undefined) return name === undefined || (!name.startsWith("@nestjs/") && DOCUMENTING.test(name)) ? { isOpen: true } : {}
  if (decorator === "ExcludeEndpoint" || decorator === "ExcludeController") return { isHidden: given?.kind !== "literal" || given.value !== false }
  if (decorator === "Tags") return { isWritten: true, tags: inspector.items(values).map((one) => inspector.text(one) ?? "{*}") }
  if (decorator === "Operation") return given === undefined ? { isWritten: true } : { ...readDocumented(inspector, given, "@ApiOperation"), isWritten: true }
  const kind = /^(\w*)Response$/.exec(decorator)?.[1]
  if (kind === undefined) return {}
  const status = kind === "" ? statusOf(given, inspector) : STATUSES[kind]
  return status === undefined ? { isWritten: true, hasMoreResponses: true } : { isWritten: true, responses: [status] }
}

function statusOf(given: Decoration["arguments"][number] | undefined, inspector: Inspector): string | undefined {
  if (given === undefined) return undefined
  const status = inspector.entry(given, "status")
  return inspector.status(status)?.toString() ?? inspector.text(status)
}

/**
 * What the decorators of a route, and of its class, say of it. The package finds out names, tags and parameters by itself:
 * https://docs.nestjs.com/openapi/introduction#setup-options
 *
 * @returns it, the class's first
 */
export function readDecorators(decorations: readonly Decoration[], inspector: Inspector): Documented {
  const said = decorations.map((one) => documentedBy(one, inspector))
  const some = (key: "isWritten" | "isOpen" | "isHidden" | "hasMoreResponses"): boolean => said.some((one) => one[key] === true)
  return {
    ...Object.assign({}, ...said.map(({ summary, description, operationId }) => ({
      ...(summary !== undefined && { summary }), ...(description !== undefined && { description }), ...(operationId !== undefined && { operationId }),
    }))) as Partial<Documented>,
    by: "@nestjs/swagger",
    isWritten: some("isWritten"), isOpen: some("isOpen"), isHidden: some("isHidden"), hasMoreResponses: some("hasMoreResponses"),
    tags: said.flatMap(({ tags }) => tags ?? []),
    responses: said.flatMap(({ responses }) => responses ?? []),
    finds: ["operationId", "tags", "params", "query", "body"],
  }
}
