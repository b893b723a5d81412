import * as pulumi from "@pulumi/pulumi";
import type { AgentTool } from "../../../../../components/agentcore/agent-tool";
import { WorkloadKey } from "../../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../../components/identity/workload-role";
import { InferenceFunction } from "../../../../../components/lambda/inference-function";
import { ModelAccess } from "../../../../../components/model-access/model-access";
import { networkOfAnotherStack } from "../../../../support/network";
import { workload } from "../../../../support/workload";

export const MODEL = "anthropic.claude-sonnet-4-5";

/** What the components of an agent are made with; only in a preview's program. */
export function agentFixture() {
  const key = new WorkloadKey("key", { workload, services: ["logs", "lambda"] });
  const network = networkOfAnotherStack();
  const functionOf = (name: string) =>
    new InferenceFunction(name, {
      workload,
      network,
      key,
      role: new WorkloadRole(name, { workload, service: "lambda" }),
      code: {
        archive: new pulumi.asset.AssetArchive({
          "index.js": new pulumi.asset.StringAsset("exports.handler = () => 1;"),
        }),
        handler: "index.handler",
      },
    });
  const agent = new WorkloadRole("agent", { workload, service: "bedrock-agentcore" });
  const models = new ModelAccess("models", { workload, models: [{ id: MODEL, profile: "eu" }] });
  return { key, network, functionOf, agent, models };
}

/** A tool that reads, and one that acts within bounds. */
export function toolsOf({ functionOf, agent }: ReturnType<typeof agentFixture>): AgentTool[] {
  return [
    {
      name: "get_case",
      description: "Reads one case by its number.",
      input: { caseId: { type: "string", description: "Number of the case" } },
      handler: functionOf("get-case"),
      callers: [agent],
    },
    {
      name: "refund",
      description: "Pays a customer back.",
      input: {
        caseId: { type: "string", description: "Number of the case" },
        cents: { type: "integer", most: 10_000, description: "How much" },
        currency: { type: "string", oneOf: ["EUR", "SEK"], required: false, description: "In what" },
      },
      handler: functionOf("refund"),
      callers: [agent],
    },
  ];
}
