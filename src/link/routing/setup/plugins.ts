/**
 * Plugins: which function a registered value stands for, and which of them a folder holds.
 *
 * @module
 */
import type { Framework, Setup, SetupCall } from "../../../frameworks/framework.ts"
import type { Module } from "../../../model/facts.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { possibleValues, textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"

/** Folders nested deeper than this are left. */
const NESTING = 16

/** The function of a plugin; `isShared`: it is no scope of its own, as `fp(plugin)` is none. */
export interface UnwrappedPlugin {
  readonly plugin: AbstractValue
  readonly isShared: boolean
}

/** The function of a plugin: out of `fp(plugin)`, a module imported whole, or a promise of one. */
export function unwrapPlugin(plugin: AbstractValue, framework: Framework, evaluator: Evaluator): UnwrappedPlugin {
  for (const one of possibleValues(plugin)) {
    const found = unwrapOne(one, plugin, framework, evaluator)
    if (found !== undefined) return found
  }
  return { plugin, isShared: false }
}

function unwrapOne(one: AbstractValue, plugin: AbstractValue, framework: Framework, evaluator: Evaluator): UnwrappedPlugin | undefined {
  const names = ["default", ...(framework.pluginMembers ?? [])]
  switch (one.kind) {
    case "function":
      return { plugin: one, isShared: false }
    case "namespace": {
      const [inner] = names.map((name) => evaluator.exported(one.module, name)).filter((each) => each.kind !== "unknown" && each !== one)
      return inner === undefined ? { plugin, isShared: false } : unwrapPlugin(inner, framework, evaluator)
    }
    case "object":
      for (const name of names) {
        const inner = possibleValues(evaluator.member(one, name)).find((each) => each.kind === "function" || each.kind === "object")
        if (inner?.kind === "function") return { plugin: inner, isShared: false }
        if (inner?.kind === "object" && name !== "default") return unwrapPlugin(inner, framework, evaluator)
      }
      return undefined
    case "result": {
      const [inner] = evaluator.arguments(one.site)
      const name = nameOf(one, evaluator)
      if (inner === undefined || name === undefined || framework.sharing?.includes(name) !== true) return undefined
      return { plugin: unwrapPlugin(inner, framework, evaluator).plugin, isShared: true }
    }
    default:
      return undefined
  }
}

/** A plugin that serves a router of another framework than that of the router it is registered on. */
export function findForeignPlugin(
  plugin: AbstractValue, frameworks: readonly Framework[], evaluator: Evaluator,
): { readonly framework: Framework; readonly setupsOf: (call: SetupCall) => readonly Setup[] } | undefined {
  const name = nameOf(plugin, evaluator)
  if (name === undefined) return undefined
  for (const framework of frameworks) {
    const setupsOf = framework.plugins?.[name]
    if (setupsOf !== undefined) return { framework, setupsOf }
  }
  return undefined
}

/** A file of an autoloaded folder, with the modules whose plugins are run for it: its hooks first. */
export interface AutoloadedFile {
  readonly file: string
  readonly prefix: string
  readonly modules: readonly { readonly module: Module; readonly isOwn: boolean }[]
}

/**
 * The files of a folder that a framework loads as plugins.
 *
 * @returns none where the folder holds none that is read
 */
export function listAutoloaded(setup: Extract<Setup, { does: "autoload" }>, evaluator: Evaluator): readonly AutoloadedFile[] {
  const { sources } = evaluator
  const files = listFiles(setup.folder, evaluator).map((file) => file.slice(setup.folder.length + 1))
  const moduleOf = (file: string): Module | undefined => sources.module(`${setup.folder}/${file}`)
  const exportOf = (file: string, name: string): string | undefined => {
    const module = moduleOf(file)
    if (module === undefined) return undefined
    const [first = "", ...path] = name.split(".")
    const value = path.reduce((object, key) => evaluator.member(object, key), evaluator.exported(module, first))
    return value.kind === "literal" ? String(value.value) : textOf(value)
  }
  return setup.plan(files, exportOf).map(({ file, prefix, hooks }) => ({
    file,
    prefix,
    modules: [...hooks, file].flatMap((one) => {
      const module = moduleOf(one)
      return module === undefined ? [] : [{ module, isOwn: one === file }]
    }),
  }))
}

/** Whether a folder holds no file at all. */
export function isEmptyFolder(folder: string, evaluator: Evaluator): boolean {
  return listFiles(folder, evaluator).length === 0
}

function listFiles(folder: string, evaluator: Evaluator, depth = 0): readonly string[] {
  return evaluator.sources.list(folder).flatMap((path) => (depth < NESTING ? [path, ...listFiles(path, evaluator, depth + 1)] : [path]))
}
