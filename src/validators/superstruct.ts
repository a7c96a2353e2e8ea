import { dataFirst, method, type Validator } from "./validator.ts"

const RESULT = { outcome: "result", failure: "0", value: "1" } as const

/** https://docs.superstructjs.org ; run at 2.0.2 on 2026-11-30: names, and what becomes of unnamed fields. */
export const superstruct: Validator = {
  name: "superstruct",
  makers: [
    { name: "superstruct.object()", makes: "object", shape: 0, unnamed: "refused" },
    { name: "superstruct.type()", makes: "object", shape: 0, unnamed: "allowed" },
    { name: "superstruct.{any,unknown}()", makes: "any" },
    { name: "superstruct.string()", makes: "string" },
    { name: "superstruct.{number,integer}()", makes: "number" },
    { name: "superstruct.array()", makes: "array", items: 0 },
    { name: "superstruct.record()", makes: "record", items: 1 },
    { name: "superstruct.{optional,defaulted}()", makes: "wrap", of: 0, does: "optional" },
    { name: "superstruct.{nullable,trimmed,deprecated,nonempty,min}()", makes: "wrap", of: 0, does: "keep" },
    { name: "superstruct.{max,pattern}()", makes: "wrap", of: 0, does: "bound" },
    { name: "superstruct.{size,refine,coerce}()", makes: "wrap", of: 0, does: "blur" },
    { name: "superstruct.partial()", makes: "wrap", of: 0, does: "partial" },
    { name: "superstruct.pick()", makes: "wrap", of: 0, does: "pick", keys: 1 },
    { name: "superstruct.omit()", makes: "wrap", of: 0, does: "omit", keys: 1 },
    { name: "superstruct.assign()", makes: "all" },
    { name: "superstruct.union()", makes: "union", list: 0 },
    { name: "superstruct.{boolean,bigint,date,enums,literal,func,instance,regexp,never,tuple,map,set}()", makes: "other" },
  ],
  methods: {},
  propertyMembers: ["schema"],
  checks: [
    dataFirst("superstruct.assert", { outcome: "asserts" }),
    dataFirst("superstruct.create", { outcome: "value" }),
    dataFirst("superstruct.mask", { outcome: "value", drops: "result" }),
    dataFirst("superstruct.is", { outcome: "guard" }),
    dataFirst("superstruct.validate", RESULT),
    method("superstruct.**().create", { outcome: "value" }),
    method("superstruct.**().mask", { outcome: "value", drops: "result" }),
    method("superstruct.**().assert", { outcome: "asserts" }),
    method("superstruct.**().is", { outcome: "guard" }),
    method("superstruct.**().validate", RESULT),
  ],
}
