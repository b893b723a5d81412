import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import { documentOf, trusting } from "./documents";

const ACCOUNT = "arn:aws:iam::123456789012";

/** A cluster with nodes, a service account that reads a bucket, and the roles that its guides ask for. */
export function cluster(): void {
  const vpc = new ec2.Vpc("nodes", { cidrBlock: "10.0.0.0/16" });
  const subnetIds = ["a", "b"].map(
    (zone, i) => new ec2.Subnet(`nodes-${zone}`, { vpcId: vpc.id, cidrBlock: `10.0.${i}.0/24` }).id,
  );
  const control = new iam.Role("control", { assumeRolePolicy: trusting("eks.amazonaws.com") });
  new iam.RolePolicyAttachment("control", {
    role: control.name,
    policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
  });
  const shop = new eks.Cluster("shop", { roleArn: control.arn, vpcConfig: { subnetIds } });
  const node = new iam.Role("node", { assumeRolePolicy: trusting("ec2.amazonaws.com") });
  for (const policy of ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"]) {
    new iam.RolePolicyAttachment(policy, { role: node.name, policyArn: `arn:aws:iam::aws:policy/${policy}` });
  }
  new eks.NodeGroup("nodes", {
    clusterName: shop.name,
    nodeRoleArn: node.arn,
    subnetIds,
    instanceTypes: ["m7g.large"],
    scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 4 },
  });
  const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/5D942B322C2C49C8A933";
  const pod = new iam.Role("pod", {
    assumeRolePolicy: documentOf({
      Effect: "Allow",
      Principal: { Federated: `${ACCOUNT}:oidc-provider/${issuer}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { [`${issuer}:sub`]: "system:serviceaccount:shop:cart" } },
    }),
  });
  new iam.RolePolicyAttachment("pod", { role: pod.name, policyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" });
}
