/**
 * Code that runs on a developer's machine alone: `if (process.env.NODE_ENV !== "production") ...`.
 *
 * @module
 */
import type { RegionId } from "../../model/ids.ts"
import { environmentOf, environmentOfFlag } from "../../knowledge/environments.ts"
import type { Expression } from "../../model/expression.ts"
import type { Module } from "../../model/facts.ts"

type Environment = "development" | "production"

const DEPTH = 8

/** Whether a region of a module is entered in development only, by the conditions that are written around it and around its function. */
export function isForDevelopment(start: RegionId, module: Module): boolean {
  const { regions } = module.facts
  for (let region = regions[start]; region !== undefined; region = regions[region.parent]) {
    const { kind, test } = region
    if (test === undefined || (kind !== "then" && kind !== "else")) continue
    if (environmentWhere(test, kind === "then", module) === "development") return true
  }
  return false
}

/** The environment in which a condition holds, or does not; undefined where it does in several, or nobody can tell. */
function environmentWhere(test: Expression, holds: boolean, module: Module, depth = 0): Environment | undefined {
  if (depth > DEPTH) return undefined
  if (test.kind !== "operation") return flipped(environmentOfFlag(nameOf(test, module) ?? ""), holds)
  const [left, right] = test.operands
  switch (test.operator) {
    case "!":
      return left === undefined ? undefined : environmentWhere(left, !holds, module, depth + 1)
    case "===":
    case "==":
    case "!==":
    case "!=": {
      const text = [left, right].find((one) => one?.kind === "literal")
      const environment = text?.kind === "literal" && typeof text.value === "string" ? environmentOf(text.value) : undefined
      return flipped(environment, holds === test.operator.startsWith("="))
    }
    case "&&":
    case "||": {
      // One side is enough where both must hold, or where neither may.
      if (holds !== (test.operator === "&&")) return undefined
      return test.operands.map((one) => environmentWhere(one, holds, module, depth + 1)).find((one) => one !== undefined)
    }
    default:
      return undefined
  }
}

/** What is not production is development; what is not `"test"` may be either. */
function flipped(environment: Environment | undefined, holds: boolean): Environment | undefined {
  if (holds) return environment
  return environment === "production" ? "development" : undefined
}

function nameOf(expression: Expression, module: Module): string | undefined {
  if (expression.kind === "local") return module.facts.locals[expression.id]?.name
  return expression.kind === "import" || expression.kind === "member" || expression.kind === "global" ? expression.name : undefined
}
