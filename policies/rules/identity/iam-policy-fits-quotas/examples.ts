import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { allow, attachment, deny, document, inferenceProfile, inlinePolicy, role, serviceTrust } from "../example-iam";

type Outcome = RuleExample["outcome"];
type Resource = RuleExample["resources"][number];

/** A document of at least so many characters. */
const long = (characters: number) =>
  document(
    allow(
      "s3:GetObject",
      Array.from(
        { length: Math.ceil(characters / 30) },
        (_, i) => `arn:aws:s3:::support-${String(i).padStart(6, "0")}/*`,
      ),
    ),
  );
const given = (title: string, outcome: Outcome, ...resources: readonly Resource[]): RuleExample => ({
  title,
  resources: [...resources, inferenceProfile],
  outcome,
});
const managed = (policy: unknown): Resource => ({ type: "aws:iam/policy:Policy", name: "access", props: { policy } });
const control = (props: Readonly<Record<string, unknown>>): Resource => ({
  type: "aws:organizations/policy:Policy",
  name: "guard",
  props: { content: document(deny("ec2:*", "*")), ...props },
});
const attached = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...attachment("handler", `arn:aws:iam::aws:policy/Policy${i}`),
    name: `attachment-${i}`,
  }));
/** Control policies on one unit, of which the last attachment comes first, because the first resource is judged. */
const onOneUnit = (count: number): readonly Resource[] => {
  const attachments = Array.from({ length: count }, (_, i) => ({
    type: "aws:organizations/policyAttachment:PolicyAttachment",
    name: `attachment-${i}`,
    props: { targetId: "ou-abcd-11111111" },
    refersTo: { policyId: "guard" },
  }));
  return [...attachments, control({})];
};

export const examples: RuleExample[] = [
  given("a short policy", "pass", managed(document(allow("s3:GetObject", "arn:aws:s3:::support/*")))),
  given("a long policy, most of it white space", "pass", managed(`${long(5_000)}${" ".repeat(3_000)}`)),
  given("a managed policy of more than 6,144 characters", "violation", managed(long(6_500))),
  given(
    "inline policies of a role, of more than 10,240 characters together",
    "violation",
    role("handler"),
    inlinePolicy("handler", long(6_000), "one"),
    inlinePolicy("handler", long(6_000), "other"),
  ),
  given("near miss: one of them", "pass", role("handler"), inlinePolicy("handler", long(6_000), "one")),
  given(
    "a trust policy of more than 2,048 characters",
    "violation",
    role("handler", {
      assumeRolePolicy: serviceTrust("lambda.amazonaws.com", { StringEquals: { "aws:SourceArn": "x".repeat(2_100) } }),
    }),
  ),
  given("eleven managed policies, which AWS allows on request", "violation", role("handler"), ...attached(11)),
  given("twenty-six managed policies", "violation", role("handler"), ...attached(26)),
  given("ten managed policies", "pass", role("handler"), ...attached(10)),
  given("a service control policy of more than 10,240 characters", "violation", control({ content: long(10_300) })),
  given("a service control policy of 8,000 characters", "pass", control({ content: long(8_000) })),
  given(
    "a resource control policy of more than 5,120 characters",
    "violation",
    control({ type: "RESOURCE_CONTROL_POLICY", content: long(5_200) }),
  ),
  given("a description of more than 512 characters", "violation", control({ description: "x".repeat(600) })),
  given("ten policies on a unit", "pass", ...onOneUnit(10)),
  {
    title: "a program that has nothing to do with models",
    resources: [managed(long(6_500))],
    outcome: "violation",
  },
  given("a policy that is not known yet", "undetermined", managed(UNKNOWN)),
  given("a policy of tags", "not-applicable", control({ type: "TAG_POLICY" })),
];
