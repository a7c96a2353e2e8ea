/**
 * Names and texts that tell the environment a program runs in: `process.env.NODE_ENV`, `isDevelopment`, `"production"`.
 *
 * Sources: Node's own use of `NODE_ENV` (https://nodejs.org/en/learn/getting-started/nodejs-the-difference-between-development-and-production),
 * and the names in public Node backends, read 2026-11.
 *
 * @module
 */

/** A canonical name whose value depends on the environment: `process.env.NODE_ENV`, `settings.isDev`, `WIKI.IS_DEBUG`. */
export const environmentName = /^process\.env\.|(?:^|\.)(?:env|environment|is_?(?:dev|prod|debug)\w*|node_?env|debug(?:_?mode)?)$/i

const DEVELOPMENT: ReadonlySet<string> = new Set(["development", "dev", "test", "testing", "local", "debug"])
const PRODUCTION: ReadonlySet<string> = new Set(["production", "prod", "staging"])

/** Which kind of environment a text names: `"production"`; undefined for any other text. */
export function environmentOf(text: string): "development" | "production" | undefined {
  return DEVELOPMENT.has(text) ? "development" : PRODUCTION.has(text) ? "production" : undefined
}

/** Which kind of environment a flag of this name is for: `isDev`, `IS_PRODUCTION`, `__DEV__`; undefined for any other name. */
export function environmentOfFlag(name: string): "development" | "production" | undefined {
  if (/^_*(?:is_?)?(?:in_?)?(?:dev|debug|local)(?:elopment)?(?:_?(?:mode|env|environment))?_*$/i.test(name)) return "development"
  return /^_*(?:is_?)?(?:in_?)?prod(?:uction)?(?:_?(?:mode|env|environment))?_*$/i.test(name) ? "production" : undefined
}

/** What a deployment cannot do without, by its name: a key, a secret, the address or the account of another service. */
const NEEDED = /key|secret|token|pass(?:word|phrase)?\b|passwd|pwd|salt|credential|signature|cert|jwks?|ur[il](?:$|_)|dsn|issuer|audience|domain|tenant|client_?id|app_?id|project_?id|database|bucket/i

/** Whether a setting of the environment is set wherever the program is deployed: `JWT_SECRET`, and not `AUTH_DISABLED`. */
export function isNeededSetting(name: string): boolean {
  return NEEDED.test(name) && !/disable|enable|skip|bypass|allow|require|expir|ttl|max|min|timeout/i.test(name)
}
