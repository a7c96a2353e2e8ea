/**
 * Clients of other services: what makes one. Those of databases and queues are in `databases.ts`.
 *
 * Sources: https://axios-http.com/docs/instance , https://github.com/sindresorhus/got , https://github.com/sindresorhus/ky ,
 * https://nodemailer.com/ , https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/ , https://docs.stripe.com/api ,
 * https://github.com/openai/openai-node , https://github.com/anthropics/anthropic-sdk-typescript , https://www.twilio.com/docs/libraries
 *
 * @module
 */
import type { Table } from "./table.ts"

/** Canonical name of what is called or constructed -> what the client talks to. */
export const clients: Table<{ readonly client: string }> = [
  { name: "{axios.create,got.extend,ky.create,ky.extend,ofetch.create,undici.Pool,undici.Client}", client: "HTTP" },
  { name: "nodemailer.createTransport", client: "mail" },
  { name: "{resend.Resend,mailgun.js,postmark.ServerClient}", client: "mail" },
  { name: "{stripe,stripe.Stripe}", client: "Stripe" },
  { name: "{openai,openai.OpenAI,openai.AzureOpenAI,@anthropic-ai/sdk,@google/generative-ai.GoogleGenerativeAI}", client: "AI" },
  { name: "twilio", client: "Twilio" },
  { name: "{aws-sdk.S3,aws-sdk.SQS,aws-sdk.SNS,aws-sdk.SES,@aws-sdk/client-s3.S3Client,@aws-sdk/client-sqs.SQSClient}", client: "AWS" },
  { name: "{@aws-sdk/client-sns.SNSClient,@aws-sdk/client-ses.SESClient,@aws-sdk/client-lambda.LambdaClient}", client: "AWS" },
  { name: "{@google-cloud/storage.Storage,@google-cloud/pubsub.PubSub,minio.Client}", client: "storage" },
]
