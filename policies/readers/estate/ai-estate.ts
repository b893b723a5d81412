import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN, type Verdict } from "../../core/rule";
import {
  IDENTITY_POLICY_TYPES,
  type IdentityPolicy,
  identityPoliciesOf,
  isPermissionsBoundary,
} from "../iam/identity-policies";
import { isKnownManagedPolicy } from "../iam/managed-policies";
import { tagsOf } from "../resource/tags";
import { allowsModelServices, callsModels } from "./ai-services";

/** Types of services that host, invoke or feed models. */
const MODEL_TYPES =
  /^aws:(bedrock\w*|sagemaker|kendra|qbusiness|agentregistry)\/|^aws:s3\/vectors|^aws-native:(bedrock\w*|sagemaker|kendra|qbusiness|s3vectors):/;
/** Machines with AWS's own accelerators run models and nothing else. */
const ACCELERATED_INSTANCE = /^(inf|trn)\d/;
/**
 * Actions that have models answer, host them or feed them, by their service and the beginning of their name. To look at
 * what there is, to label it or to remove it is what auditors and housekeepers of every account do.
 */
const MODEL_USE =
  /^(bedrock|sagemaker|s3vectors|kendra|aws-external-anthropic)[\w*-]*:(?!batchdescribe|batchget|get|list|describe|search|tag|untag|addtags|delete|stop)/i;
/** AWS's own policies for looking, some of which let memories and vectors be searched, and for limiting. */
const READ_ONLY_MANAGED_POLICY = /ReadOnly|ViewOnly|Boundary/;
const MODEL_MANAGED_POLICY = /Bedrock|SageMaker|Kendra/;
const IDENTITY_POLICY_HOLDERS: ReadonlySet<string> = new Set(IDENTITY_POLICY_TYPES);

/**
 * Whether the run is part of the AI estate: it invokes, hosts or feeds models, or something in it carries the
 * standard's tags. Hygiene is demanded there; elsewhere it is seen and no more.
 *
 * What could invoke a model only because it can do everything, an administrator's role for one, is not in it: nearly
 * every program has such a role. Nor is what denies the use of models, or limits it as a boundary.
 */
export const isInAiEstate = memoizeByEstate((estate) =>
  estate.resources.some(
    (resource) =>
      isModelResource(resource) ||
      carriesStandardTags(resource, estate) ||
      callsModels(resource) ||
      allowsModelServices(resource) ||
      allowsModelUse(resource, estate),
  ),
);

/** The verdict outside the AI estate of a rule that is about models; undefined within it. */
export function outsideAiEstate(estate: Estate): Verdict | undefined {
  if (isInAiEstate(estate)) return undefined;
  return { outcome: "not-applicable", reason: "nothing in this stack invokes, hosts or feeds models" };
}

function isModelResource({ type, props }: ResourceRecord): boolean {
  const machines = [props.instanceType, ...(Array.isArray(props.instanceTypes) ? props.instanceTypes : [])];
  return (
    MODEL_TYPES.test(type) ||
    props.type === "VECTORSEARCH" ||
    machines.some((machine) => typeof machine === "string" && ACCELERATED_INSTANCE.test(machine))
  );
}

/** Keys such as `owner` are in general use; a workload's name beside its level or both others is the standard's. */
function carriesStandardTags(resource: ResourceRecord, { standard }: Estate): boolean {
  const tags = tagsOf(resource);
  const { workload, owner, environment, classification } = standard.tagKeys;
  if (tags === UNKNOWN || !tags.has(workload)) return false;
  return tags.has(classification) || (tags.has(owner) && tags.has(environment));
}

function allowsModelUse(resource: ResourceRecord, estate: Estate): boolean {
  return (
    IDENTITY_POLICY_HOLDERS.has(resource.type) &&
    identityPoliciesOf(resource).some(allowsUse) &&
    !isPermissionsBoundary(resource, estate)
  );
}

function allowsUse({ managedName, document }: IdentityPolicy): boolean {
  if (managedName !== undefined) {
    if (READ_ONLY_MANAGED_POLICY.test(managedName)) return false;
    if (!isKnownManagedPolicy(managedName)) return MODEL_MANAGED_POLICY.test(managedName);
  }
  if (document === UNKNOWN) return false;
  return document.some(
    ({ effect, actions }) =>
      effect === "Allow" &&
      !actions.negated &&
      actions.patterns.some((action) => action !== UNKNOWN && MODEL_USE.test(action)),
  );
}
