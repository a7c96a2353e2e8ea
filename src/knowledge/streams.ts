/**
 * Streams: what makes one, what writes to one, what reads one whole, and what holds one back.
 *
 * Sources: https://nodejs.org/api/stream.html , https://nodejs.org/api/http.html#responseflushheaders ,
 * https://nodejs.org/api/webstreams.html#streamconsumers , https://html.spec.whatwg.org/multipage/server-sent-events.html ,
 * https://expressjs.com/en/resources/middleware/compression.html#server-sent-events , https://github.com/koajs/compress ,
 * https://hono.dev/docs/helpers/streaming , https://fastify.dev/docs/latest/Reference/Reply/#streams ,
 * https://elysiajs.com/essential/handler#stream , https://docs.nestjs.com/techniques/server-sent-events ,
 * https://docs.nestjs.com/techniques/streaming-files , https://koajs.com/#response-body- , https://hapi.dev/api/#response-toolkit ,
 * https://nextjs.org/docs/app/api-reference/file-conventions/route#streaming , https://matthewwid.github.io/better-sse/ ,
 * https://www.archiverjs.com/docs/archiver , https://csv.js.org/stringify/api/ ,
 * https://github.com/exceljs/exceljs#streaming-io , https://pdfkit.org/docs/getting_started.html ,
 * https://github.com/sindresorhus/get-stream#readme , https://github.com/stream-utils/raw-body#readme
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Canonical name of a called function -> it is given something that it sends piece by piece, its headers first. */
export const streamHelpers: Table<{ readonly watchesClient: boolean }> = [
  // Hono's write on when the client has gone: only `aborted` and `onAbort()` tell.
  { name: "hono/streaming.{stream,streamText,streamSSE}", watchesClient: false },
  { name: "{better-sse.createSession,better-sse.createResponse}", watchesClient: true },
  { name: "{elysia.sse,h3.createEventStream,h3.sendStream,@nestjs/common.Sse,express-sse().init,koa-sse-stream}", watchesClient: true },
  { name: "response.sse.{send,stream,keepAlive}", watchesClient: true },
  { name: "ai.{pipeDataStreamToResponse,pipeUIMessageStreamToResponse,pipeTextStreamToResponse,createUIMessageStreamResponse}", watchesClient: true },
]

/** Canonical name of a called function -> it sends a piece. */
export const pieceWriters: Table<{ readonly into: "response" | "stream" }> = [
  { name: "{response,response.raw,response.res,context.res,request.raw.res,http.ServerResponse()}.write", into: "response" },
  { name: "{stream.PassThrough(),hono/streaming.StreamingApi()}.{write,writeln,writeSSE}", into: "stream" },
  { name: "ReadableStreamDefaultController().enqueue", into: "stream" },
]

/** Canonical name of a called function -> it sends the headers, and what was held back so far. */
export const headerSenders: Table<object> = [
  { name: "{response,response.raw,response.res,context,context.res,request.raw.res,http.ServerResponse()}.{flushHeaders,flush,writeProcessing}" },
]

/** Names of the response of Node's own HTTP server, in every framework that shows it. */
export const nodeResponse = /^(?:response|response\.raw|response\.res|context\.res|request\.raw\.res|http\.ServerResponse\(\))$/

/**
 * Canonical name of a stream -> what it is. `isFatal`: it fails when what it reads is missing or broken, and a failure
 * that nothing listens to ends the process (https://nodejs.org/api/events.html#error-events).
 */
export const streamSources: Table<{ readonly isFatal: boolean }> = [
  { name: "{fs,fs-extra,graceful-fs}.createReadStream()", isFatal: true },
  { name: "**.createReadStream()", isFatal: true },
  { name: "{archiver,archiver.create}()", isFatal: true },
  { name: "{archiver,zip-stream}.{ZipArchive,TarArchive,default}()", isFatal: true },
  { name: "zlib.{createGunzip,createUnzip,createInflate,createBrotliDecompress}()", isFatal: true },
  { name: "crypto.createDecipheriv()", isFatal: true },
  { name: "mongodb.GridFSBucket().{openDownloadStream,openDownloadStreamByName}()", isFatal: true },
  { name: "pdfkit()", isFatal: false },
  { name: "{csv-stringify.stringify,csv-stringify,fast-csv.format,json2csv.Transform}()", isFatal: false },
  { name: "exceljs.stream.xlsx.WorkbookWriter()", isFatal: false },
  { name: "stream.{Readable,PassThrough,Transform}()", isFatal: false },
]

/** Canonical name of a call that gives a stream whole -> the argument that is the stream. */
export const streamCollectors: Table<{ readonly stream: number }> = [
  { name: "stream/consumers.{buffer,text,arrayBuffer,blob,bytes}", stream: 0 },
  { name: "{get-stream,get-stream.buffer,get-stream.getStreamAsBuffer,get-stream.default.buffer,get-stream.array}", stream: 0 },
  { name: "{raw-body,stream-to-array,stream-to-string,stream-to-promise,concat-stream}", stream: 0 },
]

/** Canonical name of a call that gives a file whole. */
export const wholeFiles: Table<object> = [
  { name: "{fs,fs-extra,graceful-fs}.{readFile,readFileSync}" },
  { name: "{fs.promises,fs/promises,fs-extra.promises}.readFile" },
  { name: "util.promisify().readFile" },
]

/** Calls that deal with the failures of the streams that they are given. */
export const streamGuards: Table<object> = [
  { name: "{stream.pipeline,stream/promises.pipeline,stream.promises.pipeline,stream.finished,stream/promises.finished}" },
  { name: "{pump,end-of-stream,on-finished,multipipe,duplexify,stream.compose}" },
]

/** Middleware that compresses answers by their type, `text/event-stream` among them, and holds them back until it has enough. */
export const compressors: Table<object> = [
  { name: "compression()" },
  { name: "shrink-ray-current()" },
]

/** Names of what keeps writing for as long as somebody listens. */
export const endlessEmitters: Table<object> = [
  { name: "events.{EventEmitter,default}()" },
  { name: "{events,node:events}()" },
  { name: "{eventemitter3,eventemitter2}.**()" },
  { name: "{ioredis,ioredis.Redis,redis.createClient}().**" },
]

/** Events that tell of the end of a connection. */
export const endOfConnection = /^(?:close|aborted|abort|finish|end|disconnect)$/

/** Methods that undo a subscription, or are given what to do when the client has gone. */
export const unsubscribing = /^(?:off|removeListener|removeAllListeners|removeEventListener|unsubscribe|onAbort|throwIfAborted|onClose|onDisconnect)$/

/** Members that tell whether somebody is still there to read. */
export const connectionState = /^(?:writableEnded|writableFinished|writable|destroyed|closed|finished|aborted|isAborted|signal|socket|connection)$/

/** Methods that send what they are called on to the stream that they are given. */
export const pipingMethods: ReadonlySet<string> = new Set(["pipe", "pipeTo"])

/** The same as functions. */
export const pipingFunctions: Table<object> = [
  { name: "{stream.pipeline,stream/promises.pipeline,stream.promises.pipeline,util.promisify()}" },
]

/** Values that are a stream, a file or a page, by the call that made them: no JSON. */
export const streamBodies: Table<object> = [
  { name: "**.{createReadStream(),createGzip(),pipe(),renderToString(),ReadableStream()}.**" },
  { name: "**.Readable.{from(),toWeb()}.**" },
]

/** Operators by which an interceptor makes another answer of what a handler returned: https://docs.nestjs.com/interceptors#response-mapping */
export const answerMappers: Table<object> = [{ name: "{rxjs,rxjs/operators}.map" }]
