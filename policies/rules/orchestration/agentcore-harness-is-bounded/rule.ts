import { isSet } from "../../../core/properties";
import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";

/** Most that a bound may be to bound anything: AWS's own defaults for rounds and seconds. */
const LIMITS = { maxIterations: 75, timeoutSeconds: 3600, maxTokens: Number.POSITIVE_INFINITY } as const;

/** See why.md. */
export const rule: Rule = {
  id: "agentcore-harness-is-bounded",
  layer: "orchestration",
  family: "orchestration",
  severity: "high",
  cures: [],
  title: "An agent stops after a number of rounds, tokens and seconds",
  scope: "stack",
  types: ["aws:bedrock/agentcoreHarness:AgentcoreHarness"],

  judge(harness): Verdict {
    const given = Object.entries(LIMITS).map(([bound, max]) => {
      const value = isSet(harness, bound) ? harness.props[bound] : undefined;
      const holds = value === UNKNOWN || (typeof value === "number" && value > 0 && value <= max);
      return { bound, value, holds };
    });
    const missing = given.filter(({ holds }) => !holds).map(({ bound }) => bound);
    if (missing.length > 0) {
      return {
        outcome: "violation",
        found: `${harness.name} has no bound by ${joinWithAnd(missing)}`,
        required: `maxIterations of at most ${LIMITS.maxIterations}, timeoutSeconds of at most ${LIMITS.timeoutSeconds}, and maxTokens`,
        fix: "set all three to what one task takes",
      };
    }
    return given.some(({ value }) => value === UNKNOWN)
      ? { outcome: "undetermined", reason: "a bound is not known yet" }
      : { outcome: "pass" };
  },
};
