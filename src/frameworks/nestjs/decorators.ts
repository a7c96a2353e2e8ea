import type { AbstractValue } from "../../model/values.ts"
import type { ClassView, Decoration, Inspector } from "../framework.ts"

/** Decorators inside decorators deeper than this are left. */
const DEPTH = 6

/**
 * Decorators, those inside `applyDecorators(...)` and inside a project's own decorator functions included.
 * https://docs.nestjs.com/custom-decorators#decorator-composition
 *
 * @returns them in the order in which they are written, each at the place where it stands on the class
 */
export function expandDecorations(decorations: readonly Decoration[], inspector: Inspector, depth = 0): readonly Decoration[] {
  if (depth > DEPTH) return []
  return decorations.flatMap(({ value, at }) => inspector.arms(value).flatMap((arm): readonly Decoration[] => {
    const name = inspector.name(arm)?.replace(/\(\)$/, "")
    const isComposed = name === "@nestjs/common.applyDecorators"
    const inner = isComposed ? inspector.items(inspector.given(arm)) : arm.kind === "function" ? applied(arm, inspector) : []
    if (inner.length === 0 && !isComposed) return [{ name, arguments: inspector.given(arm), value: arm, at }]
    return expandDecorations(inner.map((one): Decoration => ({ name: undefined, arguments: [], value: one, at })), inspector, depth + 1)
  }))
}

/** What a decorator written as a function applies: `UseGuards(RolesGuard)(target, key, descriptor)`. */
function applied(decorator: AbstractValue, inspector: Inspector): readonly AbstractValue[] {
  return inspector.calls(decorator).filter((call) => /^[\w@/-]+\.[A-Z]\w*\(\)$/.test(inspector.name(call) ?? ""))
}

/** What decorators keep for guards that read it, under the keys by which {@link Inspector.key} knows them. */
export function metadataOf(decorations: readonly Decoration[], inspector: Inspector): ReadonlyMap<string, AbstractValue> {
  const found = new Map<string, AbstractValue>()
  for (const { name, arguments: values, value } of decorations) {
    if (name === "@nestjs/common.SetMetadata") {
      const key = values[0] === undefined ? undefined : inspector.key(values[0])
      if (key !== undefined && values[1] !== undefined) found.set(key, values[1])
    } else if (name === "@nestjs/core.Reflector.createDecorator()") {
      // https://docs.nestjs.com/guards#setting-roles-per-handler
      const key = inspector.key(inspector.callee(value))
      if (key !== undefined && values[0] !== undefined) found.set(key, values[0])
    } else if (name !== undefined && !name.startsWith("@nestjs/")) found.set(name, { kind: "literal", value: true })
  }
  return found
}

/** The decorators of a class, those that it inherits first: Nest adds to the guards of a base class. */
export function decorationsOfClass(view: ClassView, inspector: Inspector): readonly Decoration[] {
  return expandDecorations([...view.inherited.toReversed(), ...view.decorations], inspector)
}

/** The values that decorators of these names were given, lists flattened: `UseGuards(First, Second)`. */
export function decoratorArguments(name: string, decorations: readonly Decoration[], inspector: Inspector): readonly AbstractValue[] {
  return inspector.items(decorations.filter((one) => one.name === `@nestjs/common.${name}`).flatMap((one) => one.arguments))
}

/** What a container was asked for: `app.get(AuthGuard)` is an instance of the class. */
function fromContainer(value: AbstractValue, inspector: Inspector): AbstractValue {
  return /\.(?:get|resolve)\(\)$/.test(inspector.name(value) ?? "") ? inspector.given(value)[0] ?? value : value
}

/**
 * The method under which Nest calls a guard, pipe, filter or middleware that was given as a class or as an instance.
 *
 * @returns undefined where neither the class nor what it extends in the project has it
 */
export function methodOf(given: AbstractValue, name: string, inspector: Inspector): AbstractValue | undefined {
  const value = fromContainer(given, inspector)
  const member = inspector.classOf(value)?.members.find((one) => one.name === name)
  if (member === undefined) return undefined
  const own = value.kind === "instance" ? inspector.member(value, name) : member.value
  return own.kind === "function" ? own : member.value
}

/**
 * The handler that a guard is: its `canActivate`, the `handleRequest` by which it changes passport's guard, or the
 * package's guard that it extends. https://docs.nestjs.com/recipes/passport#extending-guards
 *
 * @returns what is to be judged
 */
export function guardOf(given: AbstractValue, inspector: Inspector): AbstractValue {
  const value = fromContainer(given, inspector)
  const own = methodOf(value, "canActivate", inspector) ?? methodOf(value, "handleRequest", inspector)
  return own ?? inspector.classOf(value)?.base ?? value
}

/**
 * The handler that a middleware is: a function, or the `use` of a class.
 *
 * @returns what is to be judged
 */
export function middlewareOf(value: AbstractValue, inspector: Inspector): AbstractValue {
  return methodOf(value, "use", inspector) ?? value
}
