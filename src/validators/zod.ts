import { method, schemaFirst, type Validator } from "./validator.ts"

const SAFE = { outcome: "result", success: "success", failure: "error", value: "data" } as const

const FORMATS = "email,url,uri,uuid,uuidv4,uuidv6,uuidv7,guid,cuid,cuid2,ulid,nanoid,ksuid,xid,emoji,ipv4,ipv6,cidrv4,cidrv6,e164,jwt,base64,base64url,hex,hostname,hash,httpUrl,mac"

/** Packages that make zod schemas of tables: https://orm.drizzle.team/docs/zod */
const TABLES = ["drizzle-zod", "drizzle-orm/zod"].flatMap((name) => ["createInsertSchema", "createSelectSchema", "createUpdateSchema"].map((made) => `${name}.${made}()`))

/**
 * zod 3 and 4, with its mini build, and the packages that hand it on.
 *
 * https://zod.dev/api , https://zod.dev/metadata , https://v3.zod.dev , https://zod.dev/packages/mini ,
 * https://github.com/asteasolutions/zod-to-openapi#the-openapi-method ; run at 4.6.7 on 2026-11-30: names, and what becomes of
 * unnamed fields (`and` of two objects keeps the fields of both).
 */
export const zod: Validator = {
  name: "zod",
  aliases: {
    "zod.z": "zod", "zod/v3": "zod", "zod/v4": "zod", "zod/mini": "zod", "zod/v4/mini": "zod", "zod/v4-mini": "zod", "zod/v4/core": "zod",
    "@zod/mini": "zod", "nestjs-zod/z": "zod", "@hono/zod-openapi.z": "zod",
    ...Object.fromEntries(TABLES.map((name) => [name, "zod.object()"])),
  },
  makers: [
    { name: "zod.object()", makes: "object", shape: 0, unnamed: "dropped" },
    { name: "zod.strictObject()", makes: "object", shape: 0, unnamed: "refused" },
    { name: "zod.looseObject()", makes: "object", shape: 0, unnamed: "allowed" },
    { name: "zod.{any,unknown}()", makes: "any" },
    { name: "zod.custom()", makes: "any", unless: 0 },
    { name: "{zod.string(),zod.coerce.string()}", makes: "string" },
    { name: `zod.{${FORMATS}}()`, makes: "string", isBounded: true },
    { name: "zod.iso.{date,time,datetime,duration}()", makes: "string", isBounded: true },
    { name: "zod.{number,int,float32,float64,nan}()", makes: "number" },
    { name: "zod.{int32,uint32}()", makes: "number", isBounded: true },
    { name: "zod.coerce.number()", makes: "number" },
    { name: "zod.{array,set}()", makes: "array", items: 0 },
    { name: "zod.{record,partialRecord,looseRecord}()", makes: "record", items: 1 },
    { name: "zod.{optional,nullish,_default,prefault}()", makes: "wrap", of: 0, does: "optional" },
    { name: "zod.{nullable,readonly}()", makes: "wrap", of: 0, does: "keep" },
    { name: "zod.preprocess()", makes: "wrap", of: 1, does: "blur" },
    { name: "zod.partial()", makes: "wrap", of: 0, does: "partial", keys: 1 },
    { name: "zod.required()", makes: "wrap", of: 0, does: "mandatory", keys: 1 },
    { name: "zod.{extend,safeExtend}()", makes: "wrap", of: 0, does: "extend", keys: 1 },
    { name: "zod.merge()", makes: "wrap", of: 0, does: "merge", keys: 1 },
    { name: "zod.pick()", makes: "wrap", of: 0, does: "pick", keys: 1 },
    { name: "zod.omit()", makes: "wrap", of: 0, does: "omit", keys: 1 },
    { name: "zod.union()", makes: "union", list: 0 },
    { name: "zod.discriminatedUnion()", makes: "union", list: 1 },
    {
      name: "zod.{boolean,bigint,date,symbol,undefined,null,void,never,literal,enum,nativeEnum,tuple,map,instanceof,file,stringbool,templateLiteral}()",
      makes: "other",
    },
    { name: "zod.coerce.{boolean,bigint,date}()", makes: "other" },
    { name: "{nestjs-zod,@anatine/zod-nestjs}.createZodDto()", makes: "wrap", of: 0, does: "keep" },
  ],
  methods: {
    bound: `${FORMATS.replaceAll(",", " ")} max lte lt length regex datetime date time duration ip cidr size`,
    keep: "min gte gt nonempty int positive nonnegative negative nonpositive finite safe multipleOf step trim toLowerCase toUpperCase lowercase uppercase normalize startsWith endsWith includes"
      + " nullable unwrap brand readonly register clone innerType removeDefault",
    optional: "optional nullish default catch prefault exactOptional",
    required: "nonoptional",
    partial: "partial deepPartial",
    mandatory: "required",
    open: "passthrough loose nonstrict",
    drop: "strip",
    refuse: "strict",
    extend: "extend safeExtend augment",
    merge: "merge and",
    pick: "pick",
    omit: "omit",
    list: "array",
    either: "or",
    describe: "describe",
    notes: "openapi meta",
  },
  propertyMembers: ["shape"],
  elementMembers: ["element"],
  checks: [
    method("zod.**().{parse,parseAsync,decode,decodeAsync,encode,encodeAsync}", { outcome: "value" }),
    method("zod.**().shape.*.{parse,parseAsync}", { outcome: "value" }),
    method("zod.**().{safeParse,safeParseAsync,spa,safeDecode,safeDecodeAsync}", SAFE),
    method("zod.**().{validate,validateAsync}", { outcome: "guard" }),
    schemaFirst("zod.{parse,parseAsync,decode,decodeAsync}", { outcome: "value" }),
    schemaFirst("zod.{safeParse,safeParseAsync,safeDecode,safeDecodeAsync}", SAFE),
  ],
  refinements: ["refine", "superRefine", "transform", "preprocess", "check", "custom"],
}
