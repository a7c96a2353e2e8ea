import type { AbstractValue } from "../../model/values.ts"
import type { CallingConvention, ModuleView, Setup } from "../framework.ts"
import { aliases } from "./aliases.ts"
import { matches } from "../../path/path-to-regexp.ts"

type Use = Extract<Setup, { does: "use" }>

/** `clerkMiddleware(async (auth, request) => ...)`: https://clerk.com/docs/references/nextjs/clerk-middleware */
const clerk: CallingConvention = { parameters: () => [{ kind: "external", name: "@clerk/nextjs/server.auth" }, "request"], aliases }

/** `authorized({ auth, request })` of Auth.js, `authorized({ token, req })` of next-auth 4. */
const authorized: CallingConvention = {
  parameters: () => ["context"],
  continues: "true",
  aliases: { ...aliases, "context.auth": "request.auth", "context.token": "request.auth", "context.request": "request", "context.req": "request" },
}

const isFunction = (value: AbstractValue): boolean => value.kind === "function"

/** The patterns of `config.matcher`; undefined where it covers every path. */
function matcherOf(module: ModuleView): readonly (string | undefined)[] | undefined {
  const config = module.exports.find(({ name }) => name === "config")?.value
  const matcher = config === undefined ? undefined : module.entry(config, "matcher")
  if (matcher === undefined || module.isUnknown(matcher)) return undefined
  return module.items([matcher]).map((one) => module.text(module.isObject(one) ? module.entry(one, "source") : one))
}

function coversOf(module: ModuleView): (path: string) => boolean | undefined {
  const patterns = matcherOf(module)
  if (patterns === undefined) return () => true
  const known = patterns.filter((pattern) => pattern !== undefined && !pattern.includes("{*}"))
  return (path) => (matches(known as readonly string[], path) === true ? true : known.length < patterns.length ? undefined : matches(known as readonly string[], path))
}

const textsOf = (module: ModuleView, value: AbstractValue): readonly string[] => module.items([value]).flatMap((one) => module.text(one) ?? [])

/** `authMiddleware({ publicRoutes, ignoredRoutes })` of Clerk 4: every path that it covers and does not name is guarded. */
function clerk4(module: ModuleView, value: AbstractValue, covers: (path: string) => boolean | undefined): readonly Use[] {
  const [options] = module.given(value)
  const open = options === undefined
    ? []
    : ["publicRoutes", "ignoredRoutes"].flatMap((name) => textsOf(module, module.entry(options, name)))
  const isOpen = (path: string): boolean => matches(open, path) === true
  const mark: AbstractValue = { kind: "literal", value: true }
  return [
    { does: "use", paths: [""], handlers: [value], covers: (path) => (isOpen(path) ? false : covers(path)) },
    { does: "use", paths: [""], handlers: [], declared: { metadata: new Map([["publicRoutes", mark]]) }, covers: isOpen },
  ]
}

/** The callback that decides for next-auth and Auth.js who may pass, in the options of whatever made the middleware. */
function authorizedIn(module: ModuleView, value: AbstractValue): AbstractValue | undefined {
  const made = value.kind === "member" ? value.object : value
  const found = module.given(made).map((options) => module.entry(module.entry(options, "callbacks"), "authorized"))
  return found.find((one) => !module.isUnknown(one))
}

function useOf(module: ModuleView, value: AbstractValue): readonly Use[] {
  const covers = coversOf(module)
  const use = (handlers: readonly AbstractValue[], convention?: CallingConvention): readonly Use[] => [{ does: "use", paths: [""], handlers, covers, ...(convention && { convention }) }]
  const inner = module.given(value).filter(isFunction)
  switch (module.name(value)) {
    case "@clerk/nextjs.authMiddleware()":
    case "@clerk/nextjs/server.authMiddleware()":
      return clerk4(module, value, covers)
    case "@clerk/nextjs/server.clerkMiddleware()":
    case "@clerk/nextjs.clerkMiddleware()":
      return use(inner, clerk)
    case "next-auth().auth()":
      return use(inner)
    case "next-auth().auth": {
      // Without the callback everybody passes: https://authjs.dev/reference/nextjs#authorized
      const callback = authorizedIn(module, value)
      return callback === undefined ? [] : use([callback], authorized)
    }
    case "next-auth/middleware.withAuth()":
    case "next-auth.withAuth()": {
      const callback = authorizedIn(module, value)
      return [...use(callback === undefined ? [value] : [callback], authorized), ...use(inner)]
    }
    default:
      return use([value])
  }
}

/**
 * What `middleware.ts`, `proxy.ts` since Next 16, puts before routes.
 * https://nextjs.org/docs/app/api-reference/file-conventions/proxy
 */
export function middlewareIn(module: ModuleView): readonly Use[] {
  const found = ["middleware", "proxy", "default"].flatMap((name) => module.exports.find((one) => one.name === name) ?? [])[0]
  return found === undefined ? [] : useOf(module, found.value).map((use) => ({ ...use, at: found.at }))
}

/** The same before server actions: nobody can tell on which pages' paths those are called. */
export function coverAll(setup: Setup): readonly Setup[] {
  return setup.does === "use" && setup.declared === undefined ? [{ ...setup, covers: () => undefined }] : []
}
