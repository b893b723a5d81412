import { PROVIDERS_TAG } from "@plinth/standards";
import { dependenciesOf } from "../../../core/dependencies";
import { isSet } from "../../../core/properties";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { textOf } from "../../../core/values";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { FULL_ACCESS } from "../../../readers/iam/administrator";
import { type PolicyDocument, readDocument } from "../../../readers/iam/document";
import { answerToStranger } from "../../../readers/iam/endpoint-policies";
import { catalogueEntryOf } from "../../../readers/network/endpoints";
import { VPC_ENDPOINT } from "../../../readers/network/types";
import { tagOf } from "../../../readers/resource/tags";

const ENDPOINT_SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService";
const ENDPOINT_POLICY = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy";

/** See why.md. */
export const rule: Rule = {
  id: "vpc-endpoint-policy-is-narrow",
  layer: "network",
  family: "private-egress",
  severity: "high",
  cures: [ENDPOINT_POLICY],
  causes: [ENDPOINT_POLICY],
  title: "An endpoint's policy does not let everybody do everything to anything",
  scope: "stack",
  types: [VPC_ENDPOINT],

  judge(endpoint, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const known = catalogueEntryOf(endpoint, estate.standard);
    if (known === UNKNOWN) return { outcome: "undetermined", reason: "the service is not known yet" };
    const foreign = known ? undefined : foreignService(endpoint, estate);
    if (foreign) return foreign;
    if (known && !known.entry.endpointPolicy) {
      return { outcome: "not-applicable", reason: "its service does not accept a policy" };
    }
    const policies = policiesOf(endpoint, estate);
    if (!known && policies.length === 0) {
      return {
        outcome: "undetermined",
        reason: "it has no policy, and whether its service accepts one is not in the standard's catalogue",
      };
    }
    // AWS allows everything through an endpoint that has no policy.
    const judged: readonly PolicyDocument[] = policies.length > 0 ? policies : [FULL_ACCESS.document];
    const prefixes = known?.entry.actionPrefixes ?? servicesIn(judged);
    const answers = prefixes.flatMap((prefix) => judged.map((policy) => answerToStranger(policy, prefix)));
    if (answers.includes("allowed")) {
      return {
        outcome: "violation",
        found: `${endpoint.name} lets any credentials do anything to anybody's resources`,
        required: "an endpoint policy that names the actions, the callers or the resources",
        fix: "allow the workload's actions, on condition of aws:PrincipalAccount or aws:PrincipalOrgID, or use InferenceVpc",
      };
    }
    if (answers.includes("unknown")) return { outcome: "undetermined", reason: "the endpoint policy is not known yet" };
    return { outcome: "pass" };
  },
};

/** The documents that the program gives an endpoint. */
function policiesOf(endpoint: ResourceRecord, estate: Estate): readonly PolicyDocument[] {
  const own = estate.referrers(endpoint, "vpcEndpointId", [ENDPOINT_POLICY]).map(({ props }) => props.policy);
  const policies = own.length > 0 ? own : isSet(endpoint, "policy") ? [endpoint.props.policy] : [];
  return policies.map((policy): PolicyDocument => readDocument(policy) ?? UNKNOWN);
}

/**
 * The verdict about an endpoint whose other side is no service of AWS: a service, a resource or a network of services that
 * somebody shares. It has no policy, and leads out of the VPC to whoever runs it.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html (read 2026-11).
 */
function foreignService(endpoint: ResourceRecord, estate: Estate): Verdict | undefined {
  const name = textOf(endpoint.props.serviceName);
  const shared = Object.entries(SHARED).filter(([property]) => isSet(endpoint, property));
  if (shared.length === 0 && /^(com\.amazonaws|aws)\.(?!vpce\.)/.test(name)) return undefined;
  const services = estate.ofType(ENDPOINT_SERVICE).map(({ props }) => props.serviceName);
  const isOwn =
    services.includes(name) ||
    dependenciesOf(endpoint, "serviceName", [ENDPOINT_SERVICE], estate).length > 0 ||
    shared.some(([property, type]) => estate.references(endpoint, property, [type]).found.length > 0);
  if (isOwn) return { outcome: "not-applicable", reason: "what it leads to is managed here" };
  const declared = tagOf(endpoint, PROVIDERS_TAG);
  if (typeof declared === "string" && declared !== "") {
    return { outcome: "pass", evidence: `whose service it leads to is declared in ${PROVIDERS_TAG}` };
  }
  return {
    outcome: "undetermined",
    reason: `it leads to a service that somebody else runs; say whose in the tag ${PROVIDERS_TAG}`,
  };
}

/** What an endpoint may name in place of a service, and its type. */
const SHARED: Readonly<Record<string, string>> = {
  resourceConfigurationArn: "aws:vpclattice/resourceConfiguration:ResourceConfiguration",
  serviceNetworkArn: "aws:vpclattice/serviceNetwork:ServiceNetwork",
};

/** Services whose actions documents name: an endpoint's name need not be that of its service's actions. */
function servicesIn(documents: readonly PolicyDocument[]): readonly string[] {
  const patterns = documents.flatMap((document) =>
    document === UNKNOWN ? [] : document.flatMap(({ actions }) => actions.patterns),
  );
  const services = patterns.flatMap((pattern) =>
    pattern === UNKNOWN || !pattern.includes(":") ? [] : [pattern.split(":", 1)[0] ?? ""],
  );
  return [...new Set(["unheard", ...services])];
}
