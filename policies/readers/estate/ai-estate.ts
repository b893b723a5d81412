import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown, type Verdict } from "../../core/rule";
import { anyTrue, hasUnknown, parsedJson } from "../../core/values";
import type { Statement } from "../iam/document";
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

/** Whether a run is part of the AI estate; where it is not known yet, the resource and the property that decide it. */
export type Membership = { readonly inside: boolean } | { readonly inside: Unknown; readonly reason: string };

/**
 * Whether the run is part of the AI estate: it invokes, hosts or feeds models, or something in it carries the
 * standard's tags. Hygiene is demanded there; elsewhere it is seen and no more. A permission document, a trust policy or
 * tags that are not known yet leave it open.
 *
 * What could invoke a model only because it can do everything, an administrator's role for one, is not in it: nearly
 * every program has such a role. Nor is what denies the use of models, or limits it as a boundary.
 */
export const membershipOf = memoizeByEstate((estate): Membership => {
  const isEvidence = (resource: ResourceRecord) =>
    isModelResource(resource) ||
    carriesStandardTags(resource, estate) === true ||
    callsModels(resource) ||
    allowsModelServices(resource) ||
    allowsModelUse(resource, estate) === true;
  if (estate.resources.some(isEvidence)) return { inside: true };
  for (const resource of estate.resources) {
    const property = undecided(resource, estate);
    if (property === undefined) continue;
    return { inside: UNKNOWN, reason: `\`${property}\` of ${resource.name} is not known yet and may use models` };
  }
  return { inside: false };
});

/** Whether the run is part of the AI estate, see {@link membershipOf}. */
export function isInAiEstate(estate: Estate): boolean | Unknown {
  return membershipOf(estate).inside;
}

/**
 * The verdict of a rule that is about models where the stack is not known to be part of the AI estate; undefined within
 * it.
 */
export function outsideAiEstate(estate: Estate): Verdict | undefined {
  const membership = membershipOf(estate);
  if (membership.inside === true) return undefined;
  if (membership.inside === UNKNOWN) return { outcome: "undetermined", reason: membership.reason };
  return { outcome: "not-applicable", reason: "nothing in this stack invokes, hosts or feeds models" };
}

/** The property that may put the stack into the AI estate and is not known yet, if there is one. */
function undecided(resource: ResourceRecord, estate: Estate): string | undefined {
  if (carriesStandardTags(resource, estate) === UNKNOWN) return "tags";
  if (resource.props.assumeRolePolicy === UNKNOWN) return "assumeRolePolicy";
  return allowsModelUse(resource, estate) === UNKNOWN ? unknownPolicyProperty(resource) : undefined;
}

/** Properties by which a resource holds identity policies. */
const POLICY_PROPERTIES = ["policy", "policyDocument", "inlinePolicy", "inlinePolicies", "policies"] as const;

function unknownPolicyProperty({ props }: ResourceRecord): string {
  return POLICY_PROPERTIES.find((property) => hasUnknown(parsedJson(props[property]))) ?? "policy";
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
function carriesStandardTags(resource: ResourceRecord, { standard }: Estate): boolean | Unknown {
  const tags = tagsOf(resource);
  const { workload, owner, environment, classification } = standard.tagKeys;
  if (tags === UNKNOWN) return UNKNOWN;
  if (!tags.has(workload)) return false;
  return tags.has(classification) || (tags.has(owner) && tags.has(environment));
}

function allowsModelUse(resource: ResourceRecord, estate: Estate): boolean | Unknown {
  if (!IDENTITY_POLICY_HOLDERS.has(resource.type)) return false;
  const answer = anyTrue(identityPoliciesOf(resource).map(allowsUse));
  return answer !== false && isPermissionsBoundary(resource, estate) ? false : answer;
}

function allowsUse({ managedName, document }: IdentityPolicy): boolean | Unknown {
  if (managedName !== undefined) {
    if (READ_ONLY_MANAGED_POLICY.test(managedName)) return false;
    if (!isKnownManagedPolicy(managedName)) return MODEL_MANAGED_POLICY.test(managedName);
  }
  return document === UNKNOWN ? UNKNOWN : anyTrue(document.map(statementAllowsUse));
}

function statementAllowsUse({ effect, actions }: Statement): boolean | Unknown {
  if (effect === "Deny" || actions.negated) return false;
  const named = anyTrue(actions.patterns.map((action) => (action === UNKNOWN ? UNKNOWN : MODEL_USE.test(action))));
  return named === true && effect === UNKNOWN ? UNKNOWN : named;
}
