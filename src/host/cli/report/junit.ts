/**
 * Reports as JUnit XML: a suite for each rule, a failed case for each finding, and one that passed where a rule found nothing.
 * The form is what CI servers agree on: https://github.com/testmoapp/junitxml
 *
 * @module
 */
import { type ComponentChild, type ComponentChildren, h } from "preact"
import { renderToString } from "preact-render-to-string"
import type { Paths } from "./paths.ts"
import type { ReportedFinding } from "./report.ts"

/**
 * Formats findings.
 *
 * @param checked names of the rules that were run
 */
export function formatJunit(findings: readonly ReportedFinding[], checked: readonly string[], paths: Paths): string {
  const unparsed = findings.filter(({ rule }) => rule === undefined)
  const suites = [
    ...(unparsed.length > 0 ? [createSuite("syntax", unparsed, paths)] : []),
    ...checked.map((name) => createSuite(`endpoint/${name}`, findings.filter(({ rule }) => rule === name), paths)),
  ]
  const tests = suites.reduce((sum, { cases }) => sum + cases.length, 0)
  const attributes = { name: "eslint-plugin-endpoint", tests, failures: findings.length, errors: 0 }
  const document = h("testsuites", attributes, suites.flatMap(({ element }) => ["\n", element]))
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderToString(document)}\n`
}

interface Suite {
  readonly element: ComponentChild
  readonly cases: readonly ComponentChild[]
}

function createSuite(name: string, findings: readonly ReportedFinding[], paths: Paths): Suite {
  const cases = findings.length > 0
    ? findings.map((finding) => createCase(name, finding, paths))
    : [createElement("testcase", { classname: name, name: "no findings" })]
  return { cases, element: createElement("testsuite", { name, tests: cases.length, failures: findings.length, errors: 0, skipped: 0 }, cases) }
}

function createCase(suite: string, { file, region, message, severity }: ReportedFinding, { toName }: Paths): ComponentChild {
  const place = `${toName(file)}:${region.line}:${region.column}`
  return createElement("testcase", { classname: suite, name: place, file: toName(file), line: region.line },
    createElement("failure", { type: severity, message: toXmlText(message) }, `${place}\n${toXmlText(message)}`))
}

function createElement(name: string, attributes: Readonly<Record<string, string | number>>, children?: ComponentChildren): ComponentChild {
  return h(name, attributes, children)
}

/** Text without what XML 1.0 has no room for: https://www.w3.org/TR/xml/#charsets */
function toXmlText(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD").replaceAll("]]>", "]] >")
}
