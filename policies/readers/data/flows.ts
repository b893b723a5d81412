import { memoizeByEstate, memoizeByResource } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { valueAt } from "../../core/values";
import { rolesOf } from "../iam/compute-roles";
import type { PolicyDocument } from "../iam/document";
import { type Answer, canPerform, type Permissions } from "../iam/evaluate";
import { permissionsOf } from "../iam/permissions";
import { classificationOf } from "../resource/tags";
import { BUCKETS, bucketNameOf } from "./buckets";

/** What data comes from, and what it goes to. */
export interface DataFlow {
  readonly sources: readonly ResourceRecord[];
  readonly targets: readonly ResourceRecord[];
  /** False if there may be more of either than can be seen yet. */
  readonly complete: boolean;
}

export const KNOWLEDGE_BASES: readonly string[] = ["aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase"];
const DATA_SOURCES = ["aws:bedrock/agentDataSource:AgentDataSource"];
const INDEXES = ["aws:s3/vectorsIndex:VectorsIndex"];

/** Where a knowledge base names its vector store, and what that can be. */
const VECTOR_STORES: readonly (readonly [path: string, types: readonly string[]])[] = [
  ["opensearchServerlessConfiguration.collectionArn", ["aws:opensearch/serverlessCollection:ServerlessCollection"]],
  ["opensearchManagedClusterConfiguration.domainArn", ["aws:opensearch/domain:Domain"]],
  ["rdsConfiguration.resourceArn", ["aws:rds/cluster:Cluster"]],
  ["s3VectorsConfiguration.indexArn", INDEXES],
  ["s3VectorsConfiguration.vectorBucketArn", ["aws:s3/vectorsVectorBucket:VectorsVectorBucket"]],
  ["neptuneAnalyticsConfiguration.graphArn", ["aws:neptunegraph/graph:Graph"]],
];

/** What compute reads and writes besides buckets, by its ARN, and the actions that do. */
const STORES: readonly { readonly types: readonly string[]; readonly read: string; readonly write?: string }[] = [
  { types: KNOWLEDGE_BASES, read: "bedrock:Retrieve" },
  { types: INDEXES, read: "s3vectors:QueryVectors", write: "s3vectors:PutVectors" },
  { types: ["aws:dynamodb/table:Table"], read: "dynamodb:GetItem", write: "dynamodb:PutItem" },
];

/** From the buckets that a knowledge base reads to itself and its vector store. */
export function flowOfKnowledgeBase(base: ResourceRecord, estate: Estate): DataFlow {
  const reads = estate
    .referrers(base, "knowledgeBaseId", DATA_SOURCES)
    .map((source) => estate.references(source, "dataSourceConfiguration.s3Configuration.bucketArn", BUCKETS));
  const connectors = estate
    .referrers(base, "knowledgeBaseId", DATA_SOURCES)
    .map(({ props }) => valueAt(props, "dataSourceConfiguration.type"));
  const stores = VECTOR_STORES.map(([path, types]) => estate.references(base, `storageConfiguration.${path}`, types));
  return {
    sources: reads.flatMap(({ found }) => found),
    targets: [base, ...stores.flatMap(({ found }) => found)],
    complete: [...reads, ...stores].every(({ complete }) => complete) && !connectors.some(isInternal(base, estate)),
  };
}

/**
 * Whether a connector reads a system of the organisation whose level nothing here tells, for a knowledge base of public
 * data. What a crawler finds on the web is public; into a base of a higher level anything may go.
 */
function isInternal(base: ResourceRecord, { standard }: Estate): (connector: unknown) => boolean {
  const isPublic = classificationOf(base, standard) === "public";
  return (connector) => isPublic && typeof connector === "string" && !["S3", "WEB"].includes(connector);
}

/** From the stores that compute may read to those that it may write, as its role's policies are evaluated. */
export function flowOfCompute(compute: ResourceRecord, estate: Estate): DataFlow {
  const roles = rolesOf(compute, estate);
  const flows = roles.flatMap(({ found }) => found).map((role) => flowOfRole(role, estate));
  return {
    sources: [...flows.flatMap(({ sources }) => sources), ...queuesOf(compute, estate)],
    targets: flows.flatMap(({ targets }) => targets),
    complete: roles.every(({ complete }) => complete) && flows.every(({ complete }) => complete),
  };
}

const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
const QUEUES = [
  "aws:sqs/queue:Queue",
  "aws:kinesis/stream:Stream",
  "aws:dynamodb/table:Table",
  "aws:msk/cluster:Cluster",
  "aws:docdb/cluster:Cluster",
];

/** What Lambda reads for a function and hands to it. */
function queuesOf(compute: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  return estate
    .referrers(compute, "functionName", [MAPPING])
    .flatMap((mapping) => estate.references(mapping, "eventSourceArn", QUEUES).found);
}

const flowOfRole = memoizeByResource((role, estate): DataFlow => {
  const permissions = permissionsOf(role, estate);
  const documents = permissions.identity.map(({ document }) => document);
  const buckets = new Set(documents.flatMap(namedIn).flatMap((name) => bucketsByName(estate).get(name) ?? []));
  const allowedBuckets = (action: string) =>
    [...buckets].filter((bucket) => answerFor(permissions, action, bucket) === "allowed");
  const others = storesOf(permissions, documents, estate);
  return {
    sources: [...allowedBuckets("s3:GetObject"), ...others.sources],
    targets: [...allowedBuckets("s3:PutObject"), ...others.targets],
    complete: !documents.includes(UNKNOWN),
  };
});

/** Stores besides buckets that a role's policies name by ARN, as far as it may read or write them. */
function storesOf(permissions: Permissions, documents: readonly PolicyDocument[], estate: Estate) {
  const patterns = new Set(
    documents.flatMap((document) =>
      document === UNKNOWN ? [] : document.flatMap(({ resources }) => resources.patterns),
    ),
  );
  const able = STORES.flatMap(({ types, read, write }) =>
    estate.ofType(...types).flatMap((store) => {
      const { arn } = store.props;
      if (typeof arn !== "string" || !patterns.has(arn)) return [];
      const can = (action: string) => canPerform(permissions, { action, resource: arn }) === "allowed";
      return [{ store, reads: can(read), writes: write !== undefined && can(write) }];
    }),
  );
  return {
    sources: able.filter(({ reads }) => reads).map(({ store }) => store),
    targets: able.filter(({ writes }) => writes).map(({ store }) => store),
  };
}

function answerFor(permissions: Permissions, action: string, bucket: ResourceRecord): Answer {
  const name = bucketNameOf(bucket);
  if (name === UNKNOWN) return "unknown";
  const tls = new Map([["aws:securetransport", ["true"]]]);
  return canPerform(permissions, { action, resource: `arn:aws:s3:::${name}/plinth`, context: tls });
}

/** Buckets that a policy names; what is not scoped to any is another rule's finding. */
function namedIn(document: PolicyDocument): readonly string[] {
  if (document === UNKNOWN) return [];
  return document.flatMap(({ resources }) =>
    resources.patterns.flatMap((pattern) => {
      const name = pattern === UNKNOWN ? undefined : /^arn:[^:]+:s3:::([^/*?$]+)/.exec(pattern)?.[1];
      return name ? [name] : [];
    }),
  );
}

/** Buckets of a run by the name that they have in AWS. */
export const bucketsByName = memoizeByEstate((estate) => {
  const byName = new Map<string, ResourceRecord[]>();
  for (const bucket of estate.ofType(...BUCKETS)) {
    const name = bucketNameOf(bucket);
    if (name !== UNKNOWN) byName.set(name, [...(byName.get(name) ?? []), bucket]);
  }
  return byName;
});
