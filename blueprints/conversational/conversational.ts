import {
  type ContainerImage,
  KnowledgeBase,
  type Peer,
  SessionStore,
  StreamingService,
  workloadCertificate,
} from "@plinth/components";
import type * as pulumi from "@pulumi/pulumi";
import { AiWorkload, type AiWorkloadArgs } from "../workload/ai-workload";
import { EMBEDDING_MODEL } from "../workload/model-use";
import { type OptionArgs, optionsOf } from "../workload/options";
import { CHAT_SECONDS, chatEnvironment, chatImage, firstGroupOf } from "./chat";
import { ANSWERS, SEARCHES } from "./model-uses";
import { options } from "./options";
import { STORES } from "./vector-store";

/** What a {@link Conversational} takes: the blueprint's options, and what code wires. */
export interface ConversationalArgs extends AiWorkloadArgs, OptionArgs<typeof options> {
  /**
   * The chat server, or another one with the same interface; `build` has the deployment build and push it. Default: the
   * image that was pushed last to the account's repository `<workload>-chat`.
   */
  readonly image?: ContainerImage | "build";
  /** Certificate for the name that clients call: its ARN. Default: the one issued last with the workload's tags. */
  readonly certificateArn?: pulumi.Input<string>;
  /** Applications that may call, by a name for each. Bounds: at least one. Default: what runs in the workload's network. */
  readonly clients?: Readonly<Record<string, Peer>>;
}

/** All that the chat server calls from inside the network, and what Fargate needs to start it. */
const ENDPOINTS = ["bedrock-agent-runtime", "bedrock-runtime", "dynamodb", "ecr-api", "ecr-dkr", "logs", "s3", "xray"];

const KEY_SERVICES = [
  "bedrock",
  "budgets",
  "cloudwatch",
  "lambda",
  "logs",
  "macie",
  "s3vectors",
  "secretsmanager",
] as const;

/** For a golden conversation of some turns. */
const CONVERSATION_SECONDS = 60;

/**
 * An assistant that answers in streams from the workload's own documents, and remembers the conversation.
 *
 * Containers behind an internal load balancer that the named applications reach, in a network that reaches AWS's services
 * and nothing else; a bucket of documents with a knowledge base over a vector store of one's choice; a table of sessions;
 * guarded access to the models; the account's invocation records; a dashboard, alarms, a budget, and an entry in the model
 * inventory for each model; in production, an evaluation that has golden conversations every day,
 * and a search of confidential documents for personal data that should not be there.
 *
 * @example
 * new Conversational("assistant", {
 *   workload,
 *   models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
 *   expectedMonthlyInferenceUsd: 4000,
 *   image: containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`, "aws"),
 *   certificateArn: "arn:aws:acm:eu-west-1:210987654321:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
 *   clients: { portal: { cidrIpv4: "10.20.0.0/22" } },
 * });
 */
export class Conversational extends AiWorkload {
  /** What other stacks may refer to. */
  readonly outputs;

  constructor(name: string, args: ConversationalArgs, opts?: pulumi.ComponentResourceOptions) {
    const { workload, certificateArn, clients } = args;
    const { vectorStore, sessionDays, ...checks } = optionsOf(options, args);
    const kind = STORES[vectorStore];
    super("Conversational", name, args, opts, {
      keyServices: KEY_SERVICES,
      endpoints: [...ENDPOINTS, ...kind.endpoints],
      accessLogs: "balancers",
      checks,
      use: ANSWERS,
      embeddingUse: SEARCHES,
    });
    const { key, network, models, accessLogBucketName } = this;
    const here = { parent: this };

    const documents = this.createSource("documents", { copied: true });
    const store = kind.create(`${name}-vectors`, { workload, network, key }, here);
    const searched = { workload, source: documents, store, key, embeddingModel: EMBEDDING_MODEL };
    const knowledge = new KnowledgeBase(`${name}-knowledge`, searched, here);
    const sessions = new SessionStore(`${name}-sessions`, { workload, sessionDays }, here);
    const role = this.createRole("chat", "ecs-tasks");
    models.grantInvoke(role);
    knowledge.grantRetrieve(role);
    sessions.grantUse(role);
    const served = { workload, role, network, key, accessLogBucketName, ...CHAT_SECONDS };
    const chat = new StreamingService(
      `${name}-chat`,
      {
        ...served,
        image: chatImage(`${name}-image`, args.image, { workload, key }, here),
        certificateArn: certificateArn ?? workloadCertificate(workload, here),
        clients: clients ?? { network: { securityGroupId: firstGroupOf(network) } },
        environment: { ...this.environment, ...chatEnvironment(models, knowledge, sessions) },
      },
      here,
    );
    if (clients === undefined) chat.allowEgressTo("network", firstGroupOf(network));

    const shown = { services: [chat.service] };
    const golden = this.evaluated ? this.#createGolden(chat) : undefined;
    const alarms = this.watch({ streams: [chat], functions: golden?.functions, shown, evaluation: golden?.evaluation });

    this.outputs = this.registered({
      /** Where clients connect; a record for the certificate's name points to it. */
      dnsName: chat.dnsName,
      /** Bucket of documents. */
      documentBucketName: documents.bucketName,
      /** Table of conversations. */
      sessionTableName: sessions.tableName,
      /** Role of the chat server. */
      roleArn: role.roleArn,
      /** Topic of the workload's alarms. */
      alarmTopicArn: alarms.topicArn,
      /** Present with an evaluation: where its golden conversations are put. */
      goldenBucketName: golden?.bucketName,
    });
  }

  /** Golden conversations, and a Lambda client that runs them. */
  #createGolden(chat: StreamingService) {
    const { accessLogBucketName } = this;
    // Not among the documents: the assistant must not find what it is to answer.
    const goldenSet = this.createSource("golden", { copied: true });
    const { network, environment } = chat.createClient("evaluation");
    const role = this.createRole("ask", "lambda");
    const entry = require.resolve("@plinth/service-chat/ask");
    const sizes = { timeoutSeconds: CONVERSATION_SECONDS, memoryMb: 256 };
    const target = this.createFunction("ask", entry, { role, network, environment, ...sizes });
    const evaluation = { asked: { target, goldenSet }, kept: { accessLogBucketName } };
    return { functions: [target], bucketName: goldenSet.bucketName, evaluation };
  }
}
