import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { BUCKETS } from "../../../readers/data/buckets";
import { hygiene } from "../../../readers/estate/hygiene";
import { curesOfAccess } from "../../../readers/iam/access-cures";
import { GRANT_TYPES, outsidersOfGrant } from "../../../readers/iam/access-grants";
import { answerToOutside, type Outsider } from "../../../readers/iam/external-principals";
import {
  BUS_PERMISSION,
  documentOfPermission,
  FUNCTION_PERMISSION,
  LAYER_PERMISSION,
} from "../../../readers/iam/lambda-permissions";
import { classificationOf } from "../../../readers/resource/tags";

const PERMISSIONS = [FUNCTION_PERMISSION, LAYER_PERMISSION, BUS_PERMISSION];
/** Conditions that keep the internet out where the principal is everybody; without any, lambda-function-is-private asks. */
const BOUNDS = ["principalOrgId", "sourceAccount", "sourceArn"];

/** See why.md. */
export const rule: Rule = {
  id: "access-grant-stays-inside",
  layer: "data",
  family: "classification",
  severity: "critical",
  cures: "anything",
  title: "Permissions, grants and shares let in nobody from outside of the organisation",
  scope: "stack",
  types: [...PERMISSIONS, ...GRANT_TYPES],

  judge: hygiene((grant, estate): Verdict => {
    const inert = reasonNotToJudge(grant, estate);
    if (inert) return { outcome: "not-applicable", reason: inert };
    const outsiders = PERMISSIONS.includes(grant.type)
      ? outsidersOfPermission(grant, estate)
      : outsidersOfGrant(grant, estate);
    if (outsiders === UNKNOWN) return { outcome: "undetermined", reason: "who gets access is not known yet" };
    if (outsiders.length === 0) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${grant.name} gives access to ${joinWithAnd(outsiders)}`,
      required: "principals, accounts and organisations that the standard or this program knows",
      fix: fixFor(grant, outsiders),
      cures: curesOfAccess(outsiders),
    };
  }),
};

function reasonNotToJudge(grant: ResourceRecord, estate: Estate): string | undefined {
  const { type, props } = grant;
  if (type === FUNCTION_PERMISSION && props.principal === "*" && BOUNDS.every((bound) => props[bound] === undefined)) {
    return "lambda-function-is-private asks it";
  }
  const [bucket] = type.includes(":BucketAcl") ? estate.references(grant, "bucket", BUCKETS).found : [];
  return bucket && classificationOf(bucket, estate.standard) === "public" ? "it holds public data" : undefined;
}

function outsidersOfPermission(permission: ResourceRecord, estate: Estate): readonly Outsider[] | Unknown {
  // A skill of Alexa says by its token which one it is, and has no account.
  const trustsService = (service: string) =>
    service.endsWith(".amazon.com") && permission.props.eventSourceToken !== undefined;
  const question = { action: "lambda:InvokeFunction", trustsService };
  const { answer, outsiders } = answerToOutside(documentOfPermission(permission), question, estate);
  return answer === "unknown" ? UNKNOWN : outsiders;
}

function fixFor({ type, props }: ResourceRecord, outsiders: readonly Outsider[]): string {
  if (outsiders.includes("a service that acts for any account")) {
    return 'set sourceArn to the ARN of the resource that calls, and sourceAccount: "<account id>"';
  }
  if (type === LAYER_PERMISSION) return 'set organizationId: "<organization id>" with principal: "*"';
  if (type === FUNCTION_PERMISSION)
    return 'name a role or an account of your own as principal, or set principalOrgId: "<organization id>"';
  if (props.allowExternalPrincipals === true)
    return "set allowExternalPrincipals: false, and share with the organization";
  return "name principals of your own accounts; list an account of the organization under accounts in the standard";
}
