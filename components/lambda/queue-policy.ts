import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../identity/policy-document";

/** @internal SQS's limit: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html (read 2026-11). */
export const MAX_MESSAGE_RETENTION_SECONDS = 14 * 24 * 3600;

/** @internal Statement of a queue's policy that denies requests without TLS. */
export function tlsOnly(queueArn: pulumi.Output<string>): Statement {
  return {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queueArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
