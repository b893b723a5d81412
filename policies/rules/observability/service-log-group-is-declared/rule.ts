import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import { isDeclared, LOG_WRITER_TYPES, logGroupsOf } from "../../../readers/observability/service-log-groups";

/** See why.md. */
export const rule: Rule = {
  id: "service-log-group-is-declared",
  layer: "observability",
  family: "retention",
  severity: "medium",
  cures: ["aws:cloudwatch/logGroup:LogGroup"],
  causes: ["aws:cloudwatch/logGroup:LogGroup"],
  title: "Log groups of APIs, databases, builds, jobs and endpoints are declared, not left to AWS",
  scope: "stack",
  types: LOG_WRITER_TYPES,

  judge: hygiene((writer, estate): Verdict => {
    const groups = logGroupsOf(writer, estate);
    if (groups.length === 0) return { outcome: "not-applicable", reason: "it writes no logs to CloudWatch" };
    const answers = groups.map((group) => isDeclared(group, estate));
    const missing = answers.indexOf(false);
    if (missing >= 0) {
      return {
        outcome: "violation",
        found: `${writer.name} writes to ${groups[missing]?.title}; this stack does not declare it`,
        required: "a log group with a retention, a key and tags for each of its logs",
        fix: "add an aws.cloudwatch.LogGroup of the name that the service uses, and make the writer depend on it",
      };
    }
    if (answers.includes(UNKNOWN)) {
      return { outcome: "undetermined", reason: "the name of a log group is not known yet" };
    }
    return { outcome: "pass" };
  }),
};
