import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown, type Verdict } from "../../core/rule";
import { hasUnknown, parsedJson } from "../../core/values";
import { tagsOf } from "../resource/tags";
import { allowsModelServices, callsModels } from "./ai-services";
import { namesModels, reachesProvider } from "./model-names";
import { allowsModelUse, mayInvokeByWidth } from "./model-permissions";
import { isModelResource } from "./model-resources";

/** Whether a run is part of the AI estate; where it is not known yet, the resource and the property that decide it. */
export type Membership = { readonly inside: boolean } | { readonly inside: Unknown; readonly reason: string };

/**
 * Whether the run is part of the AI estate: it invokes, hosts or feeds models, or something in it carries the
 * standard's tags. Hygiene is demanded there; elsewhere it is seen and no more. A permission document, a trust policy or
 * tags that are not known yet leave it open; so does code that may invoke models because it may do everything, and a
 * machine with a graphics card.
 *
 * An administrator's role, which people or pipelines assume, is not in it: nearly every program has one. Nor is what
 * denies the use of models, or limits it as a boundary.
 */
export const membershipOf = memoizeByEstate((estate): Membership => {
  if (usesModelsOfAws(estate) || estate.resources.some((resource) => reachesProvider(resource, estate)))
    return { inside: true };
  for (const resource of estate.resources) {
    const reason = openReason(resource, estate);
    if (reason !== undefined) return { inside: UNKNOWN, reason };
  }
  return { inside: false };
});

/** Whether the run uses models of AWS, or something in it carries the standard's tags. */
export const usesModelsOfAws = memoizeByEstate((estate) =>
  estate.resources.some(
    (resource) =>
      isModelResource(resource, estate.standard) === true ||
      carriesStandardTags(resource, estate) === true ||
      callsModels(resource) ||
      allowsModelServices(resource) ||
      namesModels(resource) ||
      allowsModelUse(resource, estate) === true,
  ),
);

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

/** What may put the stack into the AI estate, in words; undefined if nothing about the resource does. */
function openReason(resource: ResourceRecord, estate: Estate): string | undefined {
  const { name } = resource;
  const property = unknownProperty(resource, estate);
  if (property !== undefined) return `\`${property}\` of ${name} is not known yet and may use models`;
  if (isModelResource(resource, estate.standard) === UNKNOWN)
    return `${name} has a graphics card and may run models; the standard's tags say whose it is`;
  if (mayInvokeByWidth(resource, estate))
    return `${name} allows so much that the code that runs under it may invoke models`;
  return undefined;
}

/** The property that may put the stack into the AI estate and is not known yet, if there is one. */
function unknownProperty(resource: ResourceRecord, estate: Estate): string | undefined {
  if (carriesStandardTags(resource, estate) === UNKNOWN) return "tags";
  if (resource.props.assumeRolePolicy === UNKNOWN) return "assumeRolePolicy";
  return allowsModelUse(resource, estate) === UNKNOWN ? unknownPolicyProperty(resource) : undefined;
}

/** Properties by which a resource holds identity policies. */
const POLICY_PROPERTIES = ["policy", "policyDocument", "inlinePolicy", "inlinePolicies", "policies"] as const;

function unknownPolicyProperty({ props }: ResourceRecord): string {
  return POLICY_PROPERTIES.find((property) => hasUnknown(parsedJson(props[property]))) ?? "policy";
}

/** Keys such as `owner` are in general use; a workload's name beside its level or both others is the standard's. */
function carriesStandardTags(resource: ResourceRecord, { standard }: Estate): boolean | Unknown {
  const tags = tagsOf(resource);
  const { workload, owner, environment, classification } = standard.tagKeys;
  if (tags === UNKNOWN) return UNKNOWN;
  if (!tags.has(workload)) return false;
  return tags.has(classification) || (tags.has(owner) && tags.has(environment));
}
