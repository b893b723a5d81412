import { retentionRange } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import type * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween, nameLengthCheck } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import { ResourceTelemetry } from "../observability/resource-telemetry";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { agentcoreName, MAX_AGENTCORE_NAME_LENGTH } from "./agentcore-name";

/** Arguments of {@link AgentMemory}. */
export interface AgentMemoryArgs extends PlinthComponentArgs {
  /** Key that encrypts the memory and its logs. Its key policy must allow `logs`. */
  readonly key: EncryptionKey;
  /**
   * Days after which conversation events expire. Bounds: 7 to 365, and at most the standard's maximum for outputs of the
   * workload's classification. Default: 30, or that maximum if it is lower.
   */
  readonly retentionDays?: number;
  /** Built-in strategies that extract long-term records from conversations: `["SUMMARIZATION"]`. Bounds: each once. Default: none. */
  readonly strategies?: readonly MemoryStrategy[];
}

/** A built-in strategy of AgentCore Memory. Each stores its records in a namespace per actor. */
export type MemoryStrategy = "SEMANTIC" | "SUMMARIZATION" | "USER_PREFERENCE";

/** Namespace of each strategy's records. No two actors share one, and no two sessions share a summary. */
const NAMESPACES: Readonly<Record<MemoryStrategy, string>> = {
  SEMANTIC: "/facts/{actorId}",
  SUMMARIZATION: "/summaries/{actorId}/{sessionId}",
  USER_PREFERENCE: "/preferences/{actorId}",
};

/** AgentCore's bounds: https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_CreateMemory.html (read 2026-11). */
const MIN_RETENTION_DAYS = 7;
const MAX_RETENTION_DAYS = 365;

/**
 * An AgentCore memory that stores an agent's conversations within the standard's retention.
 *
 * Creates the memory, encrypted with the given key, its strategies, and the delivery of logs and traces. In production the
 * memory is protected from deletion.
 *
 * @example
 * const agentRole = new WorkloadRole("agent-role", { workload, service: "bedrock-agentcore" });
 * const memory = new AgentMemory("memory", { workload, key, strategies: ["SUMMARIZATION"] });
 * memory.grantUse(agentRole);
 */
export class AgentMemory extends PlinthComponent {
  /** Id of the memory. Known after the update, because AWS assigns it. */
  readonly memoryId: pulumi.Output<string>;
  /** ARN of the memory. Known after the update. */
  readonly memoryArn: pulumi.Output<string>;
  /** VPC endpoints that a client of the memory needs, by their names in the standard's catalogue. */
  readonly endpoints = ["bedrock-agentcore"];
  readonly #key: EncryptionKey;

  constructor(name: string, args: AgentMemoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AgentMemory", name, args, opts, faults(name, args));
    const { workload, key, strategies = [] } = args;
    this.#key = key;
    const memory = new bedrock.AgentcoreMemory(
      `${name}-memory`,
      {
        name: agentcoreName(workload, name),
        description: `Conversations of ${workload.name} in ${workload.environment}`,
        eventExpiryDuration: args.retentionDays ?? Math.min(30, maxRetentionDays(args)),
        encryptionKeyArn: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
    for (const strategy of strategies) this.#add(strategy, memory);
    const telemetry = { workload, key, service: "bedrock-agentcore", resourceArn: memory.arn };
    new ResourceTelemetry(`${name}-telemetry`, telemetry, { parent: this });

    this.memoryId = memory.id;
    this.memoryArn = memory.arn;
    this.registerOutputs({ memoryId: this.memoryId, memoryArn: this.memoryArn });
  }

  /** Environment variable of a client of the memory: `MEMORY_ID`. */
  get environment(): Readonly<Record<string, pulumi.Output<string>>> {
    return { MEMORY_ID: this.memoryId };
  }

  /**
   * Allows a role to create and read events and records, and to use the key. It may not delete them. AWS assigns the
   * memory's id, so the permission is scoped to ids that start with its name.
   */
  grantUse(role: WorkloadRole): void {
    const named = agentcoreName(this.workload, this.name);
    role.allow(`use-${this.name}`, {
      actions: [
        "CreateEvent",
        "GetEvent",
        "GetMemoryRecord",
        "ListEvents",
        "ListMemoryRecords",
        "RetrieveMemoryRecords",
      ].map((action) => `bedrock-agentcore:${action}`),
      resources: [this.arn("bedrock-agentcore", `memory/${named}-*`)],
    });
    this.#key.grantEncrypt(role);
    this.#key.grantDecrypt(role);
  }

  #add(type: MemoryStrategy, memory: bedrock.AgentcoreMemory): void {
    const named = type.toLowerCase();
    new bedrock.AgentcoreMemoryStrategy(
      `${this.name}-${named.replaceAll("_", "-")}`,
      { name: named, memoryId: memory.id, type, namespaceTemplates: [NAMESPACES[type]] },
      this.dataStore(),
    );
  }
}

function maxRetentionDays({ workload }: AgentMemoryArgs): number {
  return Math.min(MAX_RETENTION_DAYS, retentionRange(workload.standard, workload.classification, "output").maximumDays);
}

function faults(name: string, args: AgentMemoryArgs) {
  const { workload, retentionDays = MIN_RETENTION_DAYS, strategies = [] } = args;
  const maxDays = maxRetentionDays(args);
  const known = strategies.every((strategy) => strategy in NAMESPACES);
  return faultsOf(
    "orchestration/AgentMemory",
    name,
    nameLengthCheck("memory", agentcoreName(workload, name), MAX_AGENTCORE_NAME_LENGTH),
    [
      isIntegerBetween(retentionDays, MIN_RETENTION_DAYS, maxDays),
      "retentionDays",
      `${MIN_RETENTION_DAYS} to ${maxDays} whole days for ${workload.classification} data`,
      `${retentionDays}`,
    ],
    [
      known && new Set(strategies).size === strategies.length,
      "strategies",
      `some of ${Object.keys(NAMESPACES).join(", ")}, each once`,
      strategies.join(", "),
    ],
  );
}
