/**
 * Frameworks that are recognised and not modelled: a backend that uses one is told so, and not taken for an empty one.
 *
 * Sources: the packages' own documentation, by their names on npm.
 *
 * @module
 */

/** A package, also any path below it -> the framework's name as people say it. */
export const unreadFrameworks: Readonly<Record<string, string>> = {
  "@adonisjs/core": "AdonisJS",
  "@adonisjs/http-server": "AdonisJS",
  "@feathersjs/feathers": "Feathers",
  "@feathersjs/koa": "Feathers",
  "@feathersjs/express": "Feathers",
  "@ts-rest/core": "ts-rest",
  "@ts-rest/express": "ts-rest",
  "@ts-rest/fastify": "ts-rest",
  "@ts-rest/nest": "ts-rest",
  "@ts-rest/next": "ts-rest",
  "@orpc/server": "oRPC",
  "tsoa": "tsoa",
  "@tsoa/runtime": "tsoa",
  "routing-controllers": "routing-controllers",
  "restify": "Restify",
  "@medusajs/framework": "Medusa",
  "@medusajs/medusa": "Medusa",
  "nitropack": "Nitro",
  "nitro": "Nitro",
  "h3": "h3",
  "nuxt": "Nuxt",
  "polka": "Polka",
  "itty-router": "itty-router",
  "encore.dev": "Encore",
  "@loopback/rest": "LoopBack",
  "@tsed/common": "Ts.ED",
  "@tsed/platform-express": "Ts.ED",
  "inversify-express-utils": "InversifyJS Express Utils",
  "@overnightjs/core": "OvernightJS",
  "sails": "Sails",
  "moleculer-web": "Moleculer Web",
  "actionhero": "Actionhero",
  "@midwayjs/core": "Midway",
  "@sveltejs/kit": "SvelteKit",
  "@remix-run/node": "Remix",
  "@react-router/node": "React Router",
  "astro": "Astro",
  "@strapi/strapi": "Strapi",
  "graphql-yoga": "GraphQL Yoga",
  "@apollo/server": "Apollo Server",
}
