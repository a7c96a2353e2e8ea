/**
 * Clients of databases and services: what a called name does with one. Rows of the ORMs and of the tables of drivers, caches,
 * queues and services, in one place.
 *
 * @module
 */
import { callbacks } from "../../knowledge/callbacks.ts"
import { clients as services } from "../../knowledge/clients.ts"
import { type DatabaseNote, databases } from "../../knowledge/databases.ts"
import { aliasesOf, find, type Table } from "../../knowledge/table.ts"
import { writeOfStatement } from "../../knowledge/writes.ts"
import type { ClientCall, WriteKind } from "../../model/calls.ts"
import type { CallRow, Orm } from "../../orm/orm.ts"

/** A row of an ORM, and the ORM. */
export interface OrmRow {
  readonly orm: Orm
  readonly row: CallRow
}

/** What is known of clients, by canonical name of the callee; every question is answered with undefined for no name. */
export interface Clients {
  readonly orms: readonly Orm[]
  /** The name that the rows of ORMs use. */
  canonicalName(name: string): string
  /** What a call does with a client. */
  callOf(name: string | undefined): ClientCall | undefined
  /** The row of an ORM that a call fits. */
  rowOf(name: string | undefined): OrmRow | undefined
  /** Whether a name, or what it is chained to, is one of a client: `mongoose.model().find().sort`. */
  isChained(name: string): boolean
  /**
   * What a call changes in a database; queues and caches are none.
   *
   * @param text the statement that it sends, as far as it is known
   */
  writeOf(name: string | undefined, text: string | undefined): WriteKind | undefined
  /** The client that a call makes: one of a database, of a queue or of another service. */
  madeBy(name: string): string | undefined
  /** Names of what a callback gets that the call is given, by parameter. */
  givenBy(name: string | undefined): readonly (string | undefined)[]
  /** Whether a decorator of this name, or what a class extends (`typeorm.BaseEntity()`), makes the class one of stored records. */
  isRecordClass(name: string | undefined): boolean
  /** Whether the members of an object of this name are models: `prisma.user`. */
  hasModels(name: string | undefined): boolean
  /** Whether a method of this name sends a list of statements in one round trip. */
  isBatch(method: string): boolean
}

/** What is known of a call, whoever knows it. */
interface Entry {
  readonly call: ClientCall
  readonly write: WriteKind | undefined
  readonly takesStatement: boolean
  readonly of: OrmRow | undefined
}

/** Where a client is made that lasts. */
const ONCE = "one client, made when the module is loaded"

/** Methods that send a list in one round trip, of clients that are no ORM: https://redis.io/docs/latest/develop/use/pipelining/ */
const BATCHES = ["batch", "pipeline", "multi"]

/**
 * What is known of clients.
 *
 * @param orms in order of precedence
 * @returns the answers; names that were asked are remembered
 */
export function createClients(orms: readonly Orm[]): Clients {
  const canonicalName = aliasesOf(Object.assign({}, ...orms.map(({ aliases }) => aliases ?? {})) as Readonly<Record<string, string>>)
  const entries: Table<{ readonly entry: Entry }> = [
    ...orms.flatMap((orm) => orm.calls.map((row) => ({ name: row.name, entry: entryOfRow(orm, row) }))),
    ...databases.map((note) => ({ name: note.name, entry: entryOfNote(note) })),
  ]
  const given: Table<{ readonly gives: readonly (string | undefined)[] }> = [
    ...orms.flatMap((orm) => Object.entries(orm.callbacks ?? {}).map(([name, gives]) => ({ name, gives }))),
    ...callbacks,
  ]
  const classes: Table<object> = orms.flatMap(({ entities }) => entities?.classes ?? []).map((name) => ({ name }))
  const owners: Table<object> = orms.flatMap(({ modelsIn }) => modelsIn ?? []).map((name) => ({ name }))
  const batches = new Set([...BATCHES, ...orms.flatMap(({ batchMethods }) => batchMethods ?? [])])
  const entryOf = (name: string | undefined): Entry | undefined => (name === undefined ? undefined : find(entries, canonicalName(name))?.entry)
  return {
    orms,
    canonicalName,
    callOf: (name) => entryOf(name)?.call,
    rowOf: (name) => entryOf(name)?.of,
    isChained(name) {
      for (let one = name; one !== ""; one = one.slice(0, Math.max(0, one.lastIndexOf("().")))) if (entryOf(one) !== undefined) return true
      return false
    },
    writeOf(name, text) {
      const entry = entryOf(name)
      if (entry === undefined) return undefined
      return (entry.takesStatement && text !== undefined ? writeOfStatement(text) : undefined) ?? entry.write
    },
    madeBy(name) {
      const call = entryOf(name)?.call
      return call?.kind === "construct" ? call.client : find(services, name)?.client
    },
    givenBy: (name) => (name === undefined ? [] : find(given, canonicalName(name))?.gives ?? []),
    isRecordClass: (name) => name !== undefined && find(classes, canonicalName(name)) !== undefined,
    hasModels: (name) => name !== undefined && find(owners, canonicalName(name)) !== undefined,
    isBatch: (method) => batches.has(method),
  }
}

function entryOfRow(orm: Orm, row: CallRow): Entry {
  const kind = row.does === "construct" || row.does === "part" ? row.does : "query"
  const write = row.does === "construct" || row.does === "part" ? row.writes : row.does === "reads" ? undefined : row.does
  const batch = write === undefined ? orm.insteadOfReads : orm.insteadOfWrites ?? orm.insteadOfReads
  return {
    call: {
      client: orm.name,
      kind,
      instead: row.instead ?? (kind === "construct" ? ONCE : batch),
      isCheap: row.isCheap === true,
      isLazy: row.isLazy ?? orm.isLazy === true,
    },
    write,
    takesStatement: row.takesStatement === true,
    of: { orm, row },
  }
}

function entryOfNote({ client, kind, instead, write, isCache, isCheap, isLazy, takesStatement }: DatabaseNote): Entry {
  return {
    call: { client, kind, instead: kind === "construct" ? ONCE : instead, isCache: isCache === true, isCheap: isCheap === true, isLazy: isLazy === true },
    write,
    takesStatement: takesStatement === true,
    of: undefined,
  }
}
