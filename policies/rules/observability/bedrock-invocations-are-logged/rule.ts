import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../rule";
import { outsideAiEstate } from "../../../support/ai-estate";
import { hasDestination, INVOCATION_LOGGING, loggingOf } from "../../../support/observability/invocation-records";
import { INVOKERS, invokerOf } from "../../../support/observability/invokers";

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-invocations-are-logged",
  layer: "observability",
  family: "observability",
  severity: "high",
  title: "Bedrock records the invocations of an account whose models are used",
  scope: "stack",
  types: [INVOCATION_LOGGING, ...INVOKERS],

  judge(resource, estate): Verdict {
    if (resource.type === INVOCATION_LOGGING) return judgeConfiguration(resource);
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const invoker = invokerOf(estate);
    if (resource !== invoker) {
      const reason = invoker ? `${invoker.name} stands for this stack's invocations` : "nothing here invokes models";
      return { outcome: "not-applicable", reason };
    }
    if (estate.ofType(INVOCATION_LOGGING).length > 0) return { outcome: "pass" };
    return {
      outcome: "undetermined",
      reason:
        "no invocation logging is configured here: whether another stack does it for this account and region cannot be seen",
    };
  },
};

function judgeConfiguration(configuration: ResourceRecord): Verdict {
  const logging = loggingOf(configuration);
  const delivered = logging === UNKNOWN ? UNKNOWN : hasDestination(logging);
  if (delivered === UNKNOWN) return { outcome: "undetermined", reason: "where records go is not known yet" };
  if (delivered) return { outcome: "pass" };
  return {
    outcome: "violation",
    found: `${configuration.name} delivers records to nowhere`,
    required: "a bucket or a log group that the records of invocations are delivered to",
    fix: "set loggingConfig.s3Config, or use InvocationLogging, which brings the store",
  };
}
