import * as oam from "@pulumi/aws/oam";
import * as pulumi from "@pulumi/pulumi";
import { isOrganizationId, policyDocument } from "../identity/policy-document";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { SHARED_TELEMETRY } from "./observability-link";

export interface ObservabilitySinkArgs extends PlinthComponentArgs {
  /** Organisation whose accounts may send telemetry: `o-a1b2c3d4e5`. */
  readonly organizationId: pulumi.Input<string>;
}

/**
 * Where one account watches all others: metrics, logs and traces of every workload, which stay where they are.
 *
 * Creates the account's sink for the region, of which there is one, and its policy: accounts of the organisation may
 * link to it, and share telemetry only.
 *
 * @example
 * new ObservabilitySink("watch", { workload, organizationId: "o-a1b2c3d4e5" });
 */
export class ObservabilitySink extends PlinthComponent {
  /** What links name: `arn:aws:oam:<region>:<account>:sink/<id>`. AWS assigns the id. */
  readonly sinkArn: pulumi.Output<string>;

  constructor(name: string, args: ObservabilitySinkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ObservabilitySink", name, args, opts, faults(name, args));
    const sink = new oam.Sink(`${name}-sink`, { name: this.physicalName(), tags: this.tags() }, this.child());
    new oam.SinkPolicy(
      `${name}-organization`,
      { sinkIdentifier: sink.arn, policy: linkedBy(args.organizationId) },
      this.child(),
    );
    this.sinkArn = sink.arn;
    this.registerOutputs({ sinkArn: this.sinkArn });
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account-Setup.html (read 2026-11). */
function linkedBy(organizationId: pulumi.Input<string>): pulumi.Output<string> {
  return policyDocument([
    {
      Sid: "LinkedByTheOrganization",
      Effect: "Allow",
      Principal: "*",
      Action: ["oam:CreateLink", "oam:UpdateLink"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": organizationId },
        "ForAllValues:StringEquals": { "oam:ResourceTypes": [...SHARED_TELEMETRY] },
      },
    },
  ]);
}

function faults(name: string, { organizationId }: ObservabilitySinkArgs) {
  return faultsOf("observability/ObservabilitySink", name, [
    typeof organizationId !== "string" || isOrganizationId(organizationId),
    "organizationId",
    "an organisation's id such as o-a1b2c3d4e5",
    pulumi.Output.isInstance(organizationId) ? "not known yet" : String(organizationId),
  ]);
}
