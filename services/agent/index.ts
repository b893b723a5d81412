import { BedrockAgentCoreClient } from "@aws-sdk/client-bedrock-agentcore";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { CLIENT_DEFAULTS } from "@plinth/service-runtime/clients";
import { Gateway } from "./gateway";
import { createAgent } from "./server";
import { SessionMemory } from "./session-memory";
import { readSettings } from "./settings";

/** Port that AgentCore sends requests to. They come from outside the container, so the server listens on all interfaces. */
const PORT = 8080;

const settings = readSettings(process.env);
const server = createAgent(
  {
    bedrock: new BedrockRuntimeClient(CLIENT_DEFAULTS),
    gateway: new Gateway(settings.GATEWAY_URL, settings.AWS_REGION, defaultProvider()),
    memory: new SessionMemory(new BedrockAgentCoreClient(CLIENT_DEFAULTS), settings.MEMORY_ID),
  },
  settings,
);
server.listen(PORT, "0.0.0.0");

// Tasks in progress finish; new requests are refused.
process.once("SIGTERM", () => server.close());
