import { containerImage, type Peer } from "@plinth/components";
import { isPrivateNetwork } from "@plinth/components/network/cidr";
import type { Workload } from "@plinth/standards";
import { z } from "zod";
import type { Blueprint, ConfigBasis } from "../stack/blueprint";
import { oneOf, secondRegion, text } from "../stack/shared-keys";
import { days, regionalKeys, withinRetention } from "../workload/ai-keys";
import { inRegions } from "../workload/regions";
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

const clients = z
  .record(text(/^[a-z0-9]+(-[a-z0-9]+)*$/, CLIENTS), client, { error: CLIENTS })
  .refine((named) => Object.keys(named).length > 0, { error: CLIENTS });

function schema(basis: ConfigBasis) {
  const keys = regionalKeys(basis, {
    /**
     * The chat server's image in Amazon ECR, by digest, or `build`: the deployment builds it. ECR's replication takes an
     * image to a second region. Default: the newest in the account's repository `<workload>-chat`.
     */
    image: text(IMAGE, "an image of Amazon ECR by digest: <repository>@sha256:…, or build").optional(),
    /** Certificate for the name that clients call: its ARN. Default: the one issued last with the workload's tags. */
    certificateArn: certificateOf(basis.region).optional(),
    /**
     * Applications that may call: `{ portal: { securityGroupId: sg-… }, office: { cidr: 10.20.0.0/22 } }`. Default: what
     * runs in the stack's own network.
     */
    clients: clients.optional(),
    /** Where vectors of documents are kept. Default: `s3-vectors`, the simplest; another one loses what is in it. */
    vectorStore: oneOf(Object.keys(STORES) as [StoreName, ...StoreName[]]).default("s3-vectors"),
    /** Days after which a turn is forgotten. Bounds: the standard's range for outputs. Default: its minimum. */
    sessionDays: days.optional(),
    /** Whether golden conversations are had once a day: `on` or `off`. Default: on in production. */
    evaluation: oneOf(["on", "off"]).optional(),
    /**
     * Whether Amazon Macie looks for personal data and credentials in the account's buckets: `own` switches it on in this
     * region, `account` takes it as switched on already, `off`. Default: own in production, from confidential on.
     */
    discovery: oneOf(["own", "account", "off"]).optional(),
    secondRegion: there(basis).optional(),
  });
  return withinRetention(keys, basis, "sessionDays", "output");
}

/** `plinth:secondRegion`, with what the keys above name in the first region. */
function there(basis: ConfigBasis) {
  const keys = secondRegion(basis).safeExtend({
    /** As `plinth:certificateArn`, of that region. */
    certificateArn: certificateOf(undefined).optional(),
    /** As `plinth:clients`, in that region. */
    clients: clients.optional(),
  });
  return keys.superRefine(({ region, certificateArn }, context) => {
    if (certificateArn === undefined || certificateArn.split(":")[3] === region) return;
    const message = `the ARN of a certificate in ${region}`;
    context.addIssue({ code: "custom", path: ["certificateArn"], message });
  });
}

function certificateOf(region: string | undefined) {
  return text(
    new RegExp(`^arn:aws[a-z-]*:acm:${region ?? "[a-z0-9-]+"}:\\d{12}:certificate/[0-9a-f-]{36}$`),
    `the ARN of a certificate in ${region ?? "that region"}`,
  );
}

/** `plinth:blueprint: conversational` */
export const conversational = {
  name: "conversational",
  schema,
  deploy(config, context) {
    const { models, expectedMonthlyInferenceUsd } = config.workload;
    const { region } = context.workload;
    return inRegions(config, context, (name, where, opts) => {
      const { certificateArn, clients } = where.isHome ? config : (config.secondRegion ?? {});
      return new Conversational(
        name,
        {
          ...where,
          models,
          expectedMonthlyInferenceUsd,
          image: imageOf(config.image, region, where.workload),
          certificateArn,
          clients: clients && peersOf(clients),
          vectorStore: config.vectorStore,
          sessionDays: config.sessionDays,
          evaluation: config.evaluation && config.evaluation === "on",
          discovery: config.discovery,
          alarmEmails: config.alarmEmails,
        },
        opts,
      );
    });
  },
} satisfies Blueprint<ReturnType<typeof schema>>;

/** In another region than the stack's it is the same digest, in the registry of that region: endpoints reach no other. */
function imageOf(
  image: string | undefined,
  home: string,
  { region, partition }: Workload,
): ConversationalArgs["image"] {
  if (image === undefined || image === "build") return image;
  return containerImage(image.replace(`.ecr.${home}.`, `.ecr.${region}.`), partition);
}

function peersOf(clients: Readonly<Record<string, z.infer<typeof client>>>): Record<string, Peer> {
  return Object.fromEntries(
    Object.entries(clients).map(([name, found]) => [name, "cidr" in found ? { cidrIpv4: found.cidr } : found]),
  );
}
