import { containerImage, type LangfuseArgs } from "@plinth/components";
import { isPrivateNetwork } from "@plinth/components/network/cidr";
import type { Workload } from "@plinth/standards";
import { z } from "zod";
import { ec2Id, ecrImage, email, kebab, text } from "../stack/keys";

const host = text(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "a host such as langfuse.acme.example");

/** `plinth:langfuse`: Langfuse in the platform's own network, for the organisation's traces, prompts and scores. */
export const langfuse = z.strictObject({
  /** Copies of one version's images, by digest. */
  images: z.strictObject({ web: ecrImage, worker: ecrImage }),
  /** Where it keeps its traces. */
  clickhouse: z.strictObject({
    host,
    /** Default: `default`. */
    user: text(/^\w+$/, "a user's name").optional(),
    /** Secret that is the password and nothing else, encrypted with the stack's key: its whole ARN. */
    passwordSecretArn: text(
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-\w{6}$/,
      "the whole ARN of a secret",
    ),
    /** Security group of the endpoint that leads there. */
    securityGroupId: ec2Id("sg"),
  }),
  /** Host that people and SDKs connect to, which the certificate is for. */
  host,
  /** Certificate of AWS Certificate Manager for the host. */
  certificateArn: text(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/, "the ARN of a certificate"),
  /** Private ranges that may connect, by a name for each: `{ offices: 10.20.0.0/16 }`. Bounds: at least one. */
  clients: z
    .record(
      kebab(2, 20),
      z.string().refine(isPrivateNetwork, { error: "a private IPv4 network such as 10.20.0.0/16, without host bits" }),
    )
    .refine((clients) => Object.keys(clients).length > 0, { error: "at least one range" }),
  /** Address of the first user, its owner. */
  ownerEmail: email,
});

/** What the platform's Langfuse is told; where it stands, the platform says. */
export type PlatformLangfuse = Omit<LangfuseArgs, "workload" | "network" | "key">;

/** The arguments of Langfuse that configuration makes. */
export function langfuseOf(
  { images, clients, ...settings }: z.infer<typeof langfuse>,
  { partition }: Workload,
): PlatformLangfuse {
  const ranges = Object.entries(clients).map(([name, cidrIpv4]) => [name, { cidrIpv4 }] as const);
  return {
    ...settings,
    images: { web: containerImage(images.web, partition), worker: containerImage(images.worker, partition) },
    clients: Object.fromEntries(ranges),
  };
}
