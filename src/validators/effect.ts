import { method, type Validator } from "./validator.ts"

/** https://effect.website/docs/schema/introduction/ ; run at 4.1.0 on 2026-11-30: names, and that unnamed fields are dropped. */
export const effect: Validator = {
  name: "effect",
  aliases: { "@effect/schema": "effect", "@effect/schema/Schema": "effect.Schema", "effect/Schema": "effect.Schema" },
  makers: [
    { name: "effect.Schema.Struct()", makes: "object", shape: 0, unnamed: "dropped" },
    { name: "effect.Schema.{Any,Unknown,Object}", makes: "any" },
    { name: "effect.Schema.{String,NonEmptyString,Trim,Trimmed}", makes: "string" },
    { name: "effect.Schema.{Number,Int,Finite,NumberFromString}", makes: "number" },
    { name: "effect.Schema.{Boolean,Date,DateFromString,BigInt,Null,Undefined,UUID}", makes: "other" },
    { name: "effect.Schema.Array()", makes: "array", items: 0 },
    { name: "effect.Schema.Record()", makes: "record", items: 1 },
    { name: "effect.Schema.{optional,optionalKey,optionalWith}()", makes: "wrap", of: 0, does: "optional" },
    { name: "effect.Schema.NullOr()", makes: "wrap", of: 0, does: "keep" },
    { name: "effect.Schema.{Literal,Literals,Enums,Enum,Union,Tuple}()", makes: "other" },
  ],
  methods: { keep: "annotate annotations" },
  propertyMembers: ["fields"],
  checks: [
    method("effect.Schema.{decodeUnknownSync,decodeUnknownPromise,decodeSync,decodePromise,validateSync}()", { outcome: "value" }),
    method("effect.Schema.{decodeUnknownEffect,decodeEffect,decodeUnknown}()", { outcome: "value" }),
    method("effect.Schema.{decodeUnknownEither,decodeUnknownExit,decodeUnknownOption,decodeUnknownResult}()", { outcome: "result", failure: "_tag", success: "_tag" }),
    method("effect.Schema.is()", { outcome: "guard" }),
    method("effect.Schema.asserts()", { outcome: "asserts" }),
  ],
}
