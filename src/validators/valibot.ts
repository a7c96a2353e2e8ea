import { method, schemaFirst, type Validator } from "./validator.ts"

const SAFE = { outcome: "result", success: "success", failure: "issues", value: "output" } as const

const TABLES = ["createInsertSchema", "createSelectSchema", "createUpdateSchema"].map((made) => `drizzle-valibot.${made}()`)

/** https://valibot.dev/api/ , https://orm.drizzle.team/docs/valibot ; run at 1.5.0 on 2026-11-30: names, and what becomes of unnamed fields. */
export const valibot: Validator = {
  name: "valibot",
  aliases: Object.fromEntries(TABLES.map((name) => [name, "valibot.object()"])),
  makers: [
    { name: "valibot.{object,objectAsync}()", makes: "object", shape: 0, unnamed: "dropped" },
    { name: "valibot.{strictObject,strictObjectAsync}()", makes: "object", shape: 0, unnamed: "refused" },
    { name: "valibot.{looseObject,looseObjectAsync}()", makes: "object", shape: 0, unnamed: "allowed" },
    { name: "valibot.{any,unknown}()", makes: "any" },
    { name: "valibot.string()", makes: "string" },
    { name: "valibot.number()", makes: "number" },
    { name: "valibot.array()", makes: "array", items: 0 },
    { name: "valibot.record()", makes: "record", items: 1 },
    { name: "valibot.pipe()", makes: "pipe" },
    { name: "valibot.{optional,nullish,undefinedable,exactOptional}()", makes: "wrap", of: 0, does: "optional" },
    { name: "valibot.nullable()", makes: "wrap", of: 0, does: "keep" },
    { name: "valibot.partial()", makes: "wrap", of: 0, does: "partial", keys: 1 },
    { name: "valibot.required()", makes: "wrap", of: 0, does: "mandatory", keys: 1 },
    { name: "valibot.pick()", makes: "wrap", of: 0, does: "pick", keys: 1 },
    { name: "valibot.omit()", makes: "wrap", of: 0, does: "omit", keys: 1 },
    { name: "valibot.{union,variant}()", makes: "other" },
    { name: "valibot.intersect()", makes: "all", list: 0 },
    { name: "valibot.{boolean,bigint,date,literal,picklist,enum,enum_,tuple,null,undefined,file,blob,instance}()", makes: "other" },
  ],
  methods: {
    bound: "maxLength maxValue ltValue length value values maxSize size maxEntries maxGraphemes maxBytes email url uuid regex isoDate isoDateTime isoTime isoTimestamp ip ipv4 ipv6 ulid nanoid cuid2 hexadecimal hexColor emoji base64 digits",
    keep: "trim trimStart trimEnd toLowerCase toUpperCase minLength nonEmpty minValue gtValue integer finite safeInteger multipleOf startsWith endsWith includes readonly brand title metadata normalize",
    describe: "description",
    example: "examples",
  },
  propertyMembers: ["entries"],
  checks: [
    schemaFirst("valibot.{parse,parseAsync}", { outcome: "value" }),
    schemaFirst("valibot.{safeParse,safeParseAsync}", SAFE),
    schemaFirst("valibot.is", { outcome: "guard" }),
    schemaFirst("valibot.assert", { outcome: "asserts" }),
    method("valibot.{parser(),parserAsync()}", { outcome: "value" }),
    method("valibot.{safeParser(),safeParserAsync()}", SAFE),
  ],
  refinements: ["check", "custom", "transform", "rawCheck", "rawTransform"],
}
