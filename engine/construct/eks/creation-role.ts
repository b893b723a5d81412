import * as identity from "@pulumi/aws/getCallerIdentity";
import * as partitions from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import { Provider, type ProviderArgs } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of `eks.ClusterCreationRoleProvider` 4.3. */
export interface CreationRoleArgs {
  readonly region?: ProviderArgs["region"];
  readonly profile?: pulumi.Input<string>;
}

/** A provider reaches a cluster as a reference, whose class is found by its package. */
pulumi.runtime.registerResourcePackage("aws", {
  // Older than any, so that a program in the same process finds the classes of its own package.
  version: "0.0.1",
  constructProvider: (name, _type, urn) => new Provider(name, undefined, { urn }),
});

/**
 * The children of `eks.ClusterCreationRoleProvider`: a role that may create clusters, and a provider that assumes it.
 * After `getRoleProvider` of `nodejs/eks/cluster/cluster.ts` of pulumi/pulumi-eks 4.
 */
export class ClusterCreationRoleProvider extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, { region, profile }: CreationRoleArgs, options: pulumi.ComponentResourceOptions) {
    super("eks:index:ClusterCreationRoleProvider", name, { region, profile }, options);
    const { partition } = partitions.getPartitionOutput({}, { parent: this });
    const { accountId } = identity.getCallerIdentityOutput({}, { parent: this });
    const AWS = pulumi.interpolate`arn:${partition}:iam::${accountId}:root`;
    const trust = { Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole" };
    const role = new iam.Role(
      `${name}-eksClusterCreatorRole`,
      {
        assumeRolePolicy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [trust] }),
        description: `Admin access to eks-${name}`,
      },
      { parent: this },
    );
    const Statement = ["eks:*", "iam:PassRole"].map((Action) => ({ Effect: "Allow" as const, Action, Resource: "*" }));
    new iam.RolePolicy(
      `${name}-eksClusterCreatorPolicy`,
      { role, policy: { Version: "2012-10-17", Statement } },
      { parent: role },
    );
    const assumeRoles = [{ roleArn: role.arn }];
    const entity = `${name}-eksClusterCreatorEntity`;
    const provider = new Provider(entity, { region, profile, assumeRoles }, { parent: role });
    this.outputs = Promise.resolve({ role, provider });
    this.registerOutputs({ role, provider });
  }
}
