import type * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

/** Whose credentials a kubeconfig has. Default: those of whoever uses it. */
export interface Credentials {
  readonly roleArn?: pulumi.Input<string>;
  readonly profileName?: pulumi.Input<string>;
}

/**
 * The kubeconfig of a cluster, whose user is the token that the AWS CLI gets.
 * After `generateKubeconfig` of `nodejs/eks/cluster/cluster.ts` of pulumi/pulumi-eks 4.
 */
export function kubeconfigOf(cluster: pulumi.Input<eks.Cluster>, credentials: pulumi.Input<Credentials> = {}) {
  const given = pulumi.output(cluster);
  const known = pulumi.output({
    name: given.name,
    region: given.arn.apply((arn) => arn.split(":")[3] ?? ""),
    credentials,
  });
  const user = known.apply(({ name, region, credentials: { roleArn, profileName } }) => ({
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: [
      ...["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"],
      ...(roleArn ? ["--role", roleArn] : []),
      ...(profileName ? ["--profile", profileName] : []),
    ],
    env: [{ name: "KUBERNETES_EXEC_INFO", value: '{"apiVersion": "client.authentication.k8s.io/v1beta1"}' }],
  }));
  const server = { server: given.endpoint, "certificate-authority-data": given.certificateAuthority.data };
  return pulumi.output({
    apiVersion: "v1",
    clusters: [{ cluster: server, name: "kubernetes" }],
    contexts: [{ context: { cluster: "kubernetes", user: "aws" }, name: "aws" }],
    "current-context": "aws",
    kind: "Config",
    users: [{ name: "aws", user: { exec: user } }],
  });
}

/** A provider of the Kubernetes package, by its type: the package itself is not needed. */
export class KubernetesProvider extends pulumi.ProviderResource {
  constructor(name: string, args: pulumi.Inputs, options: pulumi.ResourceOptions) {
    super("kubernetes", name, args, options);
  }
}

/** A resource of Kubernetes, by its type. */
export class KubernetesResource extends pulumi.CustomResource {
  constructor(type: string, name: string, args: pulumi.Inputs, options: pulumi.CustomResourceOptions) {
    super(`kubernetes:${type}`, name, args, options);
  }
}

/** The config map of a cluster is referred to by its node groups. */
pulumi.runtime.registerResourceModule("kubernetes", "core/v1", {
  // Older than any, so that a program in the same process finds the classes of its own package.
  version: "0.0.1",
  construct: (name, type, urn) => new KubernetesResource(type.replace("kubernetes:", ""), name, {}, { urn }),
});

/** A class of volumes of Amazon EBS that pods claim. */
export interface StorageClass {
  readonly type: pulumi.Input<string>;
  readonly default?: pulumi.Input<boolean>;
  readonly encrypted?: pulumi.Input<boolean>;
  readonly kmsKeyId?: pulumi.Input<string>;
  readonly iopsPerGb?: pulumi.Input<number>;
  readonly zones?: pulumi.Input<pulumi.Input<string>[]>;
  readonly metadata?: pulumi.Input<pulumi.Inputs>;
  readonly allowVolumeExpansion?: pulumi.Input<boolean>;
  readonly mountOptions?: pulumi.Input<string[]>;
  readonly reclaimPolicy?: pulumi.Input<string>;
  readonly volumeBindingMode?: pulumi.Input<string>;
}

/** After `nodejs/eks/cluster/storageclass.ts` of pulumi/pulumi-eks 4. */
export function addStorageClass(
  name: string,
  { type, default: isDefault, encrypted, kmsKeyId, iopsPerGb, zones, metadata, ...rest }: StorageClass,
  options: pulumi.CustomResourceOptions,
): KubernetesResource {
  const text = (value: pulumi.Input<unknown> | undefined) =>
    value === undefined ? undefined : pulumi.output(value).apply(String);
  const listed = zones && pulumi.output(zones).apply((names) => names.join(", "));
  const parameters = { type, encrypted: text(encrypted), kmsKeyId, iopsPerGb: text(iopsPerGb), zones: listed };
  const annotated = pulumi.all([metadata, isDefault]).apply(([given, marked]) => {
    const annotations = { ...given?.annotations, "storageclass.kubernetes.io/is-default-class": "true" };
    return marked ? { ...given, annotations } : given;
  });
  const args = { metadata: annotated, provisioner: "kubernetes.io/aws-ebs", parameters, ...rest };
  return new KubernetesResource("storage.k8s.io/v1:StorageClass", name, args, options);
}
