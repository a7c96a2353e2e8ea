import { method, type Validator } from "./validator.ts"

/** https://arktype.io/docs ; run at 2.2.10 on 2026-11-30: names, and that unnamed fields pass. Its definitions are text, of which only the names of fields are read. */
export const arktype: Validator = {
  name: "arktype",
  makers: [{ name: "{arktype.type,arktype.scope().type}()", makes: "object", shape: 0, unnamed: "unsaid" }],
  methods: { partial: "partial", mandatory: "required", keep: "describe brand readonly", notes: "configure" },
  optionalSuffix: "?",
  checks: [
    method("{arktype.type,arktype.scope().type}()", { outcome: "result", failure: "instanceof" }),
    method("arktype.**().assert", { outcome: "value" }),
    method("arktype.**().allows", { outcome: "guard" }),
  ],
}
