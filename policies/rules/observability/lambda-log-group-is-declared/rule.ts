import { memoizeByEstate } from "../../../core/memoize";
import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { valueAt } from "../../../core/values";
import { hygiene } from "../../../readers/estate/hygiene";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** See why.md. */
export const rule: Rule = {
  id: "lambda-log-group-is-declared",
  layer: "observability",
  family: "retention",
  severity: "medium",
  cures: [LOG_GROUP],
  title: "The log group of a function is declared, not left to Lambda",
  scope: "stack",
  types: ["aws:lambda/function:Function"],

  judge: hygiene((lambda, estate): Verdict => {
    const name = groupNameOf(lambda);
    const declared = groupNames(estate);
    if (name !== UNKNOWN && declared.has(name)) return { outcome: "pass" };
    const { found } = estate.references(lambda, "loggingConfig.logGroup", [LOG_GROUP]);
    if (found.length > 0) return { outcome: "pass" };
    if (name === UNKNOWN || declared.has(UNKNOWN)) {
      return { outcome: "undetermined", reason: "the name of the log group is not known yet" };
    }
    // A name that Pulumi makes has a suffix that only this run knows: it cannot be pasted.
    const isNamed = !name.startsWith(`/aws/lambda/${lambda.name}-`);
    return {
      outcome: "violation",
      found: `${lambda.name} writes to ${isNamed ? name : "the log group of its name"}, which this stack does not declare`,
      required: "a log group with a retention, a key and tags",
      fix: `add an aws.cloudwatch.LogGroup with name: ${isNamed ? `"${name}"` : `pulumi.interpolate\`/aws/lambda/\${fn.name}\``}, or use InferenceFunction, which brings one`,
    };
  }),
};

/** Names of the log groups of a run; UNKNOWN among them if one is not known yet. */
const groupNames = memoizeByEstate((estate) => new Set(estate.ofType(LOG_GROUP).map(({ props }) => props.name)));

function groupNameOf({ props }: ResourceRecord): string | typeof UNKNOWN {
  const named = valueAt(props, "loggingConfig.logGroup");
  if (named === UNKNOWN || props.name === UNKNOWN) return UNKNOWN;
  if (typeof named === "string" && named !== "") return named;
  return typeof props.name === "string" ? `/aws/lambda/${props.name}` : UNKNOWN;
}
