import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, allow, attachment, deny, document, inferenceProfile, inlinePolicy, role, tags } from "../example-iam";

const granted = (...statements: readonly object[]) => [
  role("scheduler", { tags: tags("support") }),
  inlinePolicy("scheduler", document(...statements)),
];

export const examples: RuleExample[] = [
  {
    title: "one role",
    resources: granted(allow("iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/support-handler`)),
    outcome: "pass",
  },
  {
    title: "roles below the workload's path",
    resources: granted(allow("iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/workload/support/*`)),
    outcome: "pass",
  },
  {
    title: "everything but IAM",
    resources: granted({ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" }),
    outcome: "pass",
  },
  { title: "denied again", resources: granted(allow("*", "*"), deny("iam:*", "*")), outcome: "pass" },
  { title: "any role", resources: granted(allow("iam:PassRole", "*")), outcome: "violation" },
  {
    title: "any role of the account",
    resources: granted(allow("iam:Pass*", `arn:aws:iam::${ACCOUNT}:role/*`)),
    outcome: "violation",
  },
  {
    title: "any role, to one service",
    resources: granted(allow("iam:PassRole", "*", { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } })),
    outcome: "violation",
  },
  { title: "everything", resources: granted(allow("*", "*")), outcome: "violation" },
  {
    title: "AWS's administrator policy",
    resources: [
      role("scheduler", { tags: tags("support") }),
      attachment("scheduler", "arn:aws:iam::aws:policy/AdministratorAccess"),
    ],
    outcome: "violation",
  },
  {
    title: "a policy that is not known yet",
    resources: [role("scheduler", { tags: tags("support") }), inlinePolicy("scheduler", UNKNOWN)],
    outcome: "undetermined",
  },
  { title: "a role without policies", resources: [role("scheduler"), inferenceProfile], outcome: "not-applicable" },
];
