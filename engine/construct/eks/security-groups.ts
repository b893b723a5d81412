import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "./service-role";

const ALL = { fromPort: 0, toPort: 0, protocol: "-1" };
const HTTPS = { fromPort: 443, toPort: 443, protocol: "tcp" };
const TO_INTERNET = { ...ALL, description: "Allow internet access.", type: "egress", cidrBlocks: ["0.0.0.0/0"] };

/** The security group that the control plane's network interfaces get beside the one that EKS makes. */
export function clusterSecurityGroup(
  name: string,
  vpcId: pulumi.Input<string>,
  tags: readonly (Tags | undefined)[],
  parent: pulumi.Resource,
): ec2.SecurityGroup {
  const groupName = `${name}-eksClusterSecurityGroup`;
  const group = new ec2.SecurityGroup(
    groupName,
    { vpcId, revokeRulesOnDelete: true, tags: merged({ Name: groupName }, ...tags) },
    { parent },
  );
  const egress = { ...TO_INTERNET, securityGroupId: group.id };
  new ec2.SecurityGroupRule(`${name}-eksClusterInternetEgressRule`, egress, { parent });
  return group;
}

export interface NodeSecurityGroup {
  readonly group: ec2.SecurityGroup;
  /** Lets nodes call the control plane: they are started when it is there. */
  readonly clusterIngressRule: ec2.SecurityGroupRule;
}

interface NodeSecurityGroupArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly clusterName: pulumi.Input<string>;
  readonly clusterSecurityGroupId: pulumi.Input<string>;
  readonly tags: readonly (Tags | undefined)[];
}

/**
 * The security group of nodes with its rules: nodes among each other, the control plane to nodes, nodes to the internet.
 * After `nodejs/eks/nodes/securitygroup.ts` of pulumi/pulumi-eks 4.
 */
export function nodeSecurityGroup(
  name: string,
  { vpcId, clusterName, clusterSecurityGroupId, tags }: NodeSecurityGroupArgs,
  parent: pulumi.Resource,
): NodeSecurityGroup {
  const groupName = `${name}-nodeSecurityGroup`;
  const owned = pulumi.output(clusterName).apply((cluster) => ({ [`kubernetes.io/cluster/${cluster}`]: "owned" }));
  const group = new ec2.SecurityGroup(
    groupName,
    { vpcId, revokeRulesOnDelete: true, tags: merged({ Name: groupName }, owned, ...tags) },
    { parent },
  );
  const fromCluster = { type: "ingress", securityGroupId: group.id, sourceSecurityGroupId: clusterSecurityGroupId };
  const rule = (suffix: string, args: ec2.SecurityGroupRuleArgs) =>
    new ec2.SecurityGroupRule(`${name}-${suffix}`, args, { parent });
  rule("eksNodeIngressRule", {
    ...ALL,
    description: "Allow nodes to communicate with each other",
    type: "ingress",
    securityGroupId: group.id,
    self: true,
  });
  rule("eksNodeClusterIngressRule", {
    ...fromCluster,
    description: "Allow worker Kubelets and pods to receive communication from the cluster control plane",
    fromPort: 1025,
    toPort: 65535,
    protocol: "tcp",
  });
  rule("eksExtApiServerClusterIngressRule", {
    ...fromCluster,
    ...HTTPS,
    description:
      "Allow pods running extension API servers on port 443 to receive communication from cluster control plane",
  });
  rule("eksNodeInternetEgressRule", { ...TO_INTERNET, securityGroupId: group.id });
  const clusterIngressRule = rule("eksClusterIngressRule", {
    ...HTTPS,
    description: "Allow pods to communicate with the cluster API Server",
    type: "ingress",
    securityGroupId: clusterSecurityGroupId,
    sourceSecurityGroupId: group.id,
  });
  return { group, clusterIngressRule };
}

/** Later tags win. */
export function merged(...sets: readonly (Tags | undefined)[]): pulumi.Output<Record<string, string>> {
  return pulumi.output(sets).apply((known) => Object.assign({}, ...known) as Record<string, string>);
}
