import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import {
  ACCOUNT,
  allow,
  attachment,
  deny,
  document,
  inlinePolicy,
  role,
  samlTrust,
  tags,
} from "../../identity/example-iam";
import { EMBEDDING, EVERY_MODEL, granted, guarded, handler, INVOKE, invokes, MODEL } from "../example-models";

const GUARDRAIL = `arn:aws:bedrock:eu-west-1:${ACCOUNT}:guardrail/a1b2c3:1`;
const GUARDRAIL_ARN = `arn:aws:bedrock:eu-west-1:${ACCOUNT}:guardrail/a1b2c3`;
const onlyWith = { StringEquals: { "bedrock:GuardrailIdentifier": GUARDRAIL } };
const onlyForeign = {
  StringEquals: { "bedrock:GuardrailIdentifier": "arn:aws:bedrock:eu-west-1:999988887777:guardrail/a1b2c3:1" },
};
const boundary = {
  type: "aws:iam/policy:Policy",
  name: "boundary",
  props: {
    arn: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
    policy: document(allow("*", "*"), deny(INVOKE, "*", { Null: { "bedrock:GuardrailIdentifier": "true" } })),
  },
};

const forBatchJobs = (source: string) => {
  const condition = { ArnLike: { "aws:SourceArn": `arn:aws:bedrock:eu-west-1:${ACCOUNT}:${source}` } };
  const trust = {
    Statement: {
      Effect: "Allow",
      Principal: { Service: "bedrock.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: condition,
    },
  };
  return [
    role("batch", { tags: tags("support"), assumeRolePolicy: JSON.stringify(trust) }),
    inlinePolicy("batch", document(invokes(MODEL))),
  ];
};

export const examples: RuleExample[] = [
  { title: "invocation without the guardrail is denied", resources: granted(invokes(MODEL), guarded), outcome: "pass" },
  {
    title: "the guardrail's version is not known yet",
    resources: [
      handler,
      inlinePolicy("support-handler", {
        Statement: [
          invokes(MODEL),
          deny(INVOKE, EVERY_MODEL, { StringNotEquals: { "bedrock:GuardrailIdentifier": UNKNOWN } }),
        ],
      }),
    ],
    outcome: "pass",
  },
  {
    title: "invocation is allowed with the guardrail only",
    resources: granted(invokes(MODEL, onlyWith)),
    outcome: "pass",
  },
  {
    title: "a boundary denies what names no guardrail",
    resources: [
      role("support-handler", { tags: tags("support"), permissionsBoundary: boundary.props.arn }),
      inlinePolicy("support-handler", document(invokes(MODEL), allow("bedrock:ApplyGuardrail", GUARDRAIL_ARN))),
      boundary,
    ],
    outcome: "pass",
  },
  {
    title: "any version of the one guardrail",
    resources: granted(invokes(MODEL, { StringLike: { "bedrock:GuardrailIdentifier": `${GUARDRAIL_ARN}:*` } })),
    outcome: "pass",
  },
  {
    title: "any guardrail, and one that it may apply",
    resources: granted(
      invokes(MODEL, { StringLike: { "bedrock:GuardrailIdentifier": "*" } }),
      allow("bedrock:ApplyGuardrail", GUARDRAIL_ARN),
    ),
    outcome: "pass",
  },
  {
    title: "any guardrail",
    resources: granted(invokes(MODEL, { StringLike: { "bedrock:GuardrailIdentifier": "*" } })),
    outcome: "violation",
  },
  {
    title: "any guardrail of the account, each of which it may apply",
    resources: granted(
      invokes(MODEL, { ArnLike: { "bedrock:GuardrailIdentifier": `arn:aws:bedrock:*:${ACCOUNT}:guardrail/*` } }),
      allow("bedrock:ApplyGuardrail", "*"),
    ),
    outcome: "violation",
  },
  {
    title: "some guardrail, whichever the code names",
    resources: granted(invokes(MODEL, { Null: { "bedrock:GuardrailIdentifier": "false" } })),
    outcome: "violation",
  },
  {
    title: "the guardrail of another account",
    resources: [
      { ...handler, provider: { allowedAccountIds: [ACCOUNT] } },
      inlinePolicy("support-handler", document(invokes(MODEL, onlyForeign))),
    ],
    outcome: "violation",
  },
  {
    title: "a route that no guardrail covers",
    resources: granted(
      allow("bedrock-mantle:CreateInference", `arn:aws:bedrock-mantle:eu-west-1:${ACCOUNT}:project/support`),
    ),
    outcome: "violation",
  },
  { title: "no guardrail is asked for", resources: granted(invokes(MODEL)), outcome: "violation" },
  {
    title: "a condition that absence meets",
    resources: granted(invokes(MODEL, { StringEqualsIfExists: { "bedrock:GuardrailIdentifier": GUARDRAIL } })),
    outcome: "violation",
  },
  {
    title: "streams are left out of the deny",
    resources: granted(invokes(MODEL), { ...guarded, Action: "bedrock:InvokeModel" }),
    outcome: "violation",
  },
  {
    title: "one provider is left out of the deny",
    resources: granted(invokes(EVERY_MODEL), {
      ...guarded,
      Resource: "arn:aws:bedrock:*::foundation-model/anthropic.*",
    }),
    outcome: "violation",
  },
  {
    title: "a deny that names a guardrail and so forbids nothing else",
    resources: granted(invokes(MODEL), deny(INVOKE, "*", onlyWith)),
    outcome: "violation",
  },
  {
    title: "AWS's full access policy attached",
    resources: [handler, attachment("support-handler", "arn:aws:iam::aws:policy/AmazonBedrockFullAccess")],
    outcome: "violation",
  },
  {
    title: "a batch job, whose answers the workload's code puts to a guardrail",
    resources: [
      ...forBatchJobs("model-invocation-job/*"),
      role("reader", { tags: tags("support") }),
      inlinePolicy("reader", document(allow("bedrock:ApplyGuardrail", GUARDRAIL_ARN))),
    ],
    outcome: "pass",
  },
  {
    title: "a batch job whose answers another workload puts to a guardrail",
    resources: [
      ...forBatchJobs("model-invocation-job/*"),
      role("reader", { tags: tags("claims") }),
      inlinePolicy("reader", document(allow("bedrock:ApplyGuardrail", GUARDRAIL_ARN))),
    ],
    outcome: "undetermined",
  },
  {
    title: "near miss: a role for whatever Amazon Bedrock runs",
    resources: forBatchJobs("*"),
    outcome: "violation",
  },
  {
    title: "a policy that is not known yet beside a grant",
    resources: [...granted(invokes(MODEL)), inlinePolicy("support-handler", UNKNOWN, "late")],
    outcome: "undetermined",
  },
  { title: "embedding models only", resources: granted(invokes(EMBEDDING)), outcome: "not-applicable" },
  {
    title: "everything is denied again",
    resources: granted(invokes(MODEL), deny("bedrock:*", "*")),
    outcome: "not-applicable",
  },
  { title: "a role that invokes nothing", resources: granted(allow("s3:GetObject", "*")), outcome: "not-applicable" },
  {
    title: "people are another rule's business",
    resources: [
      role("analysts", { assumeRolePolicy: samlTrust, tags: tags("support") }),
      inlinePolicy("analysts", document(invokes(MODEL))),
    ],
    outcome: "not-applicable",
  },
];
