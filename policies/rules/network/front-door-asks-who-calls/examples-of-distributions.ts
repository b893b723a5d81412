import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket } from "../../data/example-buckets";
import { model } from "../example-network";

const url = { type: "aws:lambda/functionUrl:FunctionUrl", name: "url", props: { authorizationType: "AWS_IAM" } };
const LAMBDA = "abcdefgh.lambda-url.eu-west-1.on.aws";
const signed = { originAccessControlId: "control" };
/** A distribution before what answers: a function, unless the origin says otherwise. */
const distribution = (
  origin: Record<string, unknown>,
  behaviour: Record<string, unknown> = {},
  type = "distribution:Distribution",
) => ({
  type: `aws:cloudfront/${type}`,
  name: "viewer",
  props: {
    origins: [{ originId: "answers", domainName: LAMBDA, ...origin }],
    defaultCacheBehavior: { targetOriginId: "answers", ...behaviour },
  },
});
const DOMAIN = "answers.s3.eu-west-1.amazonaws.com";
const files = (level: string) => bucket(level, { bucket: "answers" });

const viewer = (origin: Record<string, unknown>, behaviour: Record<string, unknown> = {}) =>
  distribution({ domainName: DOMAIN, ...origin }, behaviour);
const tenants = (trustedKeyGroups: object) =>
  distribution(
    { ...signed, domainName: DOMAIN },
    { trustedKeyGroups },
    "multitenantDistribution:MultitenantDistribution",
  );

/** Distributions that lend themselves to everybody; what they may serve of a bucket depends on its classification. */
export const distributions: RuleExample[] = [
  {
    title: "a distribution that signs for everybody",
    resources: [{ ...distribution(signed), refersTo: { origins: "url" } }, url, model],
    outcome: "violation",
    whenReferencesUnknown: "undetermined",
  },
  {
    title: "a distribution before a URL that is not known yet",
    resources: [{ ...distribution({ ...signed, domainName: UNKNOWN }), refersTo: { origins: "url" } }, url, model],
    outcome: "undetermined",
  },
  {
    title: "a distribution that signs for whoever has a signed URL",
    resources: [distribution(signed, { trustedKeyGroups: ["readers"] }), model],
    outcome: "pass",
  },
  {
    title: "a distribution that reaches into a VPC",
    resources: [distribution({ domainName: "internal.example.com", vpcOriginConfig: { vpcOriginId: "vo" } }), model],
    outcome: "violation",
  },
  {
    title: "a distribution with a function at the edge",
    resources: [distribution(signed, { functionAssociations: [{ eventType: "viewer-request" }] }), model],
    outcome: "undetermined",
  },
  {
    title: "near miss: a distribution that signs for a bucket",
    resources: [distribution({ ...signed, domainName: "site.s3.eu-west-1.amazonaws.com" }), model],
    outcome: "pass",
  },
  {
    title: "near miss: a distribution before an API that asks by itself",
    resources: [distribution({ domainName: "api.example.com" }), model],
    outcome: "pass",
  },

  {
    title: "a distribution that signs for a bucket of confidential data",
    resources: [viewer(signed), files("confidential"), model],
    outcome: "violation",
  },
  {
    title: "a distribution that reads a bucket of internal data by its own identity",
    resources: [
      viewer({ s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" } }),
      files("internal"),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a distribution before a bucket whose domain name is not known yet",
    resources: [
      { ...viewer({ ...signed, domainName: UNKNOWN }), refersTo: { origins: "answers" } },
      files("confidential"),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a distribution of many tenants, whose groups of keys are switched off",
    resources: [tenants({ enabled: false, items: ["readers"] }), files("confidential"), model],
    outcome: "violation",
  },
  {
    title: "a distribution of many tenants that asks for signed URLs",
    resources: [tenants({ enabled: true, items: ["readers"] }), files("confidential"), model],
    outcome: "pass",
  },
  {
    title: "a distribution before a bucket whose level is not known yet",
    resources: [viewer(signed), bucket(UNKNOWN, { bucket: "answers" }), model],
    outcome: "undetermined",
  },
  {
    title: "near miss: signed URLs for a bucket of confidential data",
    resources: [viewer(signed, { trustedKeyGroups: ["readers"] }), files("confidential"), model],
    outcome: "pass",
  },
  {
    title: "near miss: a distribution that signs for a site of public files",
    resources: [viewer(signed), files("public"), model],
    outcome: "pass",
  },
];
