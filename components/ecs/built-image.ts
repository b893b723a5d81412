import * as ecr from "@pulumi/aws/ecr";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import type { ContainerImage } from "./container-image";

/** Arguments of {@link BuiltImage}. */
export interface BuiltImageArgs extends PlinthComponentArgs {
  /** Path of the build context: `./gateway`. */
  readonly context: string;
  /** Path of the Dockerfile. Default: `Dockerfile` in {@link context}. */
  readonly dockerfile?: string;
  /** Build arguments. Not for secrets, because they remain in the image. Default: none. */
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Key that encrypts the repository. */
  readonly key: EncryptionKey;
}

/** Images that remain for rollbacks. The lifecycle policy expires older ones. */
const MAX_IMAGES = 50;

/**
 * A container image that the deployment builds and pushes, for teams without an image pipeline. Services run it by digest.
 *
 * Creates a repository in Amazon ECR (`awsx.ecr`; encrypted, scanned on push) with a lifecycle policy, and builds for arm64,
 * the architecture of `ContainerService`. Docker with BuildKit must be available where `pulumi up` runs.
 *
 * @example
 * const image = new BuiltImage("gateway-image", { workload, context: "blueprints/conversational", key });
 */
export class BuiltImage extends PlinthComponent implements ContainerImage {
  /** URI of the image, by digest. Known after the build. */
  readonly uri: pulumi.Output<string>;
  /** ARN of the repository. Known in preview. */
  readonly repositoryArn: pulumi.Output<string>;

  constructor(name: string, args: BuiltImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("BuiltImage", name, args, opts, faults(name, args));
    const { context, dockerfile, buildArgs, key } = args;
    // Loaded on demand, because awsx takes long to load and few stacks use it.
    const { Repository } = require("@pulumi/awsx/ecr/repository") as typeof import("@pulumi/awsx/ecr/repository");
    const { Image } = require("@pulumi/awsx/ecr/image") as typeof import("@pulumi/awsx/ecr/image");

    const repository = new Repository(
      `${name}-repository`,
      {
        name: this.physicalName(),
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.keyArn }],
        imageScanningConfiguration: { scanOnPush: true },
        // awsx pushes each build to the same tag. Services refer to images by digest.
        imageTagMutability: "MUTABLE",
        forceDelete: !this.isProduction,
        lifecyclePolicy: { skip: true },
        tags: this.tags(),
      },
      { parent: this },
    );
    const repositoryName = repository.repository.apply((made) => made.name);
    new ecr.LifecyclePolicy(
      `${name}-retention`,
      { repository: repositoryName, policy: keepLast(MAX_IMAGES) },
      this.child(),
    );
    const image = new Image(
      `${name}-build`,
      {
        repositoryUrl: repository.url,
        imageName: `${name}-build`,
        context,
        dockerfile,
        args: { ...buildArgs },
        platform: "linux/arm64",
      },
      { parent: this },
    );

    this.uri = image.imageUri;
    this.repositoryArn = this.arn(
      "ecr",
      repositoryName.apply((known) => `repository/${known}`),
    );
    this.registerOutputs({ uri: this.uri, repositoryArn: this.repositoryArn });
  }
}

function keepLast(countNumber: number): ecr.LifecyclePolicyDocument {
  return {
    rules: [
      {
        rulePriority: 1,
        description: `The last ${countNumber} images`,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber },
        action: { type: "expire" },
      },
    ],
  };
}

function faults(name: string, { workload, context, buildArgs = {} }: BuiltImageArgs) {
  const named = physicalName(workload, name);
  const secrets = Object.keys(buildArgs).filter((argument) => /secret|password|token|api_?key/i.test(argument));
  return faultsOf(
    "orchestration/BuiltImage",
    name,
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html (read 2026-11)
    [/^[a-z0-9][a-z0-9._/-]{1,255}$/.test(named), "name", "a name in lower case of at most 256 characters", named],
    [context.length > 0, "context", "a folder"],
    [secrets.length === 0, "buildArgs", "nothing secret: build arguments stay in the image", secrets.join(", ")],
  );
}
