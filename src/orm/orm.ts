/**
 * The contract between a library that keeps records (an ORM, a query builder, a database client) and the linker. A library
 * says which of its calls ask the database and what for, how its models are declared, and which fields of a record a query
 * gives. The linker follows values, finds the calls of a request, and follows what is sent back to the query.
 *
 * Calls are named by canonical names, as everywhere: `pg.Pool()` is what a call of `pg.Pool` returned. A pattern is a name
 * whose segments, between dots, may be `{a,b}` (either), `*` (one segment without a call), `*()` (one segment that is a
 * call), `**` (any run of segments, also none) or `**()` (a run of at least one that ends with a call).
 *
 * @module
 */
import type { StoredField, WriteKind } from "../model/calls.ts"
import type { Location, Ternary } from "../model/evidence.ts"
import type { SchemaModel } from "../model/facts.ts"
import type { AbstractValue } from "../model/values.ts"

/** A class of the project, as a value. */
export type ClassValue = Extract<AbstractValue, { kind: "class" }>

/** A kind of record: a Prisma model, an entity class, a schema, a table. */
export interface Model {
  readonly name: string
  readonly at: Location
  readonly fields: readonly StoredField[]
  /** The model of a field that holds other records; undefined for every other field. */
  related(field: string): Model | undefined
  /** The fields whose records come along with every record: `eager: true`. */
  readonly eager?: readonly string[]
}

/** Records of one model that a query gives, with the fields that it reads. */
export interface Projection {
  readonly model: Model
  readonly fields: readonly StoredField[]
  /** The field of the record that was asked for under which they come along; undefined for that record itself. */
  readonly under?: string
  /** They are plain objects, without the methods of a record: its `toJSON` is not called. */
  readonly isPlain?: boolean
}

/** A call of a chain that begins with a query: `.select("-password")`. */
export interface ChainCall {
  readonly method: string
  readonly arguments: readonly AbstractValue[]
}

/** Looks into values that have been followed to what they stand for. */
export interface Inspector {
  /** Canonical name, the library's aliases applied: `mongoose.Schema()`. */
  name(value: AbstractValue): string | undefined
  /** Whether the canonical name of a value, or a name, fits a pattern. */
  isNamed(value: AbstractValue | string | undefined, pattern: string): boolean
  /** The text of a literal string. */
  text(value: AbstractValue): string | undefined
  /** The named entries of an object literal, those of spreads that are known included; empty for every other value. */
  entries(object: AbstractValue): ReadonlyMap<string, AbstractValue>
  /** Where an entry of an object literal is written; the literal itself where the entry comes from a spread. */
  place(object: AbstractValue, entry: string): Location | undefined
  /** Whether a value is an object literal all of whose entries are named: no spread, no computed key. */
  isPlain(value: AbstractValue): boolean
  /** What member `name` of anything stands for. */
  member(object: AbstractValue, name: string): AbstractValue
  /** What the call was made with that gave a value; empty for what no call gave. */
  given(value: AbstractValue): readonly AbstractValue[]
  /** What a function of the project returns; undefined for every other value. */
  returned(value: AbstractValue): AbstractValue | undefined
  /** The model that a value is: a class, a table, what a call made. */
  modelOf(value: AbstractValue | undefined): Model | undefined
}

/** A call of a library, its callee and arguments followed to what they stand for. */
export interface CallView {
  /** Canonical name of the callee, the library's aliases applied. */
  readonly name: string | undefined
  /** The last name of the callee as written: `model` of `mongoose.model(...)`. */
  readonly method: string
  readonly receiver: AbstractValue | undefined
  /** The receiver is written as `this`. */
  readonly isOnThis: boolean
  /** It is written as `super(...)`, or as a method of `super`. */
  readonly isOnSuper: boolean
  readonly arguments: readonly AbstractValue[]
  /** What the call gives. */
  readonly value: AbstractValue
  readonly at: Location
}

/** A file of the project, or the code of a function, as far as something written in it may change a model. */
export interface FileView {
  /** The calls of methods of these names, in order. */
  calls(methods: readonly string[]): readonly CallView[]
  /**
   * Whether a member of this name is assigned to, `schema.methods.toJSON = ...` to `toJSON`; what is assigned to members of
   * another thing than `on` that a call made does not count.
   */
  assigns(member: string, on?: AbstractValue): boolean
  /** Whether a class of the whole file has a member of this name. */
  declares(member: string): boolean
}

/** The project, for what is known of a model from elsewhere than its own file. */
export interface ProjectView extends Inspector {
  /** Calls anywhere in the project whose callee's last name is written so, in the order of files. */
  calls(method: string): readonly CallView[]
  /** Constructions, and calls of `super(...)`, of what has a canonical name that ends with this one: `PrismaClient`. */
  constructions(name: string): readonly CallView[]
  /** The exports, by name, of every file that imports a package whose name begins so. */
  exportsBeside(packages: string): readonly (readonly [string, AbstractValue])[]
  /** The file in which a class is declared, or the call is written that gave a value. */
  fileOf(value: AbstractValue): FileView | undefined
  /** The code of a function of the project, functions inside of it included; undefined for every other value. */
  codeOf(value: AbstractValue): FileView | undefined
  /** The models of the project's Prisma schema files. */
  schemaModels(): readonly SchemaModel[]
}

/** A query: a call of one of the {@link Orm.calls}, and the calls that are chained to it. */
export interface Query extends Inspector {
  /** The name of the called method; empty for a plain function. */
  readonly method: string
  readonly arguments: readonly AbstractValue[]
  /** What is called on what it gives, first call first. */
  readonly chain: readonly ChainCall[]
  /** The model of its row's `model`. */
  readonly model: Model | undefined
}

/** Where a call has the values that it writes to a record. */
export interface WrittenValues {
  /** The first argument that holds values. */
  readonly from: number
  /** Entries of an argument in which values are: `data`, `$set`. Without them the argument itself is the values. */
  readonly entries?: readonly string[]
}

/** What is known of a call. */
export interface CallRow {
  /** The pattern of the canonical names of the callee. A row whose pattern is exact goes before one with a `*`. */
  readonly name: string
  /**
   * `construct`: makes a client, a pool or a connection. `part`: prepares a query or a record, and asks nothing by itself.
   * Anything else asks the database: it reads, or writes as {@link WriteKind} says.
   */
  readonly does: "construct" | "part" | "reads" | WriteKind
  /** What a `part` writes, once the query that it is part of runs. */
  readonly writes?: WriteKind
  /** Its batch form, in words that fit after "Use", where that is not the library's. */
  readonly instead?: string
  /** Of `construct`: it holds no connection, or gives the one that is there. */
  readonly isCheap?: true
  /** Whether nothing is under way until its result is awaited, where that differs from the library's other calls. */
  readonly isLazy?: boolean
  /** Its first argument is a statement, as text. */
  readonly takesStatement?: true
  /** Where the values are that it writes. */
  readonly values?: WrittenValues
  /**
   * What its model is: what it is called on, what is called (`new User(...)`), an argument, or what the client calls by
   * the name before the last (`prisma.user.findMany`), which the {@link ModelReader} knows.
   */
  readonly model?: "receiver" | "callee" | "named" | number
  /** The records that it gives, as far as that is certain; nothing where it cannot be told. Absent: it gives no records. */
  readonly gives?: (query: Query) => readonly Projection[]
  /** What it gives back as it was handed over: `repository.save(user)`. */
  readonly givesBack?: (query: Query) => AbstractValue | undefined
  /** What it gives is made of its arguments, all of them: `repository.create(values)`. */
  readonly copies?: true
}

/** A decorator of a field. Options are those of its arguments, with the value that counts: `{ select: false }`. */
export interface FieldRow {
  readonly name: string
  readonly hiddenBy?: Readonly<Record<string, boolean>>
  readonly omittedBy?: Readonly<Record<string, boolean>>
}

/** What something that is done to a model as a whole may do to each of its fields: see {@link StoredField}. */
export type Alteration = "hides" | "omits"

/** How classes of records are declared. */
export interface EntityRows {
  /** Decorators that make a class one of records, and base classes, with `()` for an instance. */
  readonly classes: readonly string[]
  /** Decorators of a member that is a field, and the options of them that hide or omit it: see {@link StoredField}. */
  readonly fields: readonly FieldRow[]
  /** Decorators of a member that holds other records; their first argument is the class, or a function that gives it. */
  readonly relations?: readonly string[]
  /** The option of such a decorator with which the records come along with every record. */
  readonly eagerBy?: string
}

/** What a library knows of the models of one project. It may remember what it has found. */
export interface ModelReader {
  /** The fields of a class that declares them by a call: `User.init({ ... })`. */
  fieldsOf?(target: ClassValue): readonly StoredField[] | undefined
  /** What something beside a class with decorated fields may do to them: `UserSchema.set("toJSON", ...)`. */
  alterationsOf?(target: ClassValue): readonly Alteration[]
  /** The model that a call makes or names: `mongoose.model("User", schema)`, `dataSource.getRepository(User)`. */
  modelOfCall?(call: CallView): Model | undefined
  /** The model that the client has under a name: `prisma.user`. */
  modelNamed?(name: string): Model | undefined
}

/** One library. */
export interface Orm {
  /** As people write it; messages name it. */
  readonly name: string
  /** Another name of a thing -> the name that the rows use. A name that begins with the left side is read as the right side. */
  readonly aliases?: Readonly<Record<string, string>>
  /** What is known of its calls. Among rows that fit by a pattern the earlier one wins. */
  readonly calls: readonly CallRow[]
  /** The batch form of a query that reads, in words that fit after "Use". */
  readonly insteadOfReads: string
  /** The batch form of a query that writes; the same as for reads where it is left out. */
  readonly insteadOfWrites?: string
  /** Its queries start when they are awaited. */
  readonly isLazy?: true
  /** What it hands to the callback that a call is given, by the callee's pattern: a name for each parameter that has one. */
  readonly callbacks?: Readonly<Record<string, readonly (string | undefined)[]>>
  /** Methods that send a list of statements in one round trip. */
  readonly batchMethods?: readonly string[]
  /** The objects whose members are models, so that one that is chosen at run time is one: `prisma[model]`. */
  readonly modelsIn?: string
  /** Methods of a chain after which it still gives the records of its query. */
  readonly chaining?: readonly string[]
  /** How a query leaves a field out, in words that fit after "Use"; `{}` stands for the field. */
  readonly leaveOut?: string
  /** How classes of records are declared. */
  readonly entities?: EntityRows
  /** Finds the models of a project; called once for each. */
  readonly models?: (project: ProjectView) => ModelReader
}

/** Whether the type that a field is declared with is one of text. */
export type IsText = (type: AbstractValue, inspector: Inspector) => Ternary
