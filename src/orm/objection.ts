import type { Orm } from "./orm.ts"

const QUERY = "objection.Model.query()"

/** https://vincit.github.io/objection.js/api/query-builder/ */
export const objection: Orm = {
  name: "Objection",
  insteadOfReads: "`whereIn()`, `findByIds()` or `withGraphFetched()`",
  isLazy: true,
  calls: [
    // The first call of a chain is its query, so that the chain counts once.
    { name: "objection.Model.query", does: "reads" },
    { name: `${QUERY}.**.{insert,insertAndFetch,insertGraph}`, does: "part", writes: "adds", values: { from: 0 } },
    { name: `${QUERY}.**.{patch,update}`, does: "part", writes: "changes", values: { from: 0 } },
    { name: `${QUERY}.**.{patchAndFetchById,updateAndFetchById}`, does: "part", writes: "changes", values: { from: 1 } },
    { name: `${QUERY}.**.upsertGraph`, does: "part", writes: "saves", values: { from: 0 } },
    { name: `${QUERY}.**.{delete,deleteById}`, does: "part", writes: "removes" },
  ],
  entities: { classes: ["objection.Model()"], fields: [] },
}
