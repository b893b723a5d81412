import { retentionRange } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import type * as pulumi from "@pulumi/pulumi";
import { isWhole } from "../ecs/container-task";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import { ResourceTelemetry } from "../observability/resource-telemetry";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { agentcoreName, LONGEST_AGENTCORE_NAME } from "./agentcore-name";

export interface AgentMemoryArgs extends PlinthComponentArgs {
  /** Encrypts what is remembered, and logs. Its policy must let `logs` use it. */
  readonly key: EncryptionKey;
  /**
   * Days after which what was said is forgotten. Bounds: 7 to 365, and at most what the standard allows for outputs of
   * the workload's classification. Default: 30, or the most if that is less.
   */
  readonly retentionDays?: number;
  /** What is made of conversations and kept beside them: `["SUMMARIZATION"]`. Bounds: each once. Default: nothing. */
  readonly strategies?: readonly MemoryStrategy[];
}

/** What AgentCore's own models extract from conversations, each kept apart by actor. */
export type MemoryStrategy = "SEMANTIC" | "SUMMARIZATION" | "USER_PREFERENCE";

/** Where a strategy keeps what it extracts: never in one place for several people, nor, for summaries, for several sessions. */
const NAMESPACES: Readonly<Record<MemoryStrategy, string>> = {
  SEMANTIC: "/facts/{actorId}",
  SUMMARIZATION: "/summaries/{actorId}/{sessionId}",
  USER_PREFERENCE: "/preferences/{actorId}",
};

/** AgentCore's bounds: https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_CreateMemory.html (read 2026-11). */
const LEAST_DAYS = 7;
const MOST_DAYS = 365;

/**
 * What an agent remembers of its conversations, for as long as the standard allows and no longer.
 *
 * Creates an AgentCore memory under the workload's key, its strategies, and the delivery of logs and traces. In production
 * neither a mistake nor a rename deletes it.
 *
 * @example
 * const agentRole = new WorkloadRole("agent-role", { workload, service: "bedrock-agentcore" });
 * const memory = new AgentMemory("memory", { workload, key, strategies: ["SUMMARIZATION"] });
 * memory.grantUse(agentRole);
 */
export class AgentMemory extends PlinthComponent {
  /** AWS assigns it. */
  readonly memoryId: pulumi.Output<string>;
  /** AWS assigns it. */
  readonly memoryArn: pulumi.Output<string>;
  /** Names in the standard's catalogue of the endpoints that whoever remembers needs. */
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
        eventExpiryDuration: args.retentionDays ?? Math.min(30, mostDays(args)),
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

  /** `MEMORY_ID`, for whoever remembers. */
  get environment(): Readonly<Record<string, pulumi.Output<string>>> {
    return { MEMORY_ID: this.memoryId };
  }

  /**
   * Lets one role add to what is remembered and read it, and use the key for it; not delete it. AWS assigns the id, so the
   * permission goes by the name that it begins with.
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

function mostDays({ workload }: AgentMemoryArgs): number {
  return Math.min(MOST_DAYS, retentionRange(workload.standard, workload.classification, "output").maximumDays);
}

function faults(name: string, args: AgentMemoryArgs) {
  const { workload, retentionDays = LEAST_DAYS, strategies = [] } = args;
  const named = agentcoreName(workload, name);
  const most = mostDays(args);
  const known = strategies.every((strategy) => strategy in NAMESPACES);
  return faultsOf(
    "orchestration/AgentMemory",
    name,
    [named.length <= LONGEST_AGENTCORE_NAME, "name", "a name that leaves the memory's within 48 characters", named],
    [
      isWhole(retentionDays, LEAST_DAYS, most),
      "retentionDays",
      `${LEAST_DAYS} to ${most} whole days for ${workload.classification} data`,
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
