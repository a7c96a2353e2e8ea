/**
 * Schemas of requests and responses, whatever library wrote them.
 *
 * @module
 */
import type { Ternary, Location, Part } from "./evidence.ts"

/**
 * What a schema lets in, as far as its source can be followed. Interned: two uses of one schema are one object, and a
 * schema that is made of another one (`create.partial()`) is another one.
 */
export interface SchemaShape {
  /** Where it is written: the name of the call that makes it, the object literal, the name of the class. */
  readonly at: Location
  /** The variable or class that holds it. */
  readonly name: string | undefined
  /**
   * `any`: everything passes. `record`: an object whose keys are not named. `other`: a boolean, a date, a set of values, a
   * union ... `unknown`: it cannot be followed.
   */
  readonly kind: "object" | "array" | "record" | "string" | "number" | "any" | "other" | "unknown"
  /** Of an `object`, in the order in which they are written. */
  readonly properties: readonly SchemaProperty[]
  /** Whether all of the properties are known. */
  readonly isComplete: boolean
  /**
   * What becomes of fields that it does not name. `refused`: the value is invalid; `dropped`: the result of the check lacks them,
   * and what was checked keeps them; `allowed`: it says that they pass; `unsaid`: it says nothing, and by the library's default
   * they pass; `unknown` also where a setting far from it decides.
   */
  readonly others: "refused" | "dropped" | "allowed" | "unsaid" | "unknown"
  /** Whether there is a greatest length, size or value; a string of a form (`uuid`), or out of a set, is bounded. */
  readonly isBounded: Ternary
  /** Of an `array` the schema of its elements, of a `record` that of its values. */
  readonly items: SchemaShape | undefined
  /** Of a union, the schemas of which one has to hold. */
  readonly branches: readonly SchemaShape[]
  readonly isOptional: boolean
  readonly hasExample: boolean
  readonly hasDescription: boolean
}

/** A property of an object schema. */
export interface SchemaProperty {
  readonly name: string
  readonly at: Location
  readonly schema: SchemaShape
  readonly isOptional: boolean
}

/** A schema that is declared for a part of a route's requests, or for what it answers. */
export interface RouteSchema {
  readonly part: Part | "response"
  readonly schema: SchemaShape
  /** It is written where documentation of the interface is made from; a check in code is not. */
  readonly isDocumented: boolean
}
