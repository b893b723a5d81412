import { type Fault, logRetentionDays } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { type ContainerImage, imageFaults } from "../ecs/container-image";
import { isWhole } from "../ecs/container-task";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { ResourceTelemetry } from "../observability/resource-telemetry";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { AGENT_LOG_GROUPS, agentcoreName, agentOutput, LONGEST_AGENTCORE_NAME } from "./agentcore-name";

export interface AgentRuntimeArgs extends PlinthComponentArgs {
  /** The workload's role on `bedrock-agentcore`. The runtime adds what running needs: its image or code, logs, traces. */
  readonly role: WorkloadRole;
  /**
   * Where it runs: private subnets whose security group reaches the endpoints, among them `ecr-api`, `ecr-dkr` and `s3`
   * for the image, `logs` and `xray`.
   */
  readonly network: WorkloadNetwork;
  /** Encrypts its logs. Its policy must let `logs` use it. */
  readonly key: EncryptionKey;
  /** An image for arm64 that serves the protocol on its port, or a ZIP file in a bucket. */
  readonly artifact: ContainerImage | AgentCode;
  /** Variables of the agent's process. Never a secret: read those from Secrets Manager. Default: none. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** What it speaks: HTTP on port 8080 (`/invocations`, `/ping`), MCP on 8000, A2A on 9000, AGUI on 8080. Default: HTTP. */
  readonly protocol?: "HTTP" | "MCP" | "A2A" | "AGUI";
  /** Seconds without a request after which a session ends. Bounds: 60 to 3,600. Default: 900. */
  readonly idleSeconds?: number;
  /** Seconds after which a session ends whatever it does. Bounds: `idleSeconds` to 28,800. Default: 3,600. */
  readonly lifetimeSeconds?: number;
}

/** Python code in place of an image. */
export interface AgentCode {
  readonly bucketName: pulumi.Input<string>;
  /** Key of the ZIP file. */
  readonly objectKey: string;
  /** Version of the object, so that what was reviewed is what runs. */
  readonly versionId: string;
  /** `PYTHON_3_13` */
  readonly runtime: "PYTHON_3_10" | "PYTHON_3_11" | "PYTHON_3_12" | "PYTHON_3_13";
  /** File that is run, with a launcher before it if there is one: `["main.py"]`. Bounds: one or two. */
  readonly entryPoint: readonly string[];
}

/** The endpoint that callers name; AWS adds `DEFAULT`, which always runs the newest version. */
const ENDPOINT = "live";

/**
 * An agent of one's own on AgentCore, in a private network, each session in a machine of its own that ends.
 *
 * Creates the runtime in the workload's subnets, an endpoint for callers, log groups of both endpoints with retention and
 * key, and the delivery of its logs and traces. It can be invoked by nobody until {@link grantInvoke} says so.
 * Permissions: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html (read 2026-11).
 *
 * @example
 * const role = new WorkloadRole("agent-role", { workload, service: "bedrock-agentcore" });
 * const artifact = containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/agent@sha256:${"0".repeat(64)}`, "aws");
 * const agent = new AgentRuntime("agent", { workload, role, network, key, artifact });
 */
export class AgentRuntime extends PlinthComponent {
  /** Known in preview. */
  readonly runtimeName: pulumi.Output<string>;
  /** AWS assigns it. */
  readonly runtimeArn: pulumi.Output<string>;
  readonly endpointName: pulumi.Output<string>;
  /** Where the agent's own output goes, by endpoint. AWS assigns a part of each name. */
  readonly logGroupNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** Names in the standard's catalogue of the endpoints that whoever invokes it needs. */
  readonly endpoints = ["bedrock-agentcore"];

  constructor(name: string, args: AgentRuntimeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AgentRuntime", name, args, opts, faults(name, args));
    const { workload, key } = args;

    this.#allowRunning(args);
    const runtime = this.#createRuntime(args);
    const endpoint = new bedrock.AgentcoreAgentRuntimeEndpoint(
      `${name}-endpoint`,
      {
        name: ENDPOINT,
        agentRuntimeId: runtime.agentRuntimeId,
        agentRuntimeVersion: runtime.agentRuntimeVersion,
        description: `What callers of ${workload.name} in ${workload.environment} reach`,
        tags: this.tags(),
      },
      this.child(),
    );
    const groups = ["DEFAULT", ENDPOINT].map((to) => [to, this.#createLogGroup(runtime, to, key).name] as const);
    const resourceArn = runtime.agentRuntimeArn;
    new ResourceTelemetry(
      `${name}-telemetry`,
      { workload, key, service: "bedrock-agentcore", resourceArn },
      { parent: this },
    );

    this.runtimeName = runtime.agentRuntimeName;
    this.runtimeArn = runtime.agentRuntimeArn;
    this.endpointName = endpoint.name;
    this.logGroupNames = Object.fromEntries(groups);
    const { runtimeName, runtimeArn, endpointName, logGroupNames } = this;
    this.registerOutputs({ runtimeName, runtimeArn, endpointName, logGroupNames });
  }

  /** Lets one role invoke the agent. AWS assigns the id, so the permission goes by the name that it begins with. */
  grantInvoke(role: WorkloadRole): void {
    role.allow(`invoke-${this.name}`, {
      actions: ["bedrock-agentcore:InvokeAgentRuntime"],
      resources: [this.arn("bedrock-agentcore", pulumi.interpolate`runtime/${this.runtimeName}-*`)],
    });
  }

  #allowRunning({ workload, role, artifact }: AgentRuntimeArgs): void {
    role.allow(
      `run-${this.name}`,
      ...("uri" in artifact
        ? [
            // ECR has no resource to scope this to.
            { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
            { actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], resources: [artifact.repositoryArn] },
          ]
        : [{ actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [objectArn(workload.partition, artifact)] }]),
      ...agentOutput(workload, agentcoreName(workload, this.name)),
    );
  }

  #createRuntime(args: AgentRuntimeArgs): bedrock.AgentcoreAgentRuntime {
    const { workload, role, network, artifact, environment, protocol = "HTTP" } = args;
    const { idleSeconds, lifetimeSeconds } = limits(args);
    return new bedrock.AgentcoreAgentRuntime(
      `${this.name}-runtime`,
      {
        agentRuntimeName: agentcoreName(workload, this.name),
        description: `${workload.name} in ${workload.environment}`,
        roleArn: role.roleArn,
        agentRuntimeArtifact: artifactOf(artifact),
        networkConfiguration: {
          networkMode: "VPC",
          networkModeConfig: { subnets: network.subnetIds, securityGroups: network.securityGroupIds },
        },
        protocolConfiguration: { serverProtocol: protocol },
        lifecycleConfigurations: [{ idleRuntimeSessionTimeout: idleSeconds, maxLifetime: lifetimeSeconds }],
        environmentVariables: { ...environment },
        tags: this.tags(),
      },
      // AgentCore pulls the image with the role when it creates the runtime.
      this.child({ dependsOn: [role] }),
    );
  }

  /** AWS would create it with the first line that the agent writes: without an end, and under no key of ours. */
  #createLogGroup(runtime: bedrock.AgentcoreAgentRuntime, endpoint: string, key: EncryptionKey): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${this.name}-${endpoint.toLowerCase()}-logs`,
      {
        name: pulumi.interpolate`${AGENT_LOG_GROUPS}/${runtime.agentRuntimeId}-${endpoint}`,
        retentionInDays: logRetentionDays(this.standard, this.workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }
}

function artifactOf(artifact: ContainerImage | AgentCode) {
  if ("uri" in artifact) return { containerConfiguration: { containerUri: artifact.uri } };
  const { bucketName: bucket, objectKey: prefix, versionId, runtime, entryPoint } = artifact;
  return {
    codeConfiguration: { code: { s3: { bucket, prefix, versionId } }, runtime, entryPoints: [...entryPoint] },
  };
}

function objectArn(partition: string, { bucketName, objectKey }: AgentCode): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:s3:::${bucketName}/${objectKey}`;
}

function limits({ idleSeconds = 900, lifetimeSeconds = 3_600 }: AgentRuntimeArgs) {
  return { idleSeconds, lifetimeSeconds };
}

function faults(name: string, args: AgentRuntimeArgs): Fault[] {
  const { workload, artifact, protocol = "HTTP" } = args;
  const { idleSeconds, lifetimeSeconds } = limits(args);
  const id = "orchestration/AgentRuntime";
  const named = agentcoreName(workload, name);
  return [
    ...faultsOf(
      id,
      name,
      [named.length <= LONGEST_AGENTCORE_NAME, "name", "a name that leaves the runtime's within 48 characters", named],
      [["HTTP", "MCP", "A2A", "AGUI"].includes(protocol), "protocol", "one of HTTP, MCP, A2A, AGUI", protocol],
      [isWhole(idleSeconds, 60, 3_600), "idleSeconds", "60 to 3600 seconds", `${idleSeconds}`],
      [
        isWhole(lifetimeSeconds, idleSeconds, 28_800),
        "lifetimeSeconds",
        `${idleSeconds} to 28800 seconds, not below idleSeconds`,
        `${lifetimeSeconds}`,
      ],
    ),
    ...("uri" in artifact ? imageFaults(id, name, artifact) : codeFaults(id, name, artifact)),
  ];
}

function codeFaults(id: `${string}/${string}`, name: string, { versionId, entryPoint }: AgentCode): Fault[] {
  const count = entryPoint.length;
  return faultsOf(
    id,
    name,
    [versionId.length > 0, "artifact.versionId", "the version of the object"],
    [count === 1 || count === 2, "artifact.entryPoint", "one or two entries", `${count}`],
  );
}
