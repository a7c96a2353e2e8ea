import { dataFirst, method, type Validator } from "./validator.ts"

const OPTIONS = { allowUnknown: "allow", stripUnknown: "drop result" } as const

/**
 * joi, and the packages that hand it on.
 *
 * https://joi.dev/api/ , https://github.com/koajs/joi-router#joi ; run at 18.3.2 on 2026-11-30: names, and what becomes of
 * unnamed fields.
 */
export const joi: Validator = {
  name: "joi",
  aliases: { "@hapi/joi": "joi", "celebrate.Joi": "joi", "koa-joi-router.Joi": "joi" },
  makers: [
    { name: "joi.object()", makes: "object", shape: 0, unnamed: "refused" },
    { name: "joi.compile()", makes: "wrap", of: 0, does: "keep", unnamed: "refused" },
    { name: "joi.any()", makes: "any" },
    { name: "joi.string()", makes: "string" },
    { name: "joi.number()", makes: "number" },
    { name: "joi.array()", makes: "array" },
    { name: "joi.{boolean,bool,date,binary,function,symbol,valid,equal,forbidden,alternatives,alt}()", makes: "other" },
  ],
  methods: {
    bound: "max less length email uri uuid guid isoDate isoDuration ip domain hostname pattern regex creditCard valid equal only port hex",
    keep: "min greater integer positive negative multiple precision sign trim lowercase uppercase case alphanum token label messages message error prefs preferences options strict insensitive sensitive"
      + " allow invalid disallow not empty tag meta note unit cast unsafe sparse single unique sort with without and or nand xor oxor id convert",
    optional: "optional default",
    required: "required exist",
    openUnless: "unknown",
    extend: "keys append",
    merge: "concat",
    items: "items",
    describe: "description",
    example: "example",
  },
  isOptionalByDefault: true,
  isOpenWithoutShape: true,
  unnamedInPlainObjects: "refused",
  checks: [
    method("joi.**().validate", { outcome: "result", failure: "error", value: "value", options: OPTIONS }),
    method("joi.**().validateAsync", { outcome: "value", options: OPTIONS }),
    dataFirst("joi.assert", { outcome: "asserts", options: OPTIONS }),
    dataFirst("joi.attempt", { outcome: "value", options: OPTIONS }),
    // Before version 16.
    dataFirst("joi.validate", { outcome: "result", failure: "error", value: "value", options: OPTIONS }),
  ],
  refinements: ["custom", "external"],
}
