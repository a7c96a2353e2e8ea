import { method, type Validator } from "./validator.ts"

const VALIDATOR = "@vinejs/vine.{compile,create}()"

/** https://vinejs.dev/docs/introduction ; run at 4.4.0 on 2026-11-30: names, and that unnamed fields are dropped from the result. */
export const vine: Validator = {
  name: "@vinejs/vine",
  aliases: { "@vinejs/vine.Vine()": "@vinejs/vine" },
  makers: [
    { name: "@vinejs/vine.{object,create}()", makes: "object", shape: 0, unnamed: "dropped" },
    { name: "@vinejs/vine.compile()", makes: "wrap", of: 0 },
    { name: "@vinejs/vine.any()", makes: "any" },
    { name: "@vinejs/vine.string()", makes: "string" },
    { name: "@vinejs/vine.number()", makes: "number" },
    { name: "@vinejs/vine.array()", makes: "array", items: 0 },
    { name: "@vinejs/vine.record()", makes: "record", items: 0 },
    { name: "@vinejs/vine.{boolean,accepted,date,literal,null,tuple,enum,nativeFile}()", makes: "other" },
    { name: "@vinejs/vine.unionOfTypes()", makes: "union", list: 0 },
  ],
  methods: {
    bound: "maxLength fixedLength email mobile vat ipAddress hexCode regex in creditCard passport postalCode uuid ulid iban jwt coordinates max range",
    keep: "minLength min positive negative nonNegative nonPositive decimal withoutDecimals alpha alphaNumeric trim normalizeEmail toUpperCase toLowerCase escape startsWith endsWith notIn"
      + " ascii notEmpty distinct compact bail nullable meta clone toCamelCase url activeUrl confirmed",
    optional: "optional",
    partial: "partial",
    open: "allowUnknownProperties",
    blur: "merge transform parse use",
  },
  checks: [
    method(`${VALIDATOR}.validate`, { outcome: "value" }),
    method(`${VALIDATOR}.tryValidate`, { outcome: "result", failure: "0", value: "1" }),
    { name: "@vinejs/vine.validate", outcome: "value", data: "0.data", schema: "0.schema" },
    { name: "@vinejs/vine.tryValidate", outcome: "result", data: "0.data", schema: "0.schema", failure: "0", value: "1" },
  ],
  refinements: ["transform", "parse"],
}
