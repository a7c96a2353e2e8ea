/**
 * Functions that look at a value and at nothing else: a test of what they give is a test of the value. A function of another
 * kind may look something up by it.
 *
 * Sources: https://tc39.es/ecma262 , https://github.com/validatorjs/validator.js#validators , https://lodash.com/docs/4.17.15 ,
 * https://mongoosejs.com/docs/api/mongoose.html#Mongoose.prototype.isValidObjectId() ; names of general packages from their pages,
 * 2026-11-30
 *
 * @module
 */
import { find, type Table } from "./table.ts"

const pureFunctions: Table<object> = [
  ...["Number", "String", "Boolean", "Array", "Object", "RegExp", "Date", "URL", "Buffer", "Intl", "Math", "JSON"].flatMap((name) => [
    { name }, { name: `${name}()` }, { name: `${name}.**` }, { name: `${name}().**` },
  ]),
  { name: "{parseInt,parseFloat,isNaN,isFinite,typeof,eval,encodeURIComponent,decodeURIComponent}" },
  { name: "validator.**" },
  { name: "validator/**" },
  { name: "{lodash,lodash-es,underscore}.**" },
  { name: "mongoose.{isValidObjectId,isObjectIdOrHexString}" },
  { name: "mongoose.Types.ObjectId.isValid" },
  { name: "{mongodb,bson}.ObjectId.isValid" },
  { name: "{uuid.validate,uuid.version,is-uuid.anyNonNil,is-uuid.v4}" },
  { name: "{email-validator.validate,isemail.validate,is-url,is-url-http,is-email,is-svg,is-ip,is-plain-object,is-plain-object.isPlainObject}" },
  { name: "{cron-validator.isValidCron,semver.valid,semver.validRange,cron-parser.parseExpression}" },
  { name: "{net.isIP,net.isIPv4,net.isIPv6}" },
]

/** Methods of strings, arrays and patterns that look at what they are called on. */
const pureMethods: ReadonlySet<string> = new Set([
  "trim", "toLowerCase", "toUpperCase", "toString", "match", "test", "includes", "startsWith", "endsWith", "split", "indexOf", "some", "every",
  "hasOwnProperty", "isInteger", "length", "at", "replace",
])

/** Words that a name of one or more words begins with when it asks a question of a value. */
const QUESTION_WORDS = /^(?:is|has|matches)[A-Z_]|valid/i

/** Whether a function of this canonical name looks at its arguments and at nothing else. */
export const isPureFunction = (name: string | undefined): boolean => find(pureFunctions, name) !== undefined

/** Whether a method of this name looks at what it is called on. */
export const isPureMethod = (name: string | undefined): boolean => name !== undefined && pureMethods.has(name)

/** Whether the name of a function asks a question of a value: `isPostcode`, `validEmail`. */
export const asksQuestion = (name: string): boolean => QUESTION_WORDS.test(name)
