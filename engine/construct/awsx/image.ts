import { createHash } from "node:crypto";
import { getAuthorizationTokenOutput } from "@pulumi/aws/ecr";
import type { ImageArgs } from "@pulumi/awsx/ecr";
import * as docker from "@pulumi/docker-build";
import * as pulumi from "@pulumi/pulumi";

type Args = pulumi.Unwrap<ImageArgs>;

/** The child of `awsx.ecr.Image`: an image that BuildKit builds and pushes. Its build is simulated. */
export class Image extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: ImageArgs, options: pulumi.ComponentResourceOptions) {
    super("awsx:ecr:Image", name, args, options);
    const imageUri = pulumi.output(args).apply((known) => this.build(known));
    this.outputs = Promise.resolve({ imageUri });
    this.registerOutputs({ imageUri });
  }

  private build({ repositoryUrl, registryId, ...args }: Args): pulumi.Output<string> {
    const name = args.imageName ?? args.imageTag ?? nameOf(args);
    const tag = `${repositoryUrl}:${name}`;
    const token = getAuthorizationTokenOutput({ registryId: registryId ?? accountOf(repositoryUrl) }, { parent: this });
    const cacheFrom = args.cacheFrom?.length ? args.cacheFrom : [tag];
    const image = new docker.Image(
      name,
      {
        tags: [tag],
        buildArgs: args.args,
        cacheFrom: cacheFrom.map((ref) => ({ registry: { ref } })),
        cacheTo: [{ inline: {} }],
        context: { location: args.context ?? "." },
        dockerfile: { location: args.dockerfile },
        platforms: args.platform ? [args.platform as docker.Platform] : [],
        target: args.target,
        push: true,
        registries: [{ address: token.proxyEndpoint, username: token.userName, password: token.password }],
      },
      { parent: this },
    );
    return pulumi.interpolate`${repositoryUrl}@${image.digest}`;
  }
}

/** A name for want of one: what is built and how, and the stack, but not what the files say. */
function nameOf({ context, dockerfile, args }: Partial<Args>): string {
  const parts = [
    context ?? ".",
    ...(dockerfile ? [`dockerfile=${dockerfile}`] : []),
    ...Object.entries(args ?? {}).map(([key, value]) => `arg[${key}]=${value}`),
  ];
  const digest = createHash("sha1")
    .update(`${parts.join(";")}${pulumi.getStack()}`)
    .digest("hex");
  return `${digest.slice(0, 8)}-container`;
}

/** `<account>.dkr.ecr.<region>.amazonaws.com/<repository>` */
function accountOf(repositoryUrl: string): string {
  return repositoryUrl.replace(/^https:\/\//, "").split(".")[0] ?? "";
}
