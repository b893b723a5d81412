import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { granted, handler, INVOKE, invokes, MODEL } from "../../model-access/example-models";
import { ACCOUNT, allow, deny, inlinePolicy } from "../example-iam";

const GUARDRAIL = `arn:aws:bedrock:eu-west-1:${ACCOUNT}:guardrail/a1b2c3`;
const stopsLogging = allow("bedrock:DeleteModelInvocationLoggingConfiguration", "*");

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
    title: "a role that stops invocation logging",
    resources: granted(invokes(MODEL), stopsLogging),
    outcome: "violation",
  },
  {
    title: "a role that changes its guardrail",
    resources: granted(invokes(MODEL), allow("bedrock:UpdateGuardrail", GUARDRAIL)),
    outcome: "violation",
  },
  {
    title: "a role that stops trails by a wildcard",
    resources: granted(invokes(MODEL), allow("cloudtrail:Stop*", "*")),
    outcome: "violation",
  },
  {
    title: "a role that silences alarms",
    resources: granted(invokes(MODEL), allow("cloudwatch:DisableAlarmActions", "*")),
    outcome: "violation",
  },
  {
    title: "near miss: what a deny takes away again",
    resources: granted(invokes(MODEL), stopsLogging, deny("bedrock:*Logging*", "*")),
    outcome: "pass",
  },
  {
    title: "a policy that is not known yet",
    resources: [...granted(invokes(MODEL)), inlinePolicy("support-handler", UNKNOWN, "late")],
    outcome: "undetermined",
  },
  {
    title: "a role that configures logging and has no model answer",
    resources: granted(stopsLogging),
    outcome: "not-applicable",
  },
  {
    title: "near miss: a role whose invocations are denied",
    resources: [handler, ...granted(invokes(MODEL), stopsLogging, deny(INVOKE, "*")).slice(1)],
    outcome: "not-applicable",
  },
];
