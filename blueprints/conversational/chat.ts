import { dirname, join } from "node:path";
import {
  BuiltImage,
  type ContainerImage,
  type EncryptionKey,
  type KnowledgeBase,
  type ModelAccess,
  newestImage,
  type SessionStore,
  type WorkloadNetwork,
} from "@plinth/components";
import { bundle } from "@plinth/components/lambda/bundle";
import type { Workload } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";

/**
 * Silence that ends a stream (the server sends a sign of life every 15 seconds), and the time to drain: longer than an
 * answer takes, and within what Fargate grants.
 */
export const CHAT_SECONDS = { idleSeconds: 120, drainSeconds: 120 };

/** What the server keeps of them to end what has not ended, and report it. */
const SERVER_DRAIN_SECONDS = CHAT_SECONDS.drainSeconds - 10;

/** The chat server's image: one that is given, one that the deployment builds, or the one pushed last. */
export function chatImage(
  name: string,
  image: ContainerImage | "build" | undefined,
  { workload, key }: { readonly workload: Workload; readonly key: EncryptionKey },
  opts: pulumi.ComponentResourceOptions & pulumi.InvokeOptions,
): ContainerImage {
  if (image === undefined) return newestImage(workload, `${workload.name}-chat`, opts);
  if (image !== "build") return image;
  const context = dirname(bundle(require.resolve("@plinth/service-chat")).file);
  const dockerfile = join(dirname(require.resolve("@plinth/service-chat/package.json")), "Dockerfile");
  return new BuiltImage(name, { workload, context, dockerfile, key }, opts);
}

/** Settings of the chat server. */
export function chatEnvironment(
  models: ModelAccess,
  knowledge: KnowledgeBase,
  sessions: SessionStore,
): Readonly<Record<string, pulumi.Input<string>>> {
  return {
    ...models.environment,
    ...knowledge.environment,
    ...sessions.environment,
    IDLE_SECONDS: `${CHAT_SECONDS.idleSeconds}`,
    DRAIN_SECONDS: `${SERVER_DRAIN_SECONDS}`,
  };
}

/** The security group of what runs in the workload's own network. */
export function firstGroupOf({ securityGroupIds }: WorkloadNetwork): pulumi.Output<string> {
  return pulumi.output(securityGroupIds).apply(([first = ""]) => first);
}
