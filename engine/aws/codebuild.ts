import { service } from "./kit/service";
import { range } from "./kit/validators";

export const codebuild = service("codebuild", {
  Project: {
    id: "{arn}",
    arn: "codebuild:{region}:{account}:project/{name}",
    defaults: { badgeEnabled: false, buildTimeout: 60, queuedTimeout: 480, projectVisibility: "PRIVATE" },
    validate: { buildTimeout: range(5, 2160) },
    replaces: ["name"],
    outputs: { encryptionKey: "arn:{partition}:kms:{region}:{account}:alias/aws/s3" },
  },
});
