import { PlinthError } from "@plinth/standards";

/** One statement of a service control policy, in IAM's own words. */
export interface DenyStatement {
  readonly Sid: string;
  readonly Effect: "Deny";
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * What AWS Organizations allows: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * (read 2026-11). One of the five policies of a target is always FullAWSAccess, without which nothing is allowed.
 */
export const SCP_LIMITS = { documentBytes: 5_120, policiesPerTarget: 5 } as const;

/**
 * Puts statements into as few policy documents as it can (first fit, largest first), each within the size that AWS
 * Organizations allows. Every statement ends up in exactly one document, in the order in which it came.
 * @throws PlinthError naming each statement that is too large for a document of its own.
 */
export function packPolicies(
  statements: readonly DenyStatement[],
  limitBytes: number = SCP_LIMITS.documentBytes,
): string[] {
  const sized = statements.map((statement, order) => ({ statement, order, bytes: byteLength(statement) }));
  refuseOversized(sized, limitBytes);

  const documents: { bytes: number; members: typeof sized }[] = [];
  for (const item of [...sized].sort((a, b) => b.bytes - a.bytes || a.order - b.order)) {
    const fitting = documents.find(({ bytes }) => bytes + SEPARATOR_BYTES + item.bytes <= limitBytes);
    if (fitting) {
      fitting.members.push(item);
      fitting.bytes += SEPARATOR_BYTES + item.bytes;
    } else {
      documents.push({ bytes: EMPTY_DOCUMENT_BYTES + item.bytes, members: [item] });
    }
  }
  return documents
    .map(({ members }) => members.sort((a, b) => a.order - b.order))
    .sort(([a], [b]) => (a?.order ?? 0) - (b?.order ?? 0))
    .map((members) => documentOf(members.map(({ statement }) => statement)));
}

function documentOf(statements: readonly DenyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const EMPTY_DOCUMENT_BYTES = Buffer.byteLength(documentOf([]));
const SEPARATOR_BYTES = 1;

function byteLength(statement: DenyStatement): number {
  return Buffer.byteLength(JSON.stringify(statement));
}

function refuseOversized(sized: readonly { statement: DenyStatement; bytes: number }[], limitBytes: number): void {
  const allowedBytes = limitBytes - EMPTY_DOCUMENT_BYTES;
  const faults = sized
    .filter(({ bytes }) => bytes > allowedBytes)
    .map(({ statement, bytes }) => ({
      id: "identity/ServiceControlPolicies/statementSize",
      path: statement.Sid,
      found: `${bytes} bytes`,
      allowed: `at most ${allowedBytes} bytes; split it, or name fewer resources`,
    }));
  if (faults.length > 0) throw new PlinthError("service control policies", faults);
}
