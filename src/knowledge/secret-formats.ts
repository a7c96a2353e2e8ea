/**
 * The published formats of credentials: what a token of each issuer begins with, how long it is and in which alphabet.
 *
 * Where no document of the issuer is named, the format is the one that two public scanners agree on: gitleaks
 * (https://github.com/gitleaks/gitleaks, `config/gitleaks.toml` of 2026-07-22) and secretlint
 * (https://github.com/secretlint/secretlint, rules of 2026-08-21). Formats without a prefix of their own (a bare
 * hexadecimal key) are no formats here: they need a name beside them, see `secrets.ts`. Keys that are public by design
 * (`pk_live_`, Mapbox `pk.`, Flutterwave `FLWPUBK`) are left out.
 *
 * @module
 */

/** One kind of credential that can be told by its text alone. */
export interface SecretFormat {
  /** What it is, with its article: `a GitHub token`. */
  readonly what: string
  /** The environment variable its issuer's documentation uses, or the usual one. */
  readonly variable: string
  /** How it begins: the source of a regular expression. */
  readonly start: string
  /** What follows, to its end: the source of a regular expression. */
  readonly rest: string
}

/** Rows of one area, as `[what, variable, start, rest]`. */
type Row = readonly [what: string, variable: string, start: string, rest: string]

const cloud: readonly Row[] = [
  ["an AWS access key ID", "AWS_ACCESS_KEY_ID", "A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA", "[A-Z2-7]{16}"],
  ["an Amazon Bedrock API key", "AWS_BEARER_TOKEN_BEDROCK", "ABSK", "[A-Za-z0-9+/]{109,269}={0,2}"],
  ["a Google API key", "GOOGLE_API_KEY", "AIza", "[\\w-]{35}"],
  ["a Google OAuth client secret", "GOOGLE_CLIENT_SECRET", "GOCSPX-", "[\\w-]{28}"],
  ["an Azure client secret", "AZURE_CLIENT_SECRET", "[\\w~.]{3}\\dQ~", "[\\w~.-]{31,34}"],
  ["an Azure storage account key", "AZURE_STORAGE_CONNECTION_STRING", "AccountKey=", "[A-Za-z0-9+/]{86}=="],
  ["an Alibaba Cloud access key ID", "ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI", "[A-Za-z0-9]{20}"],
  ["a DigitalOcean token", "DIGITALOCEAN_TOKEN", "do[opr]_v1_", "[a-f0-9]{64}"],
  // https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/
  ["a Cloudflare token", "CLOUDFLARE_API_TOKEN", "cfk_|cfut_|cfat_", "[A-Za-z0-9]{40}[0-9a-f]{8}"],
  ["a Cloudflare origin CA key", "CLOUDFLARE_ORIGIN_CA_KEY", "v1\\.0-", "[a-f0-9]{24}-[a-f0-9]{146}"],
  ["a Heroku API key", "HEROKU_API_KEY", "HRKU-AA", "[\\w-]{58}"],
  ["a Fly.io token", "FLY_API_TOKEN", "fm2_|fm1[ar]_", "[A-Za-z0-9+/]{100,}={0,3}"],
  ["a Vercel token", "VERCEL_TOKEN", "vc[piark]_", "[A-Za-z0-9]{20,60}"],
  // https://tailscale.com/docs/reference/key-prefixes
  ["a Tailscale key", "TAILSCALE_API_KEY", "tskey-", "[a-z]{2,20}-\\w{8,40}-\\w{16,60}"],
  ["a Pulumi token", "PULUMI_ACCESS_TOKEN", "pul-", "[a-f0-9]{40}"],
  ["a Terraform Cloud token", "TF_API_TOKEN", "[A-Za-z0-9]{14}\\.atlasv1\\.", "[\\w=-]{60,70}"],
  ["a Vault token", "VAULT_TOKEN", "hvs\\.|hvb\\.", "[\\w-]{90,300}"],
  ["a Doppler token", "DOPPLER_TOKEN", "dp\\.(?:pt|st|ct|sa)\\.", "[\\w.-]{40,}"],
  ["a 1Password service account token", "OP_SERVICE_ACCOUNT_TOKEN", "ops_eyJ", "[A-Za-z0-9+/]{250,}={0,3}"],
  ["an age secret key", "AGE_SECRET_KEY", "AGE-SECRET-KEY-1", "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}"],
]

const code: readonly Row[] = [
  // https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/ (its last six characters are a
  // checksum; not relied upon, since its exact computation is not published)
  ["a GitHub token", "GITHUB_TOKEN", "gh[pousr]_", "[A-Za-z0-9]{36,76}"],
  // https://github.blog/changelog/2026-04-24-notice-about-upcoming-new-format-for-github-app-installation-tokens/
  ["a GitHub installation token", "GITHUB_TOKEN", "ghs_", "\\d{1,20}_[\\w-]+\\.[\\w-]+\\.[\\w-]+"],
  ["a GitHub token", "GITHUB_TOKEN", "github_pat_", "\\w{82}"],
  ["a GitLab token", "GITLAB_TOKEN", "gl(?:pat|dt|rt|soat|ffct|ft)-", "[\\w-]{20}(?:[\\w.-]{7,300})?"],
  ["a GitLab token", "GITLAB_TOKEN", "gl(?:ptt|oas|imt|agent)-", "[\\w-]{25,64}"],
  ["an npm token", "NPM_TOKEN", "npm_", "[A-Za-z0-9]{36}"],
  ["a PyPI token", "PYPI_TOKEN", "pypi-AgEIcHlwaS5vcmc", "[\\w-]{50,1000}"],
  ["a RubyGems key", "RUBYGEMS_API_KEY", "rubygems_", "[a-f0-9]{48}"],
  // https://docs.docker.com/security/access-tokens/
  ["a Docker Hub token", "DOCKER_TOKEN", "dckr_pat_", "[\\w-]{27}"],
  ["an Artifactory API key", "ARTIFACTORY_API_KEY", "AKCp", "[A-Za-z0-9]{69}"],
  ["an Atlassian API token", "ATLASSIAN_API_TOKEN", "ATATT3", "[\\w=-]{186}"],
  ["a Postman API key", "POSTMAN_API_KEY", "PMAK-", "[a-f0-9]{24}-[a-f0-9]{34}"],
  ["a Sourcegraph token", "SRC_ACCESS_TOKEN", "sgp_", "(?:(?:[a-f0-9]{16}|local)_)?[a-f0-9]{40}"],
  ["a SonarQube token", "SONAR_TOKEN", "sq[upa]_", "[a-f0-9]{40}"],
]

const money: readonly Row[] = [
  // https://docs.stripe.com/keys
  ["a Stripe secret key", "STRIPE_SECRET_KEY", "(?:sk|rk)_(?:live|test|prod)_", "[A-Za-z0-9]{16,247}"],
  ["a Stripe webhook secret", "STRIPE_WEBHOOK_SECRET", "whsec_", "[A-Za-z0-9+/=]{32,}"],
  ["a Square token", "SQUARE_ACCESS_TOKEN", "EAAA|sq0atp-|sq0csp-", "[\\w-]{22,60}"],
  // https://shopify.dev/changelog/length-of-the-shopify-access-token-is-increasing
  ["a Shopify token", "SHOPIFY_ACCESS_TOKEN", "shp(?:at|ca|pa|ss)_", "[A-Za-z0-9]{32,64}"],
  [
    "a Braintree token",
    "BRAINTREE_ACCESS_TOKEN",
    "access_token\\$(?:production|sandbox)\\$",
    "[a-z0-9]{16}\\$[a-f0-9]{32}",
  ],
  [
    "a Plaid token",
    "PLAID_ACCESS_TOKEN",
    "access-(?:sandbox|development|production)-",
    "[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}",
  ],
  ["a Flutterwave secret key", "FLUTTERWAVE_SECRET_KEY", "FLWSECK(?:_TEST)?-", "[a-h0-9]{32}-X"],
  ["an EasyPost API key", "EASYPOST_API_KEY", "EZ[AT]K", "[A-Za-z0-9]{54}"],
  ["a Shippo token", "SHIPPO_API_TOKEN", "shippo_(?:live|test)_", "[a-fA-F0-9]{40}"],
  ["a Duffel token", "DUFFEL_ACCESS_TOKEN", "duffel_(?:test|live)_", "[\\w=-]{43}"],
]

const messages: readonly Row[] = [
  // https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
  ["a SendGrid API key", "SENDGRID_API_KEY", "SG\\.", "[\\w-]{22}\\.[\\w-]{43}"],
  ["a Mailgun API key", "MAILGUN_API_KEY", "key-", "[a-f0-9]{32}"],
  ["a Mailchimp API key", "MAILCHIMP_API_KEY", "[a-f0-9]{32}-us", "\\d{1,2}"],
  ["a Brevo API key", "BREVO_API_KEY", "xkeysib-", "[a-f0-9]{64}-[A-Za-z0-9]{16}"],
  ["a Resend API key", "RESEND_API_KEY", "re_", "[A-Za-z0-9]{8}_[A-Za-z0-9]{24}"],
  ["a Twilio API key", "TWILIO_API_KEY", "SK", "[a-f0-9]{32}"],
  // https://docs.slack.dev/authentication/tokens
  ["a Slack token", "SLACK_TOKEN", "xox[abeoprs]-", "(?:\\d{1,13}-)+[A-Za-z0-9-]{18,}"],
  ["a Slack app token", "SLACK_APP_TOKEN", "xapp-\\d-", "[A-Z0-9]+-\\d+-[a-z0-9]{32,}"],
  ["a Slack webhook", "SLACK_WEBHOOK_URL", "hooks\\.slack\\.com/(?:services|workflows|triggers)/", "[\\w+/]{40,56}"],
  ["a Discord webhook", "DISCORD_WEBHOOK_URL", "discord(?:app)?\\.com/api/webhooks/", "\\d{17,20}/[\\w-]{60,80}"],
  ["a Discord bot token", "DISCORD_TOKEN", "[MNO][\\w-]{23,27}\\.", "[\\w-]{6}\\.[\\w-]{27,38}"],
  ["a Telegram bot token", "TELEGRAM_BOT_TOKEN", "\\d{8,10}:A", "[\\w-]{34}"],
  [
    "a Microsoft Teams webhook",
    "TEAMS_WEBHOOK_URL",
    "\\.webhook\\.office\\.com/webhookb2/",
    "[\\w@-]{60,}/IncomingWebhook/[a-z0-9]{32}/[a-z0-9-]{36}",
  ],
  ["a Facebook access token", "FACEBOOK_ACCESS_TOKEN", "EAA[MC]", "[A-Za-z0-9]{100,}"],
]

const models: readonly Row[] = [
  ["an Anthropic API key", "ANTHROPIC_API_KEY", "sk-ant-(?:api|admin)\\d\\d-", "[\\w-]{80,128}"],
  ["an OpenAI API key", "OPENAI_API_KEY", "sk-(?:proj|svcacct|admin)-", "[\\w-]{58,164}"],
  ["an OpenAI API key", "OPENAI_API_KEY", "sk-", "[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}"],
  ["an OpenRouter API key", "OPENROUTER_API_KEY", "sk-or-v1-", "[a-f0-9]{64}"],
  ["a Hugging Face token", "HF_TOKEN", "hf_|api_org_", "[A-Za-z]{34}"],
  ["a Groq API key", "GROQ_API_KEY", "gsk_", "[A-Za-z0-9]{52}"],
  ["a Perplexity API key", "PERPLEXITY_API_KEY", "pplx-", "[A-Za-z0-9]{48}"],
  ["a Replicate token", "REPLICATE_API_TOKEN", "r8_", "[A-Za-z0-9]{37}"],
]

const services: readonly Row[] = [
  ["a Databricks token", "DATABRICKS_TOKEN", "dapi", "[a-f0-9]{32}(?:-\\d)?"],
  ["a PlanetScale credential", "DATABASE_PASSWORD", "pscale_(?:tkn|pw|oauth)_", "[\\w=.-]{32,64}"],
  ["a ClickHouse Cloud secret key", "CLICKHOUSE_KEY_SECRET", "4b1d", "[A-Za-z0-9]{38}"],
  ["a Supabase secret key", "SUPABASE_SECRET_KEY", "sb_secret_", "[\\w-]{31,}"],
  ["a Supabase token", "SUPABASE_ACCESS_TOKEN", "sbp_", "[a-f0-9]{40}"],
  ["a Grafana token", "GRAFANA_TOKEN", "glsa_", "[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}"],
  ["a Grafana Cloud token", "GRAFANA_TOKEN", "glc_", "[A-Za-z0-9+/]{32,400}={0,3}"],
  ["a New Relic key", "NEW_RELIC_API_KEY", "NRAK-|NRII-", "[A-Za-z0-9-]{27,32}"],
  ["a Sentry token", "SENTRY_AUTH_TOKEN", "sntryu_", "[a-f0-9]{64}"],
  ["a Sentry token", "SENTRY_AUTH_TOKEN", "sntrys_eyJ", "[A-Za-z0-9+/=_]{80,500}"],
  ["a Dynatrace token", "DT_API_TOKEN", "dt0c01\\.", "[A-Za-z0-9]{24}\\.[A-Za-z0-9]{64}"],
  ["an Airtable token", "AIRTABLE_TOKEN", "pat[A-Za-z0-9]{14}\\.", "[a-f0-9]{64}"],
  ["a Notion token", "NOTION_TOKEN", "ntn_", "\\d{11}[A-Za-z0-9]{35}"],
  ["a Linear API key", "LINEAR_API_KEY", "lin_api_", "\\w{32,128}"],
  ["a Figma token", "FIGMA_TOKEN", "figd_", "[\\w-]{40,200}"],
  ["a Typeform token", "TYPEFORM_TOKEN", "tfp_", "[\\w.=-]{59}"],
  ["a MaxMind licence key", "MAXMIND_LICENSE_KEY", "[A-Za-z0-9]{6}_[A-Za-z0-9]{29}", "_mmk"],
]

/** Every published format, by area: cloud, code hosting, payment and shipping, messages, models, other services. */
export const secretFormats: readonly SecretFormat[] = [cloud, code, money, messages, models, services]
  .flat()
  .map(([what, variable, start, rest]) => ({ what, variable, start, rest }))

/** Each format with its whole text, its beginning captured; not inside a longer word. */
const matchers = secretFormats.map((format) => ({
  format,
  whole: new RegExp(`(?<![A-Za-z0-9])(${format.start})(?:${format.rest})(?![A-Za-z0-9])`, "u"),
}))

/** What any of them begins with: most strings of a program have none of it. */
const anyStart = new RegExp(`(?<![A-Za-z0-9])(?:${secretFormats.map((format) => format.start).join("|")})`, "u")

/** A PEM block (RFC 7468) with at least a line of key in it; its line ends may be written out. */
const privateKey = /-----BEGIN (?:[A-Z\d ]+ )?PRIVATE KEY(?: BLOCK)?-----((?:[A-Za-z\d+/=\s]|\\[nr]){64,})/u

/** A signed token (RFC 7519): its header and payload are JSON objects in base64url. */
const signedToken = /(?<![\w-])eyJ[\w-]{14,}\.(eyJ[\w-]{14,})\.[\w-]{20,}/u

/** A payload that is public by design (Supabase's `anon` role), or that of a documented example. */
const harmlessPayload = /"role":\s*"anon"|1234567890|john ?doe|example/iu

/** A made-up body: a run of one character, the alphabet, the digits in order, or a word that says so. */
const madeUp = /(.)\1{5}|x{4}|\*{3}|\.{3}|0123456|1234567|abcdefg|example|placeholder|redacted|dummy|your[-_]/iu

/** A credential found in a text. */
export interface FoundSecret {
  readonly what: string
  readonly variable: string
}

/**
 * Finds the first credential of a published format in a text: a private key, a signed token, a token with a prefix.
 *
 * @returns what it is; undefined when there is none, or only a made-up one
 */
export function findSecretFormat(text: string): FoundSecret | undefined {
  if (text.length < 20) return undefined
  const key = privateKey.exec(text)?.[1]
  if (key !== undefined && new Set(key).size > 16) return { what: "a private key", variable: "PRIVATE_KEY" }
  const payload = signedToken.exec(text)?.[1]
  if (payload !== undefined && !harmlessPayload.test(decode(payload)))
    return { what: "a signed token", variable: "TOKEN" }
  if (!anyStart.test(text)) return undefined
  for (const { format, whole } of matchers) {
    const match = whole.exec(text)
    if (match !== null && isDrawn(match[0], match[1] ?? "")) return { what: format.what, variable: format.variable }
  }
  return undefined
}

/** Whether what follows the prefix can have been drawn at random. */
function isDrawn(whole: string, start: string): boolean {
  const body = whole.slice(start.length)
  return !madeUp.test(body) && new Set(body.length > 8 ? body : whole).size >= 8
}

/** The text of a base64url segment; empty when it is none. */
function decode(segment: string): string {
  try {
    return atob(segment.replaceAll("-", "+").replaceAll("_", "/"))
  } catch {
    return ""
  }
}
