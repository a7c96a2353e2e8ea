/**
 * The status that an error carries.
 *
 * @module
 */
import { type ErrorNote, errors, statusMembers, statusOfCode } from "../../knowledge/errors.ts"
import { find } from "../../knowledge/table.ts"
import { ancestryOf, nameOf } from "../evaluate/canonical-name.ts"
import { alternatives, textOf, UNDEFINED } from "../evaluate/domain.ts"
import type { Follower } from "../evaluate/evaluator.ts"
import { statusOf } from "../evaluate/status.ts"
import type { ClassFact } from "../../model/facts.ts"
import type { Activation, Meaning } from "../../model/values.ts"

/** An error whose status is known. */
export interface KnownError {
  readonly status: number
  /** A canonical name without its call, or the name of the project's own class. */
  readonly name: string
}

/** Classes that extend each other further than this are left. */
const DEPTH = 8

type ClassMeaning = Extract<Meaning, { kind: "class" }>

/**
 * The errors of known status that a value may be: what a package makes, and instances of the project's own classes that
 * set a status, by themselves or by what they hand to the class that they extend.
 *
 * @returns none where the value is no such error
 */
export function errorsIn(meaning: Meaning, follower: Follower): readonly KnownError[] {
  return alternatives(meaning).flatMap((one): readonly KnownError[] => {
    const found = one.kind === "instance" ? ofInstance(one, follower) : one.kind === "result" ? ofResult(one, follower) : undefined
    return found === undefined || !Number.isInteger(found.status) || found.status < 400 || found.status > 599 ? [] : [found]
  })
}

function ofResult(error: Extract<Meaning, { kind: "result" }>, follower: Follower): KnownError | undefined {
  const name = nameOf(error, follower)
  // Object.assign(new Error("..."), { status: 404 })
  if (name === "Object.assign()") {
    const status = follower.arguments(error.site).flatMap((value) => statusAmong(value, follower) ?? []).at(-1)
    return status === undefined ? undefined : { status, name: "Error" }
  }
  const note = find(errors, name)
  const maker = follower.callee(error.site).target
  const status = note === undefined ? assigned(error, follower) : statusBy(note, follower.arguments(error.site), maker, follower)
  return status === undefined || name === undefined ? undefined : { status, name: note?.made === undefined ? name.replace(/\(\)$/, "") : writtenAs(error) ?? name }
}

/** The name by which a class is called that a call made. */
function writtenAs({ site: { module, call } }: Extract<Meaning, { kind: "result" }>): string | undefined {
  const callee = module.facts.calls[call]?.callee
  return callee?.kind === "local" ? module.facts.locals[callee.id]?.name : callee?.kind === "import" ? callee.name : undefined
}

/** `const error = new Error("..."); error.status = 404` */
function assigned(error: Meaning, follower: Follower): number | undefined {
  return /(?:^|\.)\w*Error\(\)$/.test(nameOf(error, follower) ?? "") ? statusAmong(error, follower) : undefined
}

function statusAmong(value: Meaning, follower: Follower): number | undefined {
  if (value.kind !== "object" && value.kind !== "result") return undefined
  return statusMembers.map((name) => statusOf(follower.member(value, name), follower)).find((status) => status !== undefined)
}

/** @param maker what was called: itself the result of a call, where a call makes the class */
function statusBy(note: ErrorNote, values: readonly Meaning[], maker: Meaning, follower: Follower): number | undefined {
  if (note.status !== undefined) return note.status
  const made = note.made === undefined || maker.kind !== "result" ? undefined : follower.arguments(maker.site)[note.made]
  const given = note.argument === undefined ? note.option === undefined ? made : optionOf(note.option, values, follower) : values[note.argument]
  if (given === undefined || given === UNDEFINED) return note.otherwise
  // `createError("No such ward")` has a text where the status may be.
  const status = statusOf(given, follower) ?? statusOfCode(textOf(given) ?? "")
  return status ?? (given.kind === "literal" ? note.otherwise : undefined)
}

function optionOf(path: string, values: readonly Meaning[], follower: Follower): Meaning | undefined {
  const [index, name = ""] = path.split(".")
  const object = values[Number(index)]
  return object === undefined ? undefined : follower.member(object, name)
}

function ofInstance(error: Extract<Meaning, { kind: "instance" }>, follower: Follower): KnownError | undefined {
  const values = error.site === undefined ? [] : follower.arguments(error.site)
  const status = statusOfClass(error.of, values, error, follower, 0)
  const [name] = ancestryOf(error.of, follower)
  return status === undefined || name === undefined ? undefined : { status, name }
}

/** What an instance has as its status when a class is constructed with these. */
function statusOfClass(target: Meaning, values: readonly Meaning[], self: Meaning, follower: Follower, depth: number): number | undefined {
  if (depth > DEPTH) return undefined
  if (target.kind === "external" || target.kind === "result") {
    const name = nameOf(target, follower)
    const note = find(errors, name === undefined ? undefined : `${name}()`)
    return note === undefined ? undefined : statusBy(note, values, target, follower)
  }
  if (target.kind !== "class") return undefined
  const fact = target.activation.module.facts.classes[target.id]
  if (fact === undefined) return undefined
  const running = constructorOf(target, fact, values, self, follower)
  return statusSet(target, fact, running, follower) ?? inherited(target, fact, running, values, self, follower, depth)
}

/** The class's own constructor, called with these. */
function constructorOf(target: ClassMeaning, fact: ClassFact, values: readonly Meaning[], self: Meaning, follower: Follower): Activation | undefined {
  const own = fact.members.find((member) => member.kind === "constructor")?.value
  const meaning = own === undefined ? undefined : follower.follow(own, target.activation)
  return meaning?.kind === "function" ? follower.activate(follower.bind(meaning, self), values) : undefined
}

/** A property of the class, or what its constructor assigns to one. */
function statusSet({ activation }: ClassMeaning, fact: ClassFact, running: Activation | undefined, follower: Follower): number | undefined {
  const { module } = activation
  const written = module.facts.assignments.flatMap(({ target, value: expression }) => {
    const isOwn = running !== undefined && target.kind === "member" && statusMembers.includes(target.name) && target.object.kind === "self" && target.object.of === running.of
    return isOwn ? [follower.follow(expression, running)] : []
  })
  const initial = fact.members.flatMap(({ name, kind, value: expression, isStatic }) =>
    (kind === "property" && !isStatic && expression !== undefined && statusMembers.includes(name) ? [follower.follow(expression, activation)] : []))
  const all = [...written, ...initial].flatMap((one) => statusOf(one, follower) ?? [])
  return all[0]
}

/** What the class hands to the one that it extends: `super(404, message)`; without a constructor, what it is given. */
function inherited(
  target: ClassMeaning, fact: ClassFact, running: Activation | undefined, values: readonly Meaning[], self: Meaning, follower: Follower, depth: number,
): number | undefined {
  if (fact.extends === undefined) return undefined
  const { module } = target.activation
  const base = follower.follow(fact.extends, target.activation)
  if (running === undefined) return statusOfClass(base, values, self, follower, depth + 1)
  const call = module.facts.calls.findIndex(({ callee, region }) =>
    callee.kind === "global" && callee.name === "super" && module.facts.regions[region]?.function === running.of)
  return call < 0 ? undefined : statusOfClass(base, follower.arguments({ module, call, activation: running }), self, follower, depth + 1)
}
