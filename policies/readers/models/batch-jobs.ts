import { parseArn } from "../../core/arn";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import type { Condition, Statement } from "../iam/document";
import { mayPerform } from "../iam/permission-search";
import { permissionsOf, ROLES } from "../iam/permissions";
import { allowsAssumeRole, trustDocument } from "../iam/trust";
import { workloadOf } from "../resource/tags";

const BEDROCK = "bedrock.amazonaws.com";
/** The operators that no absent key meets. */
const NAMES_SOURCE = /^(string|arn)(equals|like)$/i;

/**
 * Whether nothing but batch jobs of Amazon Bedrock can take a role on, because its trust policy names them as the source.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/batch-iam-sr.html (read 2026-11).
 */
export function isForBatchJobs(role: ResourceRecord): boolean {
  const document = trustDocument(role);
  if (document === undefined || document === UNKNOWN) return false;
  const trusting = document.filter(allowsAssumeRole);
  return trusting.length > 0 && trusting.every(trustsBatchJobs);
}

/**
 * Whether another role of a role's workload may apply guardrails to what a batch job said; UNKNOWN if no policy in sight
 * tells, for what reads it may be of another stack.
 */
export function isJudgedAfterwards(role: ResourceRecord, estate: Estate): true | typeof UNKNOWN {
  const workload = workloadOf(role, estate.standard);
  const others = estate
    .ofType(...ROLES)
    .filter((other) => other !== role && workloadOf(other, estate.standard) === workload);
  const applies = others.some((other) => mayPerform(permissionsOf(other, estate), APPLICATION).answer === "allowed");
  return typeof workload === "string" && applies ? true : UNKNOWN;
}

const APPLICATION = [{ action: "bedrock:ApplyGuardrail", resources: ["*"] }];

function trustsBatchJobs({ principals, conditions }: Statement): boolean {
  if (!principals || principals.negated || principals.byKind.size !== 1) return false;
  const services = principals.byKind.get("Service") ?? [];
  return services.length > 0 && services.every((service) => service === BEDROCK) && conditions.some(namesBatchJobs);
}

function namesBatchJobs({ operator, key, values }: Condition): boolean {
  return (
    key === "aws:sourcearn" &&
    NAMES_SOURCE.test(operator) &&
    values.every((arn) => arn !== UNKNOWN && parseArn(arn)?.resource.startsWith("model-invocation-job/") === true)
  );
}
