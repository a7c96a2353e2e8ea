import { schemaFirst, type Validator } from "./validator.ts"

const MAPPED = "{@nestjs/swagger,@nestjs/mapped-types,@nestjs/graphql}"

const OPTIONS = { whitelist: "drop argument", forbidNonWhitelisted: "refuse" } as const

/**
 * class-validator, with class-transformer, which makes the instances that it checks, and the mapped types of Nest.
 *
 * https://github.com/typestack/class-validator#validation-decorators , https://github.com/typestack/class-transformer#readme ,
 * https://docs.nestjs.com/openapi/mapped-types , https://docs.nestjs.com/openapi/types-and-parameters ; run at 0.15.1 on
 * 2026-11-30: names of decorators, and what becomes of unnamed fields.
 */
export const classValidator: Validator = {
  name: "class-validator",
  makers: [
    { name: `${MAPPED}.PartialType()`, makes: "wrap", of: 0, does: "partial" },
    { name: `${MAPPED}.PickType()`, makes: "wrap", of: 0, does: "pick", keys: 1 },
    { name: `${MAPPED}.OmitType()`, makes: "wrap", of: 0, does: "omit", keys: 1 },
    { name: `${MAPPED}.IntersectionType()`, makes: "all" },
  ],
  decorators: [
    { name: "class-validator.{IsString,IsAlpha,IsAlphanumeric,IsAscii,IsLowercase,IsUppercase,IsNumberString}", says: "string" },
    {
      name: "class-validator.{IsEmail,IsUrl,IsUUID,IsDateString,IsISO8601,IsMongoId,IsIP,IsPhoneNumber,IsMobilePhone,IsHexColor,IsJWT,IsCreditCard,IsCurrency,IsFQDN,"
        + "IsISO31661Alpha2,IsISO31661Alpha3,IsISO4217CurrencyCode,IsLocale,IsTimeZone,IsMACAddress,IsISIN,IsISBN,IsISSN,IsIBAN,IsBIC,IsPostalCode,IsMilitaryTime,IsTime,"
        + "IsSemVer,IsHash,IsStrongPassword,IsLatLong,IsMimeType,IsBooleanString,IsEthereumAddress,IsBtcAddress,IsRgbColor,IsHSL,IsPort}",
      says: "string", isBounded: true,
    },
    { name: "class-validator.{IsNumber,IsInt,IsDecimal,IsDivisibleBy,IsPositive,IsNegative,Min}", says: "number" },
    { name: "class-validator.{IsLatitude,IsLongitude}", says: "number", isBounded: true },
    { name: "class-validator.{IsBoolean,IsDate,IsObject,IsNotEmptyObject,IsInstance,Equals,IsEnum,IsIn,MinDate,MaxDate}", says: "other" },
    { name: "class-validator.IsArray", says: "array" },
    { name: "class-validator.{ArrayMaxSize,ArrayContains}", says: "arrayBound" },
    { name: "class-validator.{MaxLength,Length,Matches,Max}", says: "bound" },
    { name: "class-validator.{MinLength,IsNotEmpty,IsDefined,NotEquals,NotContains,Contains,IsNotIn,ArrayMinSize,ArrayNotEmpty,ArrayUnique,IsEmpty}", says: "keep" },
    { name: "class-validator.IsOptional", says: "optional" },
    { name: "class-validator.Allow", says: "anything" },
    { name: "class-validator.ValidateNested", says: "nested" },
    { name: "class-transformer.{Expose,Exclude}", says: "keep" },
    { name: "class-transformer.Type", says: "class" },
    { name: "@nestjs/swagger.{ApiProperty,ApiPropertyOptional,ApiResponseProperty}", says: "notes" },
  ],
  checks: [
    { name: "class-validator.{validate,validateSync}", outcome: "errors", data: 0, schema: "instance", options: OPTIONS },
    { name: "class-validator.validateOrReject", outcome: "asserts", data: 0, schema: "instance", options: OPTIONS },
    schemaFirst("class-transformer-validator.{transformAndValidate,transformAndValidateSync}", { outcome: "value" }),
  ],
  conversions: [
    { name: "class-transformer.{plainToInstance,plainToClass,plainToClassFromExist}", data: 1, schema: 0 },
  ],
}
