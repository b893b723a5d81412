import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import { type ClusterInput, coreOf } from "./core";

/** Arguments of `eks.Addon` 4.3. */
export interface AddonArgs extends Omit<eks.AddonArgs, "clusterName" | "configurationValues"> {
  readonly cluster: ClusterInput;
  readonly configurationValues?: pulumi.Input<pulumi.Inputs>;
}

/**
 * The child of `eks.Addon`, which is itself a child of its cluster, whatever parent the program names.
 * After `nodejs/eks/addons/addon.ts` of pulumi/pulumi-eks 4.
 */
export class Addon extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: AddonArgs, options: pulumi.ComponentResourceOptions) {
    const { cluster, configurationValues, ...rest } = args;
    const parent = pulumi.Resource.isInstance(cluster) ? cluster : options.parent;
    super("eks:index:Addon", name, args, { ...options, ...(parent && { parent }) });
    const addon = new eks.Addon(
      name,
      {
        ...rest,
        clusterName: coreOf(cluster).apply((core) => core.cluster.name),
        configurationValues: configurationValues && pulumi.jsonStringify(configurationValues),
      },
      { parent: this },
    );
    this.outputs = Promise.resolve({});
    this.registerOutputs({ addon });
  }
}
