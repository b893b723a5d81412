import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import { KubernetesResource } from "./kubernetes";
import type { Tags } from "./service-role";

/** Settings of an add-on that a cluster comes with. */
export interface AddonOptions {
  readonly enabled?: boolean;
  readonly version?: pulumi.Input<string>;
  readonly resolveConflictsOnCreate?: pulumi.Input<string>;
  readonly resolveConflictsOnUpdate?: pulumi.Input<string>;
  readonly configurationValues?: pulumi.Input<pulumi.Inputs>;
}

interface Owner {
  readonly name: string;
  readonly cluster: eks.Cluster;
  readonly tags: Tags | undefined;
  readonly parent: pulumi.Resource;
}

/** An add-on of a cluster in its newest version, whose conflicts EKS resolves. */
export function addAddon(
  { name, cluster, tags, parent }: Owner,
  addonName: string,
  options: AddonOptions = {},
  dependsOn?: pulumi.Input<pulumi.Resource[]>,
): eks.Addon {
  const { version: kubernetesVersion } = cluster;
  return new eks.Addon(
    `${name}-${addonName}`,
    {
      clusterName: cluster.name,
      addonName,
      addonVersion:
        options.version ??
        eks.getAddonVersionOutput({ addonName, kubernetesVersion, mostRecent: true }, { parent }).version,
      preserve: true,
      resolveConflictsOnCreate: options.resolveConflictsOnCreate ?? "OVERWRITE",
      resolveConflictsOnUpdate: options.resolveConflictsOnUpdate ?? "OVERWRITE",
      configurationValues: configuration(options.configurationValues),
      tags,
    },
    { parent, dependsOn },
  );
}

/** Settings of the VPC CNI add-on; those that it reads from its environment are in {@link ENVIRONMENT}. */
export interface VpcCniOptions extends Readonly<Record<string, pulumi.Input<unknown>>> {
  readonly addonVersion?: pulumi.Input<string>;
  readonly resolveConflictsOnCreate?: pulumi.Input<string>;
  readonly resolveConflictsOnUpdate?: pulumi.Input<string>;
  readonly serviceAccountRoleArn?: pulumi.Input<string>;
  readonly configurationValues?: pulumi.Input<pulumi.Inputs>;
  readonly enableNetworkPolicy?: pulumi.Input<boolean>;
  readonly securityContextPrivileged?: pulumi.Input<boolean>;
}

/** Variables of the add-on by option, with their defaults. */
const ENVIRONMENT: Readonly<Record<string, readonly [variable: string, fallback?: string]>> = {
  nodePortSupport: ["AWS_VPC_CNI_NODE_PORT_SUPPORT"],
  customNetworkConfig: ["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"],
  warmEniTarget: ["WARM_ENI_TARGET", "1"],
  warmIpTarget: ["WARM_IP_TARGET"],
  warmPrefixTarget: ["WARM_PREFIX_TARGET"],
  enablePrefixDelegation: ["ENABLE_PREFIX_DELEGATION"],
  logLevel: ["AWS_VPC_K8S_CNI_LOGLEVEL", "DEBUG"],
  logFile: ["AWS_VPC_K8S_CNI_LOG_FILE", "/host/var/log/aws-routed-eni/ipamd.log"],
  vethPrefix: ["AWS_VPC_K8S_CNI_VETHPREFIX", "eni"],
  eniMtu: ["AWS_VPC_ENI_MTU", "9001"],
  eniConfigLabelDef: ["ENI_CONFIG_LABEL_DEF"],
  pluginLogLevel: ["AWS_VPC_K8S_PLUGIN_LOG_LEVEL", "DEBUG"],
  pluginLogFile: ["AWS_VPC_K8S_PLUGIN_LOG_FILE", "/var/log/aws-routed-eni/plugin.log"],
  enablePodEni: ["ENABLE_POD_ENI", "false"],
  cniConfigureRpfilter: ["AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER"],
  cniCustomNetworkCfg: ["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "false"],
  cniExternalSnat: ["AWS_VPC_K8S_CNI_EXTERNALSNAT", "false"],
  externalSnat: ["AWS_VPC_K8S_CNI_EXTERNALSNAT"],
};

/** Arguments of `eks.VpcCniAddon` 4.3. */
interface VpcCniArgs extends VpcCniOptions {
  readonly clusterName: pulumi.Input<string>;
  readonly clusterVersion?: pulumi.Input<string>;
  readonly tags?: Tags;
}

/** The child of `eks.VpcCniAddon`, after `nodejs/eks/addons/cni-addon.ts` of pulumi/pulumi-eks 4. */
export class VpcCniAddon extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: VpcCniArgs, options: pulumi.ComponentResourceOptions) {
    super("eks:index:VpcCniAddon", name, {}, options);
    const { clusterName, clusterVersion: kubernetesVersion, addonVersion, tags } = args;
    if (!(addonVersion ?? kubernetesVersion))
      throw new Error("eks.VpcCniAddon needs an addonVersion or a clusterVersion");
    const addonName = "vpc-cni";
    const newest = { addonName, kubernetesVersion: kubernetesVersion ?? "", mostRecent: true };
    const addon = new eks.Addon(
      name,
      {
        clusterName,
        addonName,
        addonVersion: addonVersion ?? eks.getAddonVersionOutput(newest, { parent: this }).version,
        preserve: true,
        resolveConflictsOnCreate: args.resolveConflictsOnCreate ?? "OVERWRITE",
        resolveConflictsOnUpdate: args.resolveConflictsOnUpdate ?? "OVERWRITE",
        configurationValues: configuration(cniConfiguration(args)),
        serviceAccountRoleArn: args.serviceAccountRoleArn,
        tags,
      },
      { parent: this },
    );
    if (args.securityContextPrivileged) this.patch(name, args.securityContextPrivileged, addon);
    this.outputs = Promise.resolve({});
    this.registerOutputs({ addon });
  }

  /** What the add-on has no setting for. */
  private patch(name: string, privileged: pulumi.Input<boolean>, addon: eks.Addon): void {
    const annotations = { "pulumi.com/patchForce": "true" };
    const containers = [{ name: "aws-node", securityContext: { privileged } }];
    new KubernetesResource(
      "apps/v1:DaemonSetPatch",
      name,
      {
        apiVersion: "apps/v1",
        kind: "DaemonSet",
        metadata: { name: "aws-node", namespace: "kube-system", annotations },
        spec: { template: { spec: { containers } } },
      },
      { parent: this, dependsOn: [addon], retainOnDelete: true },
    );
  }
}

function cniConfiguration(options: VpcCniOptions): pulumi.Output<object> {
  const { enableNetworkPolicy, configurationValues, disableTcpEarlyDemux } = options;
  const given = Object.keys(ENVIRONMENT).map((option) => options[option]);
  return pulumi
    .all([pulumi.all(given), enableNetworkPolicy, configurationValues, disableTcpEarlyDemux])
    .apply(([values, networkPolicy, settings, noEarlyDemux]) => {
      const variables = Object.values(ENVIRONMENT).map(([variable, fallback], index) => {
        const value = values[index];
        return [variable, value || value === 0 ? String(value) : fallback] as const;
      });
      const initial = { DISABLE_TCP_EARLY_DEMUX: String(Boolean(noEarlyDemux)) };
      return {
        ...(networkPolicy === undefined ? {} : { enableNetworkPolicy: String(networkPolicy) }),
        ...settings,
        env: { ...Object.fromEntries(variables.filter(([, value]) => value !== undefined)), ...settings?.env },
        init: { ...settings?.init, env: { ...initial, ...settings?.init?.env } },
      };
    });
}

function configuration(values: pulumi.Input<object> | undefined): pulumi.Output<string> | undefined {
  return values === undefined ? undefined : pulumi.jsonStringify(values, sorted);
}

/** Members in order of their names, so that the same settings have the same text. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
