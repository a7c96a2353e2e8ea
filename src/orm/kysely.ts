import type { Orm } from "./orm.ts"

const CLIENT = "kysely.Kysely()"
const ENDS = "{execute,executeTakeFirst,executeTakeFirstOrThrow}"

/** https://kysely.dev/docs/category/insert , https://kysely.dev/docs/category/transactions */
export const kysely: Orm = {
  name: "Kysely",
  aliases: { "kysely.Transaction()": CLIENT },
  insteadOfReads: "`where(\"id\", \"in\", ids)` or `.values([...])`",
  isLazy: true,
  calls: [
    { name: "kysely.Kysely", does: "construct" },
    { name: `${CLIENT}.**.insertInto().**.values`, does: "part", values: { from: 0 } },
    { name: `${CLIENT}.**.updateTable().**.set`, does: "part", values: { from: 0 } },
    { name: `${CLIENT}.**.insertInto().**.${ENDS}`, does: "adds" },
    { name: `${CLIENT}.**.updateTable().**.${ENDS}`, does: "changes" },
    { name: `${CLIENT}.**.deleteFrom().**.${ENDS}`, does: "removes" },
    { name: `${CLIENT}.**.${ENDS}`, does: "reads" },
  ],
  callbacks: { [`${CLIENT}.**.{transaction,connection}().**.execute`]: [CLIENT] },
}
