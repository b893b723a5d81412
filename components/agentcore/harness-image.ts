import type { Workload } from "@plinth/standards";
import { PULL_ACTIONS } from "../ecs/pull-actions";
import type { Permission } from "../identity/policy-document";

/**
 * @internal Permission to pull the image that AWS runs harnesses from. In a VPC the harness's role pulls it, from a registry
 * of AWS whose account differs by region.
 * Sources (read 2026-11): https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/harness-security.html and AWS's own
 * construct of a harness in https://github.com/aws/modern-data-architecture-accelerator.
 */
export function harnessImage({ partition, region }: Pick<Workload, "partition" | "region">): Permission {
  return {
    actions: PULL_ACTIONS,
    resources: [`arn:${partition}:ecr:${region}:*:repository/harness-${region}`],
  };
}
