import type * as pulumi from "@pulumi/pulumi";
import { EventStore, type EventStoreArgs } from "./event-store";

export type AuditTrailArgs = EventStoreArgs;

/**
 * What a workload did, one event each, that nobody can change or take away before its time.
 *
 * Creates a bucket for audit records under a key of its own, locked for the standard's minimum of six months or more,
 * whose policy refuses everyone to write over an event or to delete one. Events are `AuditEvent`s of
 * `@plinth/standards/events`: ids, counts and names, never what was said.
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
