import type { Standard } from "@plinth/standards";
import { dependenciesOf } from "../../core/dependencies";
import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject } from "../../core/values";
import { environmentOf, workloadOf } from "../resource/tags";
import { isKnownType, isTaggable, pathsOf } from "../resource/type-facts";
import { LAUNCH_TYPES } from "./role-users";

/** Whose a user of a role is. */
export interface Owner {
  readonly resource: ResourceRecord;
  readonly workload: string | undefined | Unknown;
  readonly environment: string | undefined | Unknown;
  /** Whether its own tags could say whose it is, and do not. */
  readonly isUntagged: boolean;
}

/** Types whose resources several workloads share: they do not say whose a resource is that refers to them. */
const SHARED = /^aws:(iam|kms|ec2|acm|route53|logs|secretsmanager|ssm|ecr)\/|^aws:cloudwatch\/logGroup/;

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** Types of this run that carry tags which say whose they are. */
const owningTypes = memoizeByEstate(({ resources }): readonly string[] => [
  ...new Set(resources.map(({ type }) => type).filter((type) => isTaggable(type) && !SHARED.test(type))),
]);

/**
 * Whose a resource is by its own tags. Where its type takes none, it is of the resource that it is a part of: an
 * integration of its API, a target of its rule. Of several that it refers to, the one of `expected` counts.
 */
export function ownerOf(resource: ResourceRecord, estate: Estate, expected: string | undefined): Owner {
  const own = tagged(resource, estate.standard);
  if (own.workload !== undefined || carriesTags(resource.type)) {
    const isUntagged = own.workload === undefined && !LAUNCH_TYPES.includes(resource.type);
    return { resource, ...own, isUntagged };
  }
  const parts = wholesOf(resource, estate).map((whole) => tagged(whole, estate.standard));
  const known = parts.filter(({ workload }) => workload !== undefined);
  const owner =
    known.find(({ workload }) => workload === expected) ??
    known[0] ??
    ownOf(actedOn(resource, estate), expected, estate);
  return { resource, workload: undefined, environment: undefined, ...owner, isUntagged: false };
}

/** What of several is of the workload that is asked about. What something acts on may be another's, and proves nothing then. */
function ownOf(resources: readonly ResourceRecord[], expected: string | undefined, { standard }: Estate) {
  if (expected === undefined) return undefined;
  return resources.map((one) => tagged(one, standard)).find(({ workload }) => workload === expected);
}

/** A type that no schema knows may take tags or not; it is not asked for them. */
function carriesTags(type: string): boolean {
  return isKnownType(type) && isTaggable(type);
}

function tagged(resource: ResourceRecord, standard: Standard): Pick<Owner, "workload" | "environment"> {
  return { workload: workloadOf(resource, standard), environment: environmentOf(resource, standard) };
}

/** The resources that a resource is a part of, or acts on, as its own properties name them. */
function wholesOf(resource: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const roles = new Set(pathsOf(resource.type, "roles"));
  const types = owningTypes(estate);
  return Object.entries(resource.props).flatMap(([property, value]) =>
    (typeof value === "string" || value === UNKNOWN) && !roles.has(property)
      ? estate.references(resource, property, types).found
      : [],
  );
}

/**
 * What is named further down: the function or the knowledge base that a schedule's target calls, the log group that
 * invocations are recorded in.
 */
function actedOn(resource: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const types = [...owningTypes(estate), LOG_GROUP];
  return Object.entries(resource.props).flatMap(([property, value]) =>
    isObject(value) ? dependenciesOf(resource, property, types, estate) : [],
  );
}
