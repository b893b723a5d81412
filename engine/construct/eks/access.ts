import * as eks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { KubernetesResource } from "./kubernetes";
import type { Tags } from "./service-role";

export type AuthenticationMode = "CONFIG_MAP" | "API_AND_CONFIG_MAP" | "API";

/** A principal of IAM that may use a cluster. */
export interface AccessEntry {
  readonly principalArn: pulumi.Input<string>;
  readonly username?: pulumi.Input<string>;
  readonly kubernetesGroups?: pulumi.Input<pulumi.Input<string>[]>;
  readonly accessPolicies?: Readonly<Record<string, pulumi.Input<PolicyAssociation>>>;
  readonly tags?: Tags;
  readonly type?: pulumi.Input<string>;
}

interface PolicyAssociation {
  readonly policyArn: pulumi.Input<string>;
  readonly accessScope: pulumi.Input<{ type: pulumi.Input<string>; namespaces?: pulumi.Input<pulumi.Input<string>[]> }>;
}

interface Mapping {
  readonly roleArn?: pulumi.Input<string>;
  readonly userArn?: pulumi.Input<string>;
  readonly username: pulumi.Input<string>;
  readonly groups: pulumi.Input<pulumi.Input<string>[]>;
}

export type Mappings = pulumi.Input<pulumi.Input<Mapping>[]>;

/** A cluster without a mode has the config map. */
export function hasConfigMap(mode: string | undefined): boolean {
  return mode === undefined || mode !== "API";
}

export function hasAccessEntries(mode: string | undefined): boolean {
  return mode === "API" || mode === "API_AND_CONFIG_MAP";
}

/**
 * The config map `aws-auth`, which maps roles and users to those of Kubernetes. Its YAML is JSON here.
 * After `nodejs/eks/cluster/authenticationMode.ts` of pulumi/pulumi-eks 4.
 */
export function addConfigMap(
  name: string,
  instanceRoles: pulumi.Input<pulumi.Input<iam.Role>[]>,
  { roleMappings, userMappings }: { readonly roleMappings?: Mappings; readonly userMappings?: Mappings },
  options: pulumi.CustomResourceOptions,
): KubernetesResource {
  const ofNodes = pulumi.output(instanceRoles).apply((roles) =>
    (roles as iam.Role[]).map(({ arn }) => ({
      rolearn: arn,
      username: "system:node:{{EC2PrivateDNSName}}",
      groups: ["system:bootstrappers", "system:nodes"],
    })),
  );
  const ofRoles = listed(roleMappings, ({ roleArn, ...rest }) => ({ rolearn: roleArn, ...rest }));
  const mapRoles = pulumi.all([ofRoles, ofNodes]).apply((lists) => JSON.stringify(lists.flat()));
  const ofUsers = listed(userMappings, ({ userArn, ...rest }) => ({ userarn: userArn, ...rest }));
  const mapUsers = userMappings && ofUsers.apply((list) => JSON.stringify(list));
  const metadata = {
    name: "aws-auth",
    namespace: "kube-system",
    annotations: { "pulumi.com/patchForce": "true" },
  };
  const args = { apiVersion: "v1", kind: "ConfigMap", immutable: false, metadata, data: { mapRoles, mapUsers } };
  return new KubernetesResource("core/v1:ConfigMap", `${name}-nodeAccess`, args, options);
}

function listed<Result>(mappings: Mappings = [], map: (mapping: pulumi.Unwrap<Mapping>) => Result) {
  return pulumi.output(mappings).apply((list) => (list as pulumi.Unwrap<Mapping>[]).map(map));
}

/** Access entries with the policies of each, below it. */
export function addAccessEntries(
  name: string,
  clusterName: pulumi.Input<string>,
  entries: Readonly<Record<string, AccessEntry>>,
  options: pulumi.CustomResourceOptions,
): eks.AccessEntry[] {
  return Object.entries(entries).map(([key, { username, accessPolicies = {}, ...args }]) => {
    const entry = new eks.AccessEntry(`${name}-${key}`, { ...args, clusterName, userName: username }, options);
    for (const [association, policy] of Object.entries(accessPolicies)) {
      const { policyArn, accessScope } = pulumi.output(policy);
      new eks.AccessPolicyAssociation(
        `${name}-${key}-${association}`,
        { clusterName, principalArn: args.principalArn, policyArn, accessScope },
        { ...options, parent: entry, dependsOn: [entry] },
      );
    }
    return entry;
  });
}
