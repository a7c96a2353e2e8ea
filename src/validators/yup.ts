import { method, type Validator } from "./validator.ts"

/** https://github.com/jquense/yup#readme ; run at 1.7.1 on 2026-11-30: names, and what becomes of unnamed fields. */
export const yup: Validator = {
  name: "yup",
  makers: [
    { name: "yup.object()", makes: "object", shape: 0, unnamed: "unsaid" },
    { name: "yup.mixed()", makes: "any" },
    { name: "yup.string()", makes: "string" },
    { name: "yup.number()", makes: "number" },
    { name: "yup.array()", makes: "array", items: 0 },
    { name: "yup.{boolean,bool,date,tuple}()", makes: "other" },
  ],
  methods: {
    bound: "max length lessThan matches email url uuid datetime oneOf",
    keep: "min moreThan positive negative integer trim lowercase uppercase nullable nonNullable typeError label strict notOneOf round truncate",
    optional: "optional notRequired default nullish",
    required: "required defined",
    partial: "partial deepPartial",
    drop: "noUnknown stripUnknown",
    refuse: "exact",
    extend: "shape",
    merge: "concat",
    pick: "pick",
    omit: "omit",
    items: "of",
    notes: "meta",
  },
  propertyMembers: ["fields"],
  isOptionalByDefault: true,
  checks: [
    method("yup.**().{validate,validateSync}", { outcome: "value", options: { stripUnknown: "drop result", strict: "refuse dropped" } }),
    method("yup.**().{isValid,isValidSync,isType}", { outcome: "guard" }),
    { name: "yup.**().{validateAt,validateSyncAt}", outcome: "value", data: 1, schema: "receiver" },
  ],
  conversions: [{ name: "yup.**().cast", data: 0 }],
  refinements: ["test", "transform"],
}
