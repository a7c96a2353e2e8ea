import { method, schemaFirst, type Validator } from "./validator.ts"

const OPTIONS = { removeAdditional: "drop argument" } as const

/** https://ajv.js.org/api.html , https://ajv.js.org/options.html#removeadditional ; run at 8.20.0 on 2026-11-30. Its schemas are JSON Schema. */
export const ajv: Validator = {
  name: "ajv",
  aliases: {
    "ajv.Ajv": "ajv", "ajv/dist/2019": "ajv", "ajv/dist/2020": "ajv", "ajv/dist/jtd": "ajv", "ajv/dist/2019.js": "ajv",
    "ajv/dist/2020.js": "ajv", "ajv.Ajv2019": "ajv", "ajv.Ajv2020": "ajv",
  },
  makers: [{ name: "ajv().{compile,compileAsync,compileParser}()", makes: "wrap", of: 0 }],
  checks: [
    method("ajv().{compile(),compileAsync(),getSchema()}", { outcome: "guard", options: OPTIONS }),
    method("ajv().compileParser()", { outcome: "value", options: OPTIONS }),
    schemaFirst("ajv().validate", { outcome: "guard", options: OPTIONS }),
  ],
}
