import { type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { valueAt } from "../../../core/values";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { isDelivered } from "../../../readers/observability/log-deliveries";

/** How each kind of compute is told to trace: a property and the value that it must have. */
const SETTINGS: Readonly<Record<string, { readonly path: string; readonly value: unknown; readonly fix: string }>> = {
  "aws:lambda/function:Function": setting("tracingConfig.mode", "Active"),
  "aws:sfn/stateMachine:StateMachine": setting("tracingConfiguration.enabled", true),
};

/** AgentCore's traces are delivered by a source of their own, which names the resource. */
const DELIVERED: readonly string[] = [
  "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime",
  "aws:bedrock/agentcoreGateway:AgentcoreGateway",
  "aws:bedrock/agentcoreMemory:AgentcoreMemory",
];

/** See why.md. */
export const rule: Rule = {
  id: "workload-compute-is-traced",
  layer: "observability",
  family: "observability",
  severity: "medium",
  cures: ["aws:cloudwatch/logDeliverySource:LogDeliverySource"],
  title: "Functions, state machines and AgentCore trace what they do",
  scope: "stack",
  types: [...Object.keys(SETTINGS), ...DELIVERED],

  judge(compute, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;

    const expected = SETTINGS[compute.type];
    const traced = expected ? isSet(compute, expected) : isDelivered(compute, "TRACES", estate);
    if (traced === true) return { outcome: "pass" };
    if (traced === UNKNOWN) return { outcome: "undetermined", reason: "whether it traces is not known yet" };
    return {
      outcome: "violation",
      found: `${compute.name} does not trace`,
      required: "a trace of each request, sent to X-Ray",
      fix: expected?.fix ?? "add an aws.cloudwatch.LogDeliverySource of logType TRACES for it, delivered to X-Ray",
      ...(expected && { cures: [] }),
    };
  },
};

function setting(path: string, value: unknown) {
  return { path, value, fix: `set ${path} to ${String(value)}` };
}

function isSet({ props }: ResourceRecord, { path, value }: { path: string; value: unknown }): boolean | Unknown {
  const found = valueAt(props, path);
  return found === UNKNOWN ? UNKNOWN : found === value;
}
