import assert from "node:assert/strict";
import { isAuthorized, type SchemaJson, validate } from "@cedar-policy/cedar-wasm/nodejs";
import type { AgentTool } from "../../../../../components/agentcore/agent-tool";
import { actionName } from "../../../../../components/agentcore/agent-tool";

type Value = string | number | boolean;

/** One call of a tool, as a gateway asks its policy engine about it. */
export interface Call {
  readonly principal: string;
  readonly principalType?: string;
  readonly action: string;
  readonly gateway: string;
  readonly input: Readonly<Record<string, Value>>;
}

const TYPES = { string: "String", integer: "Long", boolean: "Boolean" } as const;

/**
 * The schema that AgentCore makes of a gateway's tools, for Cedar's validator.
 * Source: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/policy-schema-constraints.html (read 2026-11).
 */
function schemaOf(tools: readonly AgentTool[]): SchemaJson<string> {
  const actions = tools.map((tool) => {
    const input = Object.entries(tool.input).map(([name, { type, required = true }]) => [
      name,
      { type: TYPES[type], required },
    ]);
    const context = {
      type: "Record" as const,
      attributes: { input: { type: "Record" as const, attributes: Object.fromEntries(input) } },
    };
    return [actionName(tool), { appliesTo: { principalTypes: ["IamEntity"], resourceTypes: ["Gateway"], context } }];
  });
  return {
    AgentCore: {
      entityTypes: {
        IamEntity: { shape: { type: "Record", attributes: { id: { type: "String" } } } },
        Gateway: {},
      },
      actions: Object.fromEntries(actions),
    },
  };
}

/** What Cedar itself finds wrong with policies, given a gateway's tools. */
export function problemsOf(policies: readonly string[], tools: readonly AgentTool[]): string[] {
  const answer = validate({ schema: schemaOf(tools), policies: { staticPolicies: policies.join("\n") } });
  if (answer.type === "failure") return answer.errors.map(({ message }) => message);
  return [...answer.validationErrors, ...answer.validationWarnings].map(({ error }) => error.message);
}

/** Cedar's own answer. A policy that cannot be evaluated is a failed test. */
export function decide(policies: readonly string[], call: Call): "allow" | "deny" {
  const { principal, principalType = "AgentCore::IamEntity", action, gateway, input } = call;
  const who = { type: principalType, id: principal };
  const answer = isAuthorized({
    principal: who,
    action: { type: "AgentCore::Action", id: action },
    resource: { type: "AgentCore::Gateway", id: gateway },
    context: { input: { ...input } },
    policies: { staticPolicies: policies.join("\n") },
    entities: [{ uid: who, attrs: { id: principal }, parents: [] }],
  });
  assert.equal(answer.type, "success", JSON.stringify(answer));
  return answer.type === "success" ? answer.response.decision : "deny";
}
