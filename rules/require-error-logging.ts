import type { Location } from "../src/model/evidence.ts"
import type { ReachedCatch } from "../src/model/failures.ts"
import { defineRule } from "../src/rule.ts"

interface Options {
  /** Report `console` where the project has a logger. */
  readonly reportConsole: boolean
}

const isFailure = (status: number | undefined): boolean => status !== undefined && status >= 500

/** It answers that the server failed, and what failed is written down nowhere. */
const isSilent = ({ answers, status, logger, rethrows, isUnfollowed }: ReachedCatch): boolean =>
  answers && isFailure(status) && logger === undefined && !rethrows && !isUnfollowed

/** Failures are written with a logger at least as often as with `console`. */
const hasHabit = (areConsole: readonly boolean[]): boolean => areConsole.filter((one) => !one).length * 2 >= areConsole.length

export default defineRule<Options>({
  name: "require-error-logging",
  checklist: "Logging captures key events",
  presets: ["strict"],
  description: "Require a log of what failed where a request is answered with a server error",
  messages: {
    silent: "{{route}} answers {{status}} here and logs nothing: nobody will know what failed. Log the error before the answer.",
    handler: "The error handler {{name}} answers {{status}} and logs nothing: nobody will know what failed. Log the error before the answer.",
    console: "This failure is written with `{{logger}}`, past the project's logger ({{own}}): it has no level, no request and no redaction. Use the logger.",
  },
  options: { reportConsole: { type: "boolean" } },
  defaults: { reportConsole: true },

  *check({ routes, errorHandlers, loggers }, { reportConsole }) {
    const reported = new Set<string>()
    const isNew = ({ file, start }: Location): boolean => !reported.has(`${file}:${start}`) && reported.add(`${file}:${start}`) !== undefined
    const used = new Map(routes.flatMap((route) => [...route.failures()]).flatMap(({ catches }) => catches)
      .flatMap(({ at, logger }) => (logger === undefined ? [] : [[`${at.file}:${at.start}`, logger.startsWith("console.")] as const])))
    const [own] = hasHabit([...used.values()]) ? loggers : []
    for (const route of routes) {
      for (const one of [...route.failures()].flatMap(({ catches }) => catches)) {
        const data = { route: `${route.method} ${route.path}`, status: one.status ?? 500 }
        if (isSilent(one) && isNew(one.at)) yield { at: one.at, message: "silent", data, routes: [route] }
        else if (reportConsole && own !== undefined && one.logger?.startsWith("console.") === true && isNew(one.at)) {
          yield { at: one.at, message: "console", data: { logger: one.logger, own }, routes: [route] }
        }
      }
    }
    for (const { handler: { at, name }, logs, isAnswering, status } of errorHandlers) {
      if (isAnswering && !logs && isFailure(status) && isNew(at)) yield { at, message: "handler", data: { name, status: status ?? 500 } }
    }
  },
})
