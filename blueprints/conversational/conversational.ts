import { dirname, join } from "node:path";
import {
  AccessLogBucket,
  BuiltImage,
  ClassifiedBucket,
  type ContainerImage,
  type EncryptionKey,
  InferenceFunction,
  InvocationLogging,
  KnowledgeBase,
  ModelAccess,
  type ModelChoice,
  ModelInventoryEntry,
  newestImage,
  type Peer,
  PlinthComponent,
  type PlinthComponentArgs,
  SessionStore,
  StreamingService,
  WorkloadAlarms,
  WorkloadDashboard,
  WorkloadKey,
  type WorkloadNetwork,
  WorkloadRole,
  workloadCertificate,
} from "@plinth/components";
import { bundle } from "@plinth/components/lambda/bundle";
import * as pulumi from "@pulumi/pulumi";
import {
  type Discovery,
  discover,
  EVALUATION_ENDPOINTS,
  evaluate,
  networkOf,
  type OwnNetwork,
} from "../workload/parts";
import { STORES, type StoreName } from "./vector-store";

export interface ConversationalArgs extends PlinthComponentArgs {
  /** Text models in order of preference: the next one is asked when one is throttled or down. Bounds: at least one. */
  readonly models: readonly ModelChoice[];
  /** US dollars a month: the budget that alarms watch. Bounds: above 0. */
  readonly expectedMonthlyInferenceUsd: number;
  /**
   * The chat server, built from this folder's `Dockerfile`, or another one with the same interface; `build` has the
   * deployment build and push it. Default: the image that was pushed last to the account's repository `<workload>-chat`.
   */
  readonly image?: ContainerImage | "build";
  /**
   * Certificate of AWS Certificate Manager for the name that clients call: its ARN. Default: the one that was issued last
   * with the workload's tags.
   */
  readonly certificateArn?: pulumi.Input<string>;
  /**
   * Applications that may call, each by a name of its own; they say which user asks. Bounds: at least one. Default:
   * what runs in the workload's own network.
   */
  readonly clients?: Readonly<Record<string, Peer>>;
  /** Where vectors of documents are kept. Default: `s3-vectors`, the simplest. */
  readonly vectorStore?: StoreName;
  /** Days after which a turn of a conversation is forgotten. Default: {@link SessionStore}'s. */
  readonly sessionDays?: number;
  /** A network that exists already, or what an own one is to be. Default: an own one with default range and zones. */
  readonly network?: WorkloadNetwork | OwnNetwork;
  /** A key that exists already, for everything but conversations. Default: a {@link WorkloadKey} of its own. */
  readonly key?: EncryptionKey;
  /** False where another stack records the account's invocations in this region. Default: true. */
  readonly invocationLogging?: boolean;
  /** Addresses that alarms are sent to. Default: none. */
  readonly alarmEmails?: readonly string[];
  /**
   * Whether golden conversations (`golden/<name>.json` in a bucket of their own) are had once a day, and how their scores
   * drift. A network that exists already must reach the endpoint `lambda` for it. Default: in production.
   */
  readonly evaluation?: boolean;
  /** Whether Amazon Macie looks through the account's confidential buckets. Default: `own` in production, from confidential on. */
  readonly discovery?: Discovery;
  /**
   * False in a workload's second region: its budget and its entries in the model inventory stand in the first, and say the
   * same of both. Default: true.
   */
  readonly isHome?: boolean;
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

/** What makes vectors of documents and questions. */
const EMBEDDING_MODEL = "amazon.titan-embed-text-v2";

const ANSWERS = {
  purpose: "Answers questions in a conversation from the workload's own documents.",
  intendedUses:
    "Answers about what the documents say, with the documents named. Not for decisions about people, money or contracts, which a human takes.",
  ethicalConsiderations:
    "Nothing reaches a user before the guardrail has assessed it. Where no document answers, the assistant says so. Conversations are forgotten on a day that is set.",
};

const SEARCHES = {
  purpose: "Makes vectors of documents and questions, so that documents are found by meaning.",
  intendedUses: "Search in the workload's own documents. Not for comparing people.",
  ethicalConsiderations: "Vectors give away what they were made of, and are kept and protected as the documents are.",
};

/** Silence in a stream that is none: the server says that it is alive every 15 seconds. */
const IDLE_SECONDS = 120;

/** Longer than an answer takes, and within what Fargate grants. */
const DRAIN_SECONDS = 120;

/** What the server keeps of them to cut off what has not ended, and say so. */
const SERVER_DRAIN_SECONDS = DRAIN_SECONDS - 10;

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
export class Conversational extends PlinthComponent {
  /** Where clients connect; a record for the certificate's name points to it. */
  readonly dnsName: pulumi.Output<string>;
  readonly documentBucketName: pulumi.Output<string>;
  readonly sessionTableName: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  readonly alarmTopicArn: pulumi.Output<string>;
  /** Present with an evaluation: where its golden conversations are put. */
  readonly goldenBucketName: pulumi.Output<string> | undefined;
  readonly #documents: ClassifiedBucket;
  readonly #golden: ClassifiedBucket | undefined;

  constructor(name: string, args: ConversationalArgs, opts?: pulumi.ComponentResourceOptions) {
    super("Conversational", name, args, opts, []);
    const { workload, vectorStore = "s3-vectors", isHome = true } = args;
    const { classification } = workload;
    const here = { parent: this };
    const kind = STORES[vectorStore];

    const key = args.key ?? new WorkloadKey(`${name}-key`, { workload, services: KEY_SERVICES }, here);
    const evaluation = args.evaluation ?? this.isProduction;
    const services = [...ENDPOINTS, ...kind.endpoints, ...(evaluation ? EVALUATION_ENDPOINTS : [])];
    const network = networkOf(`${name}-network`, args.network ?? {}, { workload, services, key }, here);
    const { bucketName: accessLogBucketName } = new AccessLogBucket(
      `${name}-access-logs`,
      { workload, loadBalancers: true },
      here,
    );

    const kept = { workload, classification, kind: "source", key, accessLogBucketName } as const;
    const documents = new ClassifiedBucket(`${name}-documents`, kept, here);
    const store = kind.create(`${name}-vectors`, { workload, network, key }, here);
    const knowledge = new KnowledgeBase(
      `${name}-knowledge`,
      { workload, source: documents, store, key, embeddingModel: EMBEDDING_MODEL },
      here,
    );
    const sessions = new SessionStore(`${name}-sessions`, { workload, sessionDays: args.sessionDays }, here);
    const models = new ModelAccess(`${name}-models`, { workload, models: args.models }, here);

    const role = new WorkloadRole(`${name}-chat`, { workload, service: "ecs-tasks" }, here);
    models.grantInvoke(role);
    knowledge.grantRetrieve(role);
    sessions.grantUse(role);
    const chat = new StreamingService(
      `${name}-chat`,
      {
        workload,
        role,
        network,
        key,
        image: this.#image(args.image, key),
        certificateArn: args.certificateArn ?? workloadCertificate(workload, here),
        clients: args.clients ?? { network: { securityGroupId: firstGroupOf(network) } },
        accessLogBucketName,
        idleSeconds: IDLE_SECONDS,
        drainSeconds: DRAIN_SECONDS,
        environment: {
          WORKLOAD: workload.name,
          ENVIRONMENT: workload.environment,
          ...models.environment,
          ...knowledge.environment,
          ...sessions.environment,
          IDLE_SECONDS: `${IDLE_SECONDS}`,
          DRAIN_SECONDS: `${SERVER_DRAIN_SECONDS}`,
        },
      },
      here,
    );
    if (args.clients === undefined) chat.letOut("network", firstGroupOf(network));

    discover(`${name}-discovery`, workload, args.discovery, here);
    if (args.invocationLogging ?? true) {
      new InvocationLogging(`${name}-invocations`, { workload, key, accessLogBucketName }, here);
    }
    const alarms = new WorkloadAlarms(
      `${name}-alarms`,
      {
        workload,
        key,
        streams: [chat],
        models,
        monthlyUsd: isHome ? args.expectedMonthlyInferenceUsd : undefined,
        emails: args.alarmEmails,
      },
      here,
    );
    new WorkloadDashboard(`${name}-dashboard`, { workload, models, services: [chat.service] }, here);
    // Not among the documents: the assistant must not find what it is to answer.
    const golden = evaluation ? new ClassifiedBucket(`${name}-golden`, kept, here) : undefined;
    if (golden) this.#evaluate(chat, golden, { network, key, accessLogBucketName, alarms });
    if (isHome) {
      for (const model of args.models) this.#enterInventory(model, ANSWERS);
      this.#enterInventory({ id: EMBEDDING_MODEL }, SEARCHES);
    }

    this.#documents = documents;
    this.#golden = golden;

    this.dnsName = chat.dnsName;
    this.documentBucketName = documents.bucketName;
    this.sessionTableName = sessions.tableName;
    this.roleArn = role.roleArn;
    this.alarmTopicArn = alarms.topicArn;
    this.goldenBucketName = golden?.bucketName;
    this.registerOutputs(this.outputs());
  }

  /** What the stack tells other stacks. */
  outputs(): Record<string, pulumi.Output<string>> {
    const { dnsName, documentBucketName, sessionTableName, roleArn, alarmTopicArn, goldenBucketName } = this;
    return {
      dnsName,
      documentBucketName,
      sessionTableName,
      roleArn,
      alarmTopicArn,
      ...(goldenBucketName && { goldenBucketName }),
    };
  }

  /** Copies each new document and golden conversation, and each deletion, to the same in another region. */
  copySourcesTo(second: Conversational): void {
    this.#documents.replicateTo(second.#documents);
    if (second.#golden) this.#golden?.replicateTo(second.#golden);
  }

  #image(image: ConversationalArgs["image"], key: EncryptionKey): ContainerImage {
    const { workload } = this;
    const here = { parent: this };
    if (image === undefined) return newestImage(workload, `${workload.name}-chat`, here);
    if (image !== "build") return image;
    const context = dirname(bundle(require.resolve("@plinth/service-chat")).file);
    const dockerfile = join(dirname(require.resolve("@plinth/service-chat/package.json")), "Dockerfile");
    return new BuiltImage(`${this.name}-image`, { workload, context, dockerfile, key }, here);
  }

  /** Golden conversations are had by a function that is a client like any other, and asks for nothing else. */
  #evaluate(
    chat: StreamingService,
    goldenSet: ClassifiedBucket,
    { network, key, accessLogBucketName, alarms }: Watched,
  ) {
    const { workload } = this;
    const here = { parent: this };
    const client = chat.createClient("evaluation");
    const ask = new InferenceFunction(
      `${this.name}-ask`,
      {
        workload,
        role: new WorkloadRole(`${this.name}-ask`, { workload, service: "lambda" }, here),
        network: client.network,
        key,
        code: { entry: require.resolve("@plinth/service-chat/ask") },
        environment: client.environment,
        timeoutSeconds: CONVERSATION_SECONDS,
        memoryMb: 256,
      },
      here,
    );
    alarms.addFunction(ask);
    const check = { workload, key, network, alarmTopicArn: alarms.topicArn };
    evaluate(this.name, { target: ask, goldenSet }, { accessLogBucketName }, check, alarms, here);
  }

  #enterInventory(model: ModelChoice, card: typeof ANSWERS): void {
    const name = `${this.name}-${model.id.replaceAll(/[^a-z0-9]+/g, "-")}`;
    new ModelInventoryEntry(name, { workload: this.workload, model, ...card }, { parent: this });
  }
}

/** What an evaluation runs in, and who is told. */
interface Watched {
  readonly network: WorkloadNetwork;
  readonly key: EncryptionKey;
  readonly accessLogBucketName: pulumi.Output<string>;
  readonly alarms: WorkloadAlarms;
}

function firstGroupOf({ securityGroupIds }: WorkloadNetwork): pulumi.Output<string> {
  return pulumi.output(securityGroupIds).apply(([first = ""]) => first);
}
