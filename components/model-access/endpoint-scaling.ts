import * as appautoscaling from "@pulumi/aws/appautoscaling";
import type * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import type { PlinthComponent } from "../plinth-component";

/** @internal Capacity of an endpoint's variant. */
export interface ScalingPlan {
  /** Name of the variant. */
  readonly variant: string;
  /** Minimum and maximum number of instances. */
  readonly instances: { readonly min: number; readonly max: number };
  /** Target of the scaling policy: invocations of one instance a minute. */
  readonly invocationsPerInstance: number;
}

/** @internal Scales an endpoint's variant by its invocations. Creates children of `owner`. */
export function scaleEndpoint(
  owner: PlinthComponent,
  endpoint: sagemaker.Endpoint,
  { variant, instances, invocationsPerInstance }: ScalingPlan,
  tags: Record<string, string>,
): void {
  const target = new appautoscaling.Target(
    `${owner.name}-scaling`,
    {
      serviceNamespace: "sagemaker",
      scalableDimension: "sagemaker:variant:DesiredInstanceCount",
      resourceId: pulumi.interpolate`endpoint/${endpoint.name}/variant/${variant}`,
      minCapacity: instances.min,
      maxCapacity: instances.max,
      tags,
    },
    { parent: owner },
  );
  const { serviceNamespace, scalableDimension, resourceId } = target;
  new appautoscaling.Policy(
    `${owner.name}-scaling-load`,
    {
      serviceNamespace,
      scalableDimension,
      resourceId,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
        targetValue: invocationsPerInstance,
      },
    },
    { parent: owner },
  );
}
