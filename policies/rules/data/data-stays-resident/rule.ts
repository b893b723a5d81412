import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { onlyOf } from "../../../core/rule-settings";
import { textOf } from "../../../core/values";
import { LOCATED_TYPES, locationsOf } from "../../../readers/data/data-regions";
import { hygiene } from "../../../readers/estate/hygiene";
import { classificationOf } from "../../../readers/resource/tags";

const ORGANIZATION_POLICY = "aws:organizations/policy:Policy";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

/** See why.md. */
export const rule: Rule = {
  id: "data-stays-resident",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: "anything",
  title: "Data, its copies and the compute on it stay in the standard's regions",
  scope: "stack",
  types: [...LOCATED_TYPES, ORGANIZATION_POLICY],
  settings: onlyOf(
    "regions",
    "regions of the standard that are left",
    ({ regions }) => regions,
    (standard, isLeft) => ({ ...standard, regions: standard.regions.filter(isLeft) }),
  ),

  judge: hygiene((resource, estate): Verdict => {
    if (resource.type === ORGANIZATION_POLICY) return judgeOptOut(resource);
    const { standard } = estate;
    if (classificationOf(resource, standard) === "public") {
      return { outcome: "not-applicable", reason: "it holds public data" };
    }
    const locations = locationsOf(resource, estate);
    const outside = locations.find(
      ({ region, isForeign }) => isForeign || (region !== UNKNOWN && !standard.regions.includes(region)),
    );
    if (outside) {
      const { property, isForeign } = outside;
      const where = isForeign
        ? "to an account that the standard does not name"
        : `${property ? "to" : "in"} ${regionText(outside.region)}`;
      return {
        outcome: "violation",
        found: `${resource.name} ${property ? `sends data ${where} (${property})` : `is ${where}`}`,
        required: `one of the regions ${standard.regions.join(", ")}${isForeign ? ", in an account of the organisation" : ""}`,
        fix: property
          ? `let ${property} name a region of the standard, or remove the copy`
          : "create it with a provider, or a region, of the standard",
        // CloudFront's functions at the edge stand in one region, and the distribution says that they are.
        ...(!isForeign && { cures: resource.type.startsWith("aws:lambda/") ? [DISTRIBUTION] : [] }),
      };
    }
    if (locations.some(({ region }) => region === UNKNOWN)) {
      return { outcome: "undetermined", reason: "the region of a copy is not known here" };
    }
    return locations.length > 0 ? { outcome: "pass" } : { outcome: "not-applicable", reason: "nothing names a region" };
  }),
};

/**
 * An organisation that opts in lets AWS store what its AI services are given, in other regions too, to improve them.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out.html (read 2026-11).
 */
function judgeOptOut({ name, props: { type, content } }: ResourceRecord): Verdict {
  if (type !== "AISERVICES_OPT_OUT_POLICY") {
    return { outcome: "not-applicable", reason: "it says nothing of what AI services keep" };
  }
  if (content === UNKNOWN) return { outcome: "undetermined", reason: "the policy is not known yet" };
  if (!/"optIn"/.test(textOf(content) || JSON.stringify(content))) return { outcome: "pass" };
  return {
    outcome: "violation",
    found: `${name} lets AWS keep what AI services are given, in other regions too, and use it`,
    required: "a policy that opts out of all AI services",
    fix: 'assign "optOut" to every service that it names, and to default',
    cures: [],
  };
}

/** A region is shown only if it looks like one: any property may be a secret. */
function regionText(region: unknown): string {
  return typeof region === "string" && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ? region : "another region";
}
