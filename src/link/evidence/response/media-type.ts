/**
 * Answers that are files or pages by the headers that go with them.
 *
 * @module
 */
import { downloadMethods, headerMethods, typeMethods } from "../../../knowledge/headers.ts"
import type { AbstractValue, CallSite } from "../../../model/values.ts"
import type { CallGraphs, Frame } from "../../effects/graph-types.ts"
import { nameOf } from "../../evaluate/canonical-name.ts"
import { textOf } from "../../evaluate/domain.ts"
import type { Evaluator } from "../../evaluate/evaluator.ts"

/**
 * Whether the code of one running function says that what it answers is no JSON: it names a file to download
 * (RFC 6266) or sets another content type.
 *
 * @returns the answer
 */
export function sendsMedia(frame: Frame, evaluator: Evaluator, callGraphs: CallGraphs): boolean {
  return callGraphs.callsOf(frame).some((site) => saysMedia(site, evaluator))
}

function saysMedia(site: CallSite, evaluator: Evaluator): boolean {
  const { receiver, method } = evaluator.callee(site)
  if (receiver === undefined || method === undefined || nameOf(receiver, evaluator)?.startsWith("response") !== true) return false
  if (downloadMethods.has(method)) return true
  const values = evaluator.arguments(site)
  const [first, second] = values
  if (first === undefined) return false
  if (typeMethods.has(method)) return isMedia(first)
  if (!headerMethods.has(method)) return false
  const text = textOf(first)
  if (text !== undefined && second !== undefined && isMediaHeader(text, second)) return true
  return values.some((value) => [...evaluator.entries(value)].some(([name, given]) => isMediaHeader(name, given)))
}

/** `Content-Disposition: attachment`, or a content type that is not JSON. */
function isMediaHeader(name: string, value: AbstractValue): boolean {
  const header = name.toLowerCase()
  if (header === "content-disposition") return true
  return header === "content-type" && isMedia(value)
}

/** A type that is made at run time is that of a stored file. */
const isMedia = (type: AbstractValue): boolean => !/json/i.test(textOf(type) ?? "")
