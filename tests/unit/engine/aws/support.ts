import type { CheckResponse, CreateResponse, ResourceIdentity, Values } from "@plinth/engine";
import { createSimulatedAws } from "@plinth/engine";

export const aws = createSimulatedAws();

/** A provider that works in one of the organisation's accounts. */
export const CONFIG: Values = {
  region: "eu-west-1",
  assumeRoles: JSON.stringify([{ roleArn: "arn:aws:iam::210987654321:role/deploy" }]),
  defaultTags: JSON.stringify({ tags: { owner: "customer-care" } }),
};

export function identity(type: string, name = "example", config: Values = CONFIG): ResourceIdentity {
  return { urn: `urn:pulumi:dev::shop::${type}::${name}`, type, name, config };
}

export function check(type: string, news: Values = {}, config: Values = CONFIG): CheckResponse {
  return aws.check({ ...identity(type, "example", config), news });
}

/** Checks and creates, as an update does. */
export function create(type: string, news: Values = {}, config: Values = CONFIG): CreateResponse {
  const { inputs } = check(type, news, config);
  return aws.create({ ...identity(type, "example", config), inputs, preview: false });
}

/** Checks and plans, as a preview does. */
export function plan(type: string, news: Values = {}, config: Values = CONFIG): CreateResponse {
  const { inputs } = check(type, news, config);
  return aws.create({ ...identity(type, "example", config), inputs, preview: true });
}

export function invoke(token: string, args: Values = {}, config: Values = CONFIG): Values {
  return aws.invoke({ token, args, config });
}

/** Draws of letters and digits, of which a test knows only the form. */
export function form(text: unknown): string {
  return String(text)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/g, "<uuid>")
    .replace(/(?<=-)[0-9a-f]{17}\b/g, "<17 hex>")
    .replace(/(?<=-)[0-9a-f]{7}(?![0-9a-z])/g, "<7 hex>");
}
