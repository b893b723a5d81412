import type * as pulumi from "@pulumi/pulumi";
import { EventStore, type EventStoreArgs } from "./event-store";

/** Arguments of {@link AuditTrail}. */
export type AuditTrailArgs = EventStoreArgs;

/**
 * An immutable audit trail of a workload.
 *
 * Creates a bucket for audit records with its own key and Object Lock for the standard's minimum retention, which is at least
 * six months. Its policy denies all principals to overwrite or delete an event. Events are `AuditEvent`s of
 * `@plinth/standards/events`: ids, counts and names, without prompts and completions.
 *
 * @example
 * const audit = new AuditTrail("support-audit", { workload });
 * audit.grantAppend(role);
 */
export class AuditTrail extends EventStore {
  constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AuditTrail", "AUDIT", name, args, opts);
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }
}
