/**
 * What a user sets under `settings.endpoint`, checked by name and type: a misspelt setting is an error, not a silence.
 *
 * @module
 */
import { resolve } from "node:path"
import type { Settings } from "../model/settings.ts"
import { findNearest, suggestWord } from "./closest-word.ts"
import { isRecord } from "./workspace/packages.ts"
import { findStats, toPosix, toReal } from "./workspace/path.ts"

type SettingType = "text" | "list of texts"

const TYPES: Readonly<Record<keyof Settings, SettingType>> = {
  root: "text",
  public: "list of texts",
  guards: "list of texts",
  validators: "list of texts",
  ignore: "list of texts",
}
const NAMES = Object.keys(TYPES)
/** Names that no other plugin is likely to have at the top of `settings`, where they do nothing. */
const OWN_NAMES = ["guards", "validators", "public"]

/** A setting that cannot be used. Its message is meant for the user as it stands. */
export class SettingsError extends Error {
  override name = "SettingsError"

  constructor(message: string) {
    super(message)
    // ESLint prints the stack of an error: the way through this plugin says nothing to a user.
    this.stack = `${this.name}: ${message}`
  }
}

/**
 * Reads the plugin's settings out of ESLint's.
 *
 * @throws SettingsError naming the setting, what is allowed, and what was probably meant
 */
export function readSettings(all: Readonly<Record<string, unknown>>): Settings {
  for (const name of Object.keys(all)) checkPlace(name, all)
  const given = all["endpoint"]
  if (given === undefined) return {}
  if (!isRecord(given)) throw new SettingsError(`\`settings.endpoint\` must be an object with ${listNames()}.`)
  for (const [name, value] of Object.entries(given)) checkSetting(name, value)
  return given
}

/**
 * The folder that the setting `root` names.
 *
 * @param folder ESLint's working directory, which the setting is relative to
 * @returns an absolute, real path
 * @throws SettingsError when there is no such folder
 */
export function findRoot(root: string, folder: string): string {
  const path = resolve(folder, root)
  const stats = findStats(path)
  if (stats?.isDirectory() === true) return toReal(path)
  throw new SettingsError(
    `\`settings.endpoint.root\` is ${JSON.stringify(root)}, and ${stats === undefined ? "there is no folder" : "this is a file:"} ${toPosix(path)}. `
    + `Name the folder of the backend, relative to where ESLint is run: ${toPosix(folder)}.`)
}

function checkPlace(name: string, all: Readonly<Record<string, unknown>>): void {
  if (name === "endpoint") return
  if (OWN_NAMES.includes(name) && isListOfTexts(all[name])) {
    throw new SettingsError(`\`settings.${name}\` does nothing: write it as \`settings.endpoint.${name}\`.`)
  }
  const [namespace = "", rest] = name.split("/", 2)
  const isMeant = namespace === "endpoint" || namespace === "eslint-plugin-endpoint" || findNearest(name, ["endpoint"]) !== undefined
  if (isMeant) {
    throw new SettingsError(`\`settings["${name}"]\` does nothing: write \`settings.endpoint${rest === undefined ? "" : `.${rest}`}\`.`)
  }
}

function checkSetting(name: string, value: unknown): void {
  const type = Object.hasOwn(TYPES, name) ? TYPES[name as keyof Settings] : undefined
  if (type === undefined) {
    throw new SettingsError(
      `\`settings.endpoint.${name}\` is no setting of eslint-plugin-endpoint.${suggestWord(name, NAMES)} There are ${listNames()}.`)
  }
  if (value === undefined) return
  if (type === "text" ? typeof value !== "string" : !isListOfTexts(value)) {
    const wanted = type === "text" ? "a string" : "an array of strings"
    throw new SettingsError(`\`settings.endpoint.${name}\` must be ${wanted}, and is ${describeValue(value)}.`)
  }
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string")
}

function describeValue(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 60 ? `${text.slice(0, 60)}...` : text
}

function listNames(): string {
  return `${NAMES.slice(0, -1).map((name) => `\`${name}\``).join(", ")} and \`${NAMES.at(-1) ?? ""}\``
}
