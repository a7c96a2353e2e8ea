import { method, type Validator } from "./validator.ts"

/** https://github.com/runtypes/runtypes#readme ; run at 7.0.5 on 2026-11-30: names, and what becomes of unnamed fields. */
export const runtypes: Validator = {
  name: "runtypes",
  makers: [
    { name: "runtypes.Object()", makes: "object", shape: 0, unnamed: "unsaid" },
    { name: "runtypes.Unknown", makes: "any" },
    { name: "runtypes.String", makes: "string" },
    { name: "runtypes.Number", makes: "number" },
    { name: "runtypes.{Boolean,BigInt,Null,Undefined,Nullish}", makes: "other" },
    { name: "runtypes.Array()", makes: "array", items: 0 },
    { name: "runtypes.{Record,Dictionary}()", makes: "record", items: 1 },
    { name: "runtypes.Optional()", makes: "wrap", of: 0, does: "optional" },
    { name: "runtypes.{Literal,Union,Tuple,InstanceOf}()", makes: "other" },
  ],
  methods: { refuse: "exact", optional: "optional default", keep: "nullable nullishable withBrand conform", partial: "asPartial", extend: "extend", pick: "pick", omit: "omit", either: "or" },
  propertyMembers: ["fields"],
  checks: [
    method("runtypes.**.check", { outcome: "value" }),
    method("runtypes.**.parse", { outcome: "value", drops: "result" }),
    method("runtypes.**.guard", { outcome: "guard" }),
    method("runtypes.**.assert", { outcome: "asserts" }),
    method("runtypes.**.inspect", { outcome: "result", success: "success", value: "value" }),
  ],
}
