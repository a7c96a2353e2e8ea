/**
 * Documentation in marks inside of handlers: `// #swagger.summary = "Lists the wards"`.
 *
 * https://swagger-autogen.github.io/docs/endpoints/
 *
 * @module
 */
import type { Documented } from "../../../frameworks/framework.ts"

const unquote = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, "$2")

/** `["Wards", "Beds"]` */
const listIn = (text: string): readonly string[] => (/^\[(.*)\]/.exec(text)?.[1] ?? "").split(",").map(unquote).filter((item) => item !== "")

/**
 * What `#swagger` marks say. Parameters, bodies, names and answers are found by the tool in the code itself.
 *
 * @returns undefined for a comment without a mark
 */
export function readMarks(text: string): Documented | undefined {
  const marks = new Map([...text.matchAll(/#swagger\.(\w+)\s*=\s*(.+)/g)].map(([, key = "", value = ""]) => [key, value.trim()]))
  if (marks.size === 0 && !/#swagger\./.test(text)) return undefined
  const textAt = <Key extends string>(key: Key): { readonly [name in Key]?: string } => {
    const value = unquote((marks.get(key) ?? "").replace(/;?\s*(?:\*\/)?$/, "").replaceAll("`", "\""))
    return (value === "" ? {} : { [key]: value }) as { readonly [name in Key]?: string }
  }
  return {
    by: "#swagger", isWritten: true, ...textAt("summary"), ...textAt("description"), ...textAt("operationId"),
    ...(marks.has("tags") && { tags: listIn(marks.get("tags") ?? "") }),
    ...(/^true/.test(marks.get("ignore") ?? "") && { isHidden: true }),
    hasMoreResponses: true, finds: ["operationId", "responses", "params", "query", "body"],
  }
}
