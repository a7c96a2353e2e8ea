/**
 * One route in full: the way of a request, drawn as a list of stations, and why the answers about it are what they are. The
 * page's script puts it beside the table.
 *
 * @module
 */
import type { ComponentChild } from "preact"
import type { Explanation } from "../explanation.ts"
import type { InventoryPlace, InventoryStep } from "../inventory.ts"
import { describeProof } from "../proofs.ts"
import { linkTo, type PageData } from "./data.ts"

type Links = Pick<PageData, "link" | "root" | "base">

/** A place, as a link where one is known. */
export function Place({ at, links }: { readonly at: InventoryPlace; readonly links: Links }): ComponentChild {
  const href = linkTo(at, links)
  const text = `${at.file}:${at.line}`
  return href === undefined ? <code>{text}</code> : <a href={href}><code>{text}</code></a>
}

/** A route in full. */
export function Details({ explanation, links }: { readonly explanation: Explanation; readonly links: Links }): ComponentChild {
  const { route, shadowedBy, findings, documentation } = explanation
  return (
    <article>
      <h2 id="details-title" tabIndex={-1}><span class="method">{route.method}</span> {route.path}</h2>
      <p class="muted">{route.framework}, registered at <Place at={route} links={links} /></p>
      {shadowedBy === null ? null : <p class="bad">No request gets here: {shadowedBy.name} (<Place at={shadowedBy} links={links} />) answers first.</p>}
      <h3>A request meets</h3>
      <ol class="chain">
        {route.chain.map((step, index) => <Step step={step} isLast={index === route.chain.length - 1} links={links} />)}
      </ol>
      <h3>What is known</h3>
      <dl>
        <Answer name="Caller" word={route.auth} reason={route.reasons.auth} />
        <Answer name="Public" word={route.public ? "yes" : "no"} reason={route.publicReason ?? ""} />
        {(["body", "query", "params"] as const).map((part) => <Answer name={part} word={route[part]} reason={route.reasons[part]} />)}
        <Answer name="Response" word={route.response} reason={route.reasons.response} />
        <Answer name="Documented" word={documentation.answer} reason={[documentation.by ?? "", ...documentation.statuses].filter((one) => one !== "").join(", ")} />
      </dl>
      <Responses explanation={explanation} links={links} />
      <Schemas explanation={explanation} links={links} />
      <h3>{findings.length === 0 ? "No findings" : "Findings"}</h3>
      <ul class="findings">
        {findings.map((one) => <li>{one.message} <span class="muted">{one.rule}, <Place at={one} links={links} /></span></li>)}
      </ul>
    </article>
  )
}

function Step({ step, isLast, links }: { readonly step: InventoryStep; readonly isLast: boolean; readonly links: Links }): ComponentChild {
  const proof = describeProof(step, isLast)
  const { code } = step
  const isElsewhere = code !== null && (code.file !== step.file || code.line !== step.line)
  return (
    <li class={`step ${isLast ? "answers" : step.proves}`}>
      <strong>{step.name}</strong>{isLast ? <span class="badge">answers</span> : null}
      {proof === "" ? null : <div>{proof}</div>}
      <div class="muted"><Place at={step} links={links} />{isElsewhere ? <>, written at <Place at={code} links={links} /></> : null}</div>
    </li>
  )
}

function Answer({ name, word, reason }: { readonly name: string; readonly word: string; readonly reason: string }): ComponentChild {
  return <><dt>{name}</dt><dd><span class={`answer ${word}`}>{word}</span> {reason}</dd></>
}

function Responses({ explanation: { responses, errors }, links }: { readonly explanation: Explanation; readonly links: Links }): ComponentChild {
  if (responses.length + errors.length === 0) return null
  return (
    <>
      <h3>It sends</h3>
      <ul>
        {responses.map((one) => (
          <li><strong>{one.status ?? "?"}</strong> {one.name}{one.members === null || one.members.length === 0 ? "" : ` { ${one.members.join(", ")} }`} <Place at={one} links={links} /></li>
        ))}
        {errors.map((one) => <li><strong>{one.status}</strong> {one.name}, thrown <Place at={one} links={links} /></li>)}
      </ul>
    </>
  )
}

function Schemas({ explanation: { schemas }, links }: { readonly explanation: Explanation; readonly links: Links }): ComponentChild {
  if (schemas.length === 0) return null
  return (
    <>
      <h3>Schemas</h3>
      <ul>
        {schemas.map((one) => (
          <li>{one.part}: {one.name ?? "unnamed"}{one.properties === null || one.properties.length === 0 ? "" : ` { ${one.properties.join(", ")} }`} <Place at={one} links={links} /></li>
        ))}
      </ul>
    </>
  )
}
