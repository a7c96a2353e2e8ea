import { testRule } from "./tester.ts"

interface Sent {
  readonly route: string
  readonly record: string
  readonly place: string
  readonly fields: string
  readonly instead: string
}

const sent = (line: number, column: number, data: Sent): object => ({ messageId: "sent", line, column, data: { more: "", ...data } })

const omit = (name: string): string => `\`omit: { ${name}: true }\` or a \`select\` without it`
const select = (name: string): string => `\`.select("-${name}")\`, or \`select: false\` in the schema`
const column = "`select` without it, or `select: false` on the column"
const columns = (name: string): string => `\`columns: { ${name}: false }\`, or name the columns in \`select({ ... })\``
const property = "`hidden: true` on the property, or `fields` without it"
const nurse = { record: "Nurse", fields: "`passwordHash`", instead: omit("passwordHash") }
const tokens = { ...nurse, fields: "`passwordHash` and `calendarToken`" }
const calendar = { record: "Nurse", fields: "`calendarToken`", instead: omit("calendarToken") }
const all = { route: "GET /nurses", place: "nurses.js:7" }
const one = { route: "GET /nurses/{id}", place: "nurses.js:11" }
const before = { route: "GET /shifts/{id}/before", place: "app.js:54" }
const shifts = { route: "GET /shifts", place: "app.js:18" }

testRule("no-sensitive-response", [
  {
    name: "Prisma: through services and relations, and not what is omitted, selected or taken out",
    file: "prisma-records/src/app.js",
    errors: [sent(8, 7, { ...all, ...nurse }), sent(14, 14, { ...one, ...nurse }), sent(19, 7, { ...shifts, ...nurse }), sent(55, 7, { ...before, ...nurse })],
  },
  {
    name: "tokens too",
    file: "prisma-records/src/app.js",
    options: { reportTokens: true },
    errors: [
      sent(8, 7, { ...all, ...tokens }),
      sent(14, 14, { ...one, ...tokens }),
      sent(19, 7, { ...shifts, ...tokens }),
      sent(27, 7, { route: "GET /listed", place: "nurses.js:16", ...calendar }),
      sent(32, 7, { route: "GET /nurses/{id}/card", place: "app.js:31", ...calendar }),
      sent(36, 7, { route: "GET /nurses/{id}/badge", place: "nurses.js:11", ...calendar }),
      sent(45, 7, { route: "GET /letters/{id}", place: "app.js:45", record: "Letter", fields: "`password`", instead: omit("password") }),
      sent(55, 7, { ...before, ...tokens }),
    ],
  },
  {
    name: "a name of the project's own",
    file: "prisma-records/src/app.js",
    options: { fields: ["email"] },
    errors: [
      sent(8, 7, { ...all, ...nurse, fields: "`email` and `passwordHash`", instead: omit("email") }),
      sent(14, 14, { ...one, ...nurse, fields: "`email` and `passwordHash`", instead: omit("email") }),
      sent(19, 7, { ...shifts, ...nurse, fields: "`email` and `passwordHash`", instead: omit("email") }),
      sent(23, 7, { route: "GET /rota", place: "app.js:23", record: "Nurse", fields: "`email`", instead: omit("email") }),
      sent(27, 7, { route: "GET /listed", place: "nurses.js:16", record: "Nurse", fields: "`email`", instead: omit("email") }),
      sent(32, 7, { route: "GET /nurses/{id}/card", place: "app.js:31", record: "Nurse", fields: "`email`", instead: omit("email") }),
      sent(36, 7, { route: "GET /nurses/{id}/badge", place: "nurses.js:11", record: "Nurse", fields: "`email`", instead: omit("email") }),
      sent(55, 7, { ...before, ...nurse, fields: "`email` and `passwordHash`", instead: omit("email") }),
    ],
  },
  {
    name: "Mongoose and Sequelize: hidden by the schema, a transform or a scope, shown by a plus",
    file: "mongoose-and-sequelize/src/app.js",
    errors: [
      sent(11, 7, { route: "GET /readers", place: "app.js:10", record: "Reader", fields: "`resetToken`", instead: select("resetToken") }),
      sent(16, 7, { route: "GET /readers/me", place: "app.js:15", record: "Reader", fields: "`password`", instead: select("password") }),
      sent(30, 7, { route: "GET /loans", place: "app.js:30", record: "Reader", fields: "`resetToken`", instead: select("resetToken") }),
      sent(42, 7, {
        route: "GET /branches", place: "app.js:42", record: "Branch", fields: "`clientSecret`",
        instead: "`attributes: { exclude: [\"clientSecret\"] }`",
      }),
    ],
  },
  {
    name: "TypeORM and Drizzle: not select: false, nor columns that are named",
    file: "typeorm-and-drizzle/src/harbour.controller.ts",
    errors: [
      sent(12, 5, { route: "GET /harbour/pilots", place: "pilots.service.ts:11", record: "Pilot", fields: "`password` and `otpSecret`", instead: column }),
      sent(22, 5, { route: "GET /harbour/berths", place: "harbour.controller.ts:22", record: "berths", fields: "`webhookSecret`", instead: columns("webhookSecret") }),
    ],
  },
  {
    name: "what a query brings along, and what is assigned to an object; not relations that are not asked for, columns that are named, and hidden properties",
    file: "records-that-come-along/src/app.ts",
    errors: [
      sent(9, 7, { route: "GET /trees", place: "app.ts:9", record: "growers", fields: "`passwordHash`", instead: columns("passwordHash") }),
      sent(21, 7, { route: "GET /baskets", place: "app.ts:21", record: "Picker", fields: "`passwordHash`", instead: column }),
      sent(36, 7, { route: "GET /pickers/{id}", place: "app.ts:34", record: "Picker", fields: "`passwordHash`", instead: column }),
      sent(47, 7, { route: "GET /pressings", place: "app.ts:47", record: "Presser", fields: "`passwordHash`", instead: property }),
      sent(56, 7, { route: "GET /pressers/{id}", place: "app.ts:55", record: "Presser", fields: "`recoveryCodes`", instead: property }),
    ],
  },
  {
    name: "plain objects, for which a toJSON does not hold, and a plugin that hides nothing; not a plugin that narrows queries",
    file: "lean-and-plugins/src/app.js",
    errors: [
      sent(11, 7, { route: "GET /sailors/fast", place: "app.js:11", record: "Sailor", fields: "`passwordHash`", instead: select("passwordHash") }),
      sent(19, 7, { route: "GET /sailors/{id}", place: "app.js:19", record: "Sailor", fields: "`passwordHash`", instead: select("passwordHash") }),
      sent(24, 7, { route: "GET /sailors/{id}/seen", place: "app.js:23", record: "Sailor", fields: "`passwordHash`", instead: select("passwordHash") }),
      sent(28, 7, { route: "GET /passengers", place: "app.js:28", record: "Passenger", fields: "`passwordHash`", instead: select("passwordHash") }),
    ],
  },
  {
    name: "@Exclude() without an interceptor that looks at it, in a spread and past the interceptor; not with one, nor with one that may",
    file: "exclude-and-interceptors/src/astronomers.controller.ts",
    errors: [
      sent(15, 5, { route: "GET /astronomers", place: "astronomers.controller.ts:15", record: "Astronomer", fields: "`recoveryToken` and `passwordHash`", instead: column }),
      sent(35, 5, { route: "GET /astronomers/{id}", place: "astronomers.controller.ts:34", record: "Astronomer", fields: "`passwordHash` and `recoveryToken`", instead: column }),
      sent(41, 14, { route: "GET /astronomers/{id}/raw", place: "astronomers.controller.ts:41", record: "Astronomer", fields: "`recoveryToken` and `passwordHash`", instead: column }),
    ],
  },
])
