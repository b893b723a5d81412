import { isSet } from "../../../core/properties";
import { type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { valueAt, valuesAt } from "../../../core/values";
import { hygiene } from "../../../readers/estate/hygiene";
import { holdsPublicAddresses } from "../../../readers/network/cidr";

/** See why.md. */
export const rule: Rule = {
  id: "eks-cluster-api-is-private",
  layer: "network",
  family: "private-egress",
  severity: "high",
  cures: [],
  title: "The API of a cluster is not on the internet",
  scope: "stack",
  types: ["aws:eks/cluster:Cluster"],

  judge: hygiene((cluster): Verdict => {
    const isPublic = isPublicApi(cluster);
    if (isPublic === UNKNOWN) return { outcome: "undetermined", reason: "who reaches the API is not known yet" };
    if (!isPublic) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${cluster.name} has an API endpoint on the internet`,
      required: "endpointPrivateAccess true and endpointPublicAccess false",
      fix: "set both in vpcConfig and administer the cluster from inside the VPC",
    };
  }),
};

/** The endpoint is public, and to everybody, unless the cluster says otherwise. */
function isPublicApi(cluster: ResourceRecord): boolean | Unknown {
  if (!isSet(cluster, "vpcConfig")) return true;
  const access = valueAt(cluster.props, "vpcConfig.endpointPublicAccess");
  if (access === false) return false;
  const blocks = valuesAt(cluster.props, "vpcConfig.publicAccessCidrs[]");
  const states = blocks.map((block) => (typeof block === "string" ? holdsPublicAddresses(block) : UNKNOWN));
  const open = blocks.length === 0 || states.some((state) => state !== false && state !== UNKNOWN);
  if (open) return access === UNKNOWN ? UNKNOWN : true;
  return states.includes(UNKNOWN) ? UNKNOWN : false;
}
