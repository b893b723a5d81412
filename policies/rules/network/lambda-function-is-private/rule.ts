import { parseArn } from "../../../core/arn";
import { memoizeByEstate } from "../../../core/memoize";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import { accountOf } from "../../../readers/resource/account";

const URL = "aws:lambda/functionUrl:FunctionUrl";
const PERMISSION = "aws:lambda/permission:Permission";

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

  judge: hygiene((resource, estate): Verdict => {
    const isPublic = resource.type === URL ? isPublicUrl(resource) : isPublicPermission(resource, estate);
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

/**
 * A condition keeps strangers out although the principal is everyone, if it names what is not a stranger: an organisation,
 * and an account or a resource of an account, that no wildcard widens and that is not foreign.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-organization.html (read 2026-11). See also
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html.
 */
function isPublicPermission({ props }: ResourceRecord, estate: Estate): boolean | typeof UNKNOWN {
  if (props.principal === UNKNOWN) return UNKNOWN;
  if (props.principal !== "*") return false;
  const { principalOrgId, sourceAccount, sourceArn } = props;
  const bounds = [
    isBound(principalOrgId, (organisation) => !organisation.includes("*")),
    isBound(sourceAccount, (account) => isOwnAccount(account, estate)),
    isBound(sourceArn, (arn) => {
      const parsed = parseArn(arn);
      return parsed !== undefined && parsed.resource !== "*" && isOwnAccount(parsed.account, estate);
    }),
  ];
  if (bounds.includes(true)) return false;
  return bounds.includes(UNKNOWN) ? UNKNOWN : true;
}

function isBound(value: unknown, bounds: (text: string) => boolean | typeof UNKNOWN): boolean | typeof UNKNOWN {
  if (value === UNKNOWN) return UNKNOWN;
  return typeof value === "string" && value !== "" ? bounds(value) : false;
}

/** Where no account is known, this one may be any; an ARN of a bucket names none. */
function isOwnAccount(account: string, estate: Estate): boolean | typeof UNKNOWN {
  if (account === "") return true;
  const own = ownAccounts(estate);
  return own.size === 0 && /^\d{12}$/.test(account) ? UNKNOWN : own.has(account);
}

/** Accounts that this run manages something in, or makes, and those that the standard lists. */
const ownAccounts = memoizeByEstate((estate) => {
  const made = estate.ofType("aws:organizations/account:Account").map(({ id }) => id);
  const accounts = [...estate.standard.accounts, ...estate.resources.map(accountOf), ...made];
  return new Set(accounts.filter((account) => typeof account === "string"));
});
