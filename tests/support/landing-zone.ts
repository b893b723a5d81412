import { loadStandard, type Workload } from "@plinth/standards";
import { readDocument } from "../../policies/readers/iam/document";
import { canPerform, type NamedPolicy, type Request } from "../../policies/readers/iam/evaluate";

export const MANAGEMENT = "111122223333";
export const LOG_ARCHIVE = "333344445555";
export const PRODUCTION = "210987654321";
export const NON_PRODUCTION = "123456789012";

/** The platform's own workload, in the management account. */
export const platform: Workload = {
  name: "landing-zone",
  owner: "platform",
  environment: "prod",
  classification: "internal",
  accountId: MANAGEMENT,
  region: "eu-west-1",
  partition: "aws",
  standard: loadStandard(),
};

export interface Attempt {
  readonly action: string;
  readonly resource?: string;
  /** ARN of the principal. Default: a workload's role in production. */
  readonly principal?: string;
  /** `aws:RequestedRegion`. Default: eu-west-1. */
  readonly region?: string;
  /** Further condition keys of the request. */
  readonly context?: Readonly<Record<string, string>>;
}

const EVERYTHING = source("FullAWSAccess", { Effect: "Allow", Action: ["*"], Resource: ["*"] });

/** Whether an administrator's request gets through service control statements. */
export function passes(statements: readonly object[], attempt: Attempt): boolean {
  return decide([EVERYTHING], [EVERYTHING, ...statements.map((s, i) => source(`control ${i}`, s))], attempt);
}

/** Whether identity statements alone allow a request. */
export function allows(statements: readonly object[], attempt: Attempt): boolean {
  return decide(
    statements.map((s, i) => source(`statement ${i}`, s)),
    [EVERYTHING],
    attempt,
  );
}

function decide(identity: readonly NamedPolicy[], controls: readonly NamedPolicy[], attempt: Attempt): boolean {
  const { action, resource = "*", region = "eu-west-1", context = {} } = attempt;
  const { principal = `arn:aws:iam::${PRODUCTION}:role/workload/support/support-handler` } = attempt;
  const keys = {
    "aws:RequestedRegion": region,
    "aws:PrincipalArn": principal,
    "aws:PrincipalAccount": principal.split(":")[4] ?? "",
    ...context,
  };
  const facts = new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), [value]]));
  const answer = canPerform({ identity, serviceControlPolicies: [controls], facts }, {
    action,
    resource,
  } satisfies Request);
  if (answer === "unknown") throw new Error(`${action} on ${resource} is not decided`);
  return answer === "allowed";
}

function source(name: string, statement: object): NamedPolicy {
  const document = readDocument({ Version: "2012-10-17", Statement: [statement] });
  if (document === undefined) throw new Error(`${name} is not a statement`);
  return { name, document };
}
