/**
 * Applications and their habits.
 *
 * @module
 */
import type { Framework } from "../../frameworks/framework.ts"
import type { Application, Route } from "../../model/route.ts"
import type { Sources } from "../evaluate/sources.ts"
import type { Operation } from "../routing/operation.ts"
import type { Router } from "../routing/routers.ts"
import { locate } from "../source/location.ts"
import { matchingOf } from "./shadowed-routes.ts"

export type Applications = Map<Router | undefined, Map<Framework, Application & { routes: Route[] }>>

/** Whether responses have a native place: in the framework, or in a package that some file of the project imports. */
function hasResponsePlace({ declaresResponses }: Framework, { modules }: Sources): boolean {
  if (typeof declaresResponses === "boolean") return declaresResponses
  return modules.some(({ facts }) => facts.imports.some((specifier) => declaresResponses.includes(specifier)))
}

/** What one framework serves of one application: its habits are not those of the framework that it is mounted in. */
export function applicationOf(operation: Operation, known: Applications, sources: Sources): Application & { routes: Route[] } {
  const { application, framework } = operation
  const parts = known.get(application) ?? new Map<Framework, Application & { routes: Route[] }>()
  known.set(application, parts)
  const found = parts.get(framework)
  if (found !== undefined) return found
  const made = application?.value.kind === "result" ? application.value.site : undefined
  const at = made === undefined ? operation.at : locate(made.module, made.module.facts.calls[made.call]?.calleeAt ?? 0)
  const created = {
    framework: framework.name, matching: matchingOf(framework), at, routes: [], declaresResponses: hasResponsePlace(framework, sources), answersInvalid: framework.answersInvalid, needsErrorHandler: framework.hasErrorMiddleware === true,
  }
  parts.set(framework, created)
  return created
}
