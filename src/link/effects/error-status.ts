/**
 * The status that an error carries.
 *
 * @module
 */
import { type ErrorNote, errors, statusMembers, statusOfCode } from "../../knowledge/errors.ts"
import { find } from "../../knowledge/table.ts"
import type { ClassFact } from "../../model/facts.ts"
import type { AbstractValue, Context } from "../../model/values.ts"
import { ancestryOf, nameOf } from "../evaluate/canonical-name.ts"
import { possibleValues, textOf, UNDEFINED } from "../evaluate/domain.ts"
import type { Evaluator } from "../evaluate/evaluator.ts"
import { statusOf } from "../evaluate/status.ts"
import { bodyOf } from "../source/function-body.ts"

/** An error whose status is known. */
export interface KnownError {
  readonly status: number
  /** A canonical name without its call, or the name of the project's own class. */
  readonly name: string
}

/** Classes that extend each other further than this are left. */
const DEPTH = 8

type ClassValue = Extract<AbstractValue, { kind: "class" }>

/**
 * The errors of known status that a value may be: what a package makes, and instances of the project's own classes that
 * set a status, by themselves or by what they hand to the class that they extend.
 *
 * @returns none where the value is no such error
 */
export function errorsIn(value: AbstractValue, evaluator: Evaluator): readonly KnownError[] {
  return possibleValues(value).flatMap((one): readonly KnownError[] => {
    const found = one.kind === "instance" ? ofInstance(one, evaluator) : one.kind === "result" ? ofResult(one, evaluator) : undefined
    return found === undefined || !Number.isInteger(found.status) || found.status < 400 || found.status > 599 ? [] : [found]
  })
}

function ofResult(error: Extract<AbstractValue, { kind: "result" }>, evaluator: Evaluator): KnownError | undefined {
  const name = nameOf(error, evaluator)
  // Object.assign(new Error("..."), { status: 404 })
  if (name === "Object.assign()") {
    const status = evaluator.arguments(error.site).flatMap((value) => statusAmong(value, evaluator) ?? []).at(-1)
    return status === undefined ? undefined : { status, name: "Error" }
  }
  const note = find(errors, name)
  const maker = evaluator.callee(error.site).target
  const status = note === undefined ? assigned(error, evaluator) : statusBy(note, evaluator.arguments(error.site), maker, evaluator)
  return status === undefined || name === undefined ? undefined : { status, name: note?.made === undefined ? name.replace(/\(\)$/, "") : writtenAs(error) ?? name }
}

/** The name by which a class is called that a call made. */
function writtenAs({ site: { module, call } }: Extract<AbstractValue, { kind: "result" }>): string | undefined {
  const callee = module.facts.calls[call]?.callee
  return callee?.kind === "local" ? module.facts.locals[callee.id]?.name : callee?.kind === "import" ? callee.name : undefined
}

/** `const error = new Error("..."); error.status = 404` */
function assigned(error: AbstractValue, evaluator: Evaluator): number | undefined {
  return /(?:^|\.)\w*Error\(\)$/.test(nameOf(error, evaluator) ?? "") ? statusAmong(error, evaluator) : undefined
}

function statusAmong(value: AbstractValue, evaluator: Evaluator): number | undefined {
  if (value.kind !== "object" && value.kind !== "result") return undefined
  return statusMembers.map((name) => statusOf(evaluator.member(value, name), evaluator)).find((status) => status !== undefined)
}

/** @param maker what was called: itself the result of a call, where a call makes the class */
function statusBy(note: ErrorNote, values: readonly AbstractValue[], maker: AbstractValue, evaluator: Evaluator): number | undefined {
  if (note.status !== undefined) return note.status
  const made = note.made === undefined || maker.kind !== "result" ? undefined : evaluator.arguments(maker.site)[note.made]
  const given = note.argument === undefined ? note.option === undefined ? made : optionOf(note.option, values, evaluator) : values[note.argument]
  if (given === undefined || given === UNDEFINED) return note.otherwise
  // `createError("No such ward")` has a text where the status may be.
  const status = statusOf(given, evaluator) ?? statusOfCode(textOf(given) ?? "")
  return status ?? (given.kind === "literal" ? note.otherwise : undefined)
}

function optionOf(path: string, values: readonly AbstractValue[], evaluator: Evaluator): AbstractValue | undefined {
  const [index, name = ""] = path.split(".")
  const object = values[Number(index)]
  return object === undefined ? undefined : evaluator.member(object, name)
}

function ofInstance(error: Extract<AbstractValue, { kind: "instance" }>, evaluator: Evaluator): KnownError | undefined {
  const values = error.site === undefined ? [] : evaluator.arguments(error.site)
  const status = statusOfClass(error.of, values, error, evaluator, 0)
  const [name] = ancestryOf(error.of, evaluator)
  return status === undefined || name === undefined ? undefined : { status, name }
}

/** What an instance has as its status when a class is constructed with these. */
function statusOfClass(target: AbstractValue, values: readonly AbstractValue[], receiver: AbstractValue, evaluator: Evaluator, depth: number): number | undefined {
  if (depth > DEPTH) return undefined
  if (target.kind === "external" || target.kind === "result") {
    const name = nameOf(target, evaluator)
    const note = find(errors, name === undefined ? undefined : `${name}()`)
    return note === undefined ? undefined : statusBy(note, values, target, evaluator)
  }
  if (target.kind !== "class") return undefined
  const fact = target.context.module.facts.classes[target.id]
  if (fact === undefined) return undefined
  const running = constructorOf(target, fact, values, receiver, evaluator)
  return statusSet(target, fact, running, evaluator) ?? inherited(target, fact, running, values, receiver, evaluator, depth)
}

/** The class's own constructor, called with these. */
function constructorOf(target: ClassValue, fact: ClassFact, values: readonly AbstractValue[], receiver: AbstractValue, evaluator: Evaluator): Context | undefined {
  const own = fact.members.find((member) => member.kind === "constructor")?.value
  const value = own === undefined ? undefined : evaluator.evaluate(own, target.context)
  return value?.kind === "function" ? evaluator.intern(evaluator.bind(value, receiver), values) : undefined
}

/** A property of the class, or what its constructor assigns to one. */
function statusSet({ context }: ClassValue, fact: ClassFact, running: Context | undefined, evaluator: Evaluator): number | undefined {
  const { module } = context
  const written = module.facts.assignments.flatMap(({ target, value: expression }) => {
    const isOwn = running !== undefined && target.kind === "member" && statusMembers.includes(target.name) && target.object.kind === "this" && target.object.of === running.of
    return isOwn ? [evaluator.evaluate(expression, running)] : []
  })
  const initial = fact.members.flatMap(({ name, kind, value: expression, isStatic }) =>
    (kind === "property" && !isStatic && expression !== undefined && statusMembers.includes(name) ? [evaluator.evaluate(expression, context)] : []))
  const all = [...written, ...initial].flatMap((one) => statusOf(one, evaluator) ?? [])
  return all[0]
}

/** What the class hands to the one that it extends: `super(404, message)`; without a constructor, what it is given. */
function inherited(
  target: ClassValue, fact: ClassFact, running: Context | undefined, values: readonly AbstractValue[], receiver: AbstractValue, evaluator: Evaluator, depth: number,
): number | undefined {
  if (fact.extends === undefined) return undefined
  const given = running === undefined ? values : valuesForBase(running, evaluator)
  return given === undefined ? undefined : statusOfClass(evaluator.evaluate(fact.extends, target.context), given, receiver, evaluator, depth + 1)
}

/** What a running constructor hands to the class that its own extends; undefined where it calls no `super()`. */
function valuesForBase(running: Context, evaluator: Evaluator): readonly AbstractValue[] | undefined {
  const [call] = bodyOf(running).calls.find(([, { callee }]) => callee.kind === "global" && callee.name === "super") ?? []
  return call === undefined ? undefined : evaluator.arguments({ module: running.module, call, context: running })
}

/** A package's class, and what it is constructed with. */
export interface BaseConstruction {
  /** Its canonical name. */
  readonly name: string
  readonly values: readonly AbstractValue[]
}

/** What an instance of the project's own class hands to the package's class that this one extends, through all between them. */
export function baseConstruction(error: Extract<AbstractValue, { kind: "instance" }>, evaluator: Evaluator): BaseConstruction | undefined {
  let values = error.site === undefined ? undefined : evaluator.arguments(error.site)
  let target = error.of
  for (let depth = 0; depth < DEPTH && values !== undefined && target.kind === "class"; depth += 1) {
    const fact = target.context.module.facts.classes[target.id]
    if (fact?.extends === undefined) return undefined
    const running = constructorOf(target, fact, values, error, evaluator)
    values = running === undefined ? values : valuesForBase(running, evaluator)
    target = evaluator.evaluate(fact.extends, target.context)
  }
  const name = target.kind === "external" || target.kind === "result" ? nameOf(target, evaluator) : undefined
  return name === undefined || values === undefined ? undefined : { name, values }
}
