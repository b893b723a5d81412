import * as aws from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { hashOf } from "../hash";

export type Tags = pulumi.Input<Record<string, pulumi.Input<string>>>;

export interface ServiceRoleArgs {
  /** The service that assumes the role. */
  readonly service: pulumi.Input<string>;
  /** Names of policies that AWS manages. */
  readonly policies: readonly string[];
  readonly description?: string;
  readonly tags?: Tags;
  /** Default: `sts:AssumeRole`. */
  readonly actions?: readonly string[];
}

/** `eks:index:ServiceRole`: a role of an AWS service, after `nodejs/eks/servicerole.ts` of pulumi/pulumi-eks 4. */
export class ServiceRole extends pulumi.ComponentResource {
  readonly role: iam.Role;
  /** The role and its policies: what needs the permissions waits for all of them. */
  readonly dependencies: readonly pulumi.Resource[];

  constructor(name: string, args: ServiceRoleArgs, parent: pulumi.Resource) {
    super("eks:index:ServiceRole", name, {}, { parent });
    const { service, policies, description, tags, actions = ["sts:AssumeRole"] } = args;
    const statement = { Action: actions, Effect: "Allow", Principal: { Service: [service] } };
    const assumeRolePolicy = pulumi.jsonStringify({ Version: "2012-10-17", Statement: [statement] });
    this.role = new iam.Role(`${name}-role`, { description, assumeRolePolicy, tags }, { parent: this });
    const { partition } = aws.getPartitionOutput({}, { parent });
    const attachments = policies.map((policy) => {
      const policyArn = pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}`;
      // The name has the ARN of the commercial partition in every other one, too.
      const attachment = `${name}-${hashOf(`arn:aws:iam::aws:policy/${policy}`)}`;
      return new iam.RolePolicyAttachment(attachment, { policyArn, role: this.role }, { parent: this });
    });
    this.dependencies = [this.role, ...attachments];
    this.registerOutputs({ directRole: this.role, resolvedRole: this.role });
  }
}

/** The principal of EC2 instances: its domain is that of the partition. */
export function ec2Service(parent: pulumi.Resource): pulumi.Output<string> {
  return pulumi.interpolate`ec2.${aws.getPartitionOutput({}, { parent }).dnsSuffix}`;
}
