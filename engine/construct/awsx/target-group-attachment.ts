import * as ec2 from "@pulumi/aws/ec2";
import * as lambda from "@pulumi/aws/lambda";
import * as lb from "@pulumi/aws/lb";
import type { TargetGroupAttachmentArgs } from "@pulumi/awsx/lb";
import * as pulumi from "@pulumi/pulumi";
import { exactlyOne } from "./arguments";

type Target = Pick<lb.TargetGroupAttachmentArgs, "targetId" | "availabilityZone">;

/**
 * The children of `awsx.lb.TargetGroupAttachment`: the attachment, and leave for the load balancer to call a function.
 * Source: pulumi/pulumi-awsx, awsx/lb/targetGroupAttachment.ts of version 3 (b3c0de9).
 */
export class TargetGroupAttachment extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: TargetGroupAttachmentArgs, options: pulumi.ComponentResourceOptions) {
    super("awsx:lb:TargetGroupAttachment", name, args, options);
    exactlyOne(args, "targetGroup", "targetGroupArn");
    exactlyOne(args, "instance", "instanceId", "lambda", "lambdaArn");
    const { targetGroupArn, targetType } = groupOf(args, this);
    const called = args.lambda ?? args.lambdaArn;
    const lambdaPermission = called
      ? new lambda.Permission(
          name,
          {
            action: "lambda:InvokeFunction",
            function: pulumi.output(called).apply(present),
            principal: "elasticloadbalancing.amazonaws.com",
            sourceArn: targetGroupArn,
          },
          { parent: this },
        )
      : undefined;
    const targetGroupAttachment = new lb.TargetGroupAttachment(
      name,
      { ...targetOf(args, targetType, this), targetGroupArn },
      { parent: this, dependsOn: lambdaPermission ? [lambdaPermission] : [] },
    );
    this.outputs = Promise.resolve({ lambdaPermission, targetGroupAttachment });
    this.registerOutputs();
  }
}

function groupOf({ targetGroup, targetGroupArn: given }: TargetGroupAttachmentArgs, parent: pulumi.Resource) {
  if (targetGroup) {
    const group = pulumi.output(targetGroup).apply(present);
    return { targetGroupArn: group.arn, targetType: group.targetType };
  }
  const targetGroupArn = pulumi.output(given).apply(present);
  return { targetGroupArn, targetType: lb.getTargetGroupOutput({ arn: targetGroupArn }, { parent }).targetType };
}

/** An instance is known to its target group by its id or its address. */
function targetOf(
  args: TargetGroupAttachmentArgs,
  targetType: pulumi.Output<string | undefined>,
  parent: pulumi.Resource,
): Target {
  if (args.lambdaArn) return { targetId: pulumi.output(args.lambdaArn).apply(present) };
  if (args.lambda) return { targetId: pulumi.output(args.lambda).apply(present).arn };
  const instance = args.instance
    ? pulumi.output(args.instance).apply(present)
    : ec2.getInstanceOutput({ instanceId: pulumi.output(args.instanceId).apply(present) }, { parent });
  return {
    targetId: targetType.apply((type) => (type === "instance" ? instance.id : instance.privateIp)),
    availabilityZone: instance.availabilityZone,
  };
}

/** Types of awsx allow outputs without a value; an argument that is set has one. */
function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("an argument of the attachment has no value");
  return value;
}
