import { PlinthError } from "@plinth/standards";

/** Statement of a service control policy. Members are the elements of IAM's policy grammar. */
export interface DenyStatement {
  /** Id of the statement, unique within its document. */
  readonly Sid: string;
  /** Always `Deny`: service control policies of Plinth allow nothing by themselves. */
  readonly Effect: "Deny";
  /** Actions that the statement applies to: `["bedrock:InvokeModel*"]`. Default: none; `NotAction` is set. */
  readonly Action?: readonly string[];
  /** Actions that the statement exempts. Default: none; `Action` is set. */
  readonly NotAction?: readonly string[];
  /** ARNs that the statement applies to. Default: none; `NotResource` is set. */
  readonly Resource?: readonly string[];
  /** ARNs that the statement exempts. Default: none; `Resource` is set. */
  readonly NotResource?: readonly string[];
  /** Condition values by operator and key. Default: none; the statement always applies. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** @internal Statement that denies actions. Default of `Resource`: every resource. */
export function deny(Sid: string, Action: readonly string[], Resource: readonly string[] = ["*"]): DenyStatement {
  return { Sid, Effect: "Deny", Action, Resource };
}

/**
 * Limits of AWS Organizations: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * (read 2026-11). One of the five policies of a target is always FullAWSAccess.
 */
export const SCP_LIMITS = { documentBytes: 5_120, policiesPerTarget: 5 } as const;

/**
 * Distributes statements over as few policy documents as possible (first fit, largest first), each within the size
 * limit of AWS Organizations. Every statement is in exactly one document; documents keep the order of the statements.
 * @returns JSON documents.
 * @throws PlinthError that lists each statement that exceeds the size limit alone.
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
