import { method, type Validator } from "./validator.ts"

/** https://github.com/gcanti/io-ts/blob/master/index.md ; run at 2.2.22 on 2026-11-30: names, and what becomes of unnamed fields. */
export const ioTs: Validator = {
  name: "io-ts",
  makers: [
    { name: "io-ts.{type,interface,partial}()", makes: "object", shape: 0, unnamed: "unsaid" },
    { name: "io-ts.strict()", makes: "object", shape: 0, unnamed: "dropped" },
    { name: "io-ts.exact()", makes: "wrap", of: 0, does: "drop" },
    { name: "io-ts.{any,unknown,UnknownRecord,UnknownArray}", makes: "any" },
    { name: "io-ts.string", makes: "string" },
    { name: "io-ts.{number,Int}", makes: "number" },
    { name: "io-ts.{boolean,null,undefined,void,bigint}", makes: "other" },
    { name: "io-ts.{array,readonlyArray}()", makes: "array", items: 0 },
    { name: "io-ts.record()", makes: "record", items: 1 },
    { name: "io-ts.{literal,keyof,tuple}()", makes: "other" },
    { name: "io-ts.union()", makes: "union", list: 0 },
    { name: "io-ts.intersection()", makes: "all", list: 0 },
    { name: "io-ts.{brand,refinement}()", makes: "wrap", of: 0, does: "blur" },
  ],
  methods: {},
  propertyMembers: ["props"],
  checks: [
    method("io-ts.**.decode", { outcome: "result", failure: "left", success: "right", value: "right" }),
    method("io-ts.**.is", { outcome: "guard" }),
  ],
  conversions: [{ name: "io-ts.**.encode", data: 0 }],
}
