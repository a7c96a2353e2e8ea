/**
 * The strings of a project and what surrounds them.
 *
 * @module
 */
import type { ProjectString } from "../model.ts"
import type { Follower } from "./follower.ts"
import { locate } from "./location.ts"
import { nameOf } from "./name.ts"
import type { Sources } from "./sources.ts"

export function* stringsOf(sources: Sources, follower: Follower): Generator<ProjectString> {
  for (const module of sources.modules) {
    const activation = follower.moduleActivation(module)
    for (const string of module.facts.strings) {
      const site = string.argument === undefined ? undefined : { module, call: string.argument.call, activation }
      yield {
        at: locate(module, string.at),
        text: string.text,
        name: string.name,
        callee: site === undefined ? undefined : nameOf(follower.callee(site).target, follower),
        argument: string.argument?.path.join("."),
        fallback: string.fallback === undefined ? undefined : nameOf(follower.follow(string.fallback, activation), follower),
        isCompared: string.isCompared,
      }
    }
  }
}
