import type { Location } from "../../model/evidence.ts"
import type { AbstractValue } from "../../model/values.ts"
import type { CallingConvention, ModuleView, ParameterView, Setup } from "../framework.ts"
import { aliases } from "./aliases.ts"

const DIRECTIVE = "use server"

/** A form is what is sent; any other argument is one field of it. */
function roleOf({ name, typeName }: ParameterView): string {
  return typeName === "FormData" || name === undefined || /form_?data$/i.test(name) ? "request.body" : `request.body.${name}`
}

/** Arguments come from the client: https://nextjs.org/docs/app/guides/data-security#validating-client-input */
const action: CallingConvention = {
  // useActionState hands the last answer in front of the form.
  parameters: ({ parameters }) => parameters.map((one, index) =>
    (index === 0 && /^(?:_|prev|_?state$)/i.test(one.name ?? "") && parameters.length > 1 ? undefined : roleOf(one))),
  aliases,
  answersReturns: true,
}

/** `({ parsedInput, ctx }) => ...`: https://next-safe-action.dev/docs/define-actions/create-the-client */
const safe: CallingConvention = {
  parameters: () => ["context"],
  continues: "next",
  aliases: { ...aliases, "context.parsedInput": "request.body", "context.clientInput": "request.body", "context.ctx": "context", "context.next": "next" },
  answersReturns: true,
}

function safeAction(module: ModuleView, value: AbstractValue, name: string, at: Location): Setup | undefined {
  const { root, links } = module.chain(value)
  if (module.name(root)?.startsWith("next-safe-action.createSafeActionClient()") !== true) return undefined
  const given = (methods: readonly string[]): readonly AbstractValue[] =>
    links.filter(({ method }) => methods.includes(method)).flatMap((link) => link.arguments.slice(0, 1))
  const schema = given(["inputSchema", "schema"]).at(-1)
  return {
    does: "route", methods: ["POST"], paths: [`/${name}`], handlers: [...given(["use"]), ...given(["action", "stateAction"])],
    ...(schema && { declared: { inputs: { body: schema } } }), kind: "action", at, convention: safe,
  }
}

/** The server actions of a file: https://nextjs.org/docs/app/api-reference/directives/use-server */
export function actionsIn(module: ModuleView): readonly Setup[] {
  const isModule = module.directives.includes(DIRECTIVE)
  const toAction = (value: AbstractValue, name: string, at: Location): Setup =>
    safeAction(module, value, name, at) ?? { does: "route", methods: ["POST"], paths: [`/${name}`], handlers: [value], kind: "action", at, convention: action }
  const exported = isModule ? module.exports.map(({ name, value, at }) => toAction(value, name, at)) : []
  const inline = module.functions().filter(({ directives }) => directives.includes(DIRECTIVE))
  return [...exported, ...(isModule ? [] : inline.map(({ name, value, at }) => toAction(value, name ?? "action", at)))]
}
