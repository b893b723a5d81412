import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";

const URL = "aws:lambda/functionUrl:FunctionUrl";
const PERMISSION = "aws:lambda/permission:Permission";
/** Conditions of a permission that keep strangers out although the principal is everyone. */
const RESTRICTING_CONDITIONS = ["principalOrgId", "sourceAccount", "sourceArn"] as const;

/** See why.md. */
export const rule: Rule = {
  id: "lambda-function-is-private",
  layer: "network",
  family: "private-egress",
  severity: "critical",
  cures: [],
  title: "Nobody on the internet can call a function without credentials",
  scope: "stack",
  types: [URL, PERMISSION],

  judge: hygiene((resource): Verdict => {
    const isPublic = resource.type === URL ? isPublicUrl(resource) : isPublicPermission(resource);
    if (isPublic === UNKNOWN) return { outcome: "undetermined", reason: "who may call is not known yet" };
    if (!isPublic) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${resource.name} lets everybody on the internet call the function`,
      required: "callers with credentials of the organisation",
      fix: 'set authorizationType to "AWS_IAM", or allow one service or role with its source ARN',
    };
  }),
};

function isPublicUrl({ props }: ResourceRecord): boolean | typeof UNKNOWN {
  return props.authorizationType === UNKNOWN ? UNKNOWN : props.authorizationType === "NONE";
}

function isPublicPermission({ props }: ResourceRecord): boolean | typeof UNKNOWN {
  if (props.principal === UNKNOWN) return UNKNOWN;
  return props.principal === "*" && RESTRICTING_CONDITIONS.every((bound) => props[bound] === undefined);
}
