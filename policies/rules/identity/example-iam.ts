import type { RuleExample } from "../../testing/rule-examples";

/** Pieces that the examples of identity rules are built from. */
type ExampleResource = RuleExample["resources"][number];

export const ACCOUNT = "210987654321";

export function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export function allow(action: string | readonly string[], resource: string | readonly string[], condition?: object) {
  return { Effect: "Allow", Action: action, Resource: resource, ...(condition && { Condition: condition }) };
}

export function deny(action: string | readonly string[], resource: string | readonly string[], condition?: object) {
  return { ...allow(action, resource, condition), Effect: "Deny" };
}

/** A trust policy for one service, with the source conditions that it should have. */
export function serviceTrust(service: string, condition: object | undefined = sourceAccount): string {
  return document({
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  });
}

const sourceAccount = { StringEquals: { "aws:SourceAccount": ACCOUNT } };

export const lambdaTrust = serviceTrust("lambda.amazonaws.com");
export const accountTrust = document({
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "sts:AssumeRole",
});
export const samlTrust = document({
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/corporate` },
  Action: "sts:AssumeRoleWithSAML",
});

export function tags(workload: string, environment = "prod"): Record<string, string> {
  return { workload, owner: "customer-care", environment, "data-classification": "confidential" };
}

export function role(name: string, props: Readonly<Record<string, unknown>> = {}): ExampleResource {
  return {
    type: "aws:iam/role:Role",
    name,
    props: { name, arn: `arn:aws:iam::${ACCOUNT}:role/${name}`, assumeRolePolicy: lambdaTrust, ...props },
  };
}

export function inlinePolicy(roleName: string, policy: unknown, name = `${roleName}-policy`): ExampleResource {
  return { type: "aws:iam/rolePolicy:RolePolicy", name, props: { policy }, refersTo: { role: roleName } };
}

export function attachment(roleName: string, policyArn: unknown): ExampleResource {
  return {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    name: `${roleName}-attachment`,
    props: { policyArn },
    refersTo: { role: roleName },
  };
}

export function lambda(name: string, roleName: string, props: Readonly<Record<string, unknown>> = {}): ExampleResource {
  return { type: "aws:lambda/function:Function", name, props, refersTo: { role: roleName } };
}

/** Something that makes a stack part of the AI estate. */
export const inferenceProfile: ExampleResource = {
  type: "aws:bedrock/inferenceProfile:InferenceProfile",
  name: "claude",
  props: { tags: tags("support") },
};
