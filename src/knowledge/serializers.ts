/**
 * What keeps a member of a class out of the JSON that is made of its instances.
 *
 * Source: https://github.com/typestack/class-transformer#skipping-specific-properties
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Decorators that leave a member, or all members of a class, out. */
export const excludingDecorators: Table<object> = [{ name: "class-transformer.Exclude" }]

/** Decorators that write a member of a class whose members are left out, or in some groups alone. */
export const exposingDecorators: Table<object> = [{ name: "class-transformer.Expose" }]
