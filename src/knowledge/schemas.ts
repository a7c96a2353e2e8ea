/**
 * How schemas are written: the calls that begin one, and what the methods that follow make of it. Names are canonical:
 * `zod.string()`, whichever way zod was imported.
 *
 * Sources: https://zod.dev/api , https://zod.dev/metadata , https://v3.zod.dev , https://valibot.dev/api/ ,
 * https://joi.dev/api/ , https://github.com/jquense/yup#readme , https://github.com/sinclairzx81/typebox#readme ,
 * https://elysiajs.com/essential/validation , https://docs.nestjs.com/openapi/mapped-types ,
 * https://github.com/asteasolutions/zod-to-openapi#the-openapi-method
 *
 * @module
 */
import type { Table } from "./table.ts"

/** What is known of a call that makes a schema. Numbers are indexes of arguments. */
export interface MakerNote {
  /** The kind of schema; `wrap`: that of the schema at `of`; `all`: what the listed schemas say together; `union`: one of them. */
  readonly makes: "object" | "array" | "record" | "string" | "number" | "any" | "other" | "wrap" | "all" | "union"
  /** The object of properties. */
  readonly shape?: number
  /** The schema of the elements, or of the values of a record; of a record with one argument its first. */
  readonly items?: number
  /** The schema that it wraps. */
  readonly of?: number
  /** The list of schemas. */
  readonly list?: number
  /** An object of JSON Schema's words: `{ maxLength: 40 }`. */
  readonly options?: number
  /** Its values are of a form or of a set: no bound is missing. */
  readonly isBounded?: true
  /** What it does to the schema that it wraps; `keys` is the argument with the names. */
  readonly does?: Effect
  readonly keys?: number
  /** Keys beside those named: see `SchemaShape.others`. */
  readonly others?: "refused" | "allowed" | "unsaid"
  /** With this argument it checks by code: `z.custom(isFile)`. */
  readonly unless?: number
}

/**
 * What a method makes of the schema that it is called on.
 *
 * - `bound`: gives an upper bound, a form, or a set of values. `blur`: may, by code of its own.
 * - `keep`: nothing that matters here.
 * - `optional`, `required`: whether it may be left out. `partial`, `mandatory`: the same of the properties.
 * - `open`, `close`: what becomes of keys beside those named. `openUnless`: open, unless it is given `false`.
 * - `extend`, `merge`, `pick`, `omit`: changes of the properties. `list`: an array of it. `items`: of an array its elements.
 * - `either`: another schema may hold instead.
 * - `describe`, `example`, `notes`: a text, an example, or an object with both.
 */
export type Effect =
  | "bound" | "blur" | "keep" | "optional" | "required" | "partial" | "mandatory" | "open" | "close" | "openUnless" | "extend" | "merge"
  | "pick" | "omit" | "list" | "items" | "either" | "describe" | "example" | "notes"

const STRINGS = "email,url,uri,uuid,uuidv4,uuidv6,uuidv7,guid,cuid,cuid2,ulid,nanoid,ksuid,xid,emoji,ipv4,ipv6,cidrv4,cidrv6,e164,jwt,base64,base64url,hex,hostname,hash,httpUrl,mac"

const zod: Table<MakerNote> = [
  { name: "zod.object()", makes: "object", shape: 0, others: "refused" },
  { name: "zod.strictObject()", makes: "object", shape: 0, others: "refused" },
  { name: "zod.looseObject()", makes: "object", shape: 0, others: "allowed" },
  { name: "zod.{any,unknown}()", makes: "any" },
  { name: "zod.custom()", makes: "any", unless: 0 },
  { name: "{zod.string(),zod.coerce.string()}", makes: "string" },
  { name: `zod.{${STRINGS}}()`, makes: "string", isBounded: true },
  { name: "zod.iso.{date,time,datetime,duration}()", makes: "string", isBounded: true },
  { name: "zod.{number,int,float32,float64,nan}()", makes: "number" },
  { name: "zod.{int32,uint32}()", makes: "number", isBounded: true },
  { name: "zod.coerce.number()", makes: "number" },
  { name: "zod.array()", makes: "array", items: 0 },
  { name: "zod.set()", makes: "array", items: 0 },
  { name: "{zod.record(),zod.partialRecord(),zod.looseRecord()}", makes: "record", items: 1 },
  { name: "{zod.optional(),zod.nullish(),zod._default(),zod.prefault()}", makes: "wrap", of: 0, does: "optional" },
  { name: "{zod.nullable(),zod.readonly()}", makes: "wrap", of: 0, does: "keep" },
  { name: "zod.preprocess()", makes: "wrap", of: 1, does: "blur" },
  { name: "zod.partial()", makes: "wrap", of: 0, does: "partial", keys: 1 },
  { name: "zod.required()", makes: "wrap", of: 0, does: "mandatory", keys: 1 },
  { name: "{zod.extend(),zod.safeExtend()}", makes: "wrap", of: 0, does: "extend", keys: 1 },
  { name: "zod.merge()", makes: "wrap", of: 0, does: "merge", keys: 1 },
  { name: "zod.pick()", makes: "wrap", of: 0, does: "pick", keys: 1 },
  { name: "zod.omit()", makes: "wrap", of: 0, does: "omit", keys: 1 },
  { name: "zod.union()", makes: "union", list: 0 },
  { name: "zod.discriminatedUnion()", makes: "union", list: 1 },
  {
    name: "zod.{boolean,bigint,date,symbol,undefined,null,void,never,literal,enum,nativeEnum,tuple,map,instanceof,file,stringbool,templateLiteral}()",
    makes: "other",
  },
  { name: "zod.coerce.{boolean,bigint,date}()", makes: "other" },
]

const valibot: Table<MakerNote> = [
  { name: "valibot.{object,strictObject,objectAsync,strictObjectAsync}()", makes: "object", shape: 0, others: "refused" },
  { name: "valibot.{looseObject,looseObjectAsync}()", makes: "object", shape: 0, others: "allowed" },
  { name: "valibot.{any,unknown}()", makes: "any" },
  { name: "valibot.string()", makes: "string" },
  { name: "valibot.number()", makes: "number" },
  { name: "valibot.array()", makes: "array", items: 0 },
  { name: "valibot.record()", makes: "record", items: 1 },
  { name: "valibot.{optional,nullish,undefinedable,exactOptional}()", makes: "wrap", of: 0, does: "optional" },
  { name: "valibot.nullable()", makes: "wrap", of: 0, does: "keep" },
  { name: "valibot.partial()", makes: "wrap", of: 0, does: "partial", keys: 1 },
  { name: "valibot.required()", makes: "wrap", of: 0, does: "mandatory", keys: 1 },
  { name: "valibot.pick()", makes: "wrap", of: 0, does: "pick", keys: 1 },
  { name: "valibot.omit()", makes: "wrap", of: 0, does: "omit", keys: 1 },
  { name: "valibot.{union,variant}()", makes: "other" },
  { name: "valibot.intersect()", makes: "all", list: 0 },
  { name: "valibot.{boolean,bigint,date,literal,picklist,enum,enum_,tuple,null,undefined,file,blob,instance}()", makes: "other" },
]

const joi: Table<MakerNote> = [
  { name: "joi.object()", makes: "object", shape: 0, others: "refused" },
  { name: "joi.any()", makes: "any" },
  { name: "joi.string()", makes: "string" },
  { name: "joi.number()", makes: "number" },
  { name: "joi.array()", makes: "array" },
  { name: "joi.{boolean,bool,date,binary,function,symbol,valid,equal,forbidden,alternatives,alt}()", makes: "other" },
]

const yup: Table<MakerNote> = [
  { name: "yup.object()", makes: "object", shape: 0, others: "unsaid" },
  { name: "yup.mixed()", makes: "any" },
  { name: "yup.string()", makes: "string" },
  { name: "yup.number()", makes: "number" },
  { name: "yup.array()", makes: "array", items: 0 },
  { name: "yup.{boolean,bool,date,tuple}()", makes: "other" },
]

const typebox: Table<MakerNote> = [
  { name: "typebox.Object()", makes: "object", shape: 0, options: 1, others: "unsaid" },
  { name: "typebox.{Any,Unknown}()", makes: "any", options: 0 },
  { name: "typebox.String()", makes: "string", options: 0 },
  { name: "typebox.{Number,Integer,Numeric}()", makes: "number", options: 0 },
  { name: "typebox.Array()", makes: "array", items: 0, options: 1 },
  { name: "typebox.Record()", makes: "record", items: 1, options: 2 },
  { name: "typebox.{Optional,MaybeEmpty}()", makes: "wrap", of: 0, does: "optional" },
  { name: "typebox.{Readonly,Nullable}()", makes: "wrap", of: 0, does: "keep" },
  { name: "typebox.Partial()", makes: "wrap", of: 0, does: "partial", options: 1 },
  { name: "typebox.Required()", makes: "wrap", of: 0, does: "mandatory", options: 1 },
  { name: "typebox.Pick()", makes: "wrap", of: 0, does: "pick", keys: 1, options: 2 },
  { name: "typebox.Omit()", makes: "wrap", of: 0, does: "omit", keys: 1, options: 2 },
  { name: "typebox.{Composite,Intersect,Evaluate}()", makes: "all", list: 0, options: 1 },
  { name: "typebox.Union()", makes: "union", list: 0, options: 1 },
  { name: "typebox.{Boolean,BooleanString,Literal,Enum,UnionEnum,Date,Null,Undefined,Tuple,Never,Void,File,Files,RegExp,TemplateLiteral,Uint8Array,BigInt}()", makes: "other", options: 1 },
]

const MAPPED = "{@nestjs/swagger,@nestjs/mapped-types,@nestjs/graphql}"

const classes: Table<MakerNote> = [
  { name: `${MAPPED}.PartialType()`, makes: "wrap", of: 0, does: "partial" },
  { name: `${MAPPED}.PickType()`, makes: "wrap", of: 0, does: "pick", keys: 1 },
  { name: `${MAPPED}.OmitType()`, makes: "wrap", of: 0, does: "omit", keys: 1 },
  { name: `${MAPPED}.IntersectionType()`, makes: "all" },
  { name: "{nestjs-zod,@anatine/zod-nestjs}.createZodDto()", makes: "wrap", of: 0, does: "keep" },
]

/** Canonical name of a call that makes a schema -> what it makes. */
export const schemaMakers: Table<MakerNote> = [...zod, ...valibot, ...joi, ...yup, ...typebox, ...classes]

const effects = (rows: Partial<Record<Effect, string>>): ReadonlyMap<string, Effect> =>
  new Map(Object.entries(rows).flatMap(([effect, names]) => names.split(" ").map((name) => [name, effect as Effect] as const)))

/**
 * By library, what each method makes of a schema; of valibot, what each action of a `pipe` does. One that is not here
 * is taken for `blur`.
 */
export const schemaMethods: Readonly<Record<string, ReadonlyMap<string, Effect>>> = {
  zod: effects({
    bound: `${STRINGS.replaceAll(",", " ")} max lte lt length regex datetime date time duration ip cidr size`,
    keep: "min gte gt nonempty int positive nonnegative negative nonpositive finite safe multipleOf step trim toLowerCase toUpperCase lowercase uppercase normalize startsWith endsWith includes"
      + " nullable unwrap brand readonly register clone innerType removeDefault",
    optional: "optional nullish default catch prefault exactOptional",
    required: "nonoptional",
    partial: "partial deepPartial",
    mandatory: "required",
    open: "passthrough loose nonstrict",
    close: "strict strip",
    extend: "extend safeExtend augment",
    merge: "merge and",
    pick: "pick",
    omit: "omit",
    list: "array",
    either: "or",
    describe: "describe",
    notes: "openapi meta",
  }),
  valibot: effects({
    bound: "maxLength maxValue ltValue length value values maxSize size maxEntries maxGraphemes maxBytes email url uuid regex isoDate isoDateTime isoTime isoTimestamp ip ipv4 ipv6 ulid nanoid cuid2 hexadecimal hexColor emoji base64 digits",
    keep: "trim trimStart trimEnd toLowerCase toUpperCase minLength nonEmpty minValue gtValue integer finite safeInteger multipleOf startsWith endsWith includes readonly brand title metadata normalize",
    describe: "description",
    example: "examples",
  }),
  joi: effects({
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
  }),
  yup: effects({
    bound: "max length lessThan matches email url uuid datetime oneOf",
    keep: "min moreThan positive negative integer trim lowercase uppercase nullable nonNullable typeError label strict notOneOf round truncate",
    optional: "optional notRequired default nullish",
    required: "required defined",
    partial: "partial deepPartial",
    close: "noUnknown stripUnknown exact",
    extend: "shape",
    merge: "concat",
    pick: "pick",
    omit: "omit",
    items: "of",
    notes: "meta",
  }),
  typebox: new Map(),
}

/** Libraries in which a property may be left out unless its schema says `required`. */
export const optionalByDefault: ReadonlySet<string> = new Set(["joi", "yup"])

/** Where these make the schema, keys that it does not name are dropped by default: https://elysiajs.com/patterns/configuration#normalize */
export const droppingOthers: ReadonlySet<string> = new Set(["elysia"])

/** Members of a schema that hold the schemas of its properties: `createUser.shape.email`. */
export const propertyMembers: ReadonlySet<string> = new Set(["shape", "fields", "properties", "entries"])

/** What a decorator says of a property of a class. */
export interface DecoratorNote {
  readonly says: "string" | "number" | "array" | "other" | "bound" | "arrayBound" | "optional" | "anything" | "nested" | "keep" | "notes"
  /** With `string` and `number`: its values are of a form or of a set. */
  readonly isBounded?: true
}

const CHECKS = "class-validator"

/**
 * Canonical name of a decorator -> what it says. Sources: https://github.com/typestack/class-validator#validation-decorators ,
 * https://docs.nestjs.com/openapi/types-and-parameters , https://github.com/typestack/class-transformer#readme
 */
export const schemaDecorators: Table<DecoratorNote> = [
  { name: `${CHECKS}.{IsString,IsAlpha,IsAlphanumeric,IsAscii,IsLowercase,IsUppercase,IsNumberString}`, says: "string" },
  {
    name: `${CHECKS}.{IsEmail,IsUrl,IsUUID,IsDateString,IsISO8601,IsMongoId,IsIP,IsPhoneNumber,IsMobilePhone,IsHexColor,IsJWT,IsCreditCard,IsCurrency,IsFQDN,`
      + "IsISO31661Alpha2,IsISO31661Alpha3,IsISO4217CurrencyCode,IsLocale,IsTimeZone,IsMACAddress,IsISIN,IsISBN,IsISSN,IsIBAN,IsBIC,IsPostalCode,IsMilitaryTime,IsTime,"
      + "IsSemVer,IsHash,IsStrongPassword,IsLatLong,IsMimeType,IsBooleanString,IsEthereumAddress,IsBtcAddress,IsRgbColor,IsHSL,IsPort}",
    says: "string", isBounded: true,
  },
  { name: `${CHECKS}.{IsNumber,IsInt,IsDecimal,IsDivisibleBy,IsPositive,IsNegative,Min}`, says: "number" },
  { name: `${CHECKS}.{IsLatitude,IsLongitude}`, says: "number", isBounded: true },
  { name: `${CHECKS}.{IsBoolean,IsDate,IsObject,IsNotEmptyObject,IsInstance,Equals,IsEnum,IsIn,MinDate,MaxDate}`, says: "other" },
  { name: `${CHECKS}.IsArray`, says: "array" },
  { name: `${CHECKS}.{ArrayMaxSize,ArrayContains}`, says: "arrayBound" },
  { name: `${CHECKS}.{MaxLength,Length,Matches,Max}`, says: "bound" },
  { name: `${CHECKS}.{MinLength,IsNotEmpty,IsDefined,NotEquals,NotContains,Contains,IsNotIn,ArrayMinSize,ArrayNotEmpty,ArrayUnique,IsEmpty}`, says: "keep" },
  { name: `${CHECKS}.IsOptional`, says: "optional" },
  { name: `${CHECKS}.Allow`, says: "anything" },
  { name: `${CHECKS}.ValidateNested`, says: "nested" },
  { name: "class-transformer.{Expose,Exclude,Type}", says: "keep" },
  { name: "{@nestjs/swagger.ApiProperty,@nestjs/swagger.ApiPropertyOptional,@nestjs/swagger.ApiResponseProperty}", says: "notes" },
]
