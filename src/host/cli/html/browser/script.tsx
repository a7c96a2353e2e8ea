/**
 * The script of the page of routes: search, filters, one route in full, and an address for what is shown.
 *
 * @module
 */
import { render } from "preact"
import { fragmentOf, marksOf, type PageData } from "../data.ts"
import { Details } from "../details.tsx"

/** What is shown, as the address has it. */
interface State {
  readonly query: string
  readonly marks: readonly string[]
  /** The fragment of the route in full; empty for none. */
  readonly route: string
}

function find<Kind extends HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind
}

const data = JSON.parse(find("data").textContent) as PageData
const rows = [...find("rows").children] as HTMLTableRowElement[]
const search = find<HTMLInputElement>("search")
const boxes = [...find("filters").querySelectorAll<HTMLInputElement>("[name=mark]")]
const details = find("details")
const content = find("details-content")
const texts = data.routes.map(({ route }) =>
  [`${route.method} ${route.path}`, route.file, ...route.chain.flatMap(({ name, file, code }) => [name, file, code?.file ?? ""])].join("\n").toLowerCase())
const marks = data.routes.map((one) => new Set<string>(marksOf(one)))
/** Index of the route in full; -1 for none. */
let current = -1
const fragments = data.routes.map(({ route }) => fragmentOf(route).slice(1))

function readState(): State {
  const parameters = new URLSearchParams(location.hash.slice(1))
  const route = new URLSearchParams()
  for (const name of ["route", "at"]) if (parameters.has(name)) route.set(name, parameters.get(name) ?? "")
  return { query: parameters.get("q") ?? "", marks: parameters.get("only")?.split(",").filter((one) => one !== "") ?? [], route: route.toString() }
}

/** @param isStep whether the way back leads to what was shown before; not for each letter of a search */
function writeState({ query, marks: wanted, route }: State, isStep: boolean): void {
  const parameters = new URLSearchParams(route)
  if (query !== "") parameters.set("q", query)
  if (wanted.length > 0) parameters.set("only", wanted.join(","))
  const hash = parameters.toString()
  if (hash === location.hash.slice(1)) return
  const address = hash === "" ? location.pathname + location.search : `#${hash}`
  if (isStep) history.pushState(null, "", address)
  else history.replaceState(null, "", address)
  show()
}

/** A link to a place in an old state of the list may lack the place: then the first route of that name is meant. */
function findRoute(fragment: string): number {
  if (fragment === "") return -1
  const exact = fragments.indexOf(fragment)
  if (exact >= 0) return exact
  const name = new URLSearchParams(fragment).get("route")
  return data.routes.findIndex(({ route }) => `${route.method} ${route.path}` === name)
}

function show(): void {
  const state = readState()
  if (search.value !== state.query) search.value = state.query
  for (const box of boxes) box.checked = state.marks.includes(box.value)
  showRows(state)
  showDetails(state)
}

function showRows({ query, marks: wanted }: State): void {
  const words = query.toLowerCase().split(/\s+/u).filter((word) => word !== "")
  let shown = 0
  for (const [index, row] of rows.entries()) {
    const isShown = words.every((word) => texts[index]?.includes(word)) && wanted.every((mark) => marks[index]?.has(mark))
    row.hidden = !isShown
    if (isShown) shown += 1
  }
  const noun = rows.length === 1 ? "route" : "routes"
  find("count").textContent = shown === rows.length ? `${rows.length} ${noun}` : `${shown} of ${rows.length} ${noun}`
}

function showDetails({ route }: State): void {
  const index = findRoute(route)
  if (index === current) return
  current = index
  const explanation = data.routes[index]
  details.hidden = explanation === undefined
  for (const [at, row] of rows.entries()) row.toggleAttribute("aria-current", at === index)
  if (explanation === undefined) {
    render(null, content)
    return
  }
  details.setAttribute("aria-labelledby", "details-title")
  render(<Details explanation={explanation} links={data} />, content)
  document.getElementById("details-title")?.focus({ preventScroll: true })
  details.scrollTop = 0
}

/** Closes the route in full, and goes back to its row. */
function close(): void {
  const index = findRoute(readState().route)
  writeState({ ...readState(), route: "" }, true)
  rows[index]?.querySelector<HTMLElement>("th a")?.focus()
}

function moveTo(step: 1 | -1): void {
  const links = rows.filter((row) => !row.hidden).map((row) => row.querySelector<HTMLElement>("th a"))
  const at = links.findIndex((link) => link === document.activeElement)
  links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus()
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const isTyping = document.activeElement === search
  if (event.key === "Escape" && !details.hidden) close()
  else if (event.key === "/" && !isTyping) search.focus()
  else if (event.key === "j" && !isTyping) moveTo(1)
  else if (event.key === "k" && !isTyping) moveTo(-1)
  else return
  event.preventDefault()
})
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("th a[href^='#']") : null
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  writeState({ ...readState(), route: link.getAttribute("href")?.slice(1) ?? "" }, true)
})
find("close").addEventListener("click", close)
search.addEventListener("input", () => writeState({ ...readState(), query: search.value }, false))
find("filters").addEventListener("submit", (event) => event.preventDefault())
find("filters").addEventListener("change", (event) => {
  if (event.target === search) return
  writeState({ ...readState(), marks: boxes.filter(({ checked }) => checked).map(({ value }) => value) }, true)
})
window.addEventListener("popstate", show)
window.addEventListener("hashchange", show)
find("filters").hidden = false
show()
