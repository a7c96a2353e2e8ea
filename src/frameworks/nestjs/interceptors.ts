import type { Ternary } from "../../model/evidence.ts"
import type { AbstractValue } from "../../model/values.ts"
import type { Inspector } from "../framework.ts"
import { methodOf } from "./decorators.ts"

/** The interceptor that gives what handlers return to class-transformer: https://docs.nestjs.com/techniques/serialization */
const SERIALIZER = "@nestjs/common.ClassSerializerInterceptor"

/** Packages' interceptors that leave what handlers return as it is, by their documentation, read 2026-12-01. */
const PASSING = [
  "@nestjs/platform-express.FileInterceptor()", "@nestjs/platform-express.FilesInterceptor()", "@nestjs/platform-express.AnyFilesInterceptor()",
  "@nestjs/platform-express.FileFieldsInterceptor()", "@nestjs/platform-express.NoFilesInterceptor()", "@nestjs/cache-manager.CacheInterceptor",
  "@nestjs/common.CacheInterceptor", "nestjs-pino.LoggerErrorInterceptor",
]

/** Operators of rxjs that pass values on as they are: https://rxjs.dev/guide/operators */
const PASSING_OPERATORS = ["tap", "catchError", "timeout", "finalize", "retry", "delay"].flatMap((name) => [`rxjs.${name}()`, `rxjs/operators.${name}()`])

/**
 * Whether an interceptor gives what handlers return to class-transformer.
 *
 * @returns *unknown* for one that may do something with it
 */
export function transformsBy(interceptor: AbstractValue, inspector: Inspector): Ternary {
  const name = inspector.name(interceptor)
  if (name === SERIALIZER || name === `${SERIALIZER}()`) return "yes"
  if (name !== undefined && PASSING.includes(name)) return "no"
  const view = inspector.classOf(interceptor)
  const base = view?.base === undefined ? undefined : inspector.name(view.base)
  const intercept = methodOf(interceptor, "intercept", inspector)
  if (intercept === undefined) return base === SERIALIZER ? "yes" : "unknown"
  const operators = inspector.calls(intercept).flatMap((call) => inspector.name(call) ?? []).filter((called) => called.startsWith("rxjs"))
  return operators.every((operator) => PASSING_OPERATORS.includes(operator)) ? "no" : "unknown"
}
