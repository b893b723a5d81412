import type { Standard } from "@plinth/standards";
import { parseArn } from "../../core/arn";
import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { tagsOf, workloadOf } from "../resource/tags";
import type { Context } from "./conditions";
import { type Permissions, statementsOf } from "./evaluate";
import { mayPerform, type Target } from "./permission-search";
import { UNDECLARED_DATA, UNDECLARED_NAME, undeclaredModels, undeclaredResourceContexts } from "./undeclared-resources";

/** What a role reaches that is not its workload's. */
export interface ForeignAccess {
  readonly actions: readonly string[];
  /** Whose it is: "documents of another workload", without a value of a property. */
  readonly what: string;
  /** The statement that allows it. */
  readonly source: string;
  /** False for names that may be the workload's own, though nothing says so. */
  readonly certain: boolean;
}

/** Stores and endpoints by their type: the property that has the name, and the ARN up to it. */
const NAMED: Readonly<Record<string, readonly [property: string, prefix: string]>> = {
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

/** What compute's role reaches of other workloads, beyond resources that no program declares. */
export function foreignAccessOf(
  role: ResourceRecord,
  permissions: Permissions,
  estate: Estate,
): readonly ForeignAccess[] {
  const contexts = undeclaredResourceContexts(permissions);
  const names = rangesOfNames(role, permissions, estate);
  const access = (what: string, targets: readonly Target[], tags?: ReadonlyMap<string, readonly string[]>) =>
    accessTo(what, permissions, targets, tags ? contexts.map((context) => withTags(context, tags)) : contexts);
  return [
    ...storesOfOthers(role, estate).flatMap((store) =>
      access(`${store.name} of another workload`, targetsOf(store, estate.standard), tagsIn(store)),
    ),
    ...access("everything whose id fits a wildcard", rangesOfIds(permissions, estate.standard)),
    ...access("names of every workload", names.everybody),
    ...access("names that a wildcard leaves open", names.somebody).map((one) => ({ ...one, certain: false })),
  ];
}

function accessTo(
  what: string,
  permissions: Permissions,
  targets: readonly Target[],
  contexts: readonly Context[],
): readonly ForeignAccess[] {
  const proofs = targets.flatMap((target) => {
    const findings = contexts.map((facts) => mayPerform(permissions, [target], facts, false));
    return findings.flatMap((finding) => (finding.answer === "allowed" ? [finding.proof] : [])).slice(0, 1);
  });
  const [first] = proofs;
  return first
    ? [{ what, actions: [...new Set(proofs.map(({ action }) => action))], source: first.source, certain: true }]
    : [];
}

/** Stores of the run that are tagged as another workload's than the role. */
function storesOfOthers(role: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const own = workloadOf(role, estate.standard);
  if (own === undefined || own === UNKNOWN) return [];
  return taggedStores(estate).filter((store) => workloadOf(store, estate.standard) !== own);
}

const taggedStores = memoizeByEstate((estate): readonly ResourceRecord[] =>
  estate.ofType(...Object.keys(NAMED)).filter((store) => {
    const workload = workloadOf(store, estate.standard);
    return workload !== undefined && workload !== UNKNOWN;
  }),
);

/** What one could do to a store: each action on data, with the store in place of an undeclared one. */
function targetsOf({ type, props }: ResourceRecord, standard: Standard): readonly Target[] {
  const [property = "", prefix = ""] = NAMED[type] ?? [];
  const name = props[property];
  if (typeof name !== "string") return [];
  const undeclared = `${prefix}${UNDECLARED_NAME}`;
  return actionsOn(undeclared, standard).map(({ action, resources }) => ({
    action,
    resources: resources.map((resource) => resource.replace(undeclared, prefix + name.replace(/^\//, ""))),
  }));
}

function actionsOn(prefix: string, standard: Standard): readonly Target[] {
  return [...UNDECLARED_DATA, ...undeclaredModels(standard)].filter(({ resources }) =>
    resources.some((resource) => resource.startsWith(prefix)),
  );
}

function tagsIn(store: ResourceRecord): ReadonlyMap<string, readonly string[]> {
  const tags = tagsOf(store);
  if (tags === UNKNOWN) return new Map();
  return new Map(
    [...tags].flatMap(([key, value]) => (value === UNKNOWN ? [] : [[key.toLowerCase(), [value]] as const])),
  );
}

/** The context of a request for a resource with these tags. */
function withTags(context: Context, tags: ReadonlyMap<string, readonly string[]>): Context {
  return new Map(
    [...context].map(([key, value]) => {
      const [, tag] = /:resourcetag\/(.*)$/.exec(key) ?? [];
      return [key, tag === undefined ? value : (tags.get(tag) ?? [])];
    }),
  );
}

/** Patterns with a wildcard inside an id that AWS assigns, or before it. */
function rangesOfIds(permissions: Permissions, standard: Standard): readonly Target[] {
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
function rangesOfNames(
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
    if (words.some((word) => own.has(word))) continue;
    const targets = actionsOn(prefix, standard).map((target) => asked(target, pattern));
    if (words.length === 0 || WILDCARD.test(name[0] ?? "")) ranges.everybody.push(...targets);
    else if (own.size > 0) ranges.somebody.push(...targets);
  }
  return ranges;
}

/** Words that tell a workload's resources: of its tag, of the project and of the stores that no other workload has. */
function ownWordsOf(role: ResourceRecord, estate: Estate): ReadonlySet<string> {
  const workload = workloadOf(role, estate.standard);
  if (workload === undefined || workload === UNKNOWN) return new Set();
  const [, , project = ""] = role.urn.split(":").filter((part) => part !== "");
  const stores = estate.ofType(...Object.keys(NAMED)).filter((store) => {
    const owner = workloadOf(store, estate.standard);
    return owner === undefined || owner === workload;
  });
  return new Set(
    [workload, project, ...stores.map(({ name }) => name)].flatMap((text) => text.toLowerCase().split(/[^a-z0-9]+/)),
  );
}

function asked({ action }: Target, pattern: string): Target {
  return { action, resources: [pattern] };
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
  return withoutRegions.split(/[^a-z0-9]+/).filter((word) => word !== "" && !/^\d{12}$/.test(word));
}

/** A policy variable is a text that the request has, and no wildcard. */
function withoutVariables(text: string): string {
  return text.replaceAll(/\$\{[^}]*\}/g, "variable");
}
