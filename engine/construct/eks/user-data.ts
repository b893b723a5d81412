import type * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import type { OperatingSystem } from "./images";

interface Taint {
  readonly value?: pulumi.Input<string>;
  readonly effect: pulumi.Input<string>;
}

/** What a node is told when it starts, beside its cluster. */
export interface UserData {
  readonly kubeletExtraArgs?: pulumi.Input<string>;
  readonly bootstrapExtraArgs?: pulumi.Input<string>;
  readonly bottlerocketSettings?: pulumi.Input<pulumi.Inputs>;
  readonly nodeadmExtraOptions?: pulumi.Input<
    pulumi.Input<{ readonly content: pulumi.Input<string>; readonly contentType: pulumi.Input<string> }>[]
  >;
  readonly labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  readonly taints?: pulumi.Input<Record<string, pulumi.Input<Taint>>>;
  /** A script that runs when the node has joined. */
  readonly nodeUserData?: pulumi.Input<string>;
  /** All of it, in place of everything else. */
  readonly override?: pulumi.Input<string>;
}

interface Part {
  readonly contentType: string;
  readonly content: string;
}

/**
 * The user data of a node, as text. What the node needs of its cluster, and what the program adds, are as in
 * `nodejs/eks/nodes/userdata.ts` of pulumi/pulumi-eks 4; YAML and TOML have the form of JSON here.
 * @param signal A command by which the node tells that it has started.
 */
export function userDataOf(
  system: pulumi.Input<OperatingSystem>,
  cluster: pulumi.Output<eks.Cluster>,
  userData: UserData,
  signal?: pulumi.Input<string>,
): pulumi.Output<string> {
  const network = cluster.kubernetesNetworkConfig.apply((config) =>
    config?.ipFamily === "ipv6" ? config.serviceIpv6Cidr : config?.serviceIpv4Cidr,
  );
  const { name, endpoint: apiServerEndpoint } = cluster;
  const certificateAuthority = cluster.certificateAuthority.data;
  const joined = { name, apiServerEndpoint, certificateAuthority, cidr: network };
  return pulumi.output({ system, joined, userData, signal }).apply((known) => {
    const given = known.userData as pulumi.Unwrap<UserData>;
    return given.override ?? WRITERS[known.system as OperatingSystem](known.joined, given, known.signal);
  });
}

type Joined = Readonly<Record<"name" | "apiServerEndpoint" | "certificateAuthority" | "cidr", string | undefined>>;
type Writer = (cluster: Joined, userData: pulumi.Unwrap<UserData>, signal?: string) => string;

const WRITERS: Readonly<Record<OperatingSystem, Writer>> = {
  AL2: ({ name, apiServerEndpoint, certificateAuthority }, userData, signal = "") => {
    const flags = kubeletFlags(userData).join(" ");
    const bootstrap = [
      `/etc/eks/bootstrap.sh --apiserver-endpoint "${apiServerEndpoint}" --b64-cluster-ca "${certificateAuthority}" "${name}"`,
      ...(userData.bootstrapExtraArgs ? [userData.bootstrapExtraArgs] : []),
      ...(flags ? [`--kubelet-extra-args '${flags}'`] : []),
    ];
    return ["#!/bin/bash", "", bootstrap.join(" "), userData.nodeUserData ?? "", signal, ""].join("\n");
  },
  AL2023: (cluster, userData, signal) => {
    const flags = kubeletFlags(userData);
    return multipart([
      nodeConfig({ cluster }),
      ...(flags.length > 0 ? [nodeConfig({ kubelet: { flags } })] : []),
      ...((userData.nodeadmExtraOptions ?? []) as Part[]),
      ...(userData.nodeUserData ? [script(userData.nodeUserData)] : []),
      ...(signal ? [script(`#!/bin/bash\n${signal}`)] : []),
    ]);
  },
  Bottlerocket: ({ name, apiServerEndpoint, certificateAuthority }, { bottlerocketSettings, labels }) => {
    const kubernetes = {
      "cluster-name": name,
      "api-server": apiServerEndpoint,
      "cluster-certificate": certificateAuthority,
      ...(labels && { "node-labels": labels }),
    };
    const { settings, ...rest } = (bottlerocketSettings ?? {}) as Record<string, Record<string, object>>;
    const own = { ...settings, kubernetes: { ...kubernetes, ...settings?.kubernetes } };
    return toml({ ...rest, settings: own }).join("\n");
  },
};

function kubeletFlags({ kubeletExtraArgs, labels = {}, taints = {} }: pulumi.Unwrap<UserData>): readonly string[] {
  const nodeLabels = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const nodeTaints = Object.entries(taints as Record<string, { value?: string; effect: string }>).map(
    ([key, { value, effect }]) => `${key}${value ? `=${value}` : ""}:${effect}`,
  );
  return [
    ...(kubeletExtraArgs ? kubeletExtraArgs.split(" ") : []),
    ...(nodeLabels.length > 0 ? [`--node-labels=${nodeLabels.join(",")}`] : []),
    ...(nodeTaints.length > 0 ? [`--register-with-taints=${nodeTaints.join(",")}`] : []),
  ];
}

function nodeConfig(spec: object): Part {
  const config = { apiVersion: "node.eks.aws/v1alpha1", kind: "NodeConfig", spec };
  return { contentType: "application/node.eks.aws", content: `---\n${JSON.stringify(config, null, 2)}` };
}

function script(content: string): Part {
  return { contentType: 'text/x-shellscript; charset="us-ascii"', content };
}

function multipart(parts: readonly Part[]): string {
  const written = parts.flatMap(({ contentType, content }) => [
    "--BOUNDARY",
    `Content-Type: ${contentType}`,
    "",
    content,
  ]);
  return [
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="BOUNDARY"',
    "",
    ...written,
    "--BOUNDARY--",
    "",
  ].join("\n");
}

/** Strings, numbers, booleans and lists of them are written as in JSON. */
function toml(table: object, path: readonly string[] = []): readonly string[] {
  const entries = Object.entries(table).filter(([, value]) => value !== undefined && value !== null);
  const isTable = ([, value]: [string, unknown]) => typeof value === "object" && !Array.isArray(value);
  const own = entries.filter((entry) => !isTable(entry));
  return [
    ...(own.length > 0 && path.length > 0 ? [`[${path.map((key) => JSON.stringify(key)).join(".")}]`] : []),
    ...own.map(([key, value]) => `${JSON.stringify(key)} = ${JSON.stringify(value)}`),
    ...entries.filter(isTable).flatMap(([key, value]) => toml(value, [...path, key])),
  ];
}
