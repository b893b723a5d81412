import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../example-network";

const cluster = (vpcConfig: unknown, type = "aws:eks/cluster:Cluster") => ({
  type,
  name: "agents",
  props: type.startsWith("aws-native:") ? { resourcesVpcConfig: vpcConfig } : { vpcConfig },
});

export const examples: RuleExample[] = [
  {
    title: "private access only",
    resources: [cluster({ endpointPrivateAccess: true, endpointPublicAccess: false }), model],
    outcome: "pass",
  },
  { title: "nothing said", resources: [cluster({ subnetIds: ["a"] }), model], outcome: "violation" },
  {
    title: "near miss: private access beside public access",
    resources: [cluster({ endpointPrivateAccess: true, endpointPublicAccess: true }), model],
    outcome: "violation",
  },
  {
    title: "public access from public addresses",
    resources: [cluster({ endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] }), model],
    outcome: "violation",
  },
  {
    title: "the other provider's cluster",
    resources: [cluster({ endpointPublicAccess: true }, "aws-native:eks:Cluster"), model],
    outcome: "violation",
  },
  {
    title: "access that is not known yet",
    resources: [cluster({ endpointPublicAccess: UNKNOWN }), model],
    outcome: "undetermined",
  },
  { title: "a program that has nothing to do with models", resources: [cluster({})], outcome: "violation" },
  {
    title: "machines of a cluster",
    resources: [cluster({}, "aws:eks/nodeGroup:NodeGroup"), model],
    outcome: "not-applicable",
  },
];
