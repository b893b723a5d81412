import { CREATED_AT } from "./kit/conventions";
import { service } from "./kit/service";

export const eks = service(
  "eks",
  {
    Cluster: {
      arn: "eks:{region}:{account}:cluster/{name}",
      defaults: { bootstrapSelfManagedAddons: true },
      replaces: ["name", "roleArn", "encryptionConfig"],
      outputs: {
        certificateAuthority: { data: "{alnum32}" },
        clusterId: "",
        createdAt: CREATED_AT,
        endpoint: "https://{upper32:host}.gr7.{region}.eks.{dnsSuffix}",
        identities: [{ oidcs: [{ issuer: "https://oidc.eks.{region}.{dnsSuffix}/id/{upper32:host}" }] }],
        platformVersion: "eks.1",
        status: "ACTIVE",
        version: "1.33",
      },
    },
    NodeGroup: {
      autoname: { property: "nodeGroupName" },
      id: "{clusterName}:{nodeGroupName}",
      arn: "eks:{region}:{account}:nodegroup/{clusterName}/{nodeGroupName}/{uuid:group}",
      replaces: [
        "clusterName",
        "nodeGroupName",
        "nodeRoleArn",
        "subnetIds",
        "instanceTypes",
        "amiType",
        "capacityType",
      ],
      outputs: {
        status: "ACTIVE",
        amiType: "AL2023_x86_64_STANDARD",
        capacityType: "ON_DEMAND",
        diskSize: 20,
        instanceTypes: ["t3.medium"],
      },
    },
    FargateProfile: {
      autoname: { property: "fargateProfileName" },
      id: "{clusterName}:{fargateProfileName}",
      arn: "eks:{region}:{account}:fargateprofile/{clusterName}/{fargateProfileName}/{uuid:profile}",
      replaces: ["clusterName", "fargateProfileName", "podExecutionRoleArn", "selectors", "subnetIds"],
    },
    Addon: {
      id: "{clusterName}:{addonName}",
      arn: "eks:{region}:{account}:addon/{clusterName}/{addonName}/{uuid:addon}",
      replaces: ["addonName", "clusterName"],
    },
    AccessEntry: {
      id: "{clusterName}:{principalArn}",
      replaces: ["clusterName", "principalArn"],
      outputs: { type: "STANDARD" },
    },
    AccessPolicyAssociation: {
      id: "{clusterName}#{principalArn}#{policyArn}",
      replaces: ["clusterName", "principalArn", "policyArn", "accessScope"],
    },
    // https://docs.aws.amazon.com/eks/latest/APIReference/API_PodIdentityAssociation.html (read 2026-11)
    PodIdentityAssociation: {
      id: "a-{alnum17}",
      replaces: ["clusterName", "namespace", "serviceAccount"],
      outputs: {
        associationId: "{id}",
        associationArn: "arn:{partition}:eks:{region}:{account}:podidentityassociation/{clusterName}/{id}",
      },
    },
  },
  {},
  {
    getClusterAuth: { id: "{name}", token: "k8s-aws-v1.{alnum32}" },
  },
);
