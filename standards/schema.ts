import { z } from "zod";
import { CLASSIFICATIONS, LOG_RETENTION_DAYS } from "./levels";

const days = z.int().min(1).max(36_500);
const usd = z.number().min(0);
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region such as eu-west-1");
const tagKey = z.string().regex(/^(?!aws:)[\p{L}\p{N} _.:/=+@-]{1,128}$/u, "an AWS tag key of 1 to 128 characters");

/** Where a fact was read, and when; facts decide verdicts, so they carry both. */
const source = z.strictObject({ url: z.url(), date: z.iso.date() });

const retention = z
  .strictObject({ minimumDays: days, maximumDays: days })
  .refine((r) => r.minimumDays <= r.maximumDays, "a range whose minimumDays is not above its maximumDays");

/** Members of a level that a higher level must not drop. */
const DEMANDS = ["customerManagedKey", "versioning", "accessLogging", "objectLock"] as const;

/** What a classification level demands of every store that holds it. */
const level = z.strictObject({
  /** A customer managed KMS key, owned by the workload. */
  customerManagedKey: z.boolean(),
  versioning: z.boolean(),
  accessLogging: z.boolean(),
  /** S3 Object Lock on output and audit stores. */
  objectLock: z.boolean(),
  retention: z.strictObject({
    source: retention,
    vector: retention,
    output: retention,
    log: retention.refine(
      (r) => LOG_RETENTION_DAYS.some((d) => d >= r.minimumDays && d <= r.maximumDays),
      `a range that holds one of CloudWatch's periods: ${LOG_RETENTION_DAYS.join(", ")} days`,
    ),
    audit: retention,
    backup: retention,
  }),
});

/** One VPC endpoint service that a private workload can need. */
const endpoint = z.strictObject({
  kind: z.enum(["interface", "gateway"]),
  /** Service name with `{region}` in place of the region: `com.amazonaws.{region}.bedrock-runtime`. */
  serviceName: z.string().includes("{region}", { error: "a service name with {region} in it" }),
  /** Whether the service accepts an endpoint policy; where it does not, AWS always allows full access. */
  endpointPolicy: z.boolean(),
  /** IAM action prefixes that reach AWS through it: `["bedrock"]`. */
  actionPrefixes: z.array(z.string()).min(1),
});

const tokenPrices = z.strictObject({
  inputPerMillionUsd: usd,
  outputPerMillionUsd: usd,
  cacheReadPerMillionUsd: usd.optional(),
  cacheWritePerMillionUsd: usd.optional(),
  source,
});

/** A geography that Bedrock keeps requests in; `global` is not one. */
const area = z.string().regex(/^(?!global$)[a-z]{2,8}$/, "an area such as eu, and never global");

const model = z.strictObject({
  /** Id as stack configuration has it, without version suffix: `anthropic.claude-sonnet-4-5`. */
  id: z.string(),
  /** What Bedrock calls it: `anthropic.claude-sonnet-4-5-20250929-v1:0`. */
  modelId: z.string(),
  provider: z.string(),
  kind: z.enum(["text", "embedding"]),
  /** Lengths of the vectors that an embedding model can write, the default first. */
  dimensions: z.array(z.int().min(1)).min(1).optional(),
  /** Regions where it can be invoked without a profile; empty if a profile is required. */
  regions: z.array(region),
  /** Geographic profiles by area (`eu`, `us`, `apac`, …): system profile id, source and destination regions. */
  profiles: z.record(
    area,
    z.strictObject({
      profileId: z.string(),
      sourceRegions: z.array(region).min(1),
      destinationRegions: z.array(region).min(1),
    }),
  ),
  /** In-Region and geographic-profile prices; those of `global` profiles are lower and of no use here. */
  prices: tokenPrices,
  source,
});

/** Bedrock has one configuration of invocation logging for each account and region; this names the stack that makes it. */
const invocationLog = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/, "an account number of twelve digits, in quotes"),
  region,
  /** Pulumi's names of project and stack: `plinth/security`. When it is judged itself, it must keep its word. */
  stack: z.string().regex(/^[^/\s]+\/[^/\s]+$/, "<project>/<stack>"),
  /** Who answers for it. */
  owner: z.string().min(1),
});

const tagKeys = z
  .strictObject({ workload: tagKey, owner: tagKey, environment: tagKey, classification: tagKey })
  .refine(
    (keys) => new Set(Object.values(keys).map((k) => k.toLowerCase())).size === 4,
    "four keys that differ in more than case",
  );

const environments = z
  .strictObject({
    names: z.array(z.string().regex(/^[a-z][a-z0-9-]{0,15}$/, "a lower-case name of up to 16 characters")).min(1),
    /** Those whose models, data and accounts are production. */
    production: z.array(z.string()).min(1),
  })
  .superRefine(({ names, production }, context) => {
    for (const [index, name] of production.entries()) {
      if (!names.includes(name)) issue(context, ["production", index], `one of names: ${names.join(", ")}`);
    }
  });

const classifications = z
  .strictObject({ public: level, internal: level, confidential: level, restricted: level })
  .superRefine((levels, context) => {
    for (const [index, name] of CLASSIFICATIONS.entries()) {
      const below = CLASSIFICATIONS[index - 1];
      for (const demand of DEMANDS) {
        if (below && levels[below][demand] && !levels[name][demand]) {
          issue(context, [name, demand], `true, because ${below} data demands it`);
        }
      }
    }
  });

const models = z
  .array(model)
  .min(1)
  .superRefine((all, context) => {
    for (const [index, { id, regions, profiles }] of all.entries()) {
      if (all.findIndex((m) => m.id === id) !== index) issue(context, [index, "id"], `unique; ${id} is there already`);
      if (regions.length === 0 && Object.keys(profiles).length === 0) {
        issue(context, [index, "regions"], "at least one region, or there must be a profile");
      }
    }
  });

function issue<T>(context: z.RefinementCtx<T>, path: PropertyKey[], message: string): void {
  context.addIssue({ code: "custom", path, message, input: context.value });
}

/** The organisation's rules as data. Every member is described in `standard.yaml`, which holds the defaults. */
export const standardSchema = z.strictObject({
  version: z.literal(1),
  /** Tag keys, by what they say. All four are required on every data-bearing resource. */
  tagKeys,
  environments,
  regions: z.array(region).min(1),
  /** Accounts that belong to the organisation, or that it trusts as its own, in addition to those that a run manages. Default: none. */
  accounts: z.array(z.string().regex(/^\d{12}$/, "an AWS account id: twelve digits, in quotes")).default([]),
  /** Areas whose geographic inference profiles may be used. `global` is never one. */
  residency: z.array(area).min(1),
  /**
   * Whether use of AI services that AWS has trained (Textract, Comprehend, Rekognition, Polly, Transcribe, Translate) puts
   * a stack into the AI estate. Default: outside. Regulated workloads: inside.
   */
  readyMadeAiServices: z.enum(["inside", "outside"]).default("outside"),
  classifications,
  endpoints: z.record(z.string(), endpoint),
  models,
  thresholds: z.strictObject({
    /** Expected monthly spend above which self-hosting a model is worth its machinery. */
    selfHostingMonthlyUsd: usd,
  }),
  /** Where the invocations of models are recorded by another stack than the one that invokes. Default: nowhere. */
  invocationLogging: z.array(invocationLog).default([]),
  /** List prices for the monthly cost drivers of a stack, in the currency AWS lists them in. */
  prices: z.strictObject({
    interfaceEndpointPerZoneHourUsd: usd,
    kmsKeyMonthUsd: usd,
    logIngestionPerGbUsd: usd,
    alarmMonthUsd: usd,
    /** An hour of one OpenSearch Serverless compute unit (OCU); a classic vector collection never holds fewer than two. */
    searchComputeUnitHourUsd: usd,
    source,
  }),
});

/** An organisation's standard, as it is after loading: defaults filled in. */
export type Standard = Readonly<z.infer<typeof standardSchema>>;

/** A model that workloads may use, with prices and profiles. */
export type CatalogueModel = Standard["models"][number];

/** A VPC endpoint that the standard names. */
export type CatalogueEndpoint = Standard["endpoints"][string];

/** An inference profile of a model. */
export type CatalogueProfile = CatalogueModel["profiles"][string];

/** How long data may be and must be kept, in days. */
export type RetentionRange = z.infer<typeof retention>;
