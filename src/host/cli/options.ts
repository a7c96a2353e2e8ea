/**
 * What a command line can ask for: the commands, their options, and the values that these may have.
 *
 * @module
 */
import type { PresetName } from "../../presets.ts"

/** The forms of the inventory, the one for people first. */
export const routeFormats = ["table", "markdown", "html", "json"] as const

/** The name of a form of the inventory. */
export type RouteFormat = typeof routeFormats[number]

/** What routes can be sorted by, the usual one first. */
export const sortKeys = ["path", "method", "file", "auth"] as const

/** The name of something that routes can be sorted by. */
export type SortKey = typeof sortKeys[number]

/** The forms of a report of `check`, the one for people first. */
export const reportFormats = ["stylish", "json", "sarif", "github", "junit", "html"] as const

/** The name of a form of a report. */
export type ReportFormat = typeof reportFormats[number]

/** The options that every command which reads a project takes. */
export interface ProjectOptions {
  /** False for `--no-color`. */
  readonly color: boolean
  readonly public?: readonly string[]
  readonly guard?: readonly string[]
  readonly validator?: readonly string[]
  readonly ignore?: readonly string[]
}

/** The options of `check`. */
export interface CheckOptions extends ProjectOptions {
  readonly preset: PresetName
  /** Names of rules, without the plugin's prefix; when there are any, only these are checked. */
  readonly rule?: readonly string[]
  readonly format: ReportFormat
  readonly outputFile?: string
  /** Leaves out warnings. */
  readonly quiet?: boolean
  /** More warnings than these make the check fail. */
  readonly maxWarnings?: number
  readonly allowEmpty?: boolean
}

/** The options of `routes`. */
export interface RoutesOptions extends ProjectOptions {
  readonly format: RouteFormat
  /** Only routes that answer anyone and are not public. */
  readonly open?: boolean
  /** Only routes of which something is unknown. */
  readonly unknown?: boolean
  /** Only routes of these methods, in capitals. */
  readonly method?: readonly string[]
  /** Only routes that one of these patterns names, as `public` is written. */
  readonly path?: readonly string[]
  readonly sort: SortKey
  readonly outputFile?: string
  /** Address of a place in the page of `html`, with `{path}` or `{file}`, and `{line}`. */
  readonly link: string
}

/** The options of `explain`. */
export interface ExplainOptions extends ProjectOptions {
  readonly format: "text" | "json"
}

/** The options of `checklist`. */
export interface ChecklistOptions extends ProjectOptions {
  readonly format: "text" | "markdown" | "json"
  /** Ids of items that have to hold; `all` for every one. */
  readonly require?: readonly string[]
  readonly allowEmpty?: boolean
}

/** A command that reads the project in a folder. */
export type ProjectRequest =
  | { readonly command: "check"; readonly folder: string; readonly options: CheckOptions }
  | { readonly command: "routes"; readonly folder: string; readonly options: RoutesOptions }
  | { readonly command: "checklist"; readonly folder: string; readonly options: ChecklistOptions }
  /** `asked`: a request or a place. */
  | { readonly command: "explain"; readonly asked: string; readonly folder: string; readonly options: ExplainOptions }

/** A command line that has been understood; `print` is help or the version. */
export type Request = ProjectRequest | { readonly command: "print"; readonly text: string }
