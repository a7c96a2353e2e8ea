import { testRule } from "./tester.ts"

const everything = { strings: true, arrays: true, open: "always" }

testRule("constrained-schema", [
  {
    name: "zod, in the default options: anything, openness that is said, and the size of a page",
    file: "express-zod/src/schemas.ts",
    errors: [
      { messageId: "any", data: { what: "`vehicle` in the body", route: "POST /bookings" }, line: 15, column: 3, endLine: 15, endColumn: 19 },
      { messageId: "open", data: { what: "The body", route: "POST /bookings/group", remedy: "Name what the route reads, and drop the rest." }, line: 24, column: 4, endLine: 24, endColumn: 15 },
      { messageId: "pageSize", data: { name: "limit", route: "GET /bookings" }, line: 29, column: 3, endLine: 29, endColumn: 52 },
      { messageId: "any", data: { what: "An element of `crew` in the body", route: "POST /sailings/{id}/manifest" }, line: 35, column: 3 },
    ],
  },
  {
    name: "zod, strings and arrays: once for each object, and once for what several schemas are made of",
    file: "express-zod/src/schemas.ts",
    options: { any: false, open: "never", pageSizes: false, strings: true, arrays: true },
    errors: [
      { messageId: "strings", data: { what: "An element of `passengers` in the body", route: "POST /bookings", names: "`wishes`" }, line: 3, column: 21, endLine: 3, endColumn: 27 },
      { messageId: "strings", data: { what: "The body", route: "POST /bookings", names: "`remarks`" }, line: 18, column: 35 },
      { messageId: "arrays", data: { what: "The body", route: "POST /bookings", names: "`passengers`" }, line: 18, column: 35 },
    ],
  },
  {
    name: "JSON Schema and TypeBox",
    file: "fastify-json-schema/src/app.ts",
    options: everything,
    errors: [
      { messageId: "strings", data: { what: "`label` in the body", route: "POST /exhibits", names: "`text`" }, line: 7 },
      { messageId: "open", data: { what: "The body", route: "POST /exhibits", remedy: "Say that there are no others." }, line: 20, column: 11 },
      { messageId: "arrays", data: { what: "The body", route: "POST /exhibits", names: "`tags`" }, line: 20, column: 11 },
      { messageId: "any", data: { what: "`extra` in the body", route: "POST /exhibits" }, line: 25 },
      { messageId: "open", data: { what: "`dimensions` in the body", route: "POST /exhibits", remedy: "Name what the route reads, and drop the rest." }, line: 26 },
      { messageId: "pageSize", data: { name: "limit", route: "GET /exhibits" }, line: 37 },
      // A function of the project's makes the object: the report is where its properties are written.
      { messageId: "strings", data: { what: "The body", route: "POST /tours", names: "`speech`" }, line: 46, column: 28 },
      { messageId: "strings", data: { what: "The body", route: "POST /visits", names: "`note`" }, line: 49, column: 20 },
      { messageId: "open", data: { what: "The query", route: "GET /visits", remedy: "Say that there are no others." }, line: 58 },
      { messageId: "pageSize", data: { name: "take", route: "GET /visits" }, line: 58 },
    ],
  },
  {
    name: "JSON Schema, where only openness that is said counts",
    file: "fastify-json-schema/src/app.ts",
    options: { any: false, pageSizes: false },
    errors: [{ messageId: "open", line: 26, column: 21 }],
  },
  {
    name: "classes of class-validator, a decorator of the project's own among them",
    file: "nestjs-class-validator/src/patient.dto.ts",
    options: everything,
    errors: [
      { messageId: "strings", data: { what: "An element of `contacts` in the body", route: "POST /patients", names: "`street`" }, line: 6 },
      { messageId: "strings", data: { what: "The body", route: "POST /patients", names: "`history`" }, line: 14, column: 8 },
      { messageId: "arrays", data: { what: "The body", route: "POST /patients", names: "`allergies`" }, line: 14, column: 8 },
      { messageId: "any", data: { what: "`insurance` in the body", route: "POST /patients" }, line: 28, column: 3, endLine: 28, endColumn: 12 },
      { messageId: "pageSize", data: { name: "limit", route: "GET /patients" }, line: 46, column: 3, endLine: 46, endColumn: 8 },
    ],
  },
  {
    name: "Joi, whose objects are closed until they say otherwise or name nothing",
    file: "hapi-joi/server.js",
    options: everything,
    errors: [
      { messageId: "strings", data: { what: "An element of `cakes` in the body", route: "POST /orders", names: "`text`" }, line: 7 },
      { messageId: "arrays", data: { what: "The body", route: "POST /orders", names: "`cakes`" }, line: 19, column: 30 },
      { messageId: "open", data: { what: "`options` in the body", route: "POST /orders", remedy: "Name what the route reads, and drop the rest." }, line: 19, column: 93 },
      { messageId: "any", data: { what: "`gift` in the body", route: "POST /orders" }, line: 19, column: 103 },
      { messageId: "open", data: { what: "The body", route: "POST /feedback", remedy: "Name what the route reads, and drop the rest." }, line: 27, column: 77 },
      { messageId: "pageSize", data: { name: "limit", route: "GET /orders" }, line: 34 },
    ],
  },
  {
    name: "Elysia, which drops what is not named",
    file: "elysia-typebox/src/app.ts",
    options: everything,
    errors: [
      { messageId: "strings", data: { what: "The body", route: "POST /films", names: "`plot`" }, line: 4 },
      { messageId: "any", data: { what: "`extra` in the body", route: "POST /films" }, line: 8 },
      { messageId: "pageSize", data: { name: "limit", route: "GET /films" }, line: 12 },
    ],
  },
  {
    name: "valibot and yup",
    file: "hono-valibot-yup/src/app.ts",
    options: everything,
    errors: [
      { messageId: "open", data: { what: "The body", route: "POST /observations", remedy: "Name what the route reads, and drop the rest." }, line: 9 },
      { messageId: "strings", data: { what: "The body", route: "POST /observations", names: "`remarks`" }, line: 9 },
      { messageId: "any", data: { what: "`data` in the body", route: "POST /observations" }, line: 12 },
      { messageId: "open", data: { what: "The body", route: "POST /visits", remedy: "Say that there are no others." }, line: 17 },
      { messageId: "strings", data: { what: "The body", route: "POST /visits", names: "`reason`" }, line: 17 },
    ],
  },
])
