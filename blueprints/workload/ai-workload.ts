import {
  ClassifiedBucket,
  type EncryptionKey,
  InferenceFunction,
  type InferenceFunctionArgs,
  type InspectedEgress,
  InvocationLogging,
  type KeyService,
  ModelAccess,
  type ModelAccessArgs,
  OutputStore,
  PlinthComponent,
  type PlinthComponentArgs,
  WorkloadAlarms,
  type WorkloadAlarmsArgs,
  WorkloadDashboard,
  type WorkloadDashboardArgs,
  WorkloadKey,
  type WorkloadNetwork,
  WorkloadRole,
  type WorkloadRoleArgs,
} from "@plinth/components";
import type { Fault } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import { type AccessLogs, accessLogBucketName } from "./access-logs";
import { discover } from "./discovery";
import { EVALUATION_ENDPOINTS, type Evaluation, evaluate } from "./evaluation";
import { type checkOptions, sharedOptions } from "./keys";
import type { aiWorkloadOptions } from "./model-keys";
import { EMBEDDING_MODEL, enterInventory, type ModelUse } from "./model-use";
import { networkOf, type OwnNetwork } from "./network";
import { type OptionArgs, type Options, optionsOf } from "./options";

/** Where a workload's component is deployed, and what it shares with others there: wired in code, never configured. */
export interface Placement extends PlinthComponentArgs {
  /** A network that exists already, or what an own one is to be. Default: an own one with default range and zones. */
  readonly network?: WorkloadNetwork | OwnNetwork;
  /** A key that exists already, for everything but stores with a key of their own. Default: a {@link WorkloadKey} of its own. */
  readonly key?: EncryptionKey;
  /** False in a workload's second region: its budget and its model inventory are in the first. Default: true. */
  readonly isHome?: boolean;
}

/** What every AI workload's component takes; each adds its own options. */
export interface AiWorkloadArgs
  extends Placement,
    OptionArgs<ReturnType<typeof aiWorkloadOptions>>,
    OptionArgs<typeof sharedOptions> {}

/** What a blueprint decides about the frame around its workload. */
export interface Frame {
  /** What is wrong with the arguments. Default: nothing. */
  readonly faults?: readonly Fault[];
  /** AWS services that use the workload's key without a role of the workload. */
  readonly keyServices: readonly KeyService[];
  /** Endpoints that an own network reaches. */
  readonly endpoints: readonly string[];
  /** The inspected way out of an own network. Default: none. */
  readonly egress?: InspectedEgress;
  /** Which access logs the workload keeps. Default: `demanded`. */
  readonly accessLogs?: AccessLogs;
  /** What the guardrail keeps from the models. Default: {@link ModelAccess}'s. */
  readonly guardrailPurpose?: ModelAccessArgs["purpose"];
  /** Whether invocation records hold prompts and completions. Default: false. */
  readonly textDelivery?: boolean;
  /** What was chosen about evaluation and discovery. Default: the workload has neither. */
  readonly checks?: Options<typeof checkOptions>;
  /** What the workload uses its models for. */
  readonly use: ModelUse;
  /** What it uses the embedding model for. Default: no embedding model. */
  readonly embeddingUse?: ModelUse;
}

/** What alarms watch, what the dashboard shows, and what golden cases evaluate. */
export interface Watched
  extends Pick<WorkloadAlarmsArgs, "functions" | "workflows" | "queues" | "agents" | "services" | "streams"> {
  /** What the dashboard shows beside the models. Default: no dashboard. */
  readonly shown?: Pick<WorkloadDashboardArgs, "functions" | "services" | "queueNames">;
  /** Default: no evaluation. */
  readonly evaluation?: Evaluation;
}

/**
 * The frame that every AI workload shares. Its constructor creates key, network, access logs, guarded access to the
 * models, invocation records, discovery of personal data and the entries of the model inventory; {@link watch} adds
 * alarms, a budget, a dashboard and an evaluation. A blueprint's component creates what is its own in between.
 */
export abstract class AiWorkload extends PlinthComponent {
  /** The outputs of the stack, which other stacks may refer to. */
  abstract readonly outputs: Readonly<Record<string, pulumi.Output<string> | undefined>>;
  protected readonly key: EncryptionKey;
  protected readonly network: WorkloadNetwork;
  protected readonly accessLogBucketName: pulumi.Output<string> | undefined;
  protected readonly models: ModelAccess;
  /** Addresses that alarms are sent to. */
  protected readonly alarmEmails: readonly string[];
  /** Whether golden cases run once a day. */
  protected readonly evaluated: boolean;
  /** Undefined where another stack records the account's invocations. */
  protected readonly invocations: InvocationLogging | undefined;
  readonly #args: AiWorkloadArgs;
  readonly #copied = new Map<string, ClassifiedBucket>();

  /**
   * @param type Class name of the blueprint's component.
   * @throws PlinthError with the frame's faults; nothing is registered then.
   */
  protected constructor(
    type: string,
    name: string,
    args: AiWorkloadArgs,
    opts: pulumi.ComponentResourceOptions | undefined,
    frame: Frame,
  ) {
    super(type, name, args, opts, frame.faults ?? []);
    this.#args = args;
    const { workload } = args;
    const here = { parent: this };
    const { keyServices, egress, accessLogs = "demanded", checks, guardrailPurpose: purpose, textDelivery } = frame;

    const key = args.key ?? new WorkloadKey(`${name}-key`, { workload, services: keyServices }, here);
    this.key = key;
    this.evaluated = checks !== undefined && (checks.evaluation ?? this.isProduction);
    const services = [...frame.endpoints, ...(this.evaluated ? EVALUATION_ENDPOINTS : [])];
    const own = { workload, services, key, egress };
    this.network = networkOf(`${name}-network`, args.network ?? {}, own, here);
    this.accessLogBucketName = accessLogBucketName(`${name}-access-logs`, workload, accessLogs, here);
    this.models = new ModelAccess(`${name}-models`, { workload, models: args.models, purpose }, here);
    const recorded = { workload, key, accessLogBucketName: this.accessLogBucketName, textDelivery };
    const { invocationLogging, alarmEmails } = optionsOf(sharedOptions, args);
    this.alarmEmails = alarmEmails;
    this.invocations = invocationLogging ? new InvocationLogging(`${name}-invocations`, recorded, here) : undefined;
    if (checks) discover(`${name}-discovery`, workload, checks.discovery, here);
    if (args.isHome ?? true) this.#enterInventory(frame);
  }

  /** The workload, as its functions and containers know it. */
  protected get environment(): Readonly<Record<"WORKLOAD" | "ENVIRONMENT", string>> {
    return { WORKLOAD: this.workload.name, ENVIRONMENT: this.workload.environment };
  }

  /** Copies what people bring, and each deletion of it, to the same buckets in another region. */
  copySourcesTo(second: AiWorkload): void {
    for (const [suffix, bucket] of this.#copied) {
      const target = second.#copied.get(suffix);
      if (target) bucket.replicateTo(target);
    }
  }

  /** Creates alarms and a budget, a dashboard, and an evaluation, for what the workload is made of. */
  protected watch({ shown, evaluation, ...watched }: Watched): WorkloadAlarms {
    const { workload, name, key, network, models, alarmEmails: emails } = this;
    const { isHome = true, expectedMonthlyInferenceUsd } = this.#args;
    const here = { parent: this };
    const monthlyUsd = isHome ? expectedMonthlyInferenceUsd : undefined;
    const alarms = new WorkloadAlarms(
      `${name}-alarms`,
      { workload, key, models, monthlyUsd, emails, ...watched },
      here,
    );
    if (shown) new WorkloadDashboard(`${name}-dashboard`, { workload, models, ...shown }, here);
    if (evaluation) evaluate(name, evaluation, { workload, key, network }, alarms, here);
    return alarms;
  }

  /** Registers the outputs, less those that this workload has not. */
  protected registered<Outputs extends AiWorkload["outputs"]>(outputs: Outputs): Outputs {
    const present = Object.fromEntries(Object.entries(outputs).filter(([, output]) => output !== undefined));
    this.registerOutputs(present);
    return present as Outputs;
  }

  /** A bucket for what people bring, of the workload's own classification; `copied` to the second region too. */
  protected createSource(suffix: string, { copied }: { readonly copied: boolean }): ClassifiedBucket {
    const { workload, key, accessLogBucketName } = this;
    const { classification } = workload;
    const bucket = new ClassifiedBucket(
      `${this.name}-${suffix}`,
      { workload, classification, kind: "source", key, accessLogBucketName },
      { parent: this },
    );
    if (copied) this.#copied.set(suffix, bucket);
    return bucket;
  }

  /** A store for what the models say, with a key of its own. Default retention: {@link OutputStore}'s. */
  protected createOutputStore(suffix: string, retentionDays?: number): OutputStore {
    const { workload, accessLogBucketName } = this;
    return new OutputStore(
      `${this.name}-${suffix}`,
      { workload, accessLogBucketName, retentionDays },
      { parent: this },
    );
  }

  /** A role of the workload's own. */
  protected createRole(suffix: string, service: WorkloadRoleArgs["service"]): WorkloadRole {
    return new WorkloadRole(`${this.name}-${suffix}`, { workload: this.workload, service }, { parent: this });
  }

  /** A function, in the workload's network unless another one is given. */
  protected createFunction(
    suffix: string,
    entry: string,
    args: Omit<InferenceFunctionArgs, "workload" | "key" | "code" | "network"> &
      Partial<Pick<InferenceFunctionArgs, "network">>,
  ): InferenceFunction {
    const { workload, key, network } = this;
    return new InferenceFunction(
      `${this.name}-${suffix}`,
      { workload, key, network, code: { entry }, ...args },
      { parent: this },
    );
  }

  #enterInventory({ use, embeddingUse }: Frame): void {
    const { name, workload } = this;
    const here = { parent: this };
    for (const model of this.#args.models) enterInventory(name, workload, model, use, here);
    if (embeddingUse) enterInventory(name, workload, { id: EMBEDDING_MODEL }, embeddingUse, here);
  }
}
