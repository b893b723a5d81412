import { CONTAINERS, contentsOf } from "../../../core/containers";
import type { ResourceRecord, Rule, Verdict } from "../../../core/rule";
import { textOf } from "../../../core/values";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";

/** The texts that a command runs at each step of a resource's life. */
const COMMANDS = ["create", "update", "delete"] as const;

/** Calls of the AWS CLI that give permissions: to principals, or by the policy of a resource. */
const GRANTS =
  /\baws\s[^\n;|&]{0,200}?\b(?:(?:iam|organizations|sso-admin)\s+(?:create|put|attach|update|add|set)-|put-[\w-]*policy\b|add-permission\b|create-grant\b|put-bucket-acl\b)/;

/** See why.md. */
export const rule: Rule = {
  id: "resource-container-is-opened",
  layer: "governance",
  family: "per-workload-iam",
  severity: "high",
  title: "What a resource creates by itself is declared where rules can read it",
  scope: "stack",
  types: CONTAINERS,

  judge(container, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    if (givesPermissions(container)) {
      return {
        outcome: "violation",
        found: `${container.name} runs a command that gives permissions in AWS`,
        required: "permissions in resources of the program, which rules read before they exist",
        fix: "declare what the command creates: an aws.iam.RolePolicy, an aws.lambda.Permission or the resource's own policy",
      };
    }
    const { unread } = contentsOf(container);
    const [first, ...more] = unread;
    if (first === undefined) return { outcome: "pass" };
    return { outcome: "undetermined", reason: more.length === 0 ? first : `${first}; and ${more.length} more like it` };
  },
};

function givesPermissions({ type, props }: ResourceRecord): boolean {
  return type.startsWith("command:") && COMMANDS.some((step) => GRANTS.test(textOf(props[step])));
}
