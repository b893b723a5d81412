import type { Standard } from "@plinth/standards";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import type { Context } from "../../../readers/iam/conditions";
import type { Permissions } from "../../../readers/iam/evaluate";
import { INVOCATION_ACTIONS } from "../../../readers/iam/invocation-actions";
import { mayPerform } from "../../../readers/iam/permission-search";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { ROLES } from "../../../readers/iam/permissions";
import { isForBatchJobs, isJudgedAfterwards } from "../../../readers/models/batch-jobs";
import { guardrailsOfStrangers, isBoundByApplication, namesForeignGuardrail } from "../../../readers/models/guardrails";
import { computePermissionsOf, invocationTargets, textModels } from "../../../readers/models/invocation-permissions";

/** What a request says that names no guardrail. */
const WITHOUT_GUARDRAIL = new Map([["bedrock:guardrailidentifier", []]]);

const REQUIRED = "every invocation names the workload's guardrail";
/**
 * Ways to have a model answer to which `bedrock:GuardrailIdentifier` does not apply. It applies to Converse, InvokeModel and
 * their streams only: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html (read 2026-11).
 */
const UNGUARDED_ROUTES = INVOCATION_ACTIONS.filter(({ action }) =>
  /^(aws-external-anthropic|bedrock-mantle):Create/.test(action),
);

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-invocation-carries-guardrail",
  layer: "model-access",
  family: "models",
  severity: "high",
  cures: PERMISSION_TYPES,
  causes: PERMISSION_TYPES,
  title: "A workload cannot invoke a model without a guardrail",
  scope: "stack",
  types: ROLES,

  judge(role, estate): Verdict {
    const permissions = computePermissionsOf(role, estate);
    if ("outcome" in permissions) return permissions;
    const judged = judgeInvocation(role, permissions, estate.standard);
    const verdict = judged.outcome === "violation" && isForBatchJobs(role) ? judgeBatchJobs(role, estate) : judged;
    const other = verdict.outcome === "violation" ? undefined : mayPerform(permissions, UNGUARDED_ROUTES);
    if (other?.answer !== "allowed") return verdict;
    return {
      outcome: "violation",
      found: `${role.name} is allowed ${other.proof.action}, which no guardrail covers, by ${other.proof.source}`,
      required: REQUIRED,
      fix: "remove the permission, and invoke the model by bedrock:InvokeModel with the workload's guardrail",
    };
  },
};

function judgeInvocation(role: ResourceRecord, permissions: Permissions, standard: Standard): Verdict {
  const targets = invocationTargets(textModels(permissions, standard));
  if (mayPerform(permissions, targets).answer === "denied") {
    return { outcome: "not-applicable", reason: "it can invoke no model that answers" };
  }
  const finding = mayPerform(permissions, targets, WITHOUT_GUARDRAIL);
  if (finding.answer === "unknown") {
    return { outcome: "undetermined", reason: `whether ${finding.action} needs a guardrail is not known yet` };
  }
  if (finding.answer === "allowed") {
    const { action, source } = finding.proof;
    return violation(`${role.name} is allowed ${action} without a guardrail by ${source}`);
  }
  const stranger = guardrailsOfStrangers(permissions)
    .map((guardrail) => ({ guardrail, finding: mayPerform(permissions, targets, requestWith(guardrail)) }))
    .find(
      ({ guardrail, finding: { answer } }) => answer === "allowed" && !isBoundByApplication(permissions, guardrail),
    );
  if (stranger?.finding.answer === "allowed") {
    const { action, source } = stranger.finding.proof;
    return violation(
      `${role.name} is allowed ${action} with any guardrail by ${source}, one that blocks nothing included`,
    );
  }
  const foreign = namesForeignGuardrail(permissions, role);
  if (foreign === UNKNOWN) {
    return { outcome: "undetermined", reason: "whether its guardrail is of its own account is not known yet" };
  }
  return foreign ? violation(`${role.name} is bound to a guardrail of another account`) : { outcome: "pass" };
}

/** No request of a batch job names a guardrail: what it says is judged before anybody reads it, or not at all. */
function judgeBatchJobs(role: ResourceRecord, estate: Estate): Verdict {
  if (isJudgedAfterwards(role, estate) === true) return { outcome: "pass" };
  return {
    outcome: "undetermined",
    reason: "batch jobs name no guardrail, and no role of its workload shows who applies one to what they say",
  };
}

function violation(found: string): Verdict {
  return {
    outcome: "violation",
    found,
    required: REQUIRED,
    fix: "deny both invocation actions unless bedrock:GuardrailIdentifier is the workload's guardrail, as ModelAccess.grantInvoke does; a role for batch jobs, which name none, trusts Bedrock for aws:SourceArn arn:aws:bedrock:REGION:ACCOUNT:model-invocation-job/* only",
  };
}

function requestWith(guardrail: string): Context {
  return new Map([["bedrock:guardrailidentifier", [guardrail]]]);
}
