/**
 * What is remembered of judgments about routes: with each answer goes what was asked of the route on the way to it, so that a
 * guard that asks nothing is judged once for all its routes, and one that asks the method once for each method.
 *
 * @module
 */
import type { AbstractValue } from "../../../model/values.ts"
import type { RouteAssumptions } from "../../evaluate/conditions.ts"

/** Something that a judgment asks of a route: a property, or an option or metadata under a key. */
export interface Question {
  readonly of: "method" | "path" | "base" | "pathTests" | "isAny" | "option" | "metadata"
  /** The names on the way to an option, or the key of metadata; empty for a property. */
  readonly names: readonly string[]
}

/** A step of a judgment: an answer, or a question and where each answer to it leads. */
type Decision<Answer> = { readonly answer: Answer } | { readonly question: Question; readonly next: Map<unknown, Decision<Answer>> }

/** A question that was asked, and what the route said. */
interface Asked {
  readonly question: Question
  readonly said: unknown
}

/**
 * A judgment that remembers its answers as a decision tree over what it asked of the route.
 *
 * @param judge gives the same answer for the same subject wherever the route says the same to what it asks
 * @returns the same judgment
 */
export function rememberVerdicts<Subject extends object, Answer>(
  judge: (subject: Subject, route: RouteAssumptions) => Answer,
): (subject: Subject, route: RouteAssumptions) => Answer {
  const trees = new WeakMap<Subject, Decision<Answer>>()
  return (subject, route) => {
    let decision = trees.get(subject)
    while (decision !== undefined && "question" in decision) decision = decision.next.get(ask(decision.question, route))
    if (decision !== undefined) return decision.answer
    const asked = new Map<string, Asked>()
    const answer = judge(subject, listenTo(route, (question, said) => {
      const key = [question.of, ...question.names].join("\n")
      if (!asked.has(key)) asked.set(key, { question, said })
    }))
    trees.set(subject, extend(trees.get(subject), [...asked.values()], answer))
    return answer
  }
}

function ask(question: Question, route: RouteAssumptions): unknown {
  switch (question.of) {
    case "option":
      return route.option(question.names)
    case "metadata":
      return route.metadata(question.names[0] ?? "")
    default:
      return route[question.of]
  }
}

/**
 * The same route, which tells what it is asked.
 *
 * @param hear is called with each question and what the route said, in the order in which they are asked
 */
export function listenTo(route: RouteAssumptions, hear: (question: Question, said: unknown) => void): RouteAssumptions {
  const note = <Said>(said: Said, of: Question["of"], names: readonly string[] = []): Said => {
    hear({ of, names }, said)
    return said
  }
  return {
    get method() { return note(route.method, "method") },
    get path() { return note(route.path, "path") },
    get base() { return note(route.base, "base") },
    get pathTests() { return note(route.pathTests, "pathTests") },
    get isAny() { return note(route.isAny, "isAny") },
    option: (path): AbstractValue | undefined => note(route.option(path), "option", path),
    metadata: (key): AbstractValue | undefined => note(route.metadata(key), "metadata", [key]),
  }
}

/** The tree with one way more in it. */
function extend<Answer>(tree: Decision<Answer> | undefined, asked: readonly Asked[], answer: Answer): Decision<Answer> {
  const [first, ...rest] = asked
  if (first === undefined) return { answer }
  const next = tree !== undefined && "question" in tree ? tree.next : new Map<unknown, Decision<Answer>>()
  next.set(first.said, extend(next.get(first.said), rest, answer))
  return { question: first.question, next }
}
