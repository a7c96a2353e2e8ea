import type { Orm } from "./orm.ts"

const COLLECTION = "mongodb.**.collection()"
const SETTERS = ["$set", "$setOnInsert"]

/** https://www.mongodb.com/docs/drivers/node/current/crud/ , https://mongodb.github.io/node-mongodb-native/2.2/tutorials/connect/ */
export const mongodb: Orm = {
  name: "MongoDB",
  insteadOfReads: "`{ _id: { $in: ids } }`, `insertMany()` or `bulkWrite()`",
  calls: [
    { name: "mongodb.{MongoClient,MongoClient.connect}", does: "construct" },
    // A cursor asks when it is read.
    { name: `${COLLECTION}.{find,aggregate}`, does: "reads", isLazy: true },
    { name: `${COLLECTION}.{findOne,countDocuments,estimatedDocumentCount,distinct}`, does: "reads" },
    { name: `${COLLECTION}.{insertOne,insertMany,insert}`, does: "adds", values: { from: 0 } },
    { name: `${COLLECTION}.save`, does: "saves", values: { from: 0 } },
    { name: `${COLLECTION}.bulkWrite`, does: "saves" },
    {
      name: `${COLLECTION}.{updateOne,updateMany,replaceOne,findOneAndUpdate,findOneAndReplace,update}`, does: "changes",
      values: { from: 1, entries: SETTERS },
    },
    { name: `${COLLECTION}.findAndModify`, does: "changes" },
    { name: `${COLLECTION}.{deleteOne,deleteMany,findOneAndDelete,remove}`, does: "removes" },
  ],
  // Callbacks of the driver before 5.0: an error, then the client.
  callbacks: {
    "mongodb.MongoClient.connect": [undefined, "mongodb.MongoClient.connect()"],
    "mongodb.MongoClient().connect": [undefined, "mongodb.MongoClient()"],
  },
  batchMethods: ["bulkWrite"],
}
