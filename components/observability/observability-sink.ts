import * as oam from "@pulumi/aws/oam";
import * as pulumi from "@pulumi/pulumi";
import { isOrganizationId, policyDocument } from "../identity/policy-document";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, regionChecks } from "../plinth-component";
import { SHARED_TELEMETRY } from "./observability-link";

export interface ObservabilitySinkArgs extends PlinthComponentArgs {
  /** Organisation whose accounts may send telemetry: `o-a1b2c3d4e5`. */
  readonly organizationId: pulumi.Input<string>;
  /** Regions that are watched. Bounds: the standard's, each once. Default: the workload's own. */
  readonly regions?: readonly string[];
}

/**
 * Where one account watches all others: metrics, logs and traces of every workload, which stay where they are.
 *
 * Creates the account's sink for each region, of which there is one, and its policy: accounts of the organisation may
 * link to it, from the same region, and share telemetry only.
 *
 * @example
 * new ObservabilitySink("watch", { workload, organizationId: "o-a1b2c3d4e5" });
 */
export class ObservabilitySink extends PlinthComponent {
  /** What links name, by region: `arn:aws:oam:<region>:<account>:sink/<id>`. AWS assigns the id. */
  readonly sinkArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ObservabilitySinkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ObservabilitySink", name, args, opts, faults(name, args));
    const regions = args.regions ?? [args.workload.region];
    this.sinkArns = Object.fromEntries(regions.map((region) => [region, this.#createSink(region, args)]));
    this.registerOutputs({ sinkArns: this.sinkArns });
  }

  #createSink(region: string, { organizationId }: ObservabilitySinkArgs): pulumi.Output<string> {
    const sink = new oam.Sink(
      `${this.name}-sink-${region}`,
      { name: this.physicalName(), region, tags: this.tags() },
      this.child(),
    );
    new oam.SinkPolicy(
      `${this.name}-organization-${region}`,
      { sinkIdentifier: sink.arn, policy: linkedBy(organizationId), region },
      this.child(),
    );
    return sink.arn;
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

function faults(name: string, { workload, organizationId, regions = [workload.region] }: ObservabilitySinkArgs) {
  return faultsOf(
    "observability/ObservabilitySink",
    name,
    [
      typeof organizationId !== "string" || isOrganizationId(organizationId),
      "organizationId",
      "an organisation's id such as o-a1b2c3d4e5",
      pulumi.Output.isInstance(organizationId) ? "not known yet" : String(organizationId),
    ],
    ...regionChecks(workload.standard, regions),
  );
}
