import type { Fault, Workload } from "@plinth/standards";
import { getImageOutput } from "@pulumi/aws/ecr/getImage";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf } from "../plinth-component";

/** An image in Amazon ECR, pinned by digest, so that the reviewed image is the one that runs. */
export interface ContainerImage {
  /** URI by digest: `<account>.dkr.ecr.<region>.amazonaws.com/<repository>@sha256:<digest>`. */
  readonly uri: pulumi.Input<string>;
  /** ARN of the repository, known in preview. Permissions to pull the image are scoped to it. */
  readonly repositoryArn: pulumi.Input<string>;
}

const PINNED = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[a-z0-9][a-z0-9._/-]*@sha256:[0-9a-f]{64}$/;
const REPOSITORY = /^arn:aws[a-z-]*:ecr:([a-z0-9-]+):(\d{12}):repository\/(.+)$/;

/**
 * An image that a pipeline pushes to Amazon ECR.
 * @param uri URI by digest: `<account>.dkr.ecr.<region>.amazonaws.com/<repository>@sha256:<digest>`.
 * @param partition AWS partition: `aws`, `aws-cn` or `aws-us-gov`.
 *
 * @example
 * const image = containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/gateway@sha256:${"0".repeat(64)}`, "aws");
 */
export function containerImage(uri: string, partition: string): ContainerImage {
  const [registry = "", ...rest] = uri.split("/");
  const [account = "", , , region = ""] = registry.split(".");
  const [repository = ""] = rest.join("/").split("@");
  return { uri, repositoryArn: `arn:${partition}:ecr:${region}:${account}:repository/${repository}` };
}

/**
 * The most recently pushed image in a repository of the workload's account. It is pinned by the digest that the deployment
 * finds, so the next deployment after a push updates the service.
 */
export function newestImage(
  { partition, region, accountId }: Workload,
  repositoryName: string,
  opts: pulumi.InvokeOptions,
): ContainerImage {
  return {
    uri: getImageOutput({ repositoryName, mostRecent: true }, opts).imageUri,
    repositoryArn: `arn:${partition}:ecr:${region}:${accountId}:repository/${repositoryName}`,
  };
}

/** @internal Faults of an image. Values that are not known yet are not checked. */
export function imageFaults(id: `${string}/${string}`, name: string, { uri, repositoryArn }: ContainerImage): Fault[] {
  return faultsOf(
    id,
    name,
    [
      typeof uri !== "string" || PINNED.test(uri),
      "image",
      "an image of Amazon ECR by digest: <repository>@sha256:…",
      `${uri}`,
    ],
    [
      typeof repositoryArn !== "string" || REPOSITORY.test(repositoryArn),
      "image.repositoryArn",
      "the ARN of an Amazon ECR repository",
      `${repositoryArn}`,
    ],
  );
}
