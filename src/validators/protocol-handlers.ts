import type { Validator } from "./validator.ts"

/**
 * Packages that answer what they are handed by a protocol of their own, and refuse what they cannot use.
 *
 * https://vercel.com/docs/vercel-blob/client-upload , https://simplewebauthn.dev/docs/packages/server ,
 * https://github.com/modelcontextprotocol/typescript-sdk , https://graphql.org/graphql-js/
 */
export const protocolHandlers: Validator = {
  name: "protocol handlers",
  checks: [
    { name: "@vercel/blob/client.handleUpload", outcome: "asserts", data: "0.body", schema: "type" },
    { name: "@simplewebauthn/server.{verifyRegistrationResponse,verifyAuthenticationResponse}", outcome: "value", data: "0.response", schema: "type" },
    { name: "**.{StreamableHTTPServerTransport,StreamableHTTPTransport}().handleRequest", outcome: "asserts", data: 2, schema: "type", handles: true },
    { name: "**.SSEServerTransport().handlePostMessage", outcome: "asserts", data: 2, schema: "type", handles: true },
    { name: "graphql.graphql", outcome: "value", data: "0.source", schema: "0.schema" },
  ],
}
