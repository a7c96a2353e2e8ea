/**
 * Functions that packages call to know who sends a request, and those that schemas call while they check one.
 *
 * Sources: https://docs.nestjs.com/recipes/passport , https://hapi.dev/module/basic/ , https://hapi.dev/module/jwt/ ,
 * https://hapi.dev/module/cookie/ , https://zod.dev/api , https://joi.dev/api/ , https://github.com/jquense/yup#readme
 *
 * @module
 */

/** A class that a package calls: what it extends, by canonical name, and the method that is called. */
export const verifyingClasses: readonly { readonly base: RegExp; readonly method: string }[] = [
  { base: /^@nestjs\/passport\.PassportStrategy\(\)/, method: "validate" },
]

/** Registrations of a function that is called, by the end of the callee as written, the argument, and its entry. */
export const verifyingCalls: readonly { readonly object: string; readonly method: string; readonly argument: number; readonly entry: string }[] = [
  { object: "auth", method: "strategy", argument: 2, entry: "validate" },
]

/** Methods of schemas whose function runs while a value is checked. */
export const refiningMethods: ReadonlySet<string> = new Set([
  "refine", "superRefine", "transform", "preprocess", "check", "custom", "external", "test", "refinement", "rawCheck", "rawTransform",
])
