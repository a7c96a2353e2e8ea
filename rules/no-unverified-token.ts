import { auth } from "../src/knowledge/auth.ts"
import { isTestPath } from "../src/knowledge/secrets.ts"
import { find } from "../src/knowledge/table.ts"
import { computesSignature, conversions, isCredentialPlace, isPresented, isSecretName, tokenChecks, type TokenOption } from "../src/knowledge/tokens.ts"
import type { KnownCallee, ReachedCall, ReachedComparison } from "../src/model/calls.ts"
import type { ValueView } from "../src/model/given.ts"
import type { Project } from "../src/model/project.ts"
import type { Route } from "../src/model/route.ts"
import { defineRule, type Finding } from "../src/rule.ts"

interface Options {
  /** Report verifying calls that accept expired tokens. */
  readonly reportExpired: boolean
  /** Report secrets that are compared with `===`: what the time that takes gives away is little, and often nothing. */
  readonly reportTiming: boolean
}

const keyOf = ({ at }: Finding): string => `${at.file}:${at.start}`
const nameOf = ({ method, path }: Route): string => `${method} ${path}`

const VERIFYING = new Set(["verifies", "signature", "guard"])

const isVerifier = ({ name }: KnownCallee): boolean => VERIFYING.has(find(auth, name)?.kind ?? "")

const isDecoder = ({ name }: KnownCallee): boolean => name === "JSON.parse" || find(auth, name)?.kind === "decodes"

/** Whether anything that a request of the route passes checks a token or a signature. */
const isVerifying = (route: Route): boolean =>
  route.chain.slice(0, -1).some(({ name }) => find(auth, name)?.kind === "guard")
  || [...route.calls(isVerifier)].length > 0

/** Whether code elsewhere than in the decoding file lets only known callers through: the token has been checked there. */
const isBehindGuard = ({ auth: { answer, by } }: Route, file: string): boolean => answer === "required" && by.some(({ at }) => at.file !== file)

/** Whether a value is what the client sent, or cut out of it. */
function comesWithRequest(view: ValueView | undefined, isPlace: (name: string) => boolean = isPresented): boolean {
  if (view?.kind === "named") return isPlace(view.name)
  if (view?.kind === "either") return view.of.some((one) => comesWithRequest(one, isPlace))
  if (view?.kind === "text") return view.parts.some((one) => comesWithRequest(one, isPlace))
  if (view?.kind !== "result") return false
  const isConverted = conversions.has(view.name) && comesWithRequest(view.arguments[0], isPlace)
  return isConverted || (/\(\)\.(?:toString|trim)$/.test(view.name) && comesWithRequest(view.receiver, isPlace))
}

/** The middle of a token: `token.split(".")[1]`, also through `atob()` and `Buffer.from()`. */
function isPayload(view: ValueView | undefined): boolean {
  if (view?.kind === "named") return isPresented(view.name) && /\.split\(\)\.1(?:\.(?:replace|replaceAll|toString)\(\))*$/.test(view.name)
  if (view?.kind === "either") return view.of.some(isPayload)
  if (view?.kind !== "result") return false
  return view.name.endsWith(".toString") ? isPayload(view.receiver) : conversions.has(view.name) && isPayload(view.arguments[0])
}

const isDecoding = ({ name, arguments: values }: ReachedCall): boolean => {
  const note = find(auth, name)
  if (note?.kind === "decodes") return values.length === 0 || comesWithRequest(values[0])
  return name === "JSON.parse" && isPayload(values[0])
}

function isSecret(view: ValueView): boolean {
  if (view.kind === "named") return !isPresented(view.name) && isSecretName(view.name)
  if (view.kind === "result") return computesSignature.test(view.name)
  if (view.kind === "either") return view.of.some(isSecret)
  if (view.kind === "text") return view.parts.some(isSecret)
  return false
}

/** A credential of the request held against a secret: how long that takes tells how much of it was right. */
function isTimed({ operands }: ReachedComparison): boolean {
  const [left, right] = operands
  if (left === undefined || right === undefined) return false
  return [[left, right], [right, left]].some(([one, other]) => isSecret(one as ValueView) && comesWithRequest(other, isCredentialPlace))
}

function option(view: ValueView | undefined, path: string | undefined): ValueView | undefined {
  const [first, ...rest] = path?.split(".") ?? []
  if (first === undefined) return view
  const entry = view?.kind === "object" ? view.entries.get(first)?.value : undefined
  return rest.length === 0 ? entry : option(entry, rest.join("."))
}

function isWeakened(values: readonly ValueView[], { argument, option: path, equals }: TokenOption): boolean {
  const value = option(values[argument], path)
  const all = value?.kind === "array" ? value.items : [value]
  return all.some((one) => one?.kind === "literal" && one.value === equals)
}

function* weakChecks(project: Project, { reportExpired }: Options): Generator<Finding> {
  for (const call of project.calls()) {
    const note = find(tokenChecks, call.name)
    if (note === undefined || isTestPath(call.at.file.slice(project.root.length + 1))) continue
    const weak = note.weakens.find((one) => (one.loses === "signature" || reportExpired) && isWeakened(call.arguments, one))
    if (weak !== undefined) yield { at: call.at, message: weak.loses === "signature" ? "unsigned" : "expired", data: { api: call.name ?? "" } }
  }
}

export default defineRule<Options>({
  name: "no-unverified-token",
  checklist: "API keys and tokens are validated",
  presets: ["recommended", "security"],
  description: "Disallow tokens that are trusted unverified, and secrets that are compared with `===`",
  messages: {
    decoded: "`{{api}}()` reads a token without checking its signature, and nothing on {{route}} checks it: anyone can write such a token. Verify it.",
    compared: "A credential is compared with a secret by `===` on {{route}}: the time that takes tells how much of it was right. Use `crypto.timingSafeEqual()`.",
    unsigned: "`{{api}}()` accepts tokens that nobody has signed. Name the algorithms that you sign with.",
    expired: "`{{api}}()` accepts expired tokens. Leave `ignoreExpiration` out, and renew tokens with a refresh token.",
  },
  options: { reportExpired: { type: "boolean" }, reportTiming: { type: "boolean" } },
  defaults: { reportExpired: false, reportTiming: false },
  strictOptions: { reportExpired: true, reportTiming: true },

  *check(project, options) {
    const findings: Finding[] = [...weakChecks(project, options)]
    for (const route of project.routes) {
      const decoding = [...route.calls(isDecoder)].filter(isDecoding)
      for (const { at, name } of decoding.length === 0 || isVerifying(route) ? [] : decoding) {
        if (!isBehindGuard(route, at.file)) findings.push({ at, message: "decoded", data: { api: name ?? "", route: nameOf(route) }, routes: [route] })
      }
      for (const comparison of options.reportTiming ? route.comparisons() : []) {
        if (isTimed(comparison)) findings.push({ at: comparison.at, message: "compared", data: { route: nameOf(route) }, routes: [route] })
      }
    }
    const reported = new Set<string>()
    for (const finding of findings) {
      if (reported.has(keyOf(finding))) continue
      reported.add(keyOf(finding))
      yield finding
    }
  },
})
