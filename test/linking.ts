/**
 * What must hold of linking, whatever the application: it ends, it fails nowhere, and it says the same again.
 *
 * @module
 */
import { Script } from "node:vm"
import fc from "fast-check"
import { expect } from "vitest"
import { rules } from "../rules/index.ts"
import { extractFacts } from "../src/facts/extract.ts"
import { frameworks } from "../src/frameworks/index.ts"
import { parseTree } from "../src/host/workspace/tree.ts"
import type { Sources } from "../src/link/evaluate/sources.ts"
import { linkProject } from "../src/link/project/link.ts"
import type { Module } from "../src/model/facts.ts"
import { orms } from "../src/orm/index.ts"
import { askProject, shuffle } from "./order.ts"
import { writeApplication } from "./random-application.ts"

const ROOT = "/random"
/** Milliseconds that linking a few modules takes only where it does not end. */
const HANGING = 300_000

/** The choices that make an application, at most so many: a hundred make a small one, a thousand some hundred lines. */
export function choicesUpTo(maxLength: number): fc.Arbitrary<number[]> {
  return fc.array(fc.nat({ max: 9999 }), { maxLength, size: "max" })
}

/**
 * Links an application of these choices twice, and asks each time everything, in one order and in its reverse.
 *
 * @throws where it does not end, where anything throws, and where the answers differ
 */
export function checkLinking(numbers: readonly number[]): void {
  const sources = createSources(writeApplication(numbers))
  const ask = (isReversed: boolean): ReadonlyMap<string, string> =>
    askProject(linkProject(sources, { frameworks, orms }), rules, (questions) => {
      const order = shuffle(questions, 1)
      return isReversed ? order.toReversed() : order
    })
  const answers = runToItsEnd(() => [ask(false), ask(true)])
  expect(answers[1]).toEqual(answers[0])
}

/** Runs a function; interrupts and fails it where it does not end. */
function runToItsEnd<Result>(task: () => Result): Result {
  return new Script("task()").runInNewContext({ task }, { timeout: HANGING }) as Result
}

/** A project of these files, which are in no folder. */
export function createSources(files: Readonly<Record<string, string>>): Sources {
  const written = Object.entries(files).filter(([file]) => file.endsWith(".js")).map(([file, text]) => [`${ROOT}/${file}`, text] as const)
  const modules = new Map<string, Module>(written.map(([file, text]) => {
    const { program, comments, problem } = parseTree(file, text)
    expect(problem, text).toBeUndefined()
    return [file, { file, ...extractFacts(program, text, comments) }] as const
  }))
  return {
    root: ROOT,
    modules: [...modules.values()],
    settings: {},
    module: (file) => modules.get(file),
    resolve: (specifier) => (specifier.startsWith("./") ? `${ROOT}/${specifier.slice(2)}` : undefined),
    version: () => undefined,
    list: () => [],
    schemaModels: () => [],
  }
}
