import { valueSetAt } from "../../../core/properties";
import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";

/** Where each provider keeps the lifecycle. */
const LIFECYCLES: Readonly<Record<string, string>> = {
  "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime": "lifecycleConfigurations[]",
};

/** Most seconds that a bound may be: eight hours, which is AWS's default, and one hour of doing nothing. */
const LIMITS = { maxLifetime: 28_800, idleRuntimeSessionTimeout: 3600 } as const;

/** See why.md. */
export const rule: Rule = {
  id: "agentcore-runtime-is-bounded",
  layer: "orchestration",
  family: "orchestration",
  severity: "medium",
  title: "A session of an agent ends within hours, and soon after nobody needs it",
  scope: "resource",
  types: Object.keys(LIFECYCLES),

  judge(runtime): Verdict {
    const bounds = Object.entries(LIMITS).map(([bound, max]) => ({ bound, max, seconds: secondsOf(runtime, bound) }));
    const beyond = bounds.filter(({ seconds, max }) => typeof seconds === "number" && seconds > max);
    if (beyond.length > 0) {
      return {
        outcome: "violation",
        found: `${runtime.name} has a ${joinWithAnd(beyond.map(({ bound, seconds }) => `${bound} of ${String(seconds)} seconds`))}`,
        required: `maxLifetime of at most ${LIMITS.maxLifetime} and idleRuntimeSessionTimeout of at most ${LIMITS.idleRuntimeSessionTimeout} seconds`,
        fix: "set both to what one task takes, or leave them out: AWS ends sessions after 8 hours, and idle ones after 15 minutes",
      };
    }
    return bounds.some(({ seconds }) => seconds === UNKNOWN)
      ? { outcome: "undetermined", reason: "a bound is not known yet" }
      : { outcome: "pass" };
  },
};

function secondsOf(runtime: ResourceRecord, bound: string): unknown {
  return valueSetAt(runtime, `${LIFECYCLES[runtime.type] ?? ""}.${bound}`);
}
