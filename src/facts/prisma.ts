/**
 * Prisma schema files: their models and fields, and nothing else of them.
 *
 * Source: https://www.prisma.io/docs/orm/prisma-schema/data-model/models
 *
 * @module
 */
import type { SchemaField, SchemaModel } from "../model/facts.ts"

const BEGIN = /^[ \t]*(?:model|type|view)[ \t]+(\w+)[ \t]*\{/u
const FIELD = /^([ \t]*)([A-Za-z]\w*)[ \t]+([A-Za-z]\w*)/u
const END = /^[ \t]*\}/u

/**
 * The models of a schema file.
 *
 * @param file absolute path
 * @returns them in order; text that is no schema has none
 */
export function extractSchemaModels(file: string, text: string): readonly SchemaModel[] {
  const models: SchemaModel[] = []
  let fields: SchemaField[] | undefined
  let start = 0
  for (const [index, line] of text.split("\n").entries()) {
    const place = (name: string): SchemaModel["at"] => {
      const from = start + line.indexOf(name)
      return { file, start: from, end: from + name.length, line: index + 1 }
    }
    const [, model] = BEGIN.exec(line) ?? []
    if (model !== undefined) {
      fields = []
      models.push({ name: model, at: place(model), fields })
    } else if (END.test(line)) fields = undefined
    else {
      const [, , name, type] = FIELD.exec(line) ?? []
      if (fields !== undefined && name !== undefined && type !== undefined) fields.push({ name, type, at: place(name) })
    }
    start += line.length + 1
  }
  return models
}
