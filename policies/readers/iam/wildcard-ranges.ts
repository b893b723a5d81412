import type { Standard } from "@plinth/standards";
import { parseArn } from "../../core/arn";
import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { workloadOf } from "../resource/tags";
import { type Permissions, statementsOf } from "./evaluate";
import type { Target } from "./permission-search";
import { UNDECLARED_DATA, undeclaredModels } from "./undeclared-resources";

/** Stores and endpoints by their type: the property that has the name, and the ARN up to it. */
export const NAMED: Readonly<Record<string, readonly [property: string, prefix: string]>> = {
  "aws:s3/bucket:Bucket": ["bucket", "arn:*:s3:::"],
  "aws:s3/bucketV2:BucketV2": ["bucket", "arn:*:s3:::"],
  "aws:s3/vectorsVectorBucket:VectorsVectorBucket": ["vectorBucketName", "arn:*:s3vectors:*:*:bucket/"],
  "aws:dynamodb/table:Table": ["name", "arn:*:dynamodb:*:*:table/"],
  "aws:secretsmanager/secret:Secret": ["name", "arn:*:secretsmanager:*:*:secret:"],
  "aws:ssm/parameter:Parameter": ["name", "arn:*:ssm:*:*:parameter/"],
  "aws:opensearch/domain:Domain": ["domainName", "arn:*:es:*:*:domain/"],
  "aws:sagemaker/endpoint:Endpoint": ["name", "arn:*:sagemaker:*:*:endpoint/"],
};
const NAME_PREFIXES = [...new Set(Object.values(NAMED).map(([, prefix]) => prefix))];

/**
 * Kinds whose ids AWS assigns: no two ids have anything in common, so that a
 * wildcard inside one is a range over everybody's. Source: the resource types of "Actions, resources, and condition keys for
 * Amazon Bedrock", "… AWS Key Management Service" and "… Amazon OpenSearch Serverless"
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/), read 2026-11-30.
 */
const ASSIGNED: readonly string[] = [
  "agent-alias",
  "application-inference-profile",
  "collection",
  "custom-model",
  "flow",
  "imported-model",
  "key",
  "knowledge-base",
  "prompt-router",
  "provisioned-model",
];
const SERVICES_WITH_IDS: readonly string[] = ["aoss", "bedrock", "kms"];
const WILDCARD = /[*?]/;
/** Names of environments that programs use beside those of the standard. */
const USUAL_ENVIRONMENTS = [
  "dev",
  "development",
  "live",
  "prd",
  "prod",
  "production",
  "staging",
  "stage",
  "test",
  "uat",
];

/** Patterns with a wildcard inside an id that AWS assigns, or before it. */
export function rangesOfIds(permissions: Permissions, standard: Standard): readonly Target[] {
  return patternsOf(permissions).flatMap((pattern) => {
    const { service, resource = "" } = parseArn(pattern) ?? {};
    const [kind = "", id] = withoutVariables(resource).split("/", 2);
    if (!SERVICES_WITH_IDS.includes(service ?? "") || !WILDCARD.test(`${kind}/${id ?? ""}`)) return [];
    if (WILDCARD.test(kind)) return actionsOn(`arn:*:${service}:`, standard).map((target) => asked(target, pattern));
    return ASSIGNED.includes(kind)
      ? actionsOn(`arn:*:${service}:*:*:${kind}/`, standard).map((target) => asked(target, pattern))
      : [];
  });
}

/** Patterns of names by whose they are; the workload's own are left out. */
export function rangesOfNames(
  role: ResourceRecord,
  permissions: Permissions,
  estate: Estate,
): Readonly<Record<"everybody" | "somebody", readonly Target[]>> {
  const { standard } = estate;
  const general = new Set([...standard.environments.names, ...standard.regions, ...USUAL_ENVIRONMENTS]);
  const own = ownWordsOf(role, estate);
  const ranges = { everybody: [] as Target[], somebody: [] as Target[] };
  for (const pattern of patternsOf(permissions)) {
    const prefix = NAME_PREFIXES.find((one) => startsAs(pattern, one));
    const name = prefix === undefined ? "" : nameIn(pattern, prefix);
    if (prefix === undefined || !WILDCARD.test(name)) continue;
    const words = wordsOf(name, general).filter((word) => !general.has(word));
    if (words.some((word) => own.workload.has(word))) continue;
    const isOfAll = words.length === 0 || WILDCARD.test(name[0] ?? "");
    if (!isOfAll && words.every((word) => own.stores.has(word))) continue;
    const targets = actionsOn(prefix, standard).map((target) => asked(target, pattern));
    if (isOfAll) ranges.everybody.push(...targets);
    else if (own.workload.size > 0) ranges.somebody.push(...targets);
  }
  return ranges;
}

/** Words that tell a workload's resources: of its tag, the stack and the project, and of stores that no other workload has. */
function ownWordsOf(
  role: ResourceRecord,
  estate: Estate,
): Readonly<Record<"workload" | "stores", ReadonlySet<string>>> {
  const workload = workloadOf(role, estate.standard);
  if (workload === undefined || workload === UNKNOWN) return { workload: new Set(), stores: new Set() };
  const [, , stack = "", project = ""] = role.urn.split(":").filter((part) => part !== "");
  return {
    workload: new Set([workload, stack, project].flatMap(split)),
    stores: wordsOfStores(estate).get(workload) ?? wordsOfStores(estate).get(undefined) ?? new Set(),
  };
}

/** Words in the names of the stores that each workload may have: its own and, as of nobody yet, those without a tag. */
const wordsOfStores = memoizeByEstate((estate): ReadonlyMap<string | undefined, ReadonlySet<string>> => {
  const owned = new Map<string | undefined, Set<string>>([[undefined, new Set()]]);
  for (const store of estate.ofType(...Object.keys(NAMED))) {
    const owner = workloadOf(store, estate.standard);
    if (owner === UNKNOWN) continue;
    const words = owned.get(owner) ?? new Set();
    for (const word of split(store.name)) words.add(word);
    owned.set(owner, words);
  }
  return new Map([...owned].map(([owner, words]) => [owner, new Set([...words, ...(owned.get(undefined) ?? [])])]));
});

function split(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** A resource of a stranger that a pattern lets in: asked about with its wildcards, it would also be what others name. */
function asked({ action }: Target, pattern: string): Target {
  const [place, resource] = [pattern.split(":").slice(0, 5), pattern.split(":").slice(5)];
  return { action, resources: [[...place, ...resource.map(filled)].join(":")] };
}

function filled(part: string): string {
  return part.replaceAll(/\$\{[^}]*\}|\*/g, (found) => (found === "*" ? "plinthother" : found)).replaceAll("?", "x");
}

function patternsOf({ identity }: Permissions): readonly string[] {
  const patterns = statementsOf(identity)
    .filter(({ effect, resources }) => effect === "Allow" && !resources.negated)
    .flatMap(({ resources }) => resources.patterns)
    .filter((pattern) => pattern !== UNKNOWN);
  return [...new Set(patterns)];
}

/** Whether a policy's pattern is of a kind of resource: `*` in the kind's ARN stands for any part. */
function startsAs(pattern: string, kind: string): boolean {
  const parts = pattern.split(":");
  const wanted = kind.split(":");
  return wanted.every((part, i) => {
    const one = parts[i] ?? "";
    return i === wanted.length - 1 ? one.startsWith(part) : part === "*" || part === one;
  });
}

/** The part of a pattern that names the store; a secret and a parameter have paths for names. */
function nameIn(pattern: string, prefix: string): string {
  const from = pattern
    .split(":")
    .slice(prefix.split(":").length - 1)
    .join(":");
  // Six characters that AWS appends to a secret's name are no range.
  const name = from.slice(prefix.slice(prefix.lastIndexOf(":") + 1).length).replace(/-\?{6}$/, "");
  return /:(secret:|parameter\/)$/.test(prefix) ? name : (name.split("/")[0] ?? "");
}

function wordsOf(name: string, regions: ReadonlySet<string>): readonly string[] {
  const literal = withoutVariables(name).toLowerCase();
  const withoutRegions = [...regions].reduce(
    (text, region) => (region.includes("-") ? text.replaceAll(region, "") : text),
    literal,
  );
  return split(withoutRegions).filter((word) => !/^\d{12}$/.test(word));
}

/** A policy variable is a text that the request has, and no wildcard. */
function withoutVariables(text: string): string {
  return text.replaceAll(/\$\{[^}]*\}/g, "variable");
}

/** What compute does with data and models, each on resources that no program declares, whose ARNs begin so. */
export function actionsOn(prefix: string, standard: Standard): readonly Target[] {
  return [...UNDECLARED_DATA, ...undeclaredModels(standard)].filter(({ resources }) =>
    resources.some((resource) => resource.startsWith(prefix)),
  );
}
