import type * as pulumi from "@pulumi/pulumi";
import { EventStore, type EventStoreArgs } from "./event-store";

/** Arguments of {@link ActionLog}. */
export type ActionLogArgs = EventStoreArgs;

/**
 * An immutable log of the actions of agents, with one record for each action.
 *
 * Creates a bucket for audit records with its own key and Object Lock for the standard's minimum retention. Its policy denies
 * all principals to overwrite or delete a record. Agents append records and cannot read them; `grantRead` is for auditors. A
 * record is an `ActionEvent` of `@plinth/standards/events`, with the object key that `actionKey` returns.
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
