import { accountOfArn } from "../../core/arn";
import { type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { type Permissions, statementsOf } from "../iam/evaluate";
import { filledIn } from "../iam/glob";
import { mayPerform, onResource } from "../iam/permission-search";
import { STRANGER } from "../iam/strangers";
import { accountOf } from "../resource/account";

const GUARDRAIL_KEY = "bedrock:guardrailidentifier";
const ANY_GUARDRAIL = "arn:*:bedrock:*:*:guardrail/*";
/** A guardrail of an account that does not exist. */
const FOREIGN_GUARDRAIL = `arn:aws:bedrock:eu-west-1:${STRANGER}:guardrail/plinthother0:1`;
/** Length of the ids that Bedrock assigns: what follows one is a version. */
const ID_LENGTH = 12;

/**
 * Guardrails of strangers, as a request names them: one of a foreign account, and one made from each pattern that
 * conditions accept. A wildcard at the place of the version accepts versions of one guardrail, and no stranger.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html (read 2026-11).
 */
export function guardrailsOfStrangers(permissions: Permissions): readonly string[] {
  const accepted = namedGuardrails(permissions).filter((pattern) => pattern !== UNKNOWN);
  return [...new Set([FOREIGN_GUARDRAIL, ...accepted.flatMap(strangerOf)])];
}

/**
 * Whether a principal may have a guardrail applied: a request that names one needs `bedrock:ApplyGuardrail` on it, so a
 * principal that may apply some guardrails only is bound to those.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions.html (read 2026-11).
 */
export function isBoundByApplication(permissions: Permissions, guardrail: string): boolean {
  const applies = (resource: string) =>
    mayPerform(permissions, [onResource("bedrock:ApplyGuardrail", resource)]).answer;
  const [arn = guardrail] = /^.*guardrail\/[^:]*/.exec(guardrail) ?? [];
  return applies(ANY_GUARDRAIL) !== "denied" && applies(arn) === "denied";
}

/** Whether conditions name a guardrail of another account than the principal's; UNKNOWN if that account is not known. */
export function namesForeignGuardrail(permissions: Permissions, principal: ResourceRecord): boolean | Unknown {
  const accounts = accountsIn(namedGuardrails(permissions));
  const own = accountOf(principal);
  if (own !== UNKNOWN) return accounts.some((account) => account !== own);
  const beside = new Set(accountsIn(statementsOf(permissions.identity).flatMap(({ resources }) => resources.patterns)));
  return beside.size > 0 && accounts.some((account) => !beside.has(account)) ? UNKNOWN : false;
}

function namedGuardrails({ identity, boundary }: Permissions): readonly (string | Unknown)[] {
  return statementsOf(boundary ? [...identity, boundary] : identity)
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => key === GUARDRAIL_KEY)
    .flatMap(({ values }) => values);
}

function strangerOf(pattern: string): readonly string[] {
  const [, place = "", id = "", version = ""] = /^(.*guardrail\/)([^:]*)(.*)$/.exec(pattern) ?? [];
  const versionsOnly = id.length === ID_LENGTH + 1 && id.endsWith("*");
  if (!/[*?]/.test(place + id) || versionsOnly) return [];
  return [`${filledIn(place, STRANGER)}${filledIn(id, "plinthother0")}${filledIn(version, "1")}`];
}

function accountsIn(arns: readonly (string | Unknown)[]): readonly string[] {
  return arns.flatMap((arn) => (arn === UNKNOWN ? [] : (accountOfArn(arn) ?? [])));
}
