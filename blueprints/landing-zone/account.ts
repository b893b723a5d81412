import { DeploymentRole } from "@plinth/components/identity/deployment-role";
import { z } from "zod";
import type { Blueprint } from "../stack/blueprint";
import { text, workload } from "../stack/keys";

/** Keys of an account's first stack. */
const accountConfig = z.strictObject({
  workload,
  /** Who deploys: the claims of the pipeline's OIDC tokens. */
  pipeline: z.strictObject({
    issuer: text(/^[a-z0-9.-]+(\/[\w./-]+)?$/i, "an issuer without https://").default(
      "token.actions.githubusercontent.com",
    ),
    audience: text(/./, "the audience of the pipeline's token").default("sts.amazonaws.com"),
    subjects: z
      .array(text(/^[^*?]+$/, "an exact subject, without wildcards"), { error: "a list of exact subjects" })
      .min(1, { error: "at least one subject, such as repo:acme/platform:environment:prod" }),
  }),
  /** Managed policies of the role. Default: PowerUserAccess. */
  policyArns: z
    .array(text(/^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/.+$/, "the ARN of a managed policy"))
    .min(1, { error: "at least one managed policy" })
    .optional(),
});

/**
 * What an account needs before anything can be deployed into it: the role that its pipeline deploys with. It is run
 * once, by the account's administrator and not by the role that it creates.
 */
export const accountBootstrap: Blueprint<typeof accountConfig> = {
  name: "account-bootstrap",
  schema: () => accountConfig,
  deploy({ pipeline, policyArns }, { workload, opts }) {
    const { roleArn } = new DeploymentRole("deployment", { workload, pipeline, policyArns }, opts);
    return { deploymentRoleArn: roleArn };
  },
};
