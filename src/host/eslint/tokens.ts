/**
 * The tokens of a parsed file, for ESLint's rules that look at them; oxc gives none. Where a token begins and what it is can
 * mostly be read from the text alone. The syntax tree decides the rest: what is a regular expression, a part of a template,
 * text between JSX tags, a name that is spelt like a keyword, and a bracket of type parameters that `>>` must not swallow.
 *
 * The kinds are those of typescript-eslint, with which test/host/tokens.test.ts compares them:
 * https://typescript-eslint.io/packages/typescript-estree
 *
 * @module
 */
import type { AST } from "eslint"
import { createLocator } from "./locations.ts"

/** A node of a syntax tree, as far as tokens are concerned. */
export interface SyntaxNode {
  readonly type: string
  readonly range: readonly [start: number, end: number]
}

/** A part of the text that has been passed over or is decided by the tree. */
interface Part {
  readonly start: number
  readonly end: number
  /** Undefined for a comment. */
  readonly type: string | undefined
}

/** What the tree decides. */
interface Decisions {
  readonly parts: Part[]
  /** Where names stand that are spelt like keywords: `order.default`. */
  readonly names: Set<number>
}

/** A token, the kinds of TypeScript and JSX included, which ESLint's own type leaves out. */
type Token = Omit<AST.Token, "type"> & { type: string; regex?: { pattern: string; flags: string } }

const KEYWORDS = new Set(
  ("break case catch class const continue debugger default delete do else enum export extends finally for function if import in "
    + "instanceof new return super switch this throw try typeof var void while with implements interface let package private "
    + "protected public static yield").split(" "))
const WORD_TYPES: ReadonlyMap<string, string> = new Map([
  ...Array.from(KEYWORDS, (word) => [word, "Keyword"] as const), ["null", "Null"], ["true", "Boolean"], ["false", "Boolean"],
])
const BRACKETED = new Set(["TSTypeParameterInstantiation", "TSTypeParameterDeclaration"])

const SPACE = /[\s\uFEFF]+/uy
const WORD = /#?(?:[$_\p{ID_Start}]|\\u[\dA-Fa-f]{4}|\\u\{[\dA-Fa-f]+\})(?:[$\u200C\u200D\p{ID_Continue}]|\\u[\dA-Fa-f]{4}|\\u\{[\dA-Fa-f]+\})*/uy
const NUMBER = /0[xX][\dA-Fa-f_]+n?|0[oO][0-7_]+n?|0[bB][01_]+n?|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?[\d_]+)?n?/uy
const STRING = /"(?:[^"\\\n\r]|\\(?:\r\n|[\s\S]))*"|'(?:[^'\\\n\r]|\\(?:\r\n|[\s\S]))*'/uy
const PUNCTUATOR = />>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|\?\.(?!\d)|=>|==|!=|<=|>=|\+\+|--|<<|>>|&&|\|\||\?\?|\*\*|[-+*/%&|^]=|[\s\S]/uy

/**
 * Lists the tokens of a program in order, comments excluded.
 *
 * @param comments in order
 */
export function listTokens(
  text: string,
  program: SyntaxNode,
  comments: readonly SyntaxNode[],
  keys: Readonly<Record<string, readonly string[]>>,
): AST.Token[] {
  const { parts, names } = decide(program, keys)
  const skipped = comments.map(({ range: [start, end] }): Part => ({ start, end, type: undefined }))
  const all = [...parts, ...skipped].sort((one, other) => one.start - other.start)
  const locate = createLocator(text)
  const tokens: Token[] = []
  const add = (type: string, start: number, end: number): void => {
    tokens.push({ ...describeToken(type, text.slice(start, end)), range: [start, end], loc: { start: locate(start), end: locate(end) } })
  }
  // ESLint makes a comment of a hashbang before it parses; whoever else parses may not.
  let at = text.startsWith("#!") ? text.search(/[\n\r\u2028\u2029]|$/u) : 0
  for (const { start, end, type } of [...all, { start: text.length, end: text.length, type: undefined }]) {
    scan(text, at, start, names, add)
    if (type !== undefined) add(type, start, end)
    at = end
  }
  return tokens as AST.Token[]
}

/** Adds the tokens of a part of the text of which the tree decides no more than what is a name. */
function scan(
  text: string, begin: number, end: number, names: ReadonlySet<number>, add: (type: string, start: number, end: number) => void,
): void {
  for (let at = begin; at < end;) {
    at = match(SPACE, text, at) ?? at
    if (at >= end) break
    const start = at
    const wordEnd = match(WORD, text, at)
    if (wordEnd !== undefined) {
      at = wordEnd
      const word = text.slice(start, at)
      add(word.startsWith("#") ? "PrivateIdentifier" : names.has(start) ? "Identifier" : WORD_TYPES.get(word) ?? "Identifier", start, at)
      continue
    }
    const numberEnd = match(NUMBER, text, at)
    const stringEnd = numberEnd ?? match(STRING, text, at)
    at = Math.min(stringEnd ?? match(PUNCTUATOR, text, at) ?? at + 1, end)
    add(numberEnd !== undefined ? "Numeric" : stringEnd !== undefined ? "String" : "Punctuator", start, at)
  }
}

/** Where a match of a sticky expression ends; undefined when there is none. */
function match(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at
  return expression.test(text) ? expression.lastIndex : undefined
}

function describeToken(type: string, value: string): Pick<Token, "type" | "value" | "regex"> {
  if (type === "PrivateIdentifier") return { type, value: value.slice(1) }
  if (type !== "RegularExpression") return { type, value }
  const end = value.lastIndexOf("/")
  return { type, value, regex: { pattern: value.slice(1, end), flags: value.slice(end + 1) } }
}

function decide(program: SyntaxNode, keys: Readonly<Record<string, readonly string[]>>): Decisions {
  const decisions: Decisions = { parts: [], names: new Set() }
  const stack: SyntaxNode[] = [program]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    decideNode(node, decisions)
    for (const key of keys[node.type] ?? []) {
      const child = (node as unknown as Readonly<Record<string, unknown>>)[key]
      for (const each of Array.isArray(child) ? child as readonly unknown[] : [child]) {
        // The words of `import.meta` and `new.target` are keywords.
        if (isNode(each) && !(node.type === "MetaProperty" && key === "meta")) stack.push(each)
      }
    }
  }
  return decisions
}

function decideNode(node: SyntaxNode, { parts, names }: Decisions): void {
  const [start, end] = node.range
  const add = (type: string, from = start, to = end): void => void parts.push({ start: from, end: to, type })
  if (node.type === "Identifier") {
    if ("name" in node && WORD_TYPES.has(String(node.name))) names.add(start)
  } else if (node.type === "Literal") {
    if ("regex" in node) add("RegularExpression")
  } else if (node.type === "JSXAttribute") {
    if ("value" in node && isNode(node.value) && node.value.type === "Literal") add("JSXText", ...node.value.range)
  } else if (node.type === "TemplateElement") add("Template")
  else if (node.type === "JSXText" || node.type === "JSXIdentifier") add(node.type)
  else if (BRACKETED.has(node.type)) {
    add("Punctuator", start, start + 1)
    add("Punctuator", end - 1, end)
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && "range" in value
}
