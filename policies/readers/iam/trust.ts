import { dependenciesOf } from "../../core/dependencies";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { operatorOf } from "./conditions";
import type { Condition, Statement } from "./document";
import { actionMatches } from "./evaluate";
import { peopleByUse } from "./people-by-use";
import { ROLES } from "./permissions";
import { actsForWorkload, deploys, lendsRoleTo, runsCode } from "./service-principals";
import { trustDocument } from "./session-tags";

export { trustDocument } from "./session-tags";

/** Who can assume a role. */
export interface Trust {
  /** Service principals: `lambda.amazonaws.com`. */
  readonly services: readonly string[];
  /** People and teams, each in words: "people signed in through SAML". */
  readonly people: readonly string[];
  /** Roles, by ARN. */
  readonly roles: readonly string[];
  /** Whole accounts, as the policy names them: the account's policies decide who assumes the role. */
  readonly accounts: readonly string[];
  /** Kubernetes service accounts: compute that signs in by OIDC. */
  readonly pods: boolean;
  /** Those service accounts, as patterns of a token's subject: `system:serviceaccount:support:api`. */
  readonly serviceAccounts: readonly string[];
  /** False if there may be other principals, which are not known here. */
  readonly complete: boolean;
}

const BY_OIDC = "anyone whom an OIDC provider signs in";
const BY_BUILD = "builds and deployments of AWS's code services";
/**
 * Providers that sign in people, and no pipeline's runs. Login with Amazon, Facebook and Amazon Cognito:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html; Sign in with Apple:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html (read 2026-11-30).
 * No source of AWS lists the others, which are sign-in services for an organisation's people.
 */
const SIGN_IN_PEOPLE =
  /(^|[/.])(auth0\.com|okta\.com|onelogin\.com|pingone\.com|www\.amazon\.com|graph\.facebook\.com|appleid\.apple\.com)(\/|$)|cognito-idp\./;
const ASSUME_ROLE_ACTIONS = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

export function trustOf(role: ResourceRecord, estate: Estate): Trust {
  const document = trustDocument(role);
  if (document === UNKNOWN) return trustByEdges(role, estate);
  const parts = (document ?? []).filter(allowsAssumeRole).map(trustOfStatement);
  return {
    services: parts.flatMap((part) => part.services),
    people: [...new Set(parts.flatMap((part) => part.people))],
    roles: parts.flatMap((part) => part.roles),
    accounts: parts.flatMap((part) => part.accounts),
    pods: parts.some((part) => part.pods),
    serviceAccounts: parts.flatMap((part) => part.serviceAccounts),
    complete: document !== undefined && parts.every((part) => part.complete),
  };
}

/** Who can be behind a role's session, directly or by way of the roles that it trusts. */
export interface Sessions {
  /** People, teams and pipelines, in words. */
  readonly people: readonly string[];
  /** False if it cannot be told whether people are among them. */
  readonly complete: boolean;
}

export function sessionsOf(
  role: ResourceRecord,
  estate: Estate,
  seen: ReadonlySet<ResourceRecord> = new Set(),
): Sessions {
  const trust = trustOf(role, estate);
  const people = [...trust.people, ...(trust.services.some(deploys) ? [BY_BUILD] : []), ...peopleByUse(role, estate)];
  let complete = trust.complete;
  const visited = new Set([...seen, role]);
  for (const arn of trust.roles) {
    const trusted = rolesNamed(arn, estate);
    if (trusted.length === 0) complete = false;
    for (const next of trusted) {
      if (visited.has(next)) continue;
      const beyond = sessionsOf(next, estate, visited);
      people.push(...beyond.people.map((person) => `${person}, by way of ${next.name}`));
      complete &&= beyond.complete;
    }
  }
  return { people: [...new Set(people)], complete };
}

/** Roles of this run that an ARN names. */
export function rolesNamed(arn: string, estate: Estate): readonly ResourceRecord[] {
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  return estate
    .ofType(...ROLES)
    .filter(
      ({ props }) => props.arn === arn || (typeof props.arn !== "string" && (props.name ?? props.roleName) === name),
    );
}

/** Whether a service assumes the role for a workload, and so a workload acts as it. */
export function isForCompute({ pods, services }: Trust): boolean {
  return pods || services.some(actsForWorkload);
}

/** As {@link isForCompute}, where not all of the services build and deploy. */
export function isForWorkload(trust: Trust): boolean {
  return isForCompute(trust) && (trust.pods || !trust.services.every(deploys));
}

/** Whether what assumes the role runs a workload's code. */
export function isForCode({ pods, services }: Trust): boolean {
  return pods || services.some(runsCode);
}

/** Whether only runs of a pipeline assume the role, signed in by an OIDC provider. */
export function isForPipeline({ services, people, pods, complete }: Trust): boolean {
  return complete && !pods && services.length === 0 && people.length > 0 && people.every((who) => who === BY_OIDC);
}

/** Whether only a pipeline's runs take on the role: signed in by OIDC, in AWS's code services, or by way of such roles. */
export function isPipelineRole(role: ResourceRecord, estate: Estate): boolean {
  const { pods, services } = trustOf(role, estate);
  if (pods || !services.every(deploys)) return false;
  const { people, complete } = sessionsOf(role, estate);
  return complete && people.length > 0 && people.every((who) => who.startsWith(BY_OIDC) || who.startsWith(BY_BUILD));
}

/** While the document is not known, its edges still show the identity providers that it trusts. */
function trustByEdges(role: ResourceRecord, estate: Estate): Trust {
  const property = role.props.assumeRolePolicy === undefined ? "assumeRolePolicyDocument" : "assumeRolePolicy";
  const saml = dependenciesOf(role, property, ["aws:iam/samlProvider:SamlProvider"], estate);
  return {
    services: [],
    people: saml.length > 0 ? ["people signed in through SAML"] : [],
    roles: [],
    accounts: [],
    pods: false,
    serviceAccounts: [],
    complete: false,
  };
}

/** Whether a statement of a trust policy allows a principal to assume the role. */
export function allowsAssumeRole(statement: Statement): boolean {
  return (
    statement.effect !== "Deny" &&
    ASSUME_ROLE_ACTIONS.some((action) => actionMatches(statement.actions, action) !== false)
  );
}

function trustOfStatement({ principals, conditions, effect }: Statement): Trust {
  const services: string[] = [];
  const people: string[] = [];
  const roles: string[] = [];
  const accounts: string[] = [];
  let pods = false;
  let complete = effect !== UNKNOWN;
  const everyone = !principals || principals.negated;
  if (everyone) people.push("everyone but a few");
  for (const [kind, members] of everyone ? [] : principals.byKind) {
    for (const member of members) {
      if (member === UNKNOWN) complete = false;
      else if (kind === "Service") {
        const borrower = lendsRoleTo(member);
        if (borrower === undefined) services.push(member);
        else if (namesCertificate(conditions)) complete = false;
        else people.push(borrower);
      } else if (kind === "Federated") {
        if (isPod(member, conditions)) pods = true;
        else people.push(federation(member, conditions));
      } else {
        const named = namedPrincipals(conditions);
        if (isAccountOrEveryone(member) && named) roles.push(...named);
        else if (isRole(member)) roles.push(member);
        else {
          people.push(personOf(member));
          if (isAccountOrEveryone(member)) accounts.push(member);
        }
      }
    }
  }
  // A role that stands for a person's sign-in is that person.
  const signIns = roles.filter((arn) => /:role\/(aws-reserved\/|AWSReservedSSO_)/.test(arn));
  if (signIns.length > 0) people.push("people signed in through IAM Identity Center");
  const serviceAccounts = pods ? subjectsOf(conditions) : [];
  const others = roles.filter((arn) => !signIns.includes(arn));
  return { services, people, roles: others, accounts, pods, serviceAccounts, complete };
}

/**
 * Whether conditions say whose certificate it is. That may be a server's, which cannot be told from here.
 * Source: https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html (read 2026-11).
 */
function namesCertificate(conditions: readonly Condition[]): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      /^aws:principaltag\/x509(subject|san)\//.test(key) &&
      /^(stringequals|stringlike)/.test(operatorOf(operator).name) &&
      values.every((value) => value === UNKNOWN || !/^[*?]+$/.test(value)),
  );
}

/** A cluster's OIDC provider signs in service accounts, if the condition says which. */
function isPod(provider: string, conditions: readonly Condition[]): boolean {
  return (
    /oidc\.eks\.|\.eks\.amazonaws\.com/.test(provider) &&
    conditions.some(
      ({ key, values }) =>
        key.endsWith(":sub") &&
        values.every((value) => value === UNKNOWN || value.startsWith("system:serviceaccount:")),
    )
  );
}

/** Patterns of the subjects that conditions let in; where an operator compares letter by letter, `*` is a letter. */
function subjectsOf(conditions: readonly Condition[]): readonly string[] {
  return conditions
    .filter(({ key, operator }) => key.endsWith(":sub") && !operatorOf(operator).name.includes("not"))
    .flatMap(({ values }) => values.filter((value) => value !== UNKNOWN));
}

function federation(provider: string, conditions: readonly Condition[]): string {
  if (provider.includes(":saml-provider/")) return "people signed in through SAML";
  if (provider.startsWith("cognito-identity.")) {
    const unsigned = conditions.some(
      ({ key, values }) => key.endsWith(":amr") && values.some((value) => value !== UNKNOWN && /^un/.test(value)),
    );
    return unsigned ? "anyone, without signing in" : "people signed in through Cognito";
  }
  return SIGN_IN_PEOPLE.test(provider) ? "people signed in through OIDC" : BY_OIDC;
}

function personOf(member: string): string {
  if (member === "*") return "anyone";
  if (isAccountOrEveryone(member)) return "anyone that the account allows";
  return "a user";
}

function isAccountOrEveryone(member: string): boolean {
  return member === "*" || /^(\d{12}|arn:[^:]+:iam::\d{12}:root)$/.test(member);
}

function isRole(member: string): boolean {
  return /^arn:[^:]+:(iam|sts)::\d{12}:(role|assumed-role)\//.test(member);
}

/** The roles that a condition on `aws:PrincipalArn` narrows a whole account down to. */
function namedPrincipals(conditions: readonly Condition[]): readonly string[] | undefined {
  for (const { operator, key, values } of conditions) {
    const { name, ifExists } = operatorOf(operator);
    if (key !== "aws:principalarn" || ifExists || !/^(arnequals|arnlike|stringequals|stringlike)$/.test(name)) continue;
    if (values.every((value) => value !== UNKNOWN && isRole(value))) return values.filter((v) => v !== UNKNOWN);
  }
  return undefined;
}
