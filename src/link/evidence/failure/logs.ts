/**
 * Logs: which calls write one, and what of the request or its credentials goes into them.
 *
 * @module
 */
import type { RegionId } from "../../../model/ids.ts"
import { NO_REGION } from "../../source/no-ids.ts"
import { detailLevel, isCredentialName } from "../../../knowledge/logging.ts"
import type { Expression } from "../../../model/expression.ts"
import type { Module } from "../../../model/facts.ts"
import type { LoggedValue } from "../../../model/failures.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { Frame } from "../../effects/graph-types.ts"
import { logOf } from "../../effects/log-calls.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"
import { locate } from "../../source/location.ts"
import { writtenName } from "../../source/source-name.ts"

const WHOLE: Readonly<Record<string, LoggedValue["what"]>> = {
  "request": "request", "context": "request", "context.req": "request", "context.request": "request",
  "request.body": "body", "request.rawBody": "body", "context.request.body": "body", "context.req.json()": "body", "request.json()": "body",
  "request.headers": "headers", "request.rawHeaders": "headers", "context.headers": "headers", "context.req.header()": "headers",
  "request.cookies": "cookies", "request.signedCookies": "cookies",
}

const CREDENTIAL_HEADER = /^(?:request|context\.req|context\.request)\.headers\.(?:authorization|cookie|x-api-key|x-auth-token|x-access-token|proxy-authorization)$/i

/** Calls that put a value into text as it is. */
const SHOWING = new Set(["JSON.stringify", "String", "util.inspect", "util.format"])

/**
 * The sensitive values that one running function logs.
 *
 * @param calls the calls written in it
 * @returns them in the order in which they are written
 */
export function loggedIn(frame: Frame, calls: readonly CallSite[], evaluator: Evaluator): readonly LoggedValue[] {
  const { context } = frame
  const { module } = context
  return calls.flatMap((site) => {
    const log = logOf(site, evaluator)
    const fact = module.facts.calls[site.call]
    if (log === undefined || fact === undefined) return []
    const isDetail = (log.level !== undefined && detailLevel.test(log.level)) || isUnderEnvironment(fact.region, module)
    const found = new Map<string, LoggedValue>()
    for (const expression of fact.arguments) {
      for (const { name, what } of shownIn(expression)) {
        // A serializer of the library writes what is harmless of a request.
        if (what === "request" && !log.name.startsWith("console.")) continue
        found.set(name, { at: locate(module, fact.calleeAt), logger: log.name, name, what, isDetail })
      }
    }
    return [...found.values()]
  })

  function shownIn(expression: Expression, depth = 0): readonly Pick<LoggedValue, "name" | "what">[] {
    if (depth > 8) return []
    const inside = (one: Expression): readonly Pick<LoggedValue, "name" | "what">[] => shownIn(one, depth + 1)
    switch (expression.kind) {
      case "template":
        // An object in a text is "[object Object]".
        return expression.parts.flatMap((part) => (part.kind === "call" ? inside(part) : inside(part).filter(({ what }) => what === "credential")))
      case "object":
        return expression.entries.flatMap((entry) => (entry.key === undefined ? inside(entry.value) : []))
      case "array":
        return expression.items.flatMap(inside)
      case "spread":
        return inside(expression.value)
      case "choice":
        return expression.of.flatMap(inside)
      case "operation":
        return expression.operator === "??" || expression.operator === "||" ? expression.operands.flatMap(inside) : expression.operator === "&&" ? expression.operands.slice(1).flatMap(inside) : []
      case "call": {
        const target = evaluator.callee({ module, call: expression.id, context }).target
        const name = nameOf(target, evaluator) ?? ""
        const own = sensitive(expression)
        return SHOWING.has(name) ? (module.facts.calls[expression.id]?.arguments[0] === undefined ? [] : inside(module.facts.calls[expression.id]?.arguments[0] as Expression)) : own
      }
      default:
        return sensitive(expression)
    }
  }

  function sensitive(expression: Expression): readonly Pick<LoggedValue, "name" | "what">[] {
    const value = evaluator.evaluate(expression, context)
    for (const one of possibleValues(value)) {
      const name = nameOf(one, evaluator)
      const what = name !== undefined && one.kind !== "unbound" && Object.hasOwn(WHOLE, name) ? WHOLE[name] : undefined
      if (name !== undefined && what !== undefined) return [{ name, what }]
      if (name !== undefined && CREDENTIAL_HEADER.test(name)) return [{ name, what: "credential" }]
    }
    const written = expression.kind === "call" ? undefined : writtenName(expression, module)
    if (written === undefined || !isCredentialName(written) || !mayBeSecret(value)) return []
    return [{ name: nameOf(value, evaluator)?.endsWith(`.${written}`) === true ? nameOf(value, evaluator) ?? written : written, what: "credential" }]
  }
}

/** A text of the source, a flag or a function is no credential, whatever it is called. */
function mayBeSecret(value: AbstractValue): boolean {
  return possibleValues(value).every((one) =>
    one.kind !== "literal" && one.kind !== "function" && one.kind !== "class" && one.kind !== "array" && one.kind !== "object"
    && !(one.kind === "operation" && /^(?:!|[=!]==?|in|instanceof|typeof|<|>)/.test(one.operator)))
}

const ENVIRONMENT = /^(?:NODE_ENV|isDev(?:elopment)?|isDebug|DEBUG|isProd(?:uction)?|debug|verbose|dev|__DEV__)$/i

/** `if (process.env.NODE_ENV === "development")` */
function isUnderEnvironment(start: RegionId, module: Module): boolean {
  const { regions } = module.facts
  const names = (expression: Expression, depth = 0): boolean => {
    if (depth > 6) return false
    if (expression.kind === "operation") return expression.operands.some((one) => names(one, depth + 1))
    const written = writtenName(expression, module)
    return written !== undefined && ENVIRONMENT.test(written)
  }
  for (let region = start; region > 0; region = regions[region]?.parent ?? NO_REGION) {
    const test = regions[region]?.test
    if (test !== undefined && names(test)) return true
  }
  return false
}

/**
 * Whether any logger of the project is made with a list of what to leave out: `pino({ redact: [...] })`.
 *
 * @returns the answer; https://getpino.io/#/docs/redaction
 */
export function redacts(modules: readonly Module[]): boolean {
  const hasRedact = (expression: Expression | undefined, module: Module, depth: number): boolean => {
    if (expression === undefined || depth > 4) return false
    if (expression.kind === "local") return module.facts.locals[expression.id]?.values.some((one) => hasRedact(one, module, depth + 1)) === true
    return expression.kind === "object" && expression.entries.some((entry) => entry.name === "redact" || hasRedact(entry.value, module, depth + 1))
  }
  return modules.some((module) => module.facts.calls.some((call) => call.arguments.some((expression) => hasRedact(expression, module, 0)))
    || module.facts.exports.some(({ value: expression }) => hasRedact(expression, module, 0)))
}
