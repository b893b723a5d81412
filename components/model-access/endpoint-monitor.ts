import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import type { OutputStore } from "../data/output-store";
import type { ContainerImage } from "../ecs/container-image";
import { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import type { PlinthComponent } from "../plinth-component";
import { allowContainer, vpcConfigOf } from "./endpoint-permissions";

/** Scheduled job that compares an endpoint's captured data with the baseline that the model was accepted with. */
export interface EndpointMonitoring {
  /**
   * Container image that reads captured data at `/opt/ml/processing/input` and writes a report to
   * `/opt/ml/processing/output`.
   */
  readonly image: ContainerImage;
  /** Instance type of the job. Default: `ml.m5.large`. */
  readonly instanceType?: string;
  /** Schedule of the job, hourly or less often: `cron(0 * ? * * *)`. Default: every six hours. */
  readonly schedule?: string;
}

/**
 * Schedules that SageMaker Model Monitor accepts:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-schedule-expression.html (read 2026-11).
 */
export const SCHEDULE = /^cron\(0 (\d+\/\d+|\d+|\*) \? \* \* \*\)$/;
const EVERY_SIX_HOURS = "cron(0 0/6 ? * * *)";
const VOLUME_GB = 20;

/** Endpoint and data of a monitoring job. */
export interface MonitorPlan {
  /** Name of the endpoint. */
  readonly endpointName: pulumi.Output<string>;
  /** Job to run. */
  readonly monitoring: EndpointMonitoring;
  /** Network that the job runs in. */
  readonly network: WorkloadNetwork;
  /** Store of the captured data and of the reports. */
  readonly capture: OutputStore;
}

/** @internal Creates the job, its role and its schedule as children of `owner`. */
export function monitor(
  owner: PlinthComponent,
  plan: MonitorPlan,
  tags: Record<string, string>,
): sagemaker.MonitoringSchedule {
  const { endpointName, monitoring, network, capture } = plan;
  const { name, workload } = owner;
  const role = new WorkloadRole(`${name}-monitor`, { workload, service: "sagemaker" }, { parent: owner });
  // Model Monitor logs to one group for the whole account.
  allowContainer(role, "monitor", { image: monitoring.image, logGroup: "/aws/sagemaker/ProcessingJobs", network });
  capture.grantRead(role);
  capture.grantWrite(role);

  const job = new sagemaker.DataQualityJobDefinition(
    `${name}-monitor-job`,
    {
      roleArn: role.roleArn,
      dataQualityAppSpecification: { imageUri: monitoring.image.uri },
      dataQualityJobInput: { endpointInput: { endpointName, localPath: "/opt/ml/processing/input" } },
      dataQualityJobOutputConfig: {
        kmsKeyId: capture.key.keyArn,
        monitoringOutputs: {
          s3Output: {
            s3Uri: pulumi.interpolate`s3://${capture.bucketName}/monitoring`,
            localPath: "/opt/ml/processing/output",
            s3UploadMode: "EndOfJob",
          },
        },
      },
      jobResources: {
        clusterConfig: {
          instanceCount: 1,
          instanceType: monitoring.instanceType ?? "ml.m5.large",
          volumeSizeInGb: VOLUME_GB,
          volumeKmsKeyId: capture.key.keyArn,
        },
      },
      networkConfig: {
        enableNetworkIsolation: true,
        enableInterContainerTrafficEncryption: true,
        vpcConfig: vpcConfigOf(network),
      },
      stoppingCondition: { maxRuntimeInSeconds: 3600 },
      tags,
    },
    { parent: owner },
  );
  return new sagemaker.MonitoringSchedule(
    `${name}-monitor-schedule`,
    {
      monitoringScheduleConfig: {
        monitoringType: "DataQuality",
        monitoringJobDefinitionName: job.name,
        scheduleConfig: { scheduleExpression: monitoring.schedule ?? EVERY_SIX_HOURS },
      },
      tags,
    },
    { parent: owner },
  );
}
