/**
 * The page of routes: one file that needs no network. Without its script it is a table; the script makes it searchable and shows
 * one route in full. Everything that is shown is escaped by Preact: https://preactjs.com
 *
 * @module
 */
import type { ComponentChild } from "preact"
import { renderToString } from "preact-render-to-string"
import type { Explanation } from "../explanation.ts"
import { describeAuth } from "../table.ts"
import { fragmentOf, linkTo, markNames, marksOf, type PageData } from "./data.ts"

/** What the page looks like and does, as text. */
export interface PageAssets {
  readonly style: string
  readonly script: string
}

/** The page as text. */
export function renderPage(data: PageData, assets: PageAssets): string {
  return `<!DOCTYPE html>\n${renderToString(<Page data={data} assets={assets} />)}\n`
}

/** JSON that is safe inside a script element: https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements */
function toScriptText(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c")
}

function Page({ data, assets }: { readonly data: PageData; readonly assets: PageAssets }): ComponentChild {
  const { title, routes, inventory } = data
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`Routes of ${title}`}</title>
        <style dangerouslySetInnerHTML={{ __html: assets.style }} />
      </head>
      <body>
        <header>
          <h1>Routes of {title}</h1>
          <p id="count" role="status">{routes.length} {routes.length === 1 ? "route" : "routes"}</p>
          <Filters />
        </header>
        <main>
          <div class="list" tabIndex={0} role="region" aria-label="Routes">
            <Table data={data} />
            <Places heading="Not understood" places={inventory.unresolved} data={data} />
            <Places heading="Not read" places={inventory.problems} data={data} />
          </div>
          <section id="details" aria-live="off" hidden>
            <button type="button" id="close">Close</button>
            <div id="details-content" />
          </section>
        </main>
        <script type="application/json" id="data" dangerouslySetInnerHTML={{ __html: toScriptText(data) }} />
        <script dangerouslySetInnerHTML={{ __html: assets.script }} />
      </body>
    </html>
  )
}

function Filters(): ComponentChild {
  return (
    <form id="filters" role="search" hidden>
      <label>Search <input type="search" id="search" placeholder="path, method, file, handler" autocomplete="off" aria-keyshortcuts="/" /></label>
      <fieldset>
        <legend>Only</legend>
        {Object.entries(markNames).map(([mark, name]) => <label class="switch"><input type="checkbox" name="mark" value={mark} /> {name}</label>)}
      </fieldset>
    </form>
  )
}

function Table({ data }: { readonly data: PageData }): ComponentChild {
  return (
    <table>
      <caption class="hidden">Every route, with what is known of it</caption>
      <thead>
        <tr>{["Method", "Path", "Handler", "Auth", "Body", "Query", "Params", "Response", "Findings"].map((name) => <th scope="col">{name}</th>)}</tr>
      </thead>
      <tbody id="rows">{data.routes.map((one) => <Row explanation={one} data={data} />)}</tbody>
    </table>
  )
}

function Row({ explanation, data }: { readonly explanation: Explanation; readonly data: PageData }): ComponentChild {
  const { route, findings } = explanation
  const handler = route.handler ?? route
  const href = linkTo(handler, data)
  const place = `${handler.file}:${handler.line}`
  const isOpen = marksOf(explanation).includes("open")
  const cell = (answer: string): ComponentChild => <td class={`answer ${answer}`}>{answer === "unused" ? "–" : answer}</td>
  return (
    <tr>
      <td class="method">{route.method}</td>
      <th scope="row"><a href={fragmentOf(route)}>{route.path}</a></th>
      <td>{href === undefined ? place : <a href={href}>{place}</a>}</td>
      <td class={`answer ${isOpen ? "open" : route.auth}`}>{describeAuth(route)}</td>
      {cell(route.body)}{cell(route.query)}{cell(route.params)}{cell(route.response)}
      <td class={findings.length > 0 ? "answer some" : ""}>{findings.length === 0 ? "–" : findings.length}</td>
    </tr>
  )
}

interface PlacesProps {
  readonly heading: string
  readonly places: readonly { readonly file: string; readonly line?: number; readonly reason: string }[]
  readonly data: PageData
}

function Places({ heading, places, data }: PlacesProps): ComponentChild {
  if (places.length === 0) return null
  return (
    <>
      <h2>{heading}</h2>
      <ul>
        {places.map(({ file, line, reason }) => {
          const href = linkTo({ file, line: line ?? 1 }, data)
          const text = line === undefined ? file : `${file}:${line}`
          return <li>{href === undefined ? text : <a href={href}>{text}</a>}: {reason}</li>
        })}
      </ul>
    </>
  )
}
