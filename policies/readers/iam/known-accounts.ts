import { accountOfArn } from "../../core/arn";
import { memoizeByEstate } from "../../core/memoize";
import { type Estate, UNKNOWN, type Unknown } from "../../core/rule";
import { listOf } from "../../core/values";
import { accountOf } from "../resource/account";
import { readDocument } from "./document";
import { actionMatches } from "./evaluate";

/**
 * Accounts of AWS that Elastic Load Balancing writes access logs from, in regions opened before August 2022. Source: the
 * table of hashicorp/terraform-provider-aws, `internal/service/elb/service_account_data_source.go` (read 2026-11). See
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html.
 */
const LOAD_BALANCING_ACCOUNTS: ReadonlySet<string> = new Set(
  (
    "127311923021 033677994240 027434742980 797873946194 098369216593 754344448648 589379963580 718504428378 " +
    "383597477331 600734575887 114774131450 783225319266 582318560864 985666609251 054676820928 156460612806 " +
    "652711504416 635631232127 009996457667 897822967062 076674570225 507241528517 048591011584 190560391635 " +
    "638102146993 037604701340"
  ).split(" "),
);

/** Accounts that this run manages something in, or makes, and those that the standard lists. */
const knownAccounts = memoizeByEstate((estate): ReadonlySet<string> => {
  const told = [
    ...estate.standard.accounts,
    ...estate.resources.map(accountOf),
    ...estate.ofType("aws:organizations/account:Account").map(({ id }) => id),
  ].filter((account) => typeof account === "string");
  return new Set(told.length > 0 ? told : accountsOfKeyAdministrators(estate));
});

/**
 * Whether an account is outside of the organisation: neither this run nor the standard knows it. UNKNOWN where no account
 * is known, because then the account may be the resource's own.
 */
export function isOutside(account: string, estate: Estate): boolean | Unknown {
  if (LOAD_BALANCING_ACCOUNTS.has(account)) return false;
  const known = knownAccounts(estate);
  if (known.has(account)) return false;
  return known.size === 0 ? UNKNOWN : true;
}

/**
 * Whether an ARN is that of an organisation's trail of this run. The management account owns it, whichever account makes it.
 * See https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html.
 */
export function isOrganizationTrail(arn: string, estate: Estate): boolean {
  const [, name] = /^arn:[^:]+:cloudtrail:[^:]+:\d{12}:trail\/(.+)$/.exec(arn) ?? [];
  return (
    name !== undefined &&
    estate
      .ofType("aws:cloudtrail/trail:Trail")
      .some(({ props }) => props.name === name && props.isOrganizationTrail === true)
  );
}

/** Account of a principal given by its number or by an ARN; undefined if it names none. */
export function accountOfPrincipal(principal: string): string | undefined {
  return /^\d{12}$/.test(principal) ? principal : accountOfArn(principal);
}

/**
 * The one account that the key policies of a run give to administer their keys. It is the keys' own: KMS refuses a policy
 * that locks the caller out. See https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html.
 */
function accountsOfKeyAdministrators(estate: Estate): readonly string[] {
  const documents = estate.ofType("aws:kms/key:Key").map(({ props }) => readDocument(props.policy) ?? []);
  const accounts = documents
    .flatMap((document) => (document === UNKNOWN ? [] : document))
    .filter(({ effect, actions }) => effect === "Allow" && actionMatches(actions, "kms:PutKeyPolicy") === true)
    .flatMap(({ principals }) => listOf(principals?.byKind.get("AWS")))
    .map((member) => (typeof member === "string" ? accountOfPrincipal(member) : undefined))
    .filter((account) => account !== undefined);
  const [only, ...more] = new Set(accounts);
  return only !== undefined && more.length === 0 ? [only] : [];
}
