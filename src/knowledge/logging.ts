/**
 * Logging: what writes a log, by canonical name, and by the names that people give loggers.
 *
 * Sources: https://nodejs.org/api/console.html, https://getpino.io/#/docs/api, https://github.com/winstonjs/winston,
 * https://github.com/trentm/node-bunyan, https://fastify.dev/docs/latest/Reference/Logging/,
 * https://docs.nestjs.com/techniques/logger, https://docs.sentry.io/platforms/javascript/guides/node/apis/
 *
 * @module
 */
import type { Table } from "./table.ts"

/** What is known of a call that logs. */
export interface LoggingNote {
  /** `console`: Node's own. `logger`: a logging library. `tracker`: a service that collects errors. */
  readonly kind: "console" | "logger" | "tracker"
}

const LEVELS = "trace,debug,info,warn,error,fatal,log,verbose,http,silly,notice,crit,critical,alert,emerg,warning"

/** Canonical name of a called function -> what it logs to. */
export const logging: Table<LoggingNote> = [
  { name: "console.{log,error,warn,info,debug,trace,dir,table,group}", kind: "console" },
  { name: `{pino,bunyan.createLogger,log4js.getLogger,tslog.Logger,consola,consola.createConsola}().**.{${LEVELS}}`, kind: "logger" },
  { name: `{winston,loglevel,consola,npmlog,winston.loggers.get()}.{${LEVELS}}`, kind: "logger" },
  { name: `winston.createLogger().**.{${LEVELS}}`, kind: "logger" },
  { name: `@nestjs/common.{Logger,ConsoleLogger}().{${LEVELS}}`, kind: "logger" },
  { name: `nestjs-pino.{Logger,PinoLogger}().{${LEVELS}}`, kind: "logger" },
  { name: `{request,response,fastify,fastify()}.log.{${LEVELS}}`, kind: "logger" },
  { name: "debug()", kind: "logger" },
  { name: "**.{recordException,noticeError,captureException,captureMessage}", kind: "tracker" },
]

/** Packages that make loggers. */
export const loggingPackages: ReadonlySet<string> = new Set([
  "pino", "winston", "bunyan", "log4js", "loglevel", "consola", "signale", "tslog", "roarr", "npmlog", "nestjs-pino", "@logtape/logtape",
])

/** The last name of what a level is called on: `this.logger.error()`, `req.log.info()`. */
export const loggerName = /(?:^|[a-z_$])(?:log|logger|logging|winston|pino|bunyan|sentry|bugsnag|rollbar)$/i

/** Names of the methods that log. */
export const levelName = new RegExp(`^(?:${LEVELS.replaceAll(",", "|")}|exception|captureException|captureMessage|notify)$`)

/** Functions that log by their own name: `logError(error)`, `report_failure(error)`. */
export const loggingFunction = /^(?:log|logger|debug|warn|log[A-Z]\w*|(?:log|report|capture|track|record)_?(?:[Ee]rror|[Ee]xception|[Ff]ailure|[Mm]essage|[Ww]arning)s?)$/

/** Levels that are off in production. */
export const detailLevel = /^(?:trace|debug|verbose|silly)$/

const WORDS = "password|passwd|passphrase|pwd|secret|token|jwt|credential|credentials|authorization|cookie|api_?key|private_?key|access_?key|ssn|cvv|cvc|card_?number|otp"
const CREDENTIAL = new RegExp(`(?:^|_)(?:${WORDS})$`, "i")

/**
 * Whether a name is that of a credential: `password`, `resetToken`, `clientSecret`; not `tokenCount` or `hasPassword`.
 *
 * @returns the answer
 */
export function isCredentialName(name: string): boolean {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
  return CREDENTIAL.test(words) && !/^(?:is|has|had|no|missing|invalid|should|needs?|require[sd]?|type|max|min|total|num|count|cancel(?:lation)?|page|next|continuation|csrf|device|push|fcm|sync|abort)_/i.test(words)
}
