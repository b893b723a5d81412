import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { textOf } from "../../../core/values";
import { worstOf } from "../../../core/verdicts";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { hygiene } from "../../../readers/estate/hygiene";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { resourcesStartedBy, STARTERS } from "../../../readers/models/started-resources";
import { COMPUTE_TYPES, computeEgress } from "../../../readers/network/compute";
import { reachOf } from "../../../readers/network/compute-reach";
import { subnetEgress, worst } from "../../../readers/network/egress";
import { ROUTING_TYPES } from "../../../readers/network/routing-types";
import { SUBNETS, VPC_ENDPOINT } from "../../../readers/network/types";

/** See why.md. */
export const rule: Rule = {
  id: "inference-compute-has-no-internet-path",
  layer: "network",
  family: "private-egress",
  severity: "critical",
  cures: [...ROUTING_TYPES, ...PERMISSION_TYPES],
  causes: [...ROUTING_TYPES, ...PERMISSION_TYPES],
  title: "Compute that runs or calls models has no way out to the internet",
  scope: "stack",
  types: [...COMPUTE_TYPES, ...STARTERS, VPC_ENDPOINT],

  judge: hygiene((resource, estate): Verdict => {
    if (resource.type === VPC_ENDPOINT) return judgeEndpoint(resource, estate);
    return STARTERS.includes(resource.type) ? judgeStarter(resource, estate) : judgeCompute(resource, estate);
  }),
};

/** A workflow is judged by what its definition starts. */
function judgeStarter(starter: ResourceRecord, estate: Estate): Verdict {
  const resources = resourcesStartedBy(starter, estate);
  if (resources === UNKNOWN) return { outcome: "undetermined", reason: "what it starts is not known yet" };
  const started = resources.filter(({ type }) => COMPUTE_TYPES.includes(type));
  if (started.length === 0) return { outcome: "not-applicable", reason: "it starts no compute of its own" };
  return worstOf(started.map((compute) => judgeCompute(compute, estate)));
}

function judgeCompute(compute: ResourceRecord, estate: Estate): Verdict {
  const { outcome, via } = computeEgress(compute, estate);
  if (outcome === "none" || outcome === "inspected") return { outcome: "pass" };
  const way = via.join(" → ");
  if (outcome === "unknown") return { outcome: "undetermined", reason: `it may leave through ${way}` };
  const violation = {
    outcome: "violation",
    found: `${compute.name} reaches the internet through ${way}`,
    required: "isolated subnets, or an inspected egress that drops what it does not allow",
    fix: "run it in subnets without a route to the internet, such as those of an InferenceVpc, and reach AWS services through VPC endpoints",
  } as const;
  // The walls stand around what could give something away; outside the AI estate the rule advises anyway.
  if (outsideAiEstate(estate)?.outcome === "not-applicable") return violation;
  const reach = reachOf(compute, estate);
  if (reach === UNKNOWN) {
    return {
      outcome: "undetermined",
      reason: `it reaches the internet through ${way}, and what its role may do is not known yet`,
    };
  }
  return reach === "nothing" ? { ...violation, advisory: true } : violation;
}

/**
 * The network of a model service's endpoint is one that models are called from, whichever stack the compute is in: its
 * subnets are judged where their routes are.
 */
function judgeEndpoint(endpoint: ResourceRecord, estate: Estate): Verdict {
  if (!MODEL_SERVICE.test(textOf(endpoint.props.serviceName))) {
    return { outcome: "not-applicable", reason: "it is no endpoint of a service of models" };
  }
  const subnets = estate.references(endpoint, "subnetIds[]", SUBNETS).found;
  const { outcome, via } = worst(subnets.map((subnet) => subnetEgress(subnet, estate)));
  if (outcome !== "path") return { outcome: "pass" };
  return {
    outcome: "violation",
    found: `the subnets of ${endpoint.name}, from which models are called, reach the internet through ${via.join(" → ")}`,
    required: "isolated subnets, or an inspected egress that drops what it does not allow",
    fix: "give the endpoint and the compute that calls models subnets without a route to the internet, such as those of an InferenceVpc",
  };
}

/** Names of endpoints as AWS gives them: `com.amazonaws.eu-west-1.bedrock-runtime`, `aws.sagemaker.eu-west-1.studio`. */
const MODEL_SERVICE = /^(com\.amazonaws\.[a-z0-9-]+|aws)\.(bedrock|sagemaker)/;
