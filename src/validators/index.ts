import { ajv } from "./ajv.ts"
import { arktype } from "./arktype.ts"
import { celebrate } from "./celebrate.ts"
import { classValidator } from "./class-validator.ts"
import { effect } from "./effect.ts"
import { expressJoiValidation } from "./express-joi-validation.ts"
import { expressJsonValidatorMiddleware } from "./express-json-validator-middleware.ts"
import { expressOpenapiValidator } from "./express-openapi-validator.ts"
import { expressValidator } from "./express-validator.ts"
import { expressZodSafe } from "./express-zod-safe.ts"
import { fastestValidator } from "./fastest-validator.ts"
import { honoValidators } from "./hono-validators.ts"
import { ioTs } from "./io-ts.ts"
import { joi } from "./joi.ts"
import { jsonschema } from "./jsonschema.ts"
import { koaParameter } from "./koa-parameter.ts"
import { koaValidate } from "./koa-validate.ts"
import { ow } from "./ow.ts"
import { protocolHandlers } from "./protocol-handlers.ts"
import { runtypes } from "./runtypes.ts"
import { standardSchema } from "./standard-schema.ts"
import { superstruct } from "./superstruct.ts"
import { typebox } from "./typebox.ts"
import { typia } from "./typia.ts"
import { valibot } from "./valibot.ts"
import type { Validator } from "./validator.ts"
import { vine } from "./vine.ts"
import { yup } from "./yup.ts"
import { zodExpressMiddleware } from "./zod-express-middleware.ts"
import { zod } from "./zod.ts"

/** Every validation library that the linker knows. */
export const validators: readonly Validator[] = [
  ajv, arktype, celebrate, classValidator, effect, expressJoiValidation, expressJsonValidatorMiddleware, expressOpenapiValidator,
  expressValidator, expressZodSafe, fastestValidator, honoValidators, ioTs, joi, jsonschema, koaParameter, koaValidate, ow, protocolHandlers, runtypes,
  standardSchema, superstruct, typebox, typia, valibot, vine, yup, zod, zodExpressMiddleware,
]
