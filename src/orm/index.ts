import { drizzle } from "./drizzle.ts"
import { dynamoose } from "./dynamoose.ts"
import { knex } from "./knex.ts"
import { kysely } from "./kysely.ts"
import { mikroOrm } from "./mikro-orm.ts"
import { mongodb } from "./mongodb.ts"
import { mongoose } from "./mongoose.ts"
import { objection } from "./objection.ts"
import type { Orm } from "./orm.ts"
import { prisma } from "./prisma.ts"
import { sequelize } from "./sequelize.ts"
import { supabase } from "./supabase.ts"
import { typeorm } from "./typeorm.ts"

/** Every library whose queries and models the linker knows; where rows of several fit a call, the earlier library wins. */
export const orms: readonly Orm[] = [prisma, drizzle, typeorm, sequelize, mongoose, mikroOrm, mongodb, knex, kysely, objection, supabase, dynamoose]
