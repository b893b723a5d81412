import { type Fault, findModel, hasLocalStorage, logRetentionDays } from "@plinth/standards";
import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import type { ClassifiedBucket } from "../data/classified-bucket";
import { OutputStore } from "../data/output-store";
import { type ContainerImage, imageFaults } from "../ecs/container-image";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { type HostingPlan, hostingText } from "./compare-hosting";
import { type EndpointMonitoring, monitor, SCHEDULE } from "./endpoint-monitor";
import { allowContainer, vpcConfigOf } from "./endpoint-permissions";

export interface SagemakerEndpointArgs extends PlinthComponentArgs {
  /** Where the model runs: private subnets whose security group reaches `s3`, `ecr-api`, `ecr-dkr` and `logs`. */
  readonly network: WorkloadNetwork;
  /** Encrypts logs, and the disks of instances that take a key. Its policy must let the service `logs` use it. */
  readonly key: EncryptionKey;
  /** Serves the model on port 8080. It has no network: SageMaker copies model and data in and out. */
  readonly image: ContainerImage;
  /** The model's files: a bucket, and the object or prefix in it: `models/summaries/` or `models/summaries.tar.gz`. */
  readonly model: { readonly bucket: ClassifiedBucket; readonly path: string };
  /** The catalogue's model that this one stands in for, which the cost is compared with: `anthropic.claude-sonnet-4-5`. */
  readonly insteadOf: string;
  /** US dollars a month that the workload's tokens would cost with that model. Bounds: from the standard's threshold. */
  readonly expectedMonthlyInferenceUsd: number;
  /**
   * Why the model is hosted below the threshold: a model that Bedrock does not have, for example. The rule
   * `sagemaker-endpoint-spend-is-declared` then asks for a waiver. Default: none; such a spend is refused.
   */
  readonly acknowledgedBelowThreshold?: string;
  /** `ml.g5.12xlarge`, and its price an hour in US dollars: https://aws.amazon.com/sagemaker/ai/pricing/. */
  readonly instance: { readonly type: string; readonly hourUsd: number };
  /** Bounds: 1 to 100; in production at least 2, which SageMaker spreads over zones. Default: 2 to 4. */
  readonly instances?: { readonly least: number; readonly most: number };
  /** Invocations a minute that one instance takes before another is added; a load test tells. Bounds: above 0. Default: 60. */
  readonly invocationsPerInstance?: number;
  /** Share of requests and answers that are captured for evaluation, in percent. Bounds: 1 to 100. Default: 100. */
  readonly capturePercent?: number;
  /** Compares what is captured with what the model was accepted for. Required in production. Default: nothing does. */
  readonly monitoring?: EndpointMonitoring;
  /** Topic that alarms are sent to, as `WorkloadAlarms` has one. */
  readonly alarmTopicArn: pulumi.Input<string>;
}

/** SageMaker's limit for the names of endpoints. */
const LONGEST_NAME = 63;
const VARIANT = "main";
const DEFAULT_INSTANCES = { least: 2, most: 4 };

/** What `sagemaker-endpoint-spend-is-declared` reads. */
const SPEND_TAG = "plinth:monthly-usd";

/**
 * A model that the workload hosts itself: worth it only above the standard's threshold.
 *
 * Creates the model without any network of its own, in a VPC, under a role of its own; an endpoint that scales with its
 * load; a store under a key of its own that requests and answers are captured to; a monitor that reads them; a log group;
 * and alarms on errors. It tells once what the same tokens would cost on demand. Nobody may invoke it before
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
  /** Known in preview. */
  readonly endpointName: pulumi.Output<string>;
  /** Known in preview: computed from the name. */
  readonly endpointArn: pulumi.Output<string>;
  /** What the inventory calls the model, whatever version of it is deployed. */
  readonly hostedName: string;
  /** Requests and answers, for evaluation; nothing but the endpoint writes to it. */
  readonly capture: OutputStore;
  readonly #args: SagemakerEndpointArgs;

  constructor(name: string, args: SagemakerEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("SagemakerEndpoint", name, args, opts, faults(name, args));
    this.#args = args;
    this.hostedName = `${name}-model`;
    const { workload, network, monitoring } = args;
    const plan = planOf(args);
    if (plan) void pulumi.log.info(hostingText(plan), this);

    this.capture = new OutputStore(`${name}-capture`, { workload }, { parent: this });
    const logGroup = this.#createLogGroup();
    const model = this.#createModel(this.#createRole());
    const endpoint = this.#createEndpoint(this.#configure(model), logGroup);
    this.#scale(endpoint);
    this.#raiseAlarms(endpoint);
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

  /** Lets one workload's role invoke the model, and have its answer streamed. */
  grantInvoke(role: WorkloadRole): void {
    role.allow(`invoke-${this.name}`, {
      actions: ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"],
      resources: [this.endpointArn],
    });
  }

  /** Otherwise SageMaker makes one that keeps everything for ever, under no key of the workload's. */
  #createLogGroup(): cloudwatch.LogGroup {
    const { standard, classification } = this.workload;
    return new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        name: this.#logGroupName(),
        retentionInDays: logRetentionDays(standard, classification),
        kmsKeyId: this.#args.key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }

  #logGroupName(): string {
    return `/aws/sagemaker/Endpoints/${this.physicalName()}`;
  }

  #createRole(): WorkloadRole {
    const { workload, image, model, network } = this.#args;
    const role = new WorkloadRole(`${this.name}-host`, { workload, service: "sagemaker" }, { parent: this });
    allowContainer(role, "host", { image, logGroup: this.#logGroupName(), network });
    model.bucket.grantRead(role);
    this.capture.grantWrite(role);
    return role;
  }

  #createModel(role: WorkloadRole): sagemaker.Model {
    const { image, model, network } = this.#args;
    const isArchive = model.path.endsWith(".tar.gz");
    return new sagemaker.Model(
      this.hostedName,
      {
        executionRoleArn: role.roleArn,
        enableNetworkIsolation: true,
        vpcConfig: vpcConfigOf(network),
        primaryContainer: {
          image: image.uri,
          modelDataSource: {
            s3DataSources: [
              {
                s3Uri: pulumi.interpolate`s3://${model.bucket.bucketName}/${model.path}`,
                s3DataType: isArchive ? "S3Object" : "S3Prefix",
                compressionType: isArchive ? "Gzip" : "None",
              },
            ],
          },
        },
        tags: this.tags(),
      },
      this.child(),
    );
  }

  #configure(model: sagemaker.Model): sagemaker.EndpointConfiguration {
    const { key, instance, instances = DEFAULT_INSTANCES, capturePercent = 100 } = this.#args;
    return new sagemaker.EndpointConfiguration(
      `${this.name}-configuration`,
      {
        productionVariants: [
          {
            variantName: VARIANT,
            modelName: model.name,
            instanceType: instance.type,
            initialInstanceCount: instances.least,
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
    return { ...this.tags(), [SPEND_TAG]: `${Math.floor(this.#args.expectedMonthlyInferenceUsd)}` };
  }

  #scale(endpoint: sagemaker.Endpoint): void {
    const { instances = DEFAULT_INSTANCES, invocationsPerInstance = 60 } = this.#args;
    const target = new appautoscaling.Target(
      `${this.name}-scaling`,
      {
        serviceNamespace: "sagemaker",
        scalableDimension: "sagemaker:variant:DesiredInstanceCount",
        resourceId: pulumi.interpolate`endpoint/${endpoint.name}/variant/${VARIANT}`,
        minCapacity: instances.least,
        maxCapacity: instances.most,
        tags: this.tags(),
      },
      this.child(),
    );
    const { serviceNamespace, scalableDimension, resourceId } = target;
    new appautoscaling.Policy(
      `${this.name}-scaling-load`,
      {
        serviceNamespace,
        scalableDimension,
        resourceId,
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
          targetValue: invocationsPerInstance,
        },
      },
      this.child(),
    );
  }

  /** Metrics: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html (read 2026-11). */
  #raiseAlarms(endpoint: sagemaker.Endpoint): void {
    const { alarmTopicArn } = this.#args;
    for (const [suffix, metricName] of [
      ["server-errors", "Invocation5XXErrors"],
      ["model-errors", "InvocationModelErrors"],
    ] as const) {
      new cloudwatch.MetricAlarm(
        `${this.name}-${suffix}`,
        {
          name: this.physicalName(suffix),
          alarmDescription: `${this.name}: invocations of the hosted model fail`,
          namespace: "AWS/SageMaker",
          metricName,
          dimensions: { EndpointName: endpoint.name, VariantName: VARIANT },
          statistic: "Sum",
          period: 300,
          evaluationPeriods: 1,
          comparisonOperator: "GreaterThanThreshold",
          threshold: 0,
          // A model that nobody asks is not in alarm.
          treatMissingData: "notBreaching",
          alarmActions: [alarmTopicArn],
          okActions: [alarmTopicArn],
          tags: this.tags(),
        },
        this.child(),
      );
    }
  }
}

function planOf(args: SagemakerEndpointArgs): HostingPlan | undefined {
  const { workload, instance, instances = DEFAULT_INSTANCES, expectedMonthlyInferenceUsd } = args;
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

function faults(name: string, args: SagemakerEndpointArgs): Fault[] {
  const { workload, image, model, instance, instances = DEFAULT_INSTANCES, monitoring } = args;
  const { expectedMonthlyInferenceUsd: expected, acknowledgedBelowThreshold: reason } = args;
  const { invocationsPerInstance = 60, capturePercent = 100 } = args;
  const { standard, environment } = workload;
  const threshold = standard.thresholds.selfHostingMonthlyUsd;
  const production = standard.environments.production.includes(environment);
  const fewest = production ? 2 : 1;
  const { least, most } = instances;
  const counted = [least, most].every(Number.isInteger) && least >= fewest && least <= most && most <= 100;
  const id = "model-access/SagemakerEndpoint";
  const text = standard.models.filter(({ kind }) => kind === "text").map((one) => one.id);
  const named = physicalName(workload, name);
  return [
    ...faultsOf(
      id,
      name,
      [
        /^[a-z0-9-]+$/.test(name) && named.length <= LONGEST_NAME,
        "name",
        `at most ${LONGEST_NAME} characters of kebab case`,
        named,
      ],
      [
        /^[^/\s][^\s]*(\/|\.tar\.gz)$/.test(model.path),
        "model.path",
        "a prefix that ends with /, or an object that ends with .tar.gz",
        model.path,
      ],
      [text.includes(args.insteadOf), "insteadOf", `one of ${text.join(", ")}`, args.insteadOf],
      [
        Number.isFinite(expected) && expected > 0 && (expected >= threshold || Boolean(reason)),
        "expectedMonthlyInferenceUsd",
        `at least ${threshold} US dollars a month, from which the standard accepts self-hosting, or acknowledgedBelowThreshold with a reason; a model of the catalogue costs less than machines that are always on`,
        String(expected),
      ],
      [
        /^ml\.[a-z0-9-]+\.[a-z0-9]+$/.test(instance.type),
        "instance.type",
        "an instance type such as ml.g5.12xlarge",
        instance.type,
      ],
      [
        Number.isFinite(instance.hourUsd) && instance.hourUsd > 0,
        "instance.hourUsd",
        "US dollars an hour, above 0",
        String(instance.hourUsd),
      ],
      [counted, "instances", `whole numbers, ${fewest} to 100, the least first`, `${least} to ${most}`],
      [
        Number.isFinite(invocationsPerInstance) && invocationsPerInstance > 0,
        "invocationsPerInstance",
        "invocations a minute, above 0",
        String(invocationsPerInstance),
      ],
      [
        Number.isInteger(capturePercent) && capturePercent >= 1 && capturePercent <= 100,
        "capturePercent",
        "1 to 100 percent",
        String(capturePercent),
      ],
      [
        monitoring !== undefined || !production,
        "monitoring",
        "an image that evaluates what is captured, in production",
      ],
      [
        monitoring?.schedule === undefined || SCHEDULE.test(monitoring.schedule),
        "monitoring.schedule",
        "an hourly or rarer schedule such as cron(0 * ? * * *)",
        monitoring?.schedule,
      ],
    ),
    ...imageFaults(id, name, image),
    ...(monitoring ? imageFaults(id, `${name}.monitoring`, monitoring.image) : []),
  ];
}
