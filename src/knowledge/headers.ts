/**
 * Headers: how code sets those of a response.
 *
 * Sources: https://nodejs.org/api/http.html#class-httpserverresponse , https://expressjs.com/en/5x/api.html#res , https://koajs.com/#response ,
 * https://fastify.dev/docs/latest/Reference/Reply/ , https://hono.dev/docs/api/context#header , https://hapi.dev/api/#response-object ,
 * read 2026-12-01.
 *
 * @module
 */

/** Methods that set one header by name and value, or several by an object. */
export const headerMethods: ReadonlySet<string> = new Set(["header", "headers", "set", "setHeader", "setHeaders", "append", "writeHead"])

/** Methods that set the content type. */
export const typeMethods: ReadonlySet<string> = new Set(["type", "contentType"])

/** Methods that make the answer a file to download. */
export const downloadMethods: ReadonlySet<string> = new Set(["attachment"])
