import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import type { WorkloadRole } from "../identity/workload-role";
import type { ClusterActor } from "./cluster-permissions";
import { SYSTEM_ACCOUNTS, SYSTEM_NAMESPACE } from "./cluster-roles";

/** @internal The cluster that add-ons and associations belong to. */
export interface ClusterTarget {
  /** Prefix of the resources' logical names. */
  readonly name: string;
  /** Name of the cluster in AWS. */
  readonly clusterName: pulumi.Input<string>;
  /** Tags of the resources. */
  readonly tags: Record<string, string>;
}

/** @internal Add-ons that must run before nodes join: pods get an address and a role from them. */
export const NODE_ADDONS: readonly string[] = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"];

/** @internal Add-ons that need nodes to run on. */
export const POD_ADDONS: readonly string[] = ["coredns", "metrics-server"];

/** Enables NetworkPolicy: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html (read 2026-11). */
const CONFIGURATION: Readonly<Record<string, string>> = {
  "vpc-cni": JSON.stringify({ enableNetworkPolicy: "true" }),
};

/** @internal Installs EKS add-ons by name. */
export function installAddons(
  { name, clusterName, tags }: ClusterTarget,
  addons: readonly string[],
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return addons.map(
    (addonName) =>
      new eks.Addon(
        `${name}-${addonName}`,
        {
          clusterName,
          addonName,
          configurationValues: CONFIGURATION[addonName],
          resolveConflictsOnCreate: "OVERWRITE",
          resolveConflictsOnUpdate: "OVERWRITE",
          tags,
        },
        opts,
      ),
  );
}

/** @internal Associates the system service accounts with their roles. Pods that run before the association must restart. */
export function associatePodIdentities(
  { name, clusterName, tags }: ClusterTarget,
  roles: Readonly<Record<ClusterActor, WorkloadRole>>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return (["pod-network", "target-registrar"] as const).map(
    (actor) =>
      new eks.PodIdentityAssociation(
        `${name}-${actor}-identity`,
        {
          clusterName,
          namespace: SYSTEM_NAMESPACE,
          serviceAccount: SYSTEM_ACCOUNTS[actor],
          roleArn: roles[actor].roleArn,
          tags,
        },
        pulumi.mergeOptions(opts, { dependsOn: [roles[actor]] }),
      ),
  );
}
