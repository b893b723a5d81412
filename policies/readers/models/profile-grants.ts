import { parseArn } from "../../core/arn";
import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { type Permissions, statementsOf } from "../iam/evaluate";
import { mayPerform } from "../iam/permission-search";
import { permissionsOf } from "../iam/permissions";
import { approvedModel, parseModelReference } from "./model-id";
import { APPLICATION_PROFILES, modelNamedBy } from "./model-references";

const INVOKE = "bedrock:InvokeModel";

/** A profile that a role may invoke, with the regions in which it may not invoke the model behind it. */
export interface PartialGrant {
  /** The standard's name of the model. */
  readonly model: string;
  readonly missing: readonly string[];
  /** How many regions the profile routes to. */
  readonly regions: number;
}

/**
 * Profiles that a role is allowed by their ARNs, and whose model it is not allowed in every region that they route to: Bedrock
 * denies a request that is routed there. Application profiles are those of the run.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html (read 2026-11-30).
 */
export function partialGrantsOf(role: ResourceRecord, estate: Estate): readonly PartialGrant[] {
  const permissions = permissionsOf(role, estate);
  return profilesIn(permissions, estate).flatMap(({ arn, source }) => {
    const reference = parseModelReference(source);
    if (reference.kind !== "profile") return [];
    const model = approvedModel(reference.modelId, estate.standard);
    const regions = model?.profiles[reference.area]?.destinationRegions ?? [];
    if (!model || !may(permissions, arn, arn)) return [];
    const { partition } = parseArn(arn) ?? {};
    const missing = regions.filter(
      (region) => !may(permissions, `arn:${partition}:bedrock:${region}::foundation-model/${model.modelId}`, arn),
    );
    return missing.length > 0 ? [{ model: model.id, missing, regions: regions.length }] : [];
  });
}

/** Whether a role may invoke a resource, or may later, in a request through a profile. */
function may(permissions: Permissions, resource: string, profile: string): boolean {
  const facts = new Map([["bedrock:inferenceprofilearn", resource === profile ? [] : [profile]]]);
  return mayPerform(permissions, [{ action: INVOKE, resources: [resource] }], facts).answer !== "denied";
}

/** Profiles that a policy names without a wildcard, each with the system profile that it is or copies. */
function profilesIn(permissions: Permissions, estate: Estate): readonly { arn: string; source: string }[] {
  const named = new Set(
    statementsOf(permissions.identity)
      .filter(({ effect, resources }) => effect === "Allow" && !resources.negated)
      .flatMap(({ resources }) => resources.patterns)
      .filter((pattern) => pattern !== UNKNOWN)
      .filter((pattern) => !/[*?$]/.test(pattern)),
  );
  const system = [...named]
    .filter((pattern) => parseArn(pattern)?.resource.startsWith("inference-profile/"))
    .map((arn) => ({ arn, source: arn }));
  const application = [...named].flatMap((arn) => {
    const profile = applicationProfiles(estate).get(arn);
    const source = profile && modelNamedBy(profile);
    return typeof source === "string" ? [{ arn, source }] : [];
  });
  return [...system, ...application];
}

const applicationProfiles = memoizeByEstate(
  (estate) => new Map(estate.ofType(...APPLICATION_PROFILES).map((profile) => [profile.props.arn, profile])),
);
