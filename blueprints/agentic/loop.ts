import {
  type AgentBounds,
  type AgentGateway,
  AgentHarness,
  type AgentMemory,
  AgentRuntime,
  containerImage,
  type EncryptionKey,
  InferenceFunction,
  type ModelAccess,
  type WorkloadNetwork,
  WorkloadRole,
} from "@plinth/components";
import type { Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import { INSTRUCTIONS } from "./instructions";

/** What holds the agent, and what it is told. */
export interface LoopArgs {
  /** The workload that the agent belongs to. */
  readonly workload: Workload;
  /** The agent's role. */
  readonly role: WorkloadRole;
  /** Where the agent runs. */
  readonly network: WorkloadNetwork;
  /** Encrypts logs, sessions and environment. */
  readonly key: EncryptionKey;
  /** Guarded access to the models. */
  readonly models: ModelAccess;
  /** The one of {@link models} that a harness thinks with. */
  readonly model: string;
  /** Where the agent calls its tools. */
  readonly gateway: AgentGateway;
  /** What the agent remembers of conversations. */
  readonly memory: AgentMemory;
  /** Image of an agent of one's own. Default: none; AWS runs the loop. */
  readonly image?: string;
  /** What the agent is told before it is asked anything. Default: how to work on cases. */
  readonly instructions?: string;
  /** Where one task stops. */
  readonly bounds: AgentBounds;
}

/** The agent, and the way in to one of one's own. */
export interface Loop {
  /** Of the harness, or of the runtime. AWS assigns it. */
  readonly agentArn: pulumi.Output<string>;
  /** Runtime of one's own image. Default: none; AWS runs the loop. */
  readonly runtime?: AgentRuntime;
  /** The way in for applications and for the evaluation, with an image. Default: none. */
  readonly ask?: InferenceFunction;
}

type Told = LoopArgs & Required<Pick<LoopArgs, "instructions">>;

/** A session's machine starts within this time. */
const TIME_TO_START_SECONDS = 30;

/** Who runs the agent's loop: AWS, which takes no code, or an agent of one's own in a runtime. */
export function createLoop(name: string, args: LoopArgs, opts: pulumi.ComponentResourceOptions): Loop {
  const { image, instructions = INSTRUCTIONS } = args;
  const told = { ...args, instructions };
  if (image === undefined) return { agentArn: createHarness(name, told, opts).harnessArn };
  const runtime = createRuntime(name, image, told, opts);
  return { agentArn: runtime.runtimeArn, runtime, ask: createAsk(name, runtime, told, opts) };
}

function createHarness(
  name: string,
  { workload, role, network, key, models, model, gateway, memory, instructions, bounds }: Told,
  opts: pulumi.ComponentResourceOptions,
): AgentHarness {
  const held = { workload, role, network, key, models, model, gateway, memory };
  return new AgentHarness(`${name}-agent`, { ...held, instructions, bounds }, opts);
}

function createRuntime(
  name: string,
  image: string,
  { workload, role, network, key, models, gateway, memory, instructions, bounds }: Told,
  opts: pulumi.ComponentResourceOptions,
): AgentRuntime {
  memory.grantUse(role);
  const environment = {
    WORKLOAD: workload.name,
    ENVIRONMENT: workload.environment,
    AWS_REGION: workload.region,
    ...models.environment,
    ...gateway.environment,
    ...memory.environment,
    INSTRUCTIONS: instructions,
    MAX_ITERATIONS: String(bounds.maxIterations),
    MAX_TOKENS: String(bounds.maxTokens),
    TIMEOUT_SECONDS: String(bounds.timeoutSeconds),
  };
  const artifact = containerImage(image, workload.partition);
  return new AgentRuntime(`${name}-agent`, { workload, role, network, key, artifact, environment }, opts);
}

function createAsk(
  name: string,
  runtime: AgentRuntime,
  { workload, network, key, bounds }: Told,
  opts: pulumi.ComponentResourceOptions,
): InferenceFunction {
  const role = new WorkloadRole(`${name}-ask`, { workload, service: "lambda" }, opts);
  runtime.grantInvoke(role);
  return new InferenceFunction(
    `${name}-ask`,
    {
      workload,
      role,
      network,
      key,
      code: { entry: require.resolve("@plinth/service-agent/ask") },
      environment: { AGENT_RUNTIME_ARN: runtime.runtimeArn, AGENT_ENDPOINT: runtime.endpointName },
      timeoutSeconds: bounds.timeoutSeconds + TIME_TO_START_SECONDS,
      memoryMb: 256,
    },
    opts,
  );
}
