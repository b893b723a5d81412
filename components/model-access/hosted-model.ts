import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import type { ClassifiedBucket } from "../data/classified-bucket";
import type { ContainerImage } from "../ecs/container-image";
import type { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { vpcConfigOf } from "./endpoint-permissions";

/** @internal Container and files of a self-hosted model. */
export interface HostedModelPlan {
  /** Container image that serves the model. */
  readonly image: ContainerImage;
  /** Bucket of the model's files, and the prefix or `.tar.gz` object in it. */
  readonly model: { readonly bucket: ClassifiedBucket; readonly path: string };
  /** Network of the model. */
  readonly network: WorkloadNetwork;
  /** Execution role. */
  readonly role: WorkloadRole;
}

/** @internal Creates a model in SageMaker whose container is isolated from the network. */
export function createHostedModel(
  name: string,
  { image, model, network, role }: HostedModelPlan,
  tags: Record<string, string>,
  opts: pulumi.CustomResourceOptions,
): sagemaker.Model {
  const isArchive = model.path.endsWith(".tar.gz");
  return new sagemaker.Model(
    name,
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
      tags,
    },
    opts,
  );
}
