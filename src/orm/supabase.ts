import type { Orm } from "./orm.ts"

const CLIENT = "@supabase/{supabase-js.createClient,ssr.createServerClient}()"

/** https://supabase.com/docs/reference/javascript/insert */
export const supabase: Orm = {
  name: "Supabase",
  insteadOfReads: "`.in(\"id\", ids)`",
  insteadOfWrites: "an array of rows",
  isLazy: true,
  calls: [
    // It speaks HTTP. A client of `@supabase/ssr` carries the cookies of one request.
    { name: "@supabase/supabase-js.createClient", does: "construct", isCheap: true },
    { name: `${CLIENT}.from().select`, does: "reads" },
    { name: `${CLIENT}.from().insert`, does: "adds", values: { from: 0 } },
    { name: `${CLIENT}.from().update`, does: "changes", values: { from: 0 } },
    { name: `${CLIENT}.from().upsert`, does: "saves", values: { from: 0 } },
    { name: `${CLIENT}.from().delete`, does: "removes" },
    { name: `${CLIENT}.rpc`, does: "saves" },
  ],
}
