import type { Validator } from "./validator.ts"

/**
 * Validating middleware of Hono, one package for each library; the handler reads what `request.valid()` gives.
 *
 * https://hono.dev/docs/guides/validation ; names from the packages' pages. `hono/validator` checks only if its callback does.
 */
export const honoValidators: Validator = {
  name: "hono",
  middleware: [{
    name: "{@hono/zod-validator.zValidator,@hono/valibot-validator.vValidator,@hono/typebox-validator.tbValidator,"
      + "@hono/arktype-validator.arktypeValidator,@hono/standard-validator.sValidator,@hono/ajv-validator.ajvValidator,"
      + "@hono/effect-validator.effectValidator,@hono/typia-validator.typiaValidator,"
      + "@hono/class-validator.classValidator,hono/validator.validator,hono-openapi.validator,hono-openapi/zod.validator}()",
    parts: "target", schema: 1, replaces: true,
  }],
}
