import { method, schemaFirst, type Validator } from "./validator.ts"

const COMPILED = "{typebox/compile,typebox/compile.Compile}()"

const TABLES = ["createInsertSchema", "createSelectSchema", "createUpdateSchema"].map((made) => `drizzle-typebox.${made}()`)

/**
 * TypeBox 0.34 (`@sinclair/typebox`) and 1.x (`typebox`), and the packages that hand it on.
 *
 * https://github.com/sinclairzx81/typebox#readme , https://elysiajs.com/essential/validation ,
 * https://elysiajs.com/patterns/configuration#normalize ; run at 0.34.52 and 1.4.3 on 2026-11-30: names, and what becomes of
 * unnamed fields (`Value.Parse` of 0.34 drops them, that of 1.x does not).
 */
export const typebox: Validator = {
  name: "typebox",
  aliases: {
    "@sinclair/typebox": "typebox", "@sinclair/typebox/value": "typebox/value", "@sinclair/typebox/compiler": "typebox/compile",
    "@fastify/type-provider-typebox": "typebox", "typebox.Type": "typebox", "typebox/value.Value": "typebox/value",
    "typebox/compile.TypeCompiler": "typebox/compile", "elysia.t": "typebox",
    ...Object.fromEntries(TABLES.map((name) => [name, "typebox.Object()"])),
  },
  makers: [
    { name: "typebox.Object()", makes: "object", shape: 0, options: 1, unnamed: "unsaid" },
    { name: "typebox.{Any,Unknown}()", makes: "any", options: 0 },
    { name: "typebox.String()", makes: "string", options: 0 },
    { name: "typebox.{Number,Integer,Numeric}()", makes: "number", options: 0 },
    { name: "typebox.Array()", makes: "array", items: 0, options: 1 },
    { name: "typebox.Record()", makes: "record", items: 1, options: 2 },
    { name: "typebox.{Optional,MaybeEmpty}()", makes: "wrap", of: 0, does: "optional" },
    { name: "typebox.{Readonly,Nullable}()", makes: "wrap", of: 0, does: "keep" },
    { name: "typebox.Partial()", makes: "wrap", of: 0, does: "partial", options: 1 },
    { name: "typebox.Required()", makes: "wrap", of: 0, does: "mandatory", options: 1 },
    { name: "typebox.Pick()", makes: "wrap", of: 0, does: "pick", keys: 1, options: 2 },
    { name: "typebox.Omit()", makes: "wrap", of: 0, does: "omit", keys: 1, options: 2 },
    { name: "typebox.{Composite,Intersect,Evaluate}()", makes: "all", list: 0, options: 1 },
    { name: "{typebox/compile,typebox/compile.Compile}()", makes: "wrap", of: 0 },
    { name: "typebox.Union()", makes: "union", list: 0, options: 1 },
    {
      name: "typebox.{Boolean,BooleanString,Literal,Enum,UnionEnum,Date,Null,Undefined,Tuple,Never,Void,File,Files,RegExp,TemplateLiteral,Uint8Array,BigInt}()",
      makes: "other", options: 1,
    },
  ],
  methods: {},
  propertyMembers: ["properties"],
  elementMembers: ["items"],
  droppedBy: ["elysia"],
  checks: [
    schemaFirst("typebox/value.Check", { outcome: "guard" }),
    schemaFirst("typebox/value.{Parse,Decode}", { outcome: "value" }),
    schemaFirst("typebox/value.Assert", { outcome: "asserts" }),
    schemaFirst("typebox/value.Errors", { outcome: "errors" }),
    method(`${COMPILED}.Check`, { outcome: "guard" }),
    method(`${COMPILED}.{Parse,Decode}`, { outcome: "value" }),
    method(`${COMPILED}.Errors`, { outcome: "errors" }),
  ],
  conversions: [{ name: "typebox/value.{Cast,Convert,Clean,Default,Repair,Encode}", data: 1 }],
}
