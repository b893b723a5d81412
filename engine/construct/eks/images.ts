import * as ssm from "@pulumi/aws/ssm/getParameter";
import * as pulumi from "@pulumi/pulumi";

export type OperatingSystem = "AL2" | "AL2023" | "Bottlerocket";

/** What decides on the image of a node. */
export interface ImageChoice {
  readonly amiType?: pulumi.Input<string>;
  readonly operatingSystem?: pulumi.Input<string>;
  readonly gpu?: pulumi.Input<boolean>;
  readonly instanceTypes?: pulumi.Input<pulumi.Input<string>[]>;
}

interface Image {
  readonly system: OperatingSystem;
  readonly gpu: boolean;
  readonly architecture: "arm64" | "x86_64";
  /** Name of the parameter with the image's id, for a version of Kubernetes. */
  readonly parameter: (version: string) => string;
  /** What the type was called before it had EKS's name. */
  readonly formerly?: string;
}

const amazonLinux = (path: string) => (version: string) =>
  `/aws/service/eks/optimized-ami/${version}/${path}/recommended/image_id`;
const bottlerocket = (variant: string, architecture: string) => (version: string) =>
  `/aws/service/bottlerocket/aws-k8s-${version}${variant}/${architecture}/latest/image_id`;

const linux = (
  system: "AL2" | "AL2023",
  gpu: boolean,
  architecture: Image["architecture"],
  path: string,
  formerly: string,
): Image => ({ system, gpu, architecture, parameter: amazonLinux(path), formerly });
const rocket = (gpu: boolean, architecture: Image["architecture"]): Image => ({
  system: "Bottlerocket",
  gpu,
  architecture,
  parameter: bottlerocket(gpu ? "-nvidia" : "", architecture),
});

/**
 * Images by EKS's type (https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html, read 2026-12), as in
 * `nodejs/eks/nodes/ami.ts` of pulumi/pulumi-eks 4.
 */
const IMAGES: Readonly<Record<string, Image>> = {
  AL2_x86_64: linux("AL2", false, "x86_64", "amazon-linux-2", "amazon-linux-2"),
  AL2_x86_64_GPU: linux("AL2", true, "x86_64", "amazon-linux-2-gpu", "amazon-linux-2-gpu"),
  AL2_ARM_64: linux("AL2", false, "arm64", "amazon-linux-2-arm64", "amazon-linux-2-arm"),
  ...Object.fromEntries(
    (
      [
        ["AL2023_x86_64_STANDARD", false, "x86_64", "amazon-linux-2023/x86_64/standard"],
        ["AL2023_ARM_64_STANDARD", false, "arm64", "amazon-linux-2023/arm64/standard"],
        ["AL2023_x86_64_NVIDIA", true, "x86_64", "amazon-linux-2023/x86_64/nvidia"],
      ] as const
    ).map(([type, gpu, architecture, path]) => [type, linux("AL2023", gpu, architecture, path, path)]),
  ),
  BOTTLEROCKET_ARM_64: rocket(false, "arm64"),
  BOTTLEROCKET_x86_64: rocket(false, "x86_64"),
  BOTTLEROCKET_ARM_64_NVIDIA: rocket(true, "arm64"),
  BOTTLEROCKET_x86_64_NVIDIA: rocket(true, "x86_64"),
};

/** Default: Amazon Linux 2023. */
export function operatingSystemOf({ amiType, operatingSystem }: ImageChoice): pulumi.Output<OperatingSystem> {
  return pulumi
    .all([amiType, operatingSystem])
    .apply(([type, system]) => (type ? imageOf(typeNamed(type)).system : ((system ?? "AL2023") as OperatingSystem)));
}

/** EKS's type of the image that suits the operating system, the processors and whether there is a GPU. */
export function imageTypeOf(choice: ImageChoice): pulumi.Output<string> {
  const { amiType, gpu = false, instanceTypes = [] } = choice;
  return pulumi.all([amiType, operatingSystemOf(choice), gpu, instanceTypes]).apply(([type, system, hasGpu, types]) => {
    if (type) return typeNamed(type);
    const architecture = architectureOf(types as string[]);
    const [suitable] = Object.entries(IMAGES).find(
      ([, image]) => image.system === system && image.gpu === hasGpu && image.architecture === architecture,
    ) ?? [undefined];
    if (suitable) return suitable;
    throw new Error(`there is no EKS image of ${system} for ${architecture}${hasGpu ? " with a GPU" : ""}`);
  });
}

/** The id of the newest image for a version of Kubernetes. */
export function imageIdOf(
  choice: ImageChoice,
  version: pulumi.Input<string>,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const name = pulumi
    .all([imageTypeOf(choice), version])
    .apply(([type, kubernetes]) => imageOf(type).parameter(kubernetes));
  return ssm.getParameterOutput({ name }, { parent }).value;
}

function typeNamed(name: string): string {
  if (IMAGES[name]) return name;
  const [type] = Object.entries(IMAGES).find(([, { formerly }]) => formerly === name) ?? [undefined];
  if (type) return type;
  throw new Error(`amiType ${name} is none of ${Object.keys(IMAGES).join(", ")}`);
}

function imageOf(type: string): Image {
  const image = IMAGES[type];
  if (image) return image;
  throw new Error(`there is no EKS image of type ${type}`);
}

/** Graviton's instance types have a `g` behind the number of their generation. */
function architectureOf(types: readonly string[]): Image["architecture"] {
  const architectures = new Set(types.map((type) => (/^[a-z]+\d+g/.test(type) ? "arm64" : "x86_64")));
  if (architectures.size > 1) throw new Error(`instance types ${types.join(", ")} have different architectures`);
  return [...architectures][0] ?? "x86_64";
}
