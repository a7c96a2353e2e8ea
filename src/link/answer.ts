/**
 * What a route answers, and whether something declares its shape.
 *
 * @module
 */
import type { Framework } from "../frameworks/framework.ts"
import { find } from "../knowledge/table.ts"
import { checks } from "../knowledge/validators.ts"
import type { Evidence, Meaning, Module, ResponseEvidence, TypeFact } from "../model.ts"
import type { Documentation } from "./documentation.ts"
import type { Follower } from "./follower.ts"
import { locate } from "./location.ts"
import { alternatives, UNDEFINED } from "./meaning.ts"
import { nameOf } from "./name.ts"
import type { Reach, Reacher, Visit } from "./reach.ts"
import { type Answer, answerOf } from "./reply.ts"
import type { Operation, Step } from "./routes.ts"
import { isEmptySchema } from "./schema.ts"
import { namesShape } from "./type.ts"

/** Judges what routes answer. */
export interface Answers {
  responseOf(operation: Operation, reachOf: (step: Step) => Reach): ResponseEvidence
}

/**
 * A judge of answers.
 *
 * @returns the judge
 */
export function createAnswers(follower: Follower, reacher: Reacher, documentation: Documentation): Answers {
  function responseOf(operation: Operation, reachOf: (step: Step) => Reach): ResponseEvidence {
    const { declared, site, framework } = operation
    const at = locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0)
    if (declared?.response !== undefined) {
      const isWeak = isEmptySchema(declared.response, follower)
      if (!isWeak && declaresSuccess(declared.response)) return { answer: "declared", isWeak, by: [{ at, name: "schema.response" }] }
      if (isWeak) return { answer: "undeclared", isWeak, by: [{ at, name: "schema.response" }] }
    }
    const reply = declaredReply(operation)
    if (reply !== undefined) return { answer: "declared", isWeak: false, by: [reply] }
    const documented = documentation.responseOf(operation)
    if (documented !== undefined) return { answer: "declared", isWeak: false, by: [documented] }
    const step = operation.chain.at(-1)
    if (step === undefined) return { answer: "unknown", isWeak: false, by: [] }
    return judge(reachOf(step), framework, step)
  }

  /** Schemas by status: one of them must be of a success. */
  function declaresSuccess(response: Meaning): boolean {
    const statuses = [...follower.entries(response).keys()].filter((key) => /^(?:[1-5](?:\d\d|xx)|default)$/i.test(key))
    return statuses.length === 0 || statuses.some((key) => /^(?:[23]|default)/i.test(key))
  }

  /** `app.get<{ Reply: Meteor[] }>(...)`: https://fastify.dev/docs/latest/Reference/TypeScript/#using-generics */
  function declaredReply({ site, framework }: Operation): Evidence | undefined {
    const call = site.module.facts.calls[site.call]
    const type = call?.typeArguments[0]
    if (!framework.declaresResponses || call === undefined || type?.kind !== "object") return undefined
    const reply = type.members.find((member) => member.name === "Reply")?.type
    return namesShape(reply) ? { at: locate(site.module, call.calleeAt), name: "Reply" } : undefined
  }

  function judge(reached: Reach, framework: Framework, step: Step): ResponseEvidence {
    const sent: Answer[] = []
    let streams = false
    for (const visit of reached.visits) {
      const declared = declaredByTypes(visit, framework)
      if (declared !== undefined) return { answer: "declared", isWeak: false, by: [declared] }
      for (const site of reacher.callsOf(visit)) {
        const answer = answerOf(site, framework, follower)
        if (answer !== undefined && answer.form.isPartial !== true) sent.push(answer)
        const { method } = follower.callee(site)
        const toResponse = follower.arguments(site).some((value) => alternatives(value).some((one) => one.kind === "role" && one.name === "response"))
        streams ||= toResponse && (method === "pipe" || method === "pipeTo" || /pipeline$/.test(nameOf(follower.callee(site).target, follower) ?? ""))
      }
    }
    const bodies = sent.filter((answer) => hasBody(answer))
    const good = bodies.filter((answer) => (answer.status ?? 200) < 400)
    const by = good.map((answer): Evidence => ({ at: placeOf(answer), name: answer.name }))
    if (good.some((answer) => isParsed(answer.body))) return { answer: "declared", isWeak: false, by }
    if (good.length > 0) return { answer: "undeclared", isWeak: false, by }
    if (framework.answersReturns && returnsBody(reached)) return { answer: "undeclared", isWeak: false, by: [] }
    if (sent.some((answer) => !hasBody(answer)) || streams) return { answer: "bodiless", isWeak: false, by: [] }
    if (bodies.length > 0) return { answer: "undeclared", isWeak: false, by: [] }
    const isPackage = step.meaning.kind === "result" && nameOf(step.meaning, follower) !== undefined && reached.visits.length === 0
    return { answer: reached.visits.length === 0 || reached.unfollowed.length > 0 ? (isPackage ? "bodiless" : "unknown") : "bodiless", isWeak: false, by: [] }
  }

  const placeOf = ({ site }: Answer): Evidence["at"] => locate(site.module, site.module.facts.calls[site.call]?.calleeAt ?? 0)

  function hasBody({ form, body, status }: Answer): boolean {
    if (form.isBodiless === true || form.body === undefined) return form.status !== undefined && "is" in form.status
    if (status === 204 || status === 304 || body === undefined || body === UNDEFINED) return false
    // A stream or file handed to send(): its shape is none of JSON.
    const name = nameOf(body, follower)
    return name === undefined || !/(?:createReadStream|createGzip|\.pipe|Readable\.from|renderToString)\(\)/.test(name)
  }

  /** `response.json(UserSchema.parse(user))`: the schema declares what is sent. */
  function isParsed(body: Meaning | undefined): boolean {
    if (body === undefined) return false
    return alternatives(body).some((one) => {
      if (one.kind !== "result") return false
      const note = find(checks, nameOf(follower.callee(one.site).target, follower))
      return note?.outcome === "value"
    })
  }

  /** `(request, response: Response<UserDto>)`, `RequestHandler<Params, UserDto>`, `send<UserDto>(response, user)`. */
  function declaredByTypes(visit: Visit, framework: Framework): Evidence | undefined {
    const { module } = visit.activation
    const roles = visit.via.length === 0 ? framework.parameters(visit.fact.arity) : []
    for (const [index, parameter] of visit.fact.parameters.entries()) {
      if (roles[index] !== "response" || parameter.type?.kind !== "reference") continue
      if (namesShape(unalias(parameter.type, module).arguments[0])) return { at: locate(module, parameter.at), name: "Response<...>" }
    }
    if (visit.via.length === 0 && visit.fact.type?.kind === "reference" && namesShape(visit.fact.type.arguments[1])) {
      return { at: locate(module, visit.fact.at), name: "RequestHandler<...>" }
    }
    for (const site of reacher.callsOf(visit)) {
      const call = module.facts.calls[site.call]
      const handsResponse = follower.arguments(site).some((value) => value.kind === "role" && value.name === "response")
      if (call !== undefined && handsResponse && namesShape(call.typeArguments[0])) return { at: locate(module, call.at), name: "type argument" }
    }
    return undefined
  }

  /** The type that an alias stands for: `type Listed = Response<Listing>`. */
  function unalias(type: TypeFact & { kind: "reference" }, module: Module): TypeFact & { kind: "reference" } {
    const { name } = type
    const home = name.kind === "import" ? follower.imported(name.from, module) : module
    const declared = name.kind === "import"
      ? home?.facts.types.find((one) => one.name === name.name)
      : name.kind === "type" ? home?.facts.types[name.id] : undefined
    return declared?.type.kind === "reference" ? declared.type : type
  }

  function returnsBody(reached: Reach): boolean {
    const [handler] = reached.visits
    if (handler === undefined) return false
    return handler.fact.returns.some(({ value }) => {
      if (value === undefined) return false
      return alternatives(follower.follow(value, handler.activation)).some((one) => {
        if (one === UNDEFINED || (one.kind === "role" && one.name === "response")) return false
        const name = nameOf(one, follower)
        return !(name !== undefined && /^response\b/.test(name))
      })
    })
  }

  return { responseOf }
}
