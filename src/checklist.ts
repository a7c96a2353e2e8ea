/**
 * The checklist: what a reviewer asks of a backend, in groups, and what of each item has to be left to the reviewer. The rules
 * name the item that they serve.
 *
 * @module
 */

/** A question of the checklist. */
export interface Item {
  /** What programs and `--require` call it; never renamed. */
  readonly id: string
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
        id: "rest",
        name: "Endpoints follow REST conventions",
        remains: "Whether the resources are the right ones, and whether a method does what its name promises in the business that it is about.",
      },
      {
        id: "response-models",
        name: "Response models are defined for all endpoints",
        remains: "Whether the declared shape is the one that clients need, and whether data from outside the program really has it.",
      },
      {
        id: "status-codes",
        name: "Status codes are meaningful",
        remains: "Which status a business case deserves: whether a booking that is too late is a 409, a 410 or a 422.",
      },
      {
        id: "error-responses",
        name: "Error responses are consistent",
        remains: "Whether the words help the reader, and whether a proxy or gateway in front answers in another shape.",
      },
      {
        id: "openapi",
        name: "OpenAPI documentation is complete",
        remains: "Whether what is written is true and understandable. A description that is there may still be empty of meaning.",
      },
    ],
  },
  {
    title: "Security",
    items: [
      {
        id: "authentication",
        name: "Authentication is enforced on protected endpoints",
        remains: "Which endpoints are meant to be open, whether a gateway authenticates in front of the program, and whether a user who is known may see this record.",
      },
      {
        id: "tokens",
        name: "API keys and tokens are validated",
        remains: "Whether keys are issued, rotated and revoked as they should be, and whether what is signed is the right thing.",
      },
      {
        id: "cors",
        name: "CORS is configured appropriately",
        remains: "Which origins should be let in, and what is in the environment that the list is read from.",
      },
      {
        id: "secrets",
        name: "Secrets are in environment variables",
        remains: "What lies in the history of the repository, in images and in the places of deployment, and whether the value in the environment is a good one.",
      },
    ],
  },
  {
    title: "Performance",
    items: [
      {
        id: "blocking",
        name: "Async operations don't block",
        remains: "How long a computation takes on real data. A loop over ten elements and one over ten million look alike.",
      },
      {
        id: "pooling",
        name: "Database connections are pooled",
        remains: "How large the pool has to be, and what the database and a pooler in between allow.",
      },
      {
        id: "streaming",
        name: "Streaming works without buffering",
        remains: "What a proxy, a load balancer or the browser holds back, and how large files and answers become.",
      },
      {
        id: "n-plus-one",
        name: "No N+1 query problems",
        remains: "How many elements there are, what an ORM loads lazily behind a property, and whether an index serves the one query.",
      },
    ],
  },
  {
    title: "Code quality",
    items: [
      {
        id: "types",
        name: "Type hints on all functions",
        remains: "Whether a type is true. That is for the compiler, and for what checks data at the edges.",
      },
      {
        id: "validation",
        name: "Models validate all inputs",
        remains: "Whether the limits are those of the business, and whether two fields that are right alone are right together.",
      },
      {
        id: "models",
        name: "Models are strict, separate, with examples",
        remains: "Which bounds are sensible, and whether an example is typical.",
      },
      {
        id: "private-data",
        name: "No private data in a response",
        remains: "What is private where a name does not say so, and for whom: the same field may be right for its owner and wrong for everybody else.",
      },
      {
        id: "exceptions",
        name: "Exceptions are handled gracefully",
        remains: "Whether going on is right after this failure, and what the user should be told.",
      },
      {
        id: "logging",
        name: "Logging captures key events",
        remains: "Which events are the key ones, and whether somebody can find them in the log when it matters.",
      },
      {
        id: "background-tasks",
        name: "Background tasks are tracked",
        remains: "Whether a queue retries, alarms and is looked at, and what may be lost when the process ends.",
      },
      {
        id: "dependencies",
        name: "Dependencies are injected, endpoints test in isolation",
        remains: "Whether there are tests, and whether they test what matters.",
      },
    ],
  },
]
