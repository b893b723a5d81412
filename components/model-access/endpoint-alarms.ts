import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as sagemaker from "@pulumi/aws/sagemaker";
import type * as pulumi from "@pulumi/pulumi";
import { type PlinthComponent, physicalName } from "../plinth-component";

/** Metrics of failed invocations: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html (read 2026-11). */
const ERROR_METRICS = { "server-errors": "Invocation5XXErrors", "model-errors": "InvocationModelErrors" } as const;

/** @internal Raises an alarm when invocations of an endpoint's variant fail. Creates children of `owner`. */
export function createErrorAlarms(
  owner: PlinthComponent,
  endpoint: sagemaker.Endpoint,
  { variant, topicArn }: { readonly variant: string; readonly topicArn: pulumi.Input<string> },
  tags: Record<string, string>,
): void {
  for (const [suffix, metricName] of Object.entries(ERROR_METRICS)) {
    new cloudwatch.MetricAlarm(
      `${owner.name}-${suffix}`,
      {
        name: physicalName(owner.workload, `${owner.name}-${suffix}`),
        alarmDescription: `${owner.name}: invocations of the hosted model fail`,
        namespace: "AWS/SageMaker",
        metricName,
        dimensions: { EndpointName: endpoint.name, VariantName: variant },
        statistic: "Sum",
        period: 300,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        // No traffic does not trigger the alarm.
        treatMissingData: "notBreaching",
        alarmActions: [topicArn],
        okActions: [topicArn],
        tags,
      },
      { parent: owner },
    );
  }
}
