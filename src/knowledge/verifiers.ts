/**
 * Functions that packages call to know who sends a request.
 *
 * Sources: https://docs.nestjs.com/recipes/passport , https://hapi.dev/module/basic/ , https://hapi.dev/module/jwt/ ,
 * https://hapi.dev/module/cookie/
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
