import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { granted, handler, INVOKE, invokes, MODEL } from "../../model-access/example-models";
import { ACCOUNT, allow, deny, inlinePolicy } from "../example-iam";

const GUARDRAIL = `arn:aws:bedrock:eu-west-1:${ACCOUNT}:guardrail/a1b2c3`;
const changesGuardrail = allow("bedrock:UpdateGuardrail", GUARDRAIL);

export const examples: RuleExample[] = [
  { title: "a role that only invokes", resources: granted(invokes(MODEL)), outcome: "pass" },
  {
    title: "near miss: a role that applies its guardrail and reads its alarms",
    resources: granted(
      invokes(MODEL),
      allow(["bedrock:ApplyGuardrail", "bedrock:GetGuardrail"], GUARDRAIL),
      allow(["cloudwatch:DescribeAlarms", "cloudwatch:PutMetricData"], "*"),
    ),
    outcome: "pass",
  },
  {
    title: "a role that changes its guardrail",
    resources: granted(invokes(MODEL), changesGuardrail),
    outcome: "violation",
  },
  {
    title: "a role that raises its budget by a wildcard",
    resources: granted(invokes(MODEL), allow("budgets:Modify*", "*")),
    outcome: "violation",
  },
  {
    title: "a role that silences alarms",
    resources: granted(invokes(MODEL), allow("cloudwatch:DisableAlarmActions", "*")),
    outcome: "violation",
  },
  {
    title: "near miss: what a deny takes away again",
    resources: granted(invokes(MODEL), changesGuardrail, deny("bedrock:*Guardrail*", "*")),
    outcome: "pass",
  },
  {
    title: "a policy that is not known yet",
    resources: [...granted(invokes(MODEL)), inlinePolicy("support-handler", UNKNOWN, "late")],
    outcome: "undetermined",
  },
  {
    title: "a role that changes guardrails and invokes no model",
    resources: granted(changesGuardrail),
    outcome: "not-applicable",
  },
  {
    title: "near miss: a role whose invocations are denied",
    resources: [handler, ...granted(invokes(MODEL), changesGuardrail, deny(INVOKE, "*")).slice(1)],
    outcome: "not-applicable",
  },
];
