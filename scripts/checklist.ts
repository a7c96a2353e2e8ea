/**
 * The checklist: what a reviewer asks of a backend, in groups, and what of each item has to be left to the reviewer. The rules
 * name the item that they serve; the list itself is made from both.
 *
 * @module
 */
import type { Rule } from "../src/rule.ts"

/** A question of the checklist. */
export interface Item {
  /** As the rules name it. */
  readonly name: string
  /** What no static analysis can decide of it: one or two sentences. */
  readonly remains: string
}

/** Questions that belong together. */
export interface Group {
  readonly title: string
  readonly items: readonly Item[]
}

/** Every item, in the order in which the list shows them. */
export const checklist: readonly Group[] = [
  {
    title: "API design",
    items: [
      {
        name: "Endpoints follow REST conventions",
        remains: "Whether the resources are the right ones, and whether a method does what its name promises in the business that it is about.",
      },
      {
        name: "Response models are defined for all endpoints",
        remains: "Whether the declared shape is the one that clients need, and whether data from outside the program really has it.",
      },
      {
        name: "Status codes are meaningful",
        remains: "Which status a business case deserves: whether a booking that is too late is a 409, a 410 or a 422.",
      },
      {
        name: "Error responses are consistent",
        remains: "Whether the words help the reader, and whether a proxy or gateway in front answers in another shape.",
      },
      {
        name: "OpenAPI documentation is complete",
        remains: "Whether what is written is true and understandable. A description that is there may still be empty of meaning.",
      },
    ],
  },
  {
    title: "Security",
    items: [
      {
        name: "Authentication is enforced on protected endpoints",
        remains: "Which endpoints are meant to be open, whether a gateway authenticates in front of the program, and whether a user who is known may see this record.",
      },
      {
        name: "API keys and tokens are validated",
        remains: "Whether keys are issued, rotated and revoked as they should be, and whether what is signed is the right thing.",
      },
      {
        name: "CORS is configured appropriately",
        remains: "Which origins should be let in, and what is in the environment that the list is read from.",
      },
      {
        name: "Secrets are in environment variables",
        remains: "What lies in the history of the repository, in images and in the places of deployment, and whether the value in the environment is a good one.",
      },
    ],
  },
  {
    title: "Performance",
    items: [
      {
        name: "Async operations don't block",
        remains: "How long a computation takes on real data. A loop over ten elements and one over ten million look alike.",
      },
      {
        name: "Database connections are pooled",
        remains: "How large the pool has to be, and what the database and a pooler in between allow.",
      },
      {
        name: "Streaming works without buffering",
        remains: "What a proxy, a load balancer or the browser holds back, and how large files and answers become.",
      },
      {
        name: "No N+1 query problems",
        remains: "How many elements there are, what an ORM loads lazily behind a property, and whether an index serves the one query.",
      },
    ],
  },
  {
    title: "Code quality",
    items: [
      {
        name: "Type hints on all functions",
        remains: "Whether a type is true. That is for the compiler, and for what checks data at the edges.",
      },
      {
        name: "Models validate all inputs",
        remains: "Whether the limits are those of the business, and whether two fields that are right alone are right together.",
      },
      {
        name: "Models are strict, separate, with examples",
        remains: "Which bounds are sensible, and whether an example is typical.",
      },
      {
        name: "No private data in a response",
        remains: "What is private where a name does not say so, and for whom: the same field may be right for its owner and wrong for everybody else.",
      },
      {
        name: "Exceptions are handled gracefully",
        remains: "Whether going on is right after this failure, and what the user should be told.",
      },
      {
        name: "Logging captures key events",
        remains: "Which events are the key ones, and whether somebody can find them in the log when it matters.",
      },
      {
        name: "Background tasks are tracked",
        remains: "Whether a queue retries, alarms and is looked at, and what may be lost when the process ends.",
      },
      {
        name: "Dependencies are injected, endpoints test in isolation",
        remains: "Whether there are tests, and whether they test what matters.",
      },
    ],
  },
]

/**
 * The list as Markdown.
 *
 * @param presetsOf the names of the presets that have a rule
 * @throws Error when a rule names an item that is not in the list
 */
export function formatChecklist(rules: readonly Rule[], presetsOf: (rule: Rule) => readonly string[]): string {
  const names = new Set(checklist.flatMap(({ items }) => items.map(({ name }) => name)))
  for (const { name, checklist: item } of rules) {
    if (!names.has(item)) throw new Error(`${name} serves "${item}", which is no item of the checklist (scripts/checklist.ts).`)
  }
  const describeItem = ({ name, remains }: Item): readonly string[] => {
    const serving = rules.filter((rule) => rule.checklist === name)
    const lines = serving.map((rule) => `- [${rule.name}](rules/${rule.name}.md) (${presetsOf(rule).map((preset) => `\`${preset}\``).join(", ")}): ${describeRule(rule)}`)
    return [`### ${name}`, "", ...(lines.length > 0 ? lines : ["No rule yet."]), "", `Left to you: ${uncapitalise(remains)}`, ""]
  }
  return checklist.flatMap(({ title, items }) => [`## ${title}`, "", ...items.flatMap(describeItem)]).join("\n").trimEnd()
}

const describeRule = ({ description, strictOptions }: Rule): string => `${uncapitalise(description)}.${strictOptions === undefined ? "" : " `strict` sets options."}`

const uncapitalise = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1)
