/**
 * Classes of stored records: the decorator that makes a class one, or the class that it extends.
 *
 * Sources: https://typeorm.io/docs/entity/entities , https://mikro-orm.io/docs/defining-entities ,
 * https://docs.nestjs.com/techniques/mongodb , https://github.com/sequelize/sequelize-typescript#model-definition
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Canonical names of decorators, and of base classes with `()` for an instance. */
export const recordClasses: Table<object> = [
  { name: "typeorm.{Entity,ChildEntity,ViewEntity}" },
  { name: "@mikro-orm/core.Entity" },
  { name: "@nestjs/mongoose.Schema" },
  { name: "@typegoose/typegoose.modelOptions" },
  { name: "sequelize.Table" },
  { name: "{typeorm.BaseEntity,sequelize.Model,objection.Model,mongoose.Document,mongoose.Model}()" },
]
