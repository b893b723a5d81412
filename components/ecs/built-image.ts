import * as ecr from "@pulumi/aws/ecr";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import type { ContainerImage } from "./container-image";

export interface BuiltImageArgs extends PlinthComponentArgs {
  /** Folder that is sent to the builder: `./gateway`. */
  readonly context: string;
  /** Default: `Dockerfile` in {@link context}. */
  readonly dockerfile?: string;
  /** Build arguments. Never a secret: they stay in the image. Default: none. */
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Encrypts the repository. */
  readonly key: EncryptionKey;
}

/** Images that a rollback can go back to; older ones are removed. */
const KEPT_IMAGES = 50;

/**
 * An image that the deployment builds and pushes, where no pipeline does, run by its digest like every other.
 *
 * Creates a repository in Amazon ECR (`awsx.ecr`; encrypted, scanned on push) with a limit to what it keeps, and builds for
 * arm64, which `ContainerService` runs on. Whoever deploys needs Docker's BuildKit.
 *
 * @example
 * const image = new BuiltImage("gateway-image", { workload, context: "blueprints/conversational", key });
 */
export class BuiltImage extends PlinthComponent implements ContainerImage {
  /** Not known before it is built. */
  readonly uri: pulumi.Output<string>;
  /** Known in preview. */
  readonly repositoryArn: pulumi.Output<string>;

  constructor(name: string, args: BuiltImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("BuiltImage", name, args, opts, faults(name, args));
    const { context, dockerfile, buildArgs, key } = args;
    // Loaded here: no other stack pays for awsx.
    const { Repository } = require("@pulumi/awsx/ecr/repository") as typeof import("@pulumi/awsx/ecr/repository");
    const { Image } = require("@pulumi/awsx/ecr/image") as typeof import("@pulumi/awsx/ecr/image");

    const repository = new Repository(
      `${name}-repository`,
      {
        name: this.physicalName(),
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.keyArn }],
        imageScanningConfiguration: { scanOnPush: true },
        // awsx pushes each build under one tag; what runs is named by its digest.
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
      { repository: repositoryName, policy: keepLast(KEPT_IMAGES) },
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
