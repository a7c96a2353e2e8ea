/**
 * Calls that run while a request is handled, and the records that they read and write.
 *
 * @module
 */
import type { Location, Ternary } from "./evidence.ts"
import type { CallFact } from "./facts.ts"
import type { ValueView } from "./given.ts"

/** A call anywhere in the project. */
export interface ProjectCall {
  /** The called name; of a plugin without options of its own, where it is exported. */
  readonly at: Location
  /** The whole call expression. */
  readonly whole: Location
  /**
   * Canonical name of the callee. A package's function that is registered with its options, as plugins are, is as good
   * as called with them: `app.register(cors, options)` is a call of `@fastify/cors` with `options`.
   */
  readonly name: string | undefined
  /** The name of the called method, where it is one. */
  readonly method: string | undefined
  /** It is made only for some origins, or in some environments. */
  readonly isOriginGuarded: boolean
  /** The arguments, spreads of known arrays flattened. */
  readonly arguments: readonly ValueView[]
}

/** What a call does to the records of a database; `saves`: it adds or changes, and its name does not say which. */
export type WriteKind = "adds" | "changes" | "removes" | "saves"

/** What a call does with a client of a database, a cache, a queue or another service. */
export interface ClientCall {
  /** Name of the client, as people write it: `Prisma`. */
  readonly client: string
  /**
   * `construct`: makes a client, a pool or a connection. `query`: asks a database, a cache or a queue. `remote`: calls
   * another service. `part`: prepares a query or a record, and asks nothing by itself.
   */
  readonly kind: "construct" | "query" | "remote" | "part"
  /** What to do instead, in words that fit after "Use": the batch form of a query, the place of a construction. */
  readonly instead: string
  /** It keeps copies, or small things, in memory: to ask it is quick. */
  readonly isCache?: boolean
  /** Of `construct`: one for each request holds no connection, because it speaks HTTP or gives the connection that is there. */
  readonly isCheap?: boolean
  /** It starts when its result is awaited, or it is done when it returns: nothing is under way where nobody waits. */
  readonly isLazy?: boolean
}

/** How the body of a request, as it came in, gets into what a call writes to a stored record. */
export interface WrittenBody {
  /** `whole`: it is the value that is written. `spread`: it is spread into that value. */
  readonly how: "whole" | "spread"
  /** Canonical name: `request.body`, or a part of it, `request.body.order`. */
  readonly name: string
  /** Entries beside the spread: the server sets them. */
  readonly beside: readonly string[]
}

/** Why a call runs more often than once while one request is handled. */
export interface Repetition {
  /** `collection`: once per element of something whose size is not known. `list`: per item of a list in the source. */
  readonly kind: "collection" | "list"
  /** The loop, or the name of the method that iterates. */
  readonly loop: Location
  /** The call in the loop's body that is, or leads to, the repeated one: from its first character to the called name. */
  readonly at: Location
  /** How many functions are entered from the loop's body to the repeated call; 0 for one that stands in it. */
  readonly distance: number
}

/** A comparison (`===`, `==`, `!==`, `!=`) that runs while a request is handled. */
export interface ReachedComparison {
  readonly at: Location
  readonly operands: readonly ValueView[]
}

/** One field of a stored record, as its model declares it. */
export interface StoredField {
  readonly name: string
  readonly at: Location
  /** *no* where the declared type is no text: a flag, a number, a date, another record. */
  readonly isText: Ternary
  /**
   * Whether a query leaves it out that does not ask for it: `select: false`. *unknown* where something is done to the model
   * that may hide it.
   */
  readonly isHidden: Ternary
  /**
   * Whether the record's own `toJSON` leaves it out: `hidden: true`, a transform. *unknown* where there is a `toJSON` that may.
   * It does not hold for plain objects, such as those of `lean()`.
   */
  readonly isOmitted: Ternary
  /** It is marked for class-transformer, which leaves it out where an instance of the record's class goes through it: `@Exclude()`. */
  readonly isExcluded: boolean
}

/** A kind of record that a database keeps, by its model: a Prisma model, an entity class, a schema, a table. */
export interface StoredRecord {
  readonly name: string
  /** How a query leaves a field out, in words that fit after "Use"; `{}` stands for the field. */
  readonly leaveOut: string
  readonly at: Location
  readonly fields: readonly StoredField[]
}

/** A stored record in what is sent, with all the fields that the code has not left out. */
export interface ExposedRecord {
  readonly record: StoredRecord
  /** The query that reads it: the called name. */
  readonly at: Location
  /** What it still has of what its model names. */
  readonly fields: readonly StoredField[]
  /** What it has beside these, unless class-transformer leaves it out of what the handler returns. */
  readonly excludedFields: readonly StoredField[]
}

/** What is known of a callee by its canonical name. */
export interface KnownCallee {
  readonly name: string
  /** What a call of it does with a client that is known. */
  readonly client: ClientCall | undefined
}

/**
 * Which calls a rule asks for. What it says is remembered by its identity: one function at the top of a module, not one made
 * anew for each question.
 */
export type CalleeTest = (callee: KnownCallee) => boolean

/** A call reached while a request is handled, through every function that could be followed. */
export interface ReachedCall {
  /** The called name. */
  readonly at: Location
  /** The whole call expression. */
  readonly whole: Location
  /** Canonical name of the callee: `fs.readFileSync`; undefined when nothing is known of it. */
  readonly name: string | undefined
  /** It is made only for some origins, or in some environments. */
  readonly isOriginGuarded: boolean
  /** It is made on a developer's machine alone: `if (!isProduction) ...`. */
  readonly isForDevelopment: boolean
  readonly isAwaited: boolean
  /** Inside an async function, where an `await` could be put. */
  readonly isInAsync: boolean
  /**
   * The loops and iteration methods that run it once per element, the nearest one on each way to it. Retries, pages and
   * loops over chunks are none, nor is the list of statements that is sent as one batch.
   */
  readonly repetitions: readonly Repetition[]
  /** Runs once: what it gives is kept in something that outlives the request. */
  readonly isCached: boolean
  /** What it does with a client that is known; undefined for every other call. */
  readonly client: ClientCall | undefined
  /** What it does to the records of a database. */
  readonly write: WriteKind | undefined
  /** How the body of the request gets into the records that it writes; undefined where it does not. */
  readonly writtenBody: WrittenBody | undefined
  /** It is part of what the answering handler does, not of something that a request meets before. */
  readonly isOwn: boolean
  /**
   * It runs because of what is, or is not, stored, whatever the client asks for: `if (!settings) create()`,
   * `settings ?? create()`, `if (offer.ends < now) close()`.
   */
  readonly isGuardedByState: boolean
  /** What becomes of its result, as {@link CallFact} has it. */
  readonly result: CallFact["result"]
  /** The arguments, spreads of known arrays flattened. */
  readonly arguments: readonly ValueView[]
  /** How many arguments it has. */
  readonly argumentCount: number
  /** The model that it asks for or writes, where it is a query and its model is known. */
  readonly record: StoredRecord | undefined
  /** What the receiver at the start of the chain was made with: canonical name of its first argument. */
  readonly madeWith: string | undefined
  /** The functions from the handler to the call, by name, outermost first. */
  readonly via: readonly string[]
}
