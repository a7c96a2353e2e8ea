/**
 * The names of the forms that a report of `check` has.
 *
 * @module
 */

/** The forms, the one for people first. */
export const reportFormats = ["stylish", "json", "sarif", "github", "junit", "html"] as const

/** The name of a form. */
export type ReportFormat = typeof reportFormats[number]
