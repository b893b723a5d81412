import { containerImage, existingKey, existingNetwork, type Peer } from "@plinth/components";
import { isPrivateNetwork } from "@plinth/components/network/cidr";
import { z } from "zod";
import type { Blueprint, ConfigBasis } from "../blueprint";
import { aiKeys, days, withinRetention } from "../config/ai-keys";
import { oneOf, text } from "../config/shared";
import { foundationOf } from "../foundation";
import { Conversational, type ConversationalArgs } from "./conversational";
import { STORES, type StoreName } from "./vector-store";

export * from "./conversational";

const CLIENT = "one of { securityGroupId: sg-… }, { prefixListId: pl-… } and { cidr: a private network }";

const PRIVATE = "a private network such as 10.20.0.0/22, without host bits";

const client = z.union(
  [
    z.strictObject({ securityGroupId: text(/^sg-[0-9a-f]{8,17}$/, "an id such as sg-0123456789abcdef0") }),
    z.strictObject({ prefixListId: text(/^pl-[0-9a-f]{8,17}$/, "an id such as pl-0123456789abcdef0") }),
    z.strictObject({ cidr: z.string({ error: PRIVATE }).refine(isPrivateNetwork, { error: PRIVATE }) }),
  ],
  { error: CLIENT },
);

const IMAGE =
  /^(build|\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[a-z0-9][a-z0-9._/-]*@sha256:[0-9a-f]{64})$/;

const CLIENTS = "at least one client, by kebab-case names";

function schema(basis: ConfigBasis) {
  const keys = z.strictObject({
    ...aiKeys(basis),
    /**
     * The chat server's image in Amazon ECR, by digest, or `build`: the deployment builds it. Default: the newest in the
     * account's repository `<workload>-chat`.
     */
    image: text(IMAGE, "an image of Amazon ECR by digest: <repository>@sha256:…, or build").optional(),
    /** Certificate for the name that clients call: its ARN. Default: the one issued last with the workload's tags. */
    certificateArn: text(
      new RegExp(`^arn:aws[a-z-]*:acm:${basis.region ?? "[a-z0-9-]+"}:\\d{12}:certificate/[0-9a-f-]{36}$`),
      `the ARN of a certificate in ${basis.region ?? "the stack's region"}`,
    ).optional(),
    /**
     * Applications that may call: `{ portal: { securityGroupId: sg-… }, office: { cidr: 10.20.0.0/22 } }`. Default: what
     * runs in the stack's own network.
     */
    clients: z
      .record(text(/^[a-z0-9]+(-[a-z0-9]+)*$/, CLIENTS), client, { error: CLIENTS })
      .refine((clients) => Object.keys(clients).length > 0, { error: CLIENTS })
      .optional(),
    /** Where vectors of documents are kept. Default: `s3-vectors`, the simplest; another one loses what is in it. */
    vectorStore: oneOf(Object.keys(STORES) as [StoreName, ...StoreName[]]).default("s3-vectors"),
    /** Days after which a turn is forgotten. Bounds: the standard's range for outputs. Default: its minimum. */
    sessionDays: days.optional(),
    /** Whether golden conversations are had once a day: `on` or `off`. Default: on in production. */
    evaluation: oneOf(["on", "off"]).optional(),
  });
  return withinRetention(keys, basis, "sessionDays", "output");
}

/** `plinth:blueprint: conversational` */
export const conversational = {
  name: "conversational",
  schema,
  deploy(config, { workload, opts }) {
    const { models, expectedMonthlyInferenceUsd } = config.workload;
    const { existing, ...own } = config.network ?? {};
    const { organizationId } = foundationOf(config.organization);
    const assistant = new Conversational(
      workload.name,
      {
        workload,
        models,
        expectedMonthlyInferenceUsd,
        image: imageOf(config.image, workload.partition),
        certificateArn: config.certificateArn,
        clients: config.clients && peersOf(config.clients),
        vectorStore: config.vectorStore,
        sessionDays: config.sessionDays,
        network: existing ? existingNetwork("plinth:network.existing", existing) : { ...own, organizationId },
        key: config.keyArn === undefined ? undefined : existingKey("existing-key", config.keyArn),
        invocationLogging: config.invocationLogging === "own",
        alarmEmails: config.alarmEmails,
        evaluation: config.evaluation && config.evaluation === "on",
      },
      opts,
    );
    return assistant.outputs();
  },
} satisfies Blueprint<ReturnType<typeof schema>>;

function imageOf(image: string | undefined, partition: string): ConversationalArgs["image"] {
  return image === undefined || image === "build" ? image : containerImage(image, partition);
}

function peersOf(clients: Readonly<Record<string, z.infer<typeof client>>>): Record<string, Peer> {
  return Object.fromEntries(
    Object.entries(clients).map(([name, found]) => [name, "cidr" in found ? { cidrIpv4: found.cidr } : found]),
  );
}
