import type { Rule, Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { FULL_ACCESS } from "../../../readers/iam/administrator";
import type { Context } from "../../../readers/iam/conditions";
import { INVOCATION_ACTIONS } from "../../../readers/iam/invocation-actions";
import {
  ACCOUNT,
  isProductionByName,
  ORGANIZATIONAL_UNIT,
  serviceControlPoliciesOver,
} from "../../../readers/iam/organization";
import { mayPerform } from "../../../readers/iam/permission-search";
import { CONTROL_POLICY_TYPES } from "../../../readers/iam/permission-types";

/** Somebody with every permission in a production account, signed in as a person and not as a workload. */
const PERSON: Context = new Map([
  ["aws:principalaccount", ["000000000000"]],
  ["aws:principalarn", ["arn:aws:iam::000000000000:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_plinth-other_0"]],
  ["aws:principalisawsservice", ["false"]],
]);

/** So many that whoever forgot some actions is told all of them. */
const MOST_NAMED = 12;

/** See why.md. */
export const rule: Rule = {
  id: "organization-production-is-guarded",
  layer: "identity",
  family: "per-workload-iam",
  severity: "critical",
  cures: CONTROL_POLICY_TYPES,
  causes: CONTROL_POLICY_TYPES,
  title: "Service control policies keep everybody but workloads from production's models",
  scope: "stack",
  types: [ORGANIZATIONAL_UNIT, ACCOUNT],

  judge(target, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    if (!isProductionByName(target, estate.standard))
      return { outcome: "not-applicable", reason: "not production by its name" };

    const { levels, complete } = serviceControlPoliciesOver(target, estate);
    const person = { identity: [FULL_ACCESS], serviceControlPolicies: levels, facts: PERSON };
    const finding = mayPerform(person, INVOCATION_ACTIONS);
    if (finding.answer === "denied") return { outcome: "pass" };
    if (finding.answer === "unknown") {
      return { outcome: "undetermined", reason: "what a control policy over it denies is not known yet" };
    }
    if (!complete)
      return { outcome: "undetermined", reason: "what is attached to the units above it is not in this stack" };
    const open = INVOCATION_ACTIONS.filter((way) => mayPerform(person, [way]).answer === "allowed");
    return {
      outcome: "violation",
      found: `${target.name} lets a person with every permission use ${joinWithAnd(
        open.map(({ action }) => action),
        MOST_NAMED,
      )}`,
      required: "attached policies that deny every way to invoke a model to whoever is not a workload's role",
      fix: "deny them to every principal but the workloads' roles (ArnNotLike on aws:PrincipalArn) by a policy attached to the unit that production's accounts stand in, as productionStatements and ServiceControlPolicies do",
    };
  },
};
