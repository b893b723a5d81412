import type { Workload } from "@plinth/standards";
import type { Permission } from "../identity/policy-document";
import { physicalName } from "../plinth-component";

/**
 * @internal Name of an AgentCore resource: `<workload>_<environment>_<rest>`. Names of runtimes, memories, harnesses,
 * policies and policy engines have letters, digits and underscores only. The id is the name, a hyphen and ten characters
 * that AWS assigns.
 */
export function agentcoreName(workload: Workload, name: string): string {
  return physicalName(workload, name).replaceAll("-", "_");
}

/** @internal Maximum length of the names of runtimes, memories, policies and policy engines; that of a harness is 40. */
export const MAX_AGENTCORE_NAME_LENGTH = 48;

/** @internal Prefix of the log groups of standard output: `<prefix>/<runtime id>-<endpoint>`. AgentCore creates missing ones. */
export const AGENT_LOG_GROUP_PREFIX = "/aws/bedrock-agentcore/runtimes";

/**
 * @internal Permissions of a running agent to write its own logs and traces. They do not include custom metrics.
 * @param runtime Name of the runtime, which its id starts with.
 */
export function telemetryPermissions({ partition, region, accountId }: Workload, runtime: string): Permission[] {
  const group = (name: string) => `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`;
  return [
    {
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [group(`${AGENT_LOG_GROUP_PREFIX}/${runtime}-*`)],
    },
    { actions: ["logs:DescribeLogGroups"], resources: [group("*")] },
    // X-Ray defines no resource types for these actions.
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
