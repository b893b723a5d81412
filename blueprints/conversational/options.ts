import { isPrivateNetwork } from "@plinth/components/network/cidr";
import { z } from "zod";
import type { ConfigBasis } from "../stack/blueprint";
import { ec2Id, oneOf, text } from "../stack/keys";
import { checkOptions, days } from "../workload/keys";
import { STORES, type StoreName } from "./vector-store";

const CLIENT = "one of { securityGroupId: sg-… }, { prefixListId: pl-… } and { cidr: a private network }";

const PRIVATE = "a private network such as 10.20.0.0/22, without host bits";

const client = z
  .union(
    [
      z.strictObject({ securityGroupId: ec2Id("sg") }),
      z.strictObject({ prefixListId: ec2Id("pl") }),
      z.strictObject({ cidr: z.string({ error: PRIVATE }).refine(isPrivateNetwork, { error: PRIVATE }) }),
    ],
    { error: CLIENT },
  )
  // After the union: a member that transforms would hide which part of it is at fault.
  .transform((peer) => ("cidr" in peer ? { cidrIpv4: peer.cidr } : peer));

const IMAGE =
  /^(build|\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[a-z0-9][a-z0-9._/-]*@sha256:[0-9a-f]{64})$/;

const CLIENTS = "at least one client, by kebab-case names";

/** `plinth:clients`: applications that may call, by a name for each. */
export const clients = z
  .record(text(/^[a-z0-9]+(-[a-z0-9]+)*$/, CLIENTS), client, { error: CLIENTS })
  .refine((named) => Object.keys(named).length > 0, { error: CLIENTS });

/** The ARN of a certificate, in the region if it is known. */
export function certificateIn(region: string | undefined) {
  return text(
    new RegExp(`^arn:aws[a-z-]*:acm:${region ?? "[a-z0-9-]+"}:\\d{12}:certificate/[0-9a-f-]{36}$`),
    `the ARN of a certificate in ${region ?? "that region"}`,
  );
}

/** Keys of its stacks that its component takes as code has them, and that name something else in a second region. */
export function wiredKeys({ region }: Pick<ConfigBasis, "region">) {
  return {
    /**
     * The chat server's image in Amazon ECR, by digest, or `build`: the deployment builds it. ECR's replication takes an
     * image to a second region. Default: the newest in the account's repository `<workload>-chat`.
     */
    image: text(IMAGE, "an image of Amazon ECR by digest: <repository>@sha256:…, or build").optional(),
    /** Certificate for the name that clients call: its ARN. Default: the one issued last with the workload's tags. */
    certificateArn: certificateIn(region).optional(),
    /**
     * Applications that may call: `{ portal: { securityGroupId: sg-… }, office: { cidr: 10.20.0.0/22 } }`. Default: what
     * runs in the stack's own network.
     */
    clients: clients.optional(),
  };
}

/** Options of the conversational assistant: keys of its stacks, and arguments of its component. */
export const options = {
  /** Where vectors of documents are kept. Default: `s3-vectors`, the simplest; another one loses what is in it. */
  vectorStore: oneOf(Object.keys(STORES) as [StoreName, ...StoreName[]]).default("s3-vectors"),
  /** Days after which a turn is forgotten. Bounds: the standard's range for outputs. Default: its minimum. */
  sessionDays: days.optional(),
  /** Whether golden conversations are had once a day: `on` or `off`. Default: on in production. */
  evaluation: checkOptions.evaluation,
  discovery: checkOptions.discovery,
};
