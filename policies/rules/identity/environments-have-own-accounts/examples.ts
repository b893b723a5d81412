import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, role, tags } from "../example-iam";

const OTHER = "123456789012";
const handler = (environment: unknown, account?: string): RuleExample["resources"][number] => ({
  type: "aws:lambda/function:Function",
  name: `handler-${typeof environment === "string" ? environment : "unknown"}`,
  props: { tags: { ...tags("support"), environment } },
  ...(account !== undefined && { provider: { allowedAccountIds: [account] } }),
});

export const examples: RuleExample[] = [
  {
    title: "two environments in accounts of their own",
    resources: [handler("dev", OTHER), handler("prod", ACCOUNT)],
    outcome: "pass",
  },
  { title: "development and test in one account", resources: [handler("dev"), handler("test")], outcome: "pass" },
  { title: "production alone", resources: [handler("prod")], outcome: "pass" },
  { title: "development beside production", resources: [handler("dev"), handler("prod")], outcome: "violation" },
  {
    title: "test beside production, in an account that the provider names",
    resources: [handler("test", ACCOUNT), handler("prod", ACCOUNT)],
    outcome: "violation",
  },
  {
    title: "an environment that is not known yet",
    resources: [handler(UNKNOWN, ACCOUNT), handler("prod", ACCOUNT)],
    outcome: "undetermined",
  },
  {
    title: "an account that is not known yet",
    resources: [{ ...handler("dev"), provider: { assumeRoles: UNKNOWN } }, handler("prod", ACCOUNT)],
    outcome: "undetermined",
  },
  {
    title: "nothing says which environment",
    resources: [{ ...handler("dev"), props: {} }, handler("prod")],
    outcome: "not-applicable",
  },
  {
    title: "an environment that the standard does not list",
    resources: [handler("production")],
    outcome: "violation",
  },
  {
    title: "an environment in capitals",
    resources: [role("team", { tags: tags("support", "PROD") }), handler("prod")],
    outcome: "violation",
  },
  {
    title: "a permission set for an environment that the standard does not list",
    resources: [
      { type: "aws:ssoadmin/permissionSet:PermissionSet", name: "team", props: { tags: tags("support", "live") } },
      handler("prod"),
    ],
    outcome: "violation",
  },
  {
    title: "a test role in production's account",
    resources: [role("team", { tags: tags("support", "test") }), handler("prod", ACCOUNT)],
    outcome: "violation",
  },
  {
    title: "a test role beside what else says production",
    resources: [
      { ...role("team", { tags: tags("support", "test") }), provider: { allowedAccountIds: [OTHER] } },
      {
        type: "aws:cloudwatch/logGroup:LogGroup",
        name: "log",
        props: { tags: tags("support") },
        provider: { allowedAccountIds: [OTHER] },
      },
    ].map((resource, i) => (i > 0 ? resource : { ...resource, props: { ...resource.props, arn: UNKNOWN } })),
    outcome: "violation",
  },
  {
    title: "a test role in an account of its own",
    resources: [role("team", { tags: tags("support", "test") }), handler("prod", OTHER)],
    outcome: "pass",
  },
  {
    title: "an environment of its own, of something that is of no workload",
    resources: [{ ...handler("staging"), props: { tags: { environment: "staging" } } }, handler("prod")],
    outcome: "not-applicable",
  },
];
