import type { Framework } from "./framework.ts"

/**
 * What Node's own server calls with a bare socket for the answer: https://nodejs.org/api/http.html#event-upgrade_1 . It has
 * no routes; it is here for what its listeners say to the client.
 */
export const nodeServer: Framework = {
  name: "node:http",
  packages: [],
  scope: "ordered stack",
  routers: {},
  routerTypes: [],
  pluginTypes: [],
  setups: {},
  chaining: [],
  answeredEvents: ["upgrade"],
  // The socket is all there is to answer with.
  parameters: () => ["request", "response", ""],
  aliases: {},
  inputs: {},
  replies: { "response.write": { body: 0 }, "response.end": { body: 0 } },
  continues: "next",
  answersReturns: false,
  declaresResponses: false,
  publicMarks: [],
}
