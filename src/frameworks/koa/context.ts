import type { Framework, Reply } from "../framework.ts"

/** What Koa's context has, by the names that every framework has: https://koajs.com/#context */
export const koaAliases: Framework["aliases"] = {
  "context.request": "request", "context.req": "request", "context.response": "response", "context.ctx": "context",
  "request.ctx": "context", "request.req": "request",
  "context.query": "request.query", "context.params": "request.params",
  "context.headers": "request.headers", "context.header": "request.headers", "request.header": "request.headers",
  "context.get()": "request.headers", "request.get()": "request.headers",
  "context.cookies.get()": "request.cookies",
  // https://koajs.com/#request : whole, but below koa-mount; no router takes its prefix away.
  "context.path": "request.originalUrl", "context.url": "request.originalUrl", "request.path": "request.originalUrl", "request.url": "request.originalUrl", "context.method": "request.method",
  "context.originalUrl": "request.originalUrl",
  // koa-body, @koa/multer
  "context.file": "request.file", "context.files": "request.files",
}

const answering = (status: number): Reply => ({ status: { is: status }, body: 0 })

/** How a Koa handler answers; the last lines are koa-respond's: https://github.com/jeffijoe/koa-respond#methods */
export const koaReplies: Framework["replies"] = {
  "context.body=": { body: 0 },
  "response.body=": { body: 0 },
  "context.status=": { status: { argument: 0 }, isPartial: true },
  "response.status=": { status: { argument: 0 }, isPartial: true },
  "context.throw": { status: { argument: 0, otherwise: 500 }, body: 1, isThrown: true },
  "context.assert": { status: { argument: 1, otherwise: 500 }, body: 2, asserts: 0, isThrown: true },
  "context.redirect": { isBodiless: true },
  "response.redirect": { isBodiless: true },
  "context.render": { isBodiless: true },
  "koa-send": { isBodiless: true },
  "context.send": { status: { argument: 0 }, body: 1 },
  "context.ok": answering(200), "context.created": answering(201), "context.accepted": answering(202),
  "context.noContent": { status: { is: 204 }, isBodiless: true },
  "context.badRequest": answering(400), "context.unauthorized": answering(401), "context.forbidden": answering(403),
  "context.notFound": answering(404), "context.conflict": answering(409), "context.internalServerError": answering(500),
}
