/**
 * Classes whose properties carry decorators, read as schemas.
 *
 * @module
 */
import type { ClassView, Decoration, MemberView } from "../../../frameworks/framework.ts"
import type { SchemaProperty, SchemaShape } from "../../../model/schemas.ts"
import type { AbstractValue } from "../../../model/values.ts"
import { decoratorOf } from "../../../validators/find.ts"
import type { PropertyDecorator } from "../../../validators/validator.ts"
import type { SchemaReader } from "./schema-reader.ts"
import { entryOf, noted, plainShape, withProperties } from "./shape-algebra.ts"

interface Said {
  readonly note: PropertyDecorator
  readonly decoration: Decoration
}

/**
 * The shape of a class: of each property what its decorators check. What becomes of other keys is the pipe's business.
 *
 * @returns unknown for a class in which no property has a decorator of a kind that is known
 */
export function readClass(view: ClassView, reader: SchemaReader): SchemaShape {
  const properties = view.members.flatMap((member) => propertyOf(member, reader) ?? [])
  const own: SchemaShape = { ...plainShape("object", view.at), name: view.name, properties }
  if (view.base === undefined) return properties.length === 0 ? { ...plainShape("unknown", view.at), name: view.name } : own
  const base = reader.shapeOf(view.base)
  if (base.kind !== "object") return { ...own, kind: properties.length === 0 ? "unknown" : "object", isComplete: false }
  return { ...withProperties(base, properties, true), at: view.at, name: view.name }
}

function propertyOf({ name, kind, decorations, at }: MemberView, reader: SchemaReader): SchemaProperty | undefined {
  if (kind !== "property" || decorations.length === 0) return undefined
  const said = decorations.flatMap((decoration): Said[] => {
    const note = decoratorOf(decoration.name)
    return note === undefined ? [] : [{ note, decoration }]
  })
  const isFollowed = said.length === decorations.length
  const schema = schemaOf(said, isFollowed, at, reader)
  return { name, at, schema, isOptional: said.some(({ note }) => note.says === "optional") }
}

/** What a decorator says that checks nothing. */
const NO_CHECKS: ReadonlySet<PropertyDecorator["says"]> = new Set(["notes", "optional", "keep", "class"])

function schemaOf(said: readonly Said[], isFollowed: boolean, at: MemberView["at"], reader: SchemaReader): SchemaShape {
  const { evaluator } = reader
  const has = (says: PropertyDecorator["says"]): boolean => said.some(({ note }) => note.says === says)
  const made = ({ decoration }: Said, name: string): boolean => {
    const last = decoration.arguments.map((value) => entryOf(value, name, evaluator)).find((value) => value !== undefined)
    return last?.kind === "literal" && last.value === true
  }
  const notes = said.filter(({ note }) => note.says === "notes").flatMap(({ decoration }) => decoration.arguments.slice(0, 1))
  const checks = said.filter(({ note }) => !NO_CHECKS.has(note.says))
  const isEach = checks.some((one) => made(one, "each"))
  const own = checks.filter((one) => !made(one, "each"))
  const elements = checks.filter((one) => made(one, "each"))
  const nested = said.some(({ note }) => note.says === "nested") ? nestedIn(said, reader) : undefined
  if (has("array") || isEach) {
    const isBounded = own.some(({ note }) => note.says === "arrayBound") ? "yes" : isFollowed ? "no" : "unknown"
    const items = nested ?? (elements.length === 0 ? undefined : plainOf(elements, isFollowed, at))
    return noted({ ...plainShape("array", at), items, isBounded }, notes, evaluator)
  }
  return noted(nested ?? documented(plainOf(own, isFollowed, at), notes, reader), notes, evaluator)
}

function plainOf(said: readonly Said[], isFollowed: boolean, at: MemberView["at"]): SchemaShape {
  const kinds = new Set(said.map(({ note }) => note.says).filter((says) => says === "string" || says === "number" || says === "other"))
  const [kind] = kinds
  if (kind === undefined || kinds.size > 1) {
    const letsAll = isFollowed && said.every(({ note }) => note.says === "anything")
    return plainShape(letsAll ? "any" : kind === undefined ? "unknown" : "other", at)
  }
  const isBounded = said.some(({ note }) => note.says === "bound" || note.isBounded === true)
  return { ...plainShape(kind, at), isBounded: isBounded ? "yes" : isFollowed ? "no" : "unknown" }
}

/** `@ApiProperty({ type: () => Address })`: what is documented of it, where nothing checks it. */
function documented(shape: SchemaShape, notes: readonly AbstractValue[], reader: SchemaReader): SchemaShape {
  const type = notes.map((one) => entryOf(one, "type", reader.evaluator)).find((one) => one !== undefined)
  const named = type?.kind === "function" ? returnedBy(type, reader) : type
  return shape.kind === "unknown" && named?.kind === "class" ? { ...shape, branches: [reader.shapeOf(named)] } : shape
}

/** `@Type(() => Address)` beside `@ValidateNested()`. */
function nestedIn(said: readonly Said[], reader: SchemaReader): SchemaShape | undefined {
  const given = said.find(({ note }) => note.says === "class")?.decoration.arguments[0]
  if (given?.kind !== "function") return undefined
  const returned = returnedBy(given, reader)
  return returned.kind === "class" ? reader.shapeOf(returned) : undefined
}

const returnedBy = (target: Extract<AbstractValue, { kind: "function" }>, { evaluator }: SchemaReader): AbstractValue =>
  evaluator.returned(target, evaluator.intern(target, []), { kind: "unknown" })
