import { type Fault, logRetentionDays } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { nameLengthCheck } from "../argument-checks";
import { type ContainerImage, imageFaults } from "../ecs/container-image";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { ResourceTelemetry } from "../observability/resource-telemetry";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import {
  AGENT_LOG_GROUP_PREFIX,
  agentcoreName,
  MAX_AGENTCORE_NAME_LENGTH,
  telemetryPermissions,
} from "./agentcore-name";
import { lifecycleOf, sessionChecks } from "./session-limits";

/** Arguments of {@link AgentRuntime}. */
export interface AgentRuntimeArgs extends PlinthComponentArgs {
  /** The workload's role for `bedrock-agentcore`. The component adds permissions for its image or code, logs and traces. */
  readonly role: WorkloadRole;
  /**
   * Private subnets that the agent runs in. Their security group must reach the endpoints `ecr-api`, `ecr-dkr` and `s3`
   * (to pull the image), `logs` and `xray`.
   */
  readonly network: WorkloadNetwork;
  /** Key that encrypts the logs. Its key policy must allow `logs`. */
  readonly key: EncryptionKey;
  /** The agent's code: an arm64 image that serves the protocol on its port, or a ZIP file in a bucket. */
  readonly artifact: ContainerImage | AgentCode;
  /** Environment variables. Not for secrets: the agent reads those from Secrets Manager. Default: none. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Protocol: HTTP on port 8080 (`/invocations`, `/ping`), MCP on 8000, A2A on 9000 or AGUI on 8080. Default: HTTP. */
  readonly protocol?: "HTTP" | "MCP" | "A2A" | "AGUI";
  /** Idle timeout of a session, in seconds. Bounds: 60 to 3,600. Default: 900. */
  readonly idleSeconds?: number;
  /** Maximum lifetime of a session, in seconds. Bounds: `idleSeconds` to 28,800. Default: 3,600. */
  readonly lifetimeSeconds?: number;
}

/** Python code of an agent: a ZIP file in Amazon S3. */
export interface AgentCode {
  /** Name of the bucket. */
  readonly bucketName: pulumi.Input<string>;
  /** Key of the ZIP file. */
  readonly objectKey: string;
  /** Version id of the object. It pins the code that was reviewed. */
  readonly versionId: string;
  /** Python runtime: `PYTHON_3_13`. */
  readonly runtime: "PYTHON_3_10" | "PYTHON_3_11" | "PYTHON_3_12" | "PYTHON_3_13";
  /** File to run, after an optional launcher: `["main.py"]`. Bounds: one or two entries. */
  readonly entryPoint: readonly string[];
}

/** Name of the endpoint for callers. AgentCore adds `DEFAULT`, which always runs the latest version. */
const ENDPOINT = "live";

/**
 * An agent with code of its own on AgentCore Runtime, in a private network. Each session runs in a microVM of its own.
 *
 * Creates the runtime in the workload's subnets, an endpoint for callers, a log group with retention and key for each of its
 * two endpoints, and the delivery of logs and traces. No principal may invoke the agent until {@link grantInvoke} allows a
 * role.
 * Permissions: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html (read 2026-11).
 *
 * @example
 * const role = new WorkloadRole("agent-role", { workload, service: "bedrock-agentcore" });
 * const artifact = containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/agent@sha256:${"0".repeat(64)}`, "aws");
 * const agent = new AgentRuntime("agent", { workload, role, network, key, artifact });
 */
export class AgentRuntime extends PlinthComponent {
  /** Name of the runtime. Known in preview. */
  readonly runtimeName: pulumi.Output<string>;
  /** ARN of the runtime. Known after the update, because AWS assigns the id. */
  readonly runtimeArn: pulumi.Output<string>;
  /** Name of the endpoint for callers, the `qualifier` of an invocation. Known in preview. */
  readonly endpointName: pulumi.Output<string>;
  /** Log groups of the agent's standard output, by endpoint: `DEFAULT` and `live`. Known after the update. */
  readonly logGroupNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** VPC endpoints that a caller needs, by their names in the standard's catalogue. */
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

  /**
   * Allows a role to invoke the agent. AWS assigns the runtime's id, so the permission is scoped to ids that start with its
   * name.
   */
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
            // ECR defines no resource type for this action.
            { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
            { actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], resources: [artifact.repositoryArn] },
          ]
        : [{ actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [objectArn(workload.partition, artifact)] }]),
      ...telemetryPermissions(workload, agentcoreName(workload, this.name)),
    );
  }

  #createRuntime(args: AgentRuntimeArgs): bedrock.AgentcoreAgentRuntime {
    const { workload, role, network, artifact, environment, protocol = "HTTP" } = args;
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
        lifecycleConfigurations: [lifecycleOf(args)],
        environmentVariables: { ...environment },
        tags: this.tags(),
      },
      // AgentCore pulls the image with the role when it creates the runtime.
      this.child({ dependsOn: [role] }),
    );
  }

  /** Created in advance. AgentCore would create the group on the first write, without retention and customer managed key. */
  #createLogGroup(runtime: bedrock.AgentcoreAgentRuntime, endpoint: string, key: EncryptionKey): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${this.name}-${endpoint.toLowerCase()}-logs`,
      {
        name: pulumi.interpolate`${AGENT_LOG_GROUP_PREFIX}/${runtime.agentRuntimeId}-${endpoint}`,
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

function faults(name: string, args: AgentRuntimeArgs): Fault[] {
  const { workload, artifact, protocol = "HTTP" } = args;
  const id = "orchestration/AgentRuntime";
  return [
    ...faultsOf(
      id,
      name,
      nameLengthCheck("runtime", agentcoreName(workload, name), MAX_AGENTCORE_NAME_LENGTH),
      [["HTTP", "MCP", "A2A", "AGUI"].includes(protocol), "protocol", "one of HTTP, MCP, A2A, AGUI", protocol],
      ...sessionChecks(args),
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
