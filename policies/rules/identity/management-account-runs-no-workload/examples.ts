import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, inferenceProfile, tags } from "../example-iam";

const MANAGEMENT = "111122223333";
const inAccount = (id: unknown) => ({ provider: { allowedAccountIds: JSON.stringify([id]) } });
const handler: RuleExample["resources"][number] = {
  type: "aws:lambda/function:Function",
  name: "handler",
  props: { tags: tags("support") },
};
const organization: RuleExample["resources"][number] = {
  type: "aws:organizations/organizationalUnit:OrganizationalUnit",
  name: "production",
  props: { name: "production", parentId: "r-ab12" },
};

export const examples: RuleExample[] = [
  {
    title: "a function in a member account",
    resources: [
      { ...handler, ...inAccount(ACCOUNT) },
      { ...organization, ...inAccount(MANAGEMENT) },
    ],
    outcome: "pass",
  },
  {
    title: "a function beside the organisation's units",
    resources: [
      { ...handler, ...inAccount(MANAGEMENT) },
      { ...organization, ...inAccount(MANAGEMENT) },
    ],
    outcome: "violation",
  },
  { title: "a function under the same default provider", resources: [handler, organization], outcome: "violation" },
  {
    title: "a model beside the organisation's units",
    resources: [inferenceProfile, organization],
    outcome: "violation",
  },
  {
    title: "a provider whose role is not known yet",
    resources: [{ ...handler, provider: { assumeRoles: UNKNOWN } }, organization],
    outcome: "undetermined",
  },
  { title: "a stack without an organisation", resources: [handler, inferenceProfile], outcome: "not-applicable" },
];
