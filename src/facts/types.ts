/**
 * Types as written: type nodes and the declarations of types.
 *
 * @module
 */
import type { TSESTree } from "@typescript-eslint/types"
import type { Expression, TypeFact, TypeMember } from "../model/expression.ts"
import { declareTypeParameters, lookUp, lookUpType } from "./scope.ts"
import type { Node, TypeDeclarationNode } from "./syntax.ts"
import { keyName } from "./syntax.ts"
import type { Walk } from "./walk.ts"
import { createScope, INITIAL } from "./walk.ts"

const KEYWORD = /^TS(.+)Keyword$/
/** Types nested deeper are not looked into. */
const DEEPEST = 50
const OTHER: TypeFact = { kind: "other" }

/** A type node as a fact, with names as they are bound where the walk stands. */
export function readType(walk: Walk, node: Node, depth = 0): TypeFact {
  if (depth > DEEPEST) return OTHER
  const read = (inner: Node): TypeFact => readType(walk, inner, depth + 1)
  switch (node.type) {
    case "TSTypeReference":
      return reference(walk, nameOfType(walk, node.typeName), node.typeArguments, depth)
    case "TSImportType":
      return reference(walk, importedType(walk, node), node.typeArguments, depth)
    case "TSClassImplements":
    case "TSInterfaceHeritage":
      return reference(walk, nameOfType(walk, node.expression), node.typeArguments, depth)
    case "TSArrayType":
      return { kind: "array", of: read(node.elementType) }
    case "TSTypeLiteral":
      return { kind: "object", members: readMembers(walk, node.members, depth) }
    case "TSUnionType":
      return { kind: "union", of: node.types.map(read) }
    case "TSIntersectionType":
      return { kind: "intersection", of: node.types.map(read) }
    case "TSTupleType":
      return { kind: "tuple", of: node.elementTypes.map(read) }
    case "TSNamedTupleMember":
      return read(node.elementType)
    case "TSOptionalType":
    case "TSRestType":
      return read(node.typeAnnotation)
    case "TSTypeOperator":
      return node.operator === "readonly" && node.typeAnnotation ? read(node.typeAnnotation) : OTHER
    case "TSLiteralType":
      return readLiteral(node.literal)
    case "TSTypeQuery":
      return { kind: "typeof", value: nameOfValue(walk, node.exprName) }
    default: {
      const keyword = KEYWORD.exec(node.type)?.[1]
      return keyword === undefined ? OTHER : { kind: "keyword", name: keyword.toLowerCase() }
    }
  }
}

function reference(
  walk: Walk, name: Expression, typeArguments: TSESTree.TSTypeParameterInstantiation | null | undefined, depth: number,
): TypeFact {
  const types = typeArguments?.params.map((node) => readType(walk, node, depth + 1))
  return { kind: "reference", name, arguments: types ?? [] }
}

/** The types between `<` and `>` of a call. */
export function readTypeArguments(
  walk: Walk, node: TSESTree.TSTypeParameterInstantiation | null | undefined,
): TypeFact[] {
  return node?.params.map((type) => readType(walk, type)) ?? []
}

/** The value that a type's name, or the expression after `implements`, stands for. */
export function nameOfType(walk: Walk, node: Node): Expression {
  return nameOf(walk, node, lookUpType)
}

function nameOfValue(walk: Walk, node: Node): Expression {
  return node.type === "TSImportType" ? importedType(walk, node) : nameOf(walk, node, lookUp)
}

function nameOf(walk: Walk, node: Node, find: (walk: Walk, name: string) => Expression): Expression {
  switch (node.type) {
    case "Identifier":
      return find(walk, node.name)
    case "ThisExpression":
      return walk.values.self(walk.self)
    case "TSQualifiedName":
      return walk.values.member(nameOf(walk, node.left, find), node.right.name)
    case "MemberExpression": {
      const name = keyName(node.property, node.computed)
      return name === undefined ? walk.values.unknown : walk.values.member(nameOf(walk, node.object, find), name)
    }
    default:
      return walk.values.unknown
  }
}

function importedType(walk: Walk, node: TSESTree.TSImportType): Expression {
  walk.imports.add(node.source.value)
  const module = walk.values.imported(node.source.value, "*")
  return node.qualifier ? qualify(walk, module, node.qualifier) : module
}

function qualify(walk: Walk, module: Expression, name: TSESTree.EntityName): Expression {
  if (name.type === "Identifier") return walk.values.member(module, name.name)
  if (name.type === "TSQualifiedName") return walk.values.member(qualify(walk, module, name.left), name.right.name)
  return walk.values.unknown
}

function readLiteral(node: TSESTree.TSLiteralType["literal"]): TypeFact {
  if (node.type === "Literal") return literal("bigint" in node && node.bigint ? node.bigint : node.value)
  if (node.type !== "UnaryExpression" || node.argument.type !== "Literal") return OTHER
  return literal(typeof node.argument.value === "number" ? -node.argument.value : null)
}

function literal(value: unknown): TypeFact {
  const isText = typeof value === "string" || typeof value === "boolean"
  return isText || (typeof value === "number" && Number.isFinite(value)) ? { kind: "literal", value } : OTHER
}

function readMembers(walk: Walk, nodes: readonly TSESTree.TypeElement[], depth: number): TypeMember[] {
  const members: TypeMember[] = []
  for (const node of nodes) {
    if (node.type !== "TSPropertySignature" && node.type !== "TSMethodSignature") continue
    const name = keyName(node.key, node.computed)
    if (name === undefined) continue
    const annotation = node.type === "TSPropertySignature" ? node.typeAnnotation : undefined
    const type = annotation ? readType(walk, annotation.typeAnnotation, depth + 1) : undefined
    members.push({ name, type: node.type === "TSMethodSignature" ? OTHER : type, isOptional: node.optional })
  }
  return members
}

/** Fills in the fact of a declared type, with its type parameters in scope. */
export function describeType(walk: Walk, node: TypeDeclarationNode): void {
  const fact = walk.facts.types[walk.declaredTypes.get(node) ?? -1]
  if (fact === undefined) return
  if (node.type === "TSEnumDeclaration") {
    fact.type = { kind: "object", members: readEnum(walk, node.body.members) }
    return
  }
  const outer = walk.scope
  walk.scope = createScope(outer)
  declareTypeParameters(walk, node.typeParameters)
  if (node.type === "TSTypeAliasDeclaration") fact.type = readType(walk, node.typeAnnotation)
  else {
    fact.type = { kind: "object", members: readMembers(walk, node.body.body, 0) }
    fact.extends = (node.extends ?? []).map((heritage) => readType(walk, heritage))
  }
  walk.scope = outer
}

function readEnum(walk: Walk, nodes: readonly TSESTree.TSEnumMember[]): TypeMember[] {
  let next: number | undefined = 0
  return nodes.map((node) => {
    const name = keyName(node.id, false) ?? ""
    const value = node.initializer && walk.evaluate(node.initializer, { ...INITIAL, name })
    const type = value ? literal(value.kind === "literal" ? value.value : undefined) : literal(next)
    next = type.kind === "literal" && typeof type.value === "number" ? type.value + 1 : undefined
    return { name, type, isOptional: false }
  })
}
