import type { RuleExample } from "../../../testing/rule-examples";
import {
  ACCOUNT,
  accountTrust,
  allow,
  document,
  inferenceProfile,
  inlinePolicy,
  role,
  samlTrust,
  tags,
} from "../example-iam";

/** People of a team, and what they are given. */
export const team = (props: Readonly<Record<string, unknown>> = {}) =>
  role("support-team", { assumeRolePolicy: accountTrust, tags: tags("support"), ...props });
export const invokes = (action: string | string[], resource = "*", condition?: object) =>
  document(allow(action, resource, condition));
export const granted = (policy: unknown, props: Readonly<Record<string, unknown>> = {}) => [
  team(props),
  inlinePolicy("support-team", policy),
];
export const reach = (policy: unknown, ...others: RuleExample["resources"]) => [
  ...granted(policy, { assumeRolePolicy: samlTrust }),
  inferenceProfile,
  ...others,
];
export const github = document({
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
  Action: "sts:AssumeRoleWithWebIdentity",
});
export const ownProfile = `arn:aws:bedrock:eu-west-1:${ACCOUNT}:application-inference-profile/abc`;
