import { UNKNOWN } from "../../core/rule";
import data from "./aws-managed-policies.json";
import { type PolicyDocument, readDocument } from "./document";

const policies: Readonly<Record<string, unknown>> = data.policies;
const read = new Map<string, PolicyDocument>();

/** Name of an AWS managed policy, with its path: `service-role/AWSLambdaBasicExecutionRole`. */
export function managedPolicyName(arn: string): string | undefined {
  return /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
}

/**
 * What an AWS managed policy says, as far as rules ask: only actions of the services listed in `aws-managed-policies.json`.
 * UNKNOWN for a policy that is not there: AWS has over 1,500, and what this one allows cannot be told offline.
 */
export function managedPolicy(name: string): PolicyDocument {
  if (!Object.hasOwn(policies, name)) return UNKNOWN;
  let document = read.get(name);
  if (document === undefined) {
    document = readDocument({ Statement: policies[name] }) ?? UNKNOWN;
    read.set(name, document);
  }
  return document;
}

/** Whether AWS's policy of this name is one that is known here, so that its name may be printed. */
export function isKnownManagedPolicy(name: string): boolean {
  return Object.hasOwn(policies, name);
}
