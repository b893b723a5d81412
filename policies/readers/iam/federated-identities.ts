import type { Context } from "./conditions";
import type { Condition } from "./document";
import { filled } from "./foreign-values";
import { patternsByKey } from "./strangers";

/**
 * What stands in a subject before the name of its owner. Sources, read 2026-11:
 * https://docs.github.com/en/actions/reference/security/oidc (`repo:OWNER/REPOSITORY:…`),
 * https://docs.gitlab.com/ci/secrets/id_token_authentication/ (`project_path:GROUP/PROJECT:…`),
 * https://support.hashicorp.com/hc/en-us/articles/13138701895699-Updating-Workload-Identity-for-Projects
 * (`organization:NAME:…`), https://www.pulumi.com/docs/deployments/guides/oidc/aws/ (`pulumi:deploy:org:NAME:…`).
 * See https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 * (`system:serviceaccount:NAMESPACE:NAME`) and
 * https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/
 * (`{REPOSITORY}:…`, at an issuer of one workspace). Any other subject is taken to name its owner after its first part.
 */
const BEFORE_THE_OWNER = /^(system:serviceaccount:|pulumi:[a-z]+:org:|[^:/*?]+[:/])/;

/** Claims that say who a token is of. */
const NAMING_CLAIM = /:(sub|aud|amr|oaud|email|groups?|repository.*|namespace_path|project_path|owner|org_?id)$/;

/** Subjects of others at providers that many sign in at: another repository, another namespace. */
const SUBJECTS = [
  "plinth-other",
  "repo:plinth-other/other:ref:refs/heads/main",
  "system:serviceaccount:plinth-other:other",
];

/**
 * Tokens of somebody else at the same provider, as conditions let them be: wildcards that stand where the owner does are
 * filled with a name of another owner.
 */
export function otherIdentities(conditions: readonly Condition[]): readonly Context[] {
  const patterns = patternsByKey(conditions);
  const naming = [...patterns.keys()].filter((key) => NAMING_CLAIM.test(key) && !isEverybodys(key));
  const filledByKey = naming.map((key) =>
    (patterns.get(key) ?? []).map(foreignSubject).filter((one) => one !== undefined),
  );
  const tokens = SUBJECTS.map((subject) => naming.map((): readonly string[] => [subject]));
  const most = Math.max(0, ...filledByKey.map((values) => values.length));
  for (let i = 0; i < most; i++) {
    tokens.push(filledByKey.map((values) => [values[Math.min(i, values.length - 1)] ?? SUBJECTS[0] ?? ""]));
  }
  return tokens.map((values) => new Map(naming.map((key, i) => [key, values[i] ?? []])));
}

/** An audience such as sts.amazonaws.com is everybody's: it tells nobody apart. */
function isEverybodys(key: string): boolean {
  return key.endsWith(":aud") && !key.startsWith("cognito-identity.");
}

/** A subject of another owner that a pattern matches; undefined if what stands before its first wildcard names the owner. */
function foreignSubject(pattern: string): string | undefined {
  const literal = /^[^*?]*/.exec(pattern)?.[0] ?? "";
  const owner = literal.replace(BEFORE_THE_OWNER, "");
  const isOwned = /^\{[0-9a-f-]+\}/.test(literal) || (owner !== literal && /[^:/][:/]/.test(owner));
  return isOwned ? undefined : filled(pattern);
}
