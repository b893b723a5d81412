import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { valuesAt } from "../../core/values";
import { actionMatches, statementsOf } from "../iam/evaluate";
import { permissionsOf, ROLES } from "../iam/permissions";
import { mayInvoke } from "../models/model-use";
import { holdsContent, INVOCATION_LOGGING, loggingOf } from "../observability/invocation-logging";
import { BUCKETS } from "./buckets";
import { bucketsByName } from "./flows";

/** What a bucket is to models: what they are given, or what they say. */
export type BucketUse = "source" | "output";

interface BucketReference {
  readonly type: string;
  /** Where the resource names a bucket, by name, ARN or `s3://` address. */
  readonly path: string;
  readonly use: BucketUse;
  /** Default: always. */
  readonly when?: (resource: ResourceRecord) => boolean;
}

const reference = (type: string, path: string, use: BucketUse): BucketReference => ({ type, path, use });

const BUCKET_REFERENCES: readonly BucketReference[] = [
  reference(
    "aws:bedrock/agentDataSource:AgentDataSource",
    "dataSourceConfiguration.s3Configuration.bucketArn",
    "source",
  ),
  reference("aws:bedrockmodel/invocationJob:InvocationJob", "inputDataConfig.s3InputDataConfig.s3Uri", "source"),
  reference("aws:bedrockmodel/invocationJob:InvocationJob", "outputDataConfig.s3OutputDataConfig.s3Uri", "output"),
  reference("aws:bedrock/customModel:CustomModel", "trainingDataConfig.s3Uri", "source"),
  reference("aws:bedrock/evaluationJob:EvaluationJob", "outputDataConfig.s3Uri", "output"),
  { ...reference(INVOCATION_LOGGING, "loggingConfig.s3Config.bucketName", "output"), when: recordsContent },
  reference(
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    "dataCaptureConfig.destinationS3Uri",
    "output",
  ),
];

/** Everything that a run's resources use a bucket for, as far as it can be seen. */
export function bucketUsesOf(bucket: ResourceRecord, estate: Estate): ReadonlySet<BucketUse> {
  return usesByBucket(estate).get(bucket) ?? new Set();
}

const usesByBucket = memoizeByEstate((estate) => {
  const found = new Map<ResourceRecord, Set<BucketUse>>();
  const add = (bucket: ResourceRecord, use: BucketUse) => {
    const known = found.get(bucket) ?? new Set();
    found.set(bucket, known.add(use));
  };
  for (const { type, path, use, when } of BUCKET_REFERENCES) {
    for (const resource of estate.ofType(type)) {
      if (when && !when(resource)) continue;
      for (const bucket of bucketsAt(resource, path, estate)) add(bucket, use);
    }
  }
  for (const bucket of bucketsDividedByPrefix(estate)) {
    add(bucket, "source");
    add(bucket, "output");
  }
  return found;
});

/** Records without what was asked and answered are the audit trail. */
function recordsContent(configuration: ResourceRecord): boolean {
  const logging = loggingOf(configuration);
  return logging !== UNKNOWN && holdsContent(logging) === true;
}

function bucketsAt(resource: ResourceRecord, path: string, estate: Estate): readonly ResourceRecord[] {
  const addresses = valuesAt(resource.props, path).flatMap((value) => {
    const name = typeof value === "string" ? /^s3:\/\/([^/]+)/.exec(value)?.[1] : undefined;
    return name ? (bucketsByName(estate).get(name) ?? []) : [];
  });
  return addresses.length > 0 ? addresses : estate.references(resource, path, BUCKETS).found;
}

/** Buckets in which a role that invokes models reads below one prefix and writes below another. */
function bucketsDividedByPrefix(estate: Estate): readonly ResourceRecord[] {
  if (estate.ofType(...BUCKETS).length === 0) return [];
  return estate
    .ofType(...ROLES)
    .filter((role) => mayInvoke(role, estate) === true)
    .flatMap((role) => {
      const [read, written] = ["s3:GetObject", "s3:PutObject"].map((action) => prefixesOf(role, action, estate));
      return [...(written ?? [])].flatMap(([name, prefixes]) => {
        const sources = read?.get(name) ?? [];
        const isDivided = prefixes.some((prefix) => sources.some((source) => isApart(prefix, source)));
        return isDivided ? (bucketsByName(estate).get(name) ?? []) : [];
      });
    });
}

/** Prefixes that a role's policies allow an action below, by name of the bucket. */
function prefixesOf(role: ResourceRecord, action: string, estate: Estate): ReadonlyMap<string, readonly string[]> {
  const prefixes = new Map<string, readonly string[]>();
  for (const { effect, actions, resources } of statementsOf(permissionsOf(role, estate).identity)) {
    if (effect === "Deny" || resources.negated || actionMatches(actions, action) !== true) continue;
    for (const pattern of resources.patterns) {
      const [, name, prefix] = (pattern !== UNKNOWN && /^arn:[^:]+:s3:::([^/*?$]+)\/([^*?$]*)/.exec(pattern)) || [];
      if (name !== undefined && prefix !== undefined) prefixes.set(name, [...(prefixes.get(name) ?? []), prefix]);
    }
  }
  return prefixes;
}

function isApart(a: string, b: string): boolean {
  return a !== "" && b !== "" && !a.startsWith(b) && !b.startsWith(a);
}
