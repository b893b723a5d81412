import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, allow, deny, document, lambda, role, samlTrust, serviceTrust, tags } from "../example-iam";

const ARN = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
const bounded = role("handler", { tags: tags("support"), permissionsBoundary: ARN });
const boundary = (...statements: readonly object[]) => ({
  type: "aws:iam/policy:Policy",
  name: "boundary",
  props: { name: "boundary", arn: ARN, policy: document(...statements) },
});
const use = lambda("support", "handler", { tags: tags("support") });

export const examples: RuleExample[] = [
  {
    title: "a boundary that leaves permissions alone",
    resources: [bounded, use, boundary(allow(["s3:GetObject", "bedrock:InvokeModel"], "*"))],
    outcome: "pass",
  },
  {
    title: "a boundary that denies what it allowed",
    resources: [bounded, use, boundary(allow("*", "*"), deny(["iam:*", "sts:*"], "*"))],
    outcome: "pass",
  },
  { title: "a boundary of the account, kept by another stack", resources: [bounded, use], outcome: "pass" },
  { title: "no boundary", resources: [role("handler", { tags: tags("support") }), use], outcome: "violation" },
  {
    title: "no boundary on a role that compute may take on",
    resources: [role("handler", { tags: tags("support") })],
    outcome: "violation",
  },
  {
    title: "a boundary that allows everything",
    resources: [bounded, use, boundary(allow("*", "*"))],
    outcome: "violation",
  },
  {
    title: "AWS's administrator policy as the boundary",
    resources: [
      role("handler", { tags: tags("support"), permissionsBoundary: "arn:aws:iam::aws:policy/AdministratorAccess" }),
      use,
    ],
    outcome: "violation",
  },
  {
    title: "a trust policy that is not known yet",
    resources: [role("handler", { tags: tags("support"), assumeRolePolicy: UNKNOWN })],
    outcome: "undetermined",
  },
  {
    title: "a role for people",
    resources: [role("team", { tags: tags("support"), assumeRolePolicy: samlTrust })],
    outcome: "not-applicable",
  },
  {
    title: "a build's role without a boundary",
    resources: [role("build", { assumeRolePolicy: serviceTrust("codebuild.amazonaws.com"), tags: tags("support") })],
    outcome: "violation",
  },
  {
    title: "a delivery stream's role, under which no code runs",
    resources: [role("stream", { assumeRolePolicy: serviceTrust("firehose.amazonaws.com"), tags: tags("support") })],
    outcome: "not-applicable",
  },
];
