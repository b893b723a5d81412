import { BedrockAgentCoreClient } from "@aws-sdk/client-bedrock-agentcore";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { Gateway } from "./gateway";
import { Memory } from "./memory";
import { createAgent } from "./server";
import { readSettings } from "./settings";

/** Attempts for one call, the first included: the SDK repeats what passes, with backoff. */
const MAX_ATTEMPTS = 3;

/** AgentCore's port for HTTP, on all interfaces: requests come from outside the container. */
const PORT = 8080;

const settings = readSettings(process.env);
const server = createAgent(
  {
    bedrock: new BedrockRuntimeClient({ maxAttempts: MAX_ATTEMPTS }),
    gateway: new Gateway(settings.GATEWAY_URL, settings.AWS_REGION, defaultProvider()),
    memory: new Memory(new BedrockAgentCoreClient({ maxAttempts: MAX_ATTEMPTS }), settings.MEMORY_ID),
  },
  settings,
);
server.listen(PORT, "0.0.0.0");

// What has begun is finished; nothing new is taken.
process.once("SIGTERM", () => server.close());
