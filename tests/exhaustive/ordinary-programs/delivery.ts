import * as codebuild from "@pulumi/aws/codebuild";
import * as ecr from "@pulumi/aws/ecr";
import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import { allowing, documentOf, trusting } from "./documents";

const GITHUB = "token.actions.githubusercontent.com";

/** Builds, and a role with which a repository's workflow deploys everything. */
export function delivery(): void {
  const provider = new iam.OpenIdConnectProvider("github", {
    url: `https://${GITHUB}`,
    clientIdLists: ["sts.amazonaws.com"],
  });
  const deploy = new iam.Role("deploy", {
    assumeRolePolicy: provider.arn.apply((arn) =>
      documentOf({
        Effect: "Allow",
        Principal: { Federated: arn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" },
          StringLike: { [`${GITHUB}:sub`]: "repo:shop/web:*" },
        },
      }),
    ),
  });
  new iam.RolePolicyAttachment("deploy", {
    role: deploy.name,
    policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
  });
  const builds = new iam.Role("builds", { assumeRolePolicy: trusting("codebuild.amazonaws.com") });
  new iam.RolePolicy("builds", {
    role: builds.name,
    policy: allowing(["logs:*", "ecr:*", "s3:*", "iam:PassRole", "cloudformation:*"]),
  });
  const artefacts = new s3.Bucket("artefacts");
  new ecr.Repository("web");
  new codebuild.Project("web", {
    serviceRole: builds.arn,
    artifacts: { type: "S3", location: artefacts.bucket },
    environment: { type: "LINUX_CONTAINER", computeType: "BUILD_GENERAL1_SMALL", image: "aws/codebuild/standard:7.0" },
    source: { type: "GITHUB", location: "https://github.com/shop/web.git" },
  });
}
