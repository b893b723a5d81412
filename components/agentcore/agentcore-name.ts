import type { Workload } from "@plinth/standards";
import type { Permission } from "../identity/policy-document";
import { physicalName } from "../plinth-component";

/**
 * @internal Name of an AgentCore resource: `<workload>_<environment>_<rest>`. Runtimes, memories, harnesses, policies and
 * their engines take letters, digits and underscores only. AWS appends a hyphen and ten characters to make the id of it.
 */
export function agentcoreName(workload: Workload, name: string): string {
  return physicalName(workload, name).replaceAll("-", "_");
}

/** @internal Most characters of a runtime's, a memory's, a policy's and an engine's name; a harness has 40. */
export const LONGEST_AGENTCORE_NAME = 48;

/** @internal AWS writes what an agent says to `<these>/<runtime id>-<endpoint>`, and makes the group if nobody has. */
export const AGENT_LOG_GROUPS = "/aws/bedrock-agentcore/runtimes";

/**
 * @internal What a running agent's role needs for its own logs and traces. Metrics are AgentCore's own: an agent that puts
 * some is granted them.
 * @param runtime Name that the runtime's id begins with.
 */
export function agentOutput({ partition, region, accountId }: Workload, runtime: string): Permission[] {
  const group = (name: string) => `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`;
  return [
    {
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [group(`${AGENT_LOG_GROUPS}/${runtime}-*`)],
    },
    { actions: ["logs:DescribeLogGroups"], resources: [group("*")] },
    // X-Ray has no resources to scope these to.
    {
      actions: [
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
      ],
      resources: ["*"],
    },
  ];
}
