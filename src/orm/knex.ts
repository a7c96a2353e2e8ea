import type { Orm } from "./orm.ts"

/** https://knexjs.org/guide/query-builder.html , https://knexjs.org/guide/transactions.html */
export const knex: Orm = {
  name: "Knex",
  // The written type of a client, as constructor parameters have it.
  aliases: { "knex.knex": "knex", "knex.Knex()": "knex()" },
  insteadOfReads: "`whereIn()` or `.insert([...])`",
  isLazy: true,
  calls: [
    { name: "knex", does: "construct" },
    // The first call of a chain is its query, so that the chain counts once.
    { name: "knex()", does: "reads" },
    { name: "knex().{select,from,table,first}", does: "reads" },
    { name: "knex().raw", does: "reads", takesStatement: true },
    { name: "knex().{insert,batchInsert}", does: "adds", values: { from: 0 } },
    { name: "{knex()(),knex()}.**.insert", does: "part", writes: "adds", values: { from: 0 } },
    { name: "{knex()(),knex()}.**.update", does: "part", writes: "changes", values: { from: 0 } },
    { name: "{knex()(),knex()}.**.{increment,decrement}", does: "part", writes: "changes" },
    { name: "{knex()(),knex()}.**.{del,delete}", does: "part", writes: "removes" },
  ],
  callbacks: { "knex().transaction": ["knex()"] },
}
