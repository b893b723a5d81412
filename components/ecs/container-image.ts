import type { Fault, Workload } from "@plinth/standards";
import { getImageOutput } from "@pulumi/aws/ecr/getImage";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf } from "../plinth-component";

/** An image in Amazon ECR, pinned so that what was reviewed is what runs. */
export interface ContainerImage {
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<repository>@sha256:<digest>` */
  readonly uri: pulumi.Input<string>;
  /** ARN of its repository, known in preview: what the service may pull from. */
  readonly repositoryArn: pulumi.Input<string>;
}

const PINNED = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[a-z0-9][a-z0-9._/-]*@sha256:[0-9a-f]{64}$/;
const REPOSITORY = /^arn:aws[a-z-]*:ecr:([a-z0-9-]+):(\d{12}):repository\/(.+)$/;

/**
 * An image that a pipeline has pushed already.
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
 * The image that was pushed last to a repository of the workload's account. It is pinned as it is found: a deployment after
 * another push brings the new one.
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

/** @internal What is wrong with an image, as far as it is known already. */
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
