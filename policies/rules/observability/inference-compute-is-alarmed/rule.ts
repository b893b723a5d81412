import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { usesModels } from "../../../readers/models/model-use";
import { STATE_MACHINES } from "../../../readers/models/state-machine";
import { ALARM_TYPES, hasAlarm, type MetricSource } from "../../../readers/observability/alarms";

const ENDPOINT = "aws:sagemaker/endpoint:Endpoint";
const RUNTIME = "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime";
const SERVICE = "aws:ecs/service:Service";
const [STATE_MACHINE = ""] = STATE_MACHINES;

interface Signals {
  readonly source: MetricSource;
  /** What somebody has to be told of, and the metrics that count it: one of them will do. */
  readonly metrics: Readonly<Record<string, readonly string[]>>;
}

/** What each kind of compute counts of its failures. Sources: why.md. */
const SIGNALS: Readonly<Record<string, Signals>> = {
  [ENDPOINT]: {
    source: { namespaces: ["AWS/SageMaker"], dimension: "EndpointName", types: [ENDPOINT] },
    metrics: { errors: ["Invocation5XXErrors", "InvocationModelErrors"] },
  },
  [RUNTIME]: {
    source: { namespaces: ["AWS/Bedrock-AgentCore", "bedrock-agentcore"], dimension: "Resource", types: [RUNTIME] },
    metrics: { errors: ["SystemErrors", "TotalErrors"], throttling: ["Throttles"] },
  },
  [STATE_MACHINE]: {
    source: { namespaces: ["AWS/States"], dimension: "StateMachineArn", types: [STATE_MACHINE] },
    metrics: { errors: ["ExecutionsFailed"], throttling: ["ExecutionThrottled"] },
  },
  // A container's own failures are its own to count; those of the models that it calls are Bedrock's.
  [SERVICE]: {
    source: { namespaces: ["AWS/Bedrock"], types: [] },
    metrics: { errors: ["InvocationServerErrors", "InvocationClientErrors"], throttling: ["InvocationThrottles"] },
  },
};

/** See why.md. */
export const rule: Rule = {
  id: "inference-compute-is-alarmed",
  layer: "observability",
  family: "observability",
  severity: "medium",
  cures: [...ALARM_TYPES, ...PERMISSION_TYPES],
  causes: PERMISSION_TYPES,
  title: "Somebody is told when endpoints, agents, workflows and containers that use models fail or are throttled",
  scope: "stack",
  types: Object.keys(SIGNALS),

  judge(compute, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const signals = SIGNALS[compute.type];
    const uses = usesModels(compute, estate);
    if (!signals || uses === false) return { outcome: "not-applicable", reason: "it invokes no model" };
    if (uses === UNKNOWN) return { outcome: "undetermined", reason: "whether it invokes a model is not known yet" };

    const { source } = signals;
    const answers = Object.entries(signals.metrics).map(([what, metrics]) => ({
      what,
      metrics,
      alarmed: hasAlarm(compute, source, metrics, estate),
    }));
    const missing = answers.filter(({ alarmed }) => alarmed === false);
    if (missing.length > 0) {
      return {
        outcome: "violation",
        found: `${compute.name} has no alarm on ${joinWithAnd(missing.map(({ what }) => what))} that tells somebody`,
        required: `metric alarms of ${source.namespaces[0]} with actions on ${joinWithAnd(missing.map(({ metrics }) => metrics[0] ?? ""))}`,
        fix: `add metric alarms with alarmActions${source.dimension ? `, whose ${source.dimension} names it` : ", or use WorkloadAlarms"}`,
      };
    }
    return answers.some(({ alarmed }) => alarmed === UNKNOWN)
      ? { outcome: "undetermined", reason: "what an alarm watches is not known yet" }
      : { outcome: "pass" };
  },
};
