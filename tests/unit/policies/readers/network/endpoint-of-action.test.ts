import assert from "node:assert/strict";
import * as agentRuntime from "@aws-sdk/client-bedrock-agent-runtime";
import * as agentcore from "@aws-sdk/client-bedrock-agentcore";
import * as runtime from "@aws-sdk/client-bedrock-runtime";
import { endpointOfAction } from "../../../../../policies/readers/network/endpoint-of-action";

/** The operations of a client of the SDK; each client has an endpoint of its own. */
const operationsOf = (client: object) =>
  Object.keys(client)
    .filter((name) => /^[A-Z]\w+Command$/.test(name))
    .map((name) => name.slice(0, -"Command".length))
    // Tags are the business of each client.
    .filter((name) => !/Tag(s|Resource)|^UntagResource/.test(name));

describe("the endpoint that an action travels through", () => {
  for (const [endpoint, prefix, client] of [
    ["bedrock-runtime", "bedrock", runtime],
    ["bedrock-agent-runtime", "bedrock", agentRuntime],
    ["bedrock-agentcore", "bedrock-agentcore", agentcore],
  ] as const) {
    it(`is ${endpoint} for each operation of its client`, () => {
      const others = operationsOf(client).filter((name) => endpointOfAction(`${prefix}:${name}`) !== endpoint);
      assert.deepEqual(others, []);
    });
  }

  const known: Readonly<Record<string, string | undefined>> = {
    "bedrock:ListFoundationModels": "bedrock",
    "bedrock:CreateModelInvocationJob": "bedrock",
    "bedrock:StartIngestionJob": "bedrock-agent",
    "bedrock:Retrieve": "bedrock-agent-runtime",
    "bedrock:InvokeDataAutomationAsync": "bedrock-data-automation-runtime",
    "bedrock-agentcore:InvokeGateway": "bedrock-agentcore-gateway",
    "bedrock-agentcore:CreateAgentRuntime": "bedrock-agentcore-control",
    "cloudwatch:GetMetricData": "monitoring",
    "sns:Publish": "sns",
    "sts:AssumeRole": "sts",
    "states:StartSyncExecution": "sync-states",
    "sqs:SendMessage": "sqs",
    "sqs:ReceiveMessage": undefined,
    "kms:Decrypt": undefined,
    "iam:PassRole": undefined,
  };
  for (const [action, endpoint] of Object.entries(known)) {
    it(`is ${endpoint ?? "none"} for ${action}`, () => assert.equal(endpointOfAction(action), endpoint));
  }
});
