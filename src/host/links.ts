/**
 * Addresses on the web that this package names. They are made of the `homepage` of package.json, the only place where the
 * owner of the repository is decided; the tests hold `repository` and `bugs` to it.
 *
 * @module
 */
import packageJson from "../../package.json" with { type: "json" }

/** Where defects are reported. */
export const issuesUrl: string = packageJson.bugs.url

/** Where the page of a rule is, in this version of the package. */
export function linkRule(name: string): string {
  return `${packageJson.homepage}/blob/v${packageJson.version}/docs/rules/${name}.md`
}
