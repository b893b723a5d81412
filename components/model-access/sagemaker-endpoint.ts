import { findModel, hasLocalStorage, logRetentionDays } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import type { ClassifiedBucket } from "../data/classified-bucket";
import { OutputStore } from "../data/output-store";
import type { ContainerImage } from "../ecs/container-image";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { type HostingPlan, hostingText } from "./compare-hosting";
import { createErrorAlarms } from "./endpoint-alarms";
import { endpointFaults } from "./endpoint-faults";
import { type EndpointMonitoring, monitor } from "./endpoint-monitor";
import { allowContainer } from "./endpoint-permissions";
import { scaleEndpoint } from "./endpoint-scaling";
import { createHostedModel } from "./hosted-model";

/** Arguments of {@link SagemakerEndpoint}. */
export interface SagemakerEndpointArgs extends PlinthComponentArgs {
  /** Network of the model: private subnets with the endpoints `s3`, `ecr-api`, `ecr-dkr` and `logs`. */
  readonly network: WorkloadNetwork;
  /**
   * Encrypts logs, and the volumes of instance types that support a key. The key policy must allow the service `logs`
   * to use it.
   */
  readonly key: EncryptionKey;
  /**
   * Container image that serves the model on port 8080. The container is isolated from the network; SageMaker transfers
   * model and data.
   */
  readonly image: ContainerImage;
  /** Bucket of the model's files, and the object or prefix in it: `models/summaries/` or `models/summaries.tar.gz`. */
  readonly model: { readonly bucket: ClassifiedBucket; readonly path: string };
  /**
   * Id of the model in the standard's catalogue that this one replaces and is compared with:
   * `anthropic.claude-sonnet-4-5`.
   */
  readonly insteadOf: string;
  /**
   * Monthly cost of the workload's tokens with that model, in US dollars. Bounds: at least the standard's threshold.
   */
  readonly expectedMonthlyInferenceUsd: number;
  /**
   * Reason to host the model below the threshold, for example that Bedrock does not offer it. The rule
   * `sagemaker-endpoint-spend-is-declared` then requires a waiver. Default: none; a cost below the threshold is
   * rejected.
   */
  readonly acknowledgedBelowThreshold?: string;
  /**
   * Instance type, `ml.g5.12xlarge`, and its price in US dollars an hour: https://aws.amazon.com/sagemaker/ai/pricing/.
   */
  readonly instance: { readonly type: string; readonly hourUsd: number };
  /**
   * Minimum and maximum number of instances. Bounds: 1 to 100; at least 2 in production, which SageMaker distributes
   * over zones. Default: 2 to 4.
   */
  readonly instances?: { readonly min: number; readonly max: number };
  /**
   * Target of the scaling policy: invocations of one instance a minute, from a load test. Bounds: above 0. Default: 60.
   */
  readonly invocationsPerInstance?: number;
  /** Share of requests and responses that is captured for evaluation, in percent. Bounds: 1 to 100. Default: 100. */
  readonly capturePercent?: number;
  /** Job that compares captured data with the model's baseline. Required in production. Default: none. */
  readonly monitoring?: EndpointMonitoring;
  /** ARN of the SNS topic that alarms notify, for example that of `WorkloadAlarms`. */
  readonly alarmTopicArn: pulumi.Input<string>;
}

const VARIANT = "main";
const DEFAULT_INSTANCES = { min: 2, max: 4 };

/** Tag that the rule `sagemaker-endpoint-spend-is-declared` reads. */
const SPEND_TAG = "plinth:monthly-usd";

/**
 * A self-hosted model on SageMaker, which is economical only above the standard's threshold.
 *
 * Creates the model, isolated from the network, in a VPC and with its own role; an endpoint that scales with the load;
 * a store with its own key for captured requests and responses; a monitoring job that reads them; a log group; and
 * alarms on errors. The deployment logs the cost of the same tokens on demand. No role can invoke the endpoint before
 * {@link grantInvoke}.
 *
 * @example
 * const weights = new ClassifiedBucket("summaries-weights", { workload, classification: "internal", kind: "source", key });
 * const endpoint = new SagemakerEndpoint("summaries", {
 *   workload,
 *   network,
 *   key,
 *   image: containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/vllm@sha256:${"0".repeat(64)}`, "aws"),
 *   model: { bucket: weights, path: "models/summaries/" },
 *   insteadOf: "anthropic.claude-haiku-4-5",
 *   expectedMonthlyInferenceUsd: 45_000,
 *   instance: { type: "ml.g5.12xlarge", hourUsd: 7.09 },
 *   monitoring: {
 *     image: containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/drift@sha256:${"1".repeat(64)}`, "aws"),
 *   },
 *   alarmTopicArn: "arn:aws:sns:eu-west-1:210987654321:support-prod-alarms",
 * });
 */
export class SagemakerEndpoint extends PlinthComponent {
  /** Name of the endpoint. Known in preview. */
  readonly endpointName: pulumi.Output<string>;
  /** ARN of the endpoint, computed from its name. Known in preview. */
  readonly endpointArn: pulumi.Output<string>;
  /** Name of the model in the model inventory, whatever version is deployed. */
  readonly hostedName: string;
  /** Store of captured requests and responses, for evaluation. Only the endpoint and its monitoring job write to it. */
  readonly capture: OutputStore;
  readonly #settings: Settings;

  constructor(name: string, args: SagemakerEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("SagemakerEndpoint", name, args, opts, endpointFaults(name, settingsOf(args)));
    this.#settings = settingsOf(args);
    this.hostedName = `${name}-model`;
    const { workload, network, monitoring, alarmTopicArn, instances, invocationsPerInstance } = this.#settings;
    const plan = hostingPlan(this.#settings);
    if (plan) void pulumi.log.info(hostingText(plan), this);

    this.capture = new OutputStore(`${name}-capture`, { workload }, { parent: this });
    const logGroup = this.#createLogGroup();
    const modelPlan = { ...this.#settings, role: this.#createRole() };
    const model = createHostedModel(this.hostedName, modelPlan, this.tags(), this.child());
    const endpoint = this.#createEndpoint(this.#configure(model), logGroup);
    scaleEndpoint(this, endpoint, { variant: VARIANT, instances, invocationsPerInstance }, this.tags());
    createErrorAlarms(this, endpoint, { variant: VARIANT, topicArn: alarmTopicArn }, this.tags());
    if (monitoring) {
      monitor(this, { endpointName: endpoint.name, monitoring, network, capture: this.capture }, this.tags());
    }

    this.endpointName = endpoint.name;
    this.endpointArn = this.arn("sagemaker", pulumi.interpolate`endpoint/${endpoint.name}`);
    this.registerOutputs({ endpointName: this.endpointName, endpointArn: this.endpointArn });
  }

  /** Environment variables of code that invokes the model: `ENDPOINT_NAME`. */
  get environment(): Readonly<Record<string, pulumi.Output<string>>> {
    return { ENDPOINT_NAME: this.endpointName };
  }

  /** Allows a role to invoke the model, with and without response streaming. */
  grantInvoke(role: WorkloadRole): void {
    role.allow(`invoke-${this.name}`, {
      actions: ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"],
      resources: [this.endpointArn],
    });
  }

  /** Without an existing log group, SageMaker creates one that never expires and uses no key of the workload's. */
  #createLogGroup(): cloudwatch.LogGroup {
    const { standard, classification } = this.workload;
    return new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        name: this.#logGroupName(),
        retentionInDays: logRetentionDays(standard, classification),
        kmsKeyId: this.#settings.key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }

  #logGroupName(): string {
    return `/aws/sagemaker/Endpoints/${this.physicalName()}`;
  }

  #createRole(): WorkloadRole {
    const { workload, image, model, network } = this.#settings;
    const role = new WorkloadRole(`${this.name}-host`, { workload, service: "sagemaker" }, { parent: this });
    allowContainer(role, "host", { image, logGroup: this.#logGroupName(), network });
    model.bucket.grantRead(role);
    this.capture.grantWrite(role);
    return role;
  }

  #configure(model: sagemaker.Model): sagemaker.EndpointConfiguration {
    const { key, instance, instances, capturePercent } = this.#settings;
    return new sagemaker.EndpointConfiguration(
      `${this.name}-configuration`,
      {
        productionVariants: [
          {
            variantName: VARIANT,
            modelName: model.name,
            instanceType: instance.type,
            initialInstanceCount: instances.min,
          },
        ],
        kmsKeyArn: hasLocalStorage(instance.type) ? undefined : key.keyArn,
        dataCaptureConfig: {
          enableCapture: true,
          initialSamplingPercentage: capturePercent,
          destinationS3Uri: pulumi.interpolate`s3://${this.capture.bucketName}/captured`,
          kmsKeyId: this.capture.key.keyArn,
          captureOptions: [{ captureMode: "Input" }, { captureMode: "Output" }],
        },
        tags: this.#spendTags(),
      },
      this.child(),
    );
  }

  #createEndpoint(configuration: sagemaker.EndpointConfiguration, logGroup: cloudwatch.LogGroup): sagemaker.Endpoint {
    return new sagemaker.Endpoint(
      `${this.name}-endpoint`,
      { name: this.physicalName(), endpointConfigName: configuration.name, tags: this.#spendTags() },
      this.child({ dependsOn: [logGroup] }),
    );
  }

  #spendTags(): Record<string, string> {
    return { ...this.tags(), [SPEND_TAG]: `${Math.floor(this.#settings.expectedMonthlyInferenceUsd)}` };
  }
}

type Settings = ReturnType<typeof settingsOf>;

/** Arguments with defaults applied. */
function settingsOf(args: SagemakerEndpointArgs) {
  const { instances = DEFAULT_INSTANCES, invocationsPerInstance = 60, capturePercent = 100 } = args;
  return { ...args, instances, invocationsPerInstance, capturePercent };
}

function hostingPlan({
  workload,
  instance,
  instances,
  expectedMonthlyInferenceUsd,
  ...args
}: Settings): HostingPlan | undefined {
  const insteadOf = findModel(workload.standard, args.insteadOf);
  return (
    insteadOf && {
      insteadOf,
      expectedMonthlyInferenceUsd,
      instanceType: instance.type,
      instanceHourUsd: instance.hourUsd,
      instances,
      thresholdUsd: workload.standard.thresholds.selfHostingMonthlyUsd,
    }
  );
}
