/**
 * Names of validating code, where nothing else is known of it.
 *
 * @module
 */

/** What holds schemas, by its name, where nothing else is known of it: `schemas.order`, `orderSchema`, `bodyValidator`. */
export const schemaHolder = /(?:schema|validator)s?(?:$|[-/.(])/i

/** Methods of such a holder that check their first argument. */
export const checkingMethod = /^(?:validate|validateAsync|validateSync|parse|parseAsync|safeParse|safeParseAsync|assert|check|decode)$/

/** Functions that check their first argument by their own name, where nothing else is known of them. */
export const checkingFunction = /^(?:validator|validate[A-Z_]\w*|(?:assert|ensure|check)Valid\w*|\w+Validator)$/

/** The name of the header that a webhook is signed in: https://docs.stripe.com/webhooks#verify-official-libraries */
export const signatureHeader = /signature|hmac/i
