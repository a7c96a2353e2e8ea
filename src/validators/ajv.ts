import { method, schemaFirst, type Validator } from "./validator.ts"

/** https://ajv.js.org/api.html ; run at 8.20.0 on 2026-11-30. Its schemas are JSON Schema. */
export const ajv: Validator = {
  name: "ajv",
  aliases: {
    "ajv.Ajv": "ajv", "ajv/dist/2019": "ajv", "ajv/dist/2020": "ajv", "ajv/dist/jtd": "ajv", "ajv/dist/2019.js": "ajv",
    "ajv/dist/2020.js": "ajv", "ajv.Ajv2019": "ajv", "ajv.Ajv2020": "ajv",
  },
  checks: [
    method("ajv().{compile(),compileAsync(),getSchema()}", { outcome: "guard" }),
    method("ajv().compileParser()", { outcome: "value" }),
    schemaFirst("ajv().validate", { outcome: "guard" }),
  ],
}
