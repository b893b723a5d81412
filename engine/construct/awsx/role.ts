import { createHash } from "node:crypto";
import * as iam from "@pulumi/aws/iam";
import type { awsx as inputs } from "@pulumi/awsx/types/input";
import * as pulumi from "@pulumi/pulumi";
import { oneAtMost } from "./arguments";

type Defaults = Pick<iam.RoleArgs, "assumeRolePolicy" | "inlinePolicies"> & { readonly policyArns?: readonly string[] };

/**
 * A role of the program, a new one with its managed policies, or none.
 * Source: pulumi/pulumi-awsx, awsx/role.ts of version 3 (0fd04cb).
 */
export function roleOf(
  name: string,
  given: inputs.DefaultRoleWithPolicyArgs = {},
  defaults: Defaults,
  parent: pulumi.Resource,
): { role?: iam.Role; roleArn?: pulumi.Input<string | undefined> } {
  oneAtMost(given, "roleArn", "args");
  if (given.skip) return {};
  if (given.roleArn) return { roleArn: given.roleArn };
  const { policyArns, ...args } = { ...defaults, ...given.args };
  const role = new iam.Role(name, args, { parent });
  pulumi.output(policyArns).apply((arns = []) => {
    for (const policyArn of arns) {
      new iam.RolePolicyAttachment(`${name}-${shortHash(policyArn)}`, { role: role.name, policyArn }, { parent });
    }
  });
  return { role, roleArn: role.arn };
}

/** Eight hexadecimal digits, as awsx puts them into names. */
export function shortHash(text: string): string {
  return createHash("sha1").update(text).digest("hex").slice(0, 8);
}
