import type * as pulumi from "@pulumi/pulumi";
import { EventStore, type EventStoreArgs } from "./event-store";

export type ActionLogArgs = EventStoreArgs;

/**
 * What agents did, one record an action, that nobody can change or take away before its time.
 *
 * Creates a bucket for audit records under a key of its own, locked for the standard's minimum, whose policy refuses
 * everyone to write over a record or to delete one. Whoever acts adds records and cannot read them; `grantRead` is for
 * audit. A record is an `ActionEvent` of `@plinth/standards/events`, at the key that `actionKey` gives.
 *
 * @example
 * const actions = new ActionLog("actions", { workload });
 * actions.grantAppend(role);
 */
export class ActionLog extends EventStore {
  constructor(name: string, args: ActionLogArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ActionLog", "ACTION_LOG", name, args, opts);
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }
}
