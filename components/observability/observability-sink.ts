import * as oam from "@pulumi/aws/oam";
import * as pulumi from "@pulumi/pulumi";
import { isOrganizationId, policyDocument } from "../identity/policy-document";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, regionChecks } from "../plinth-component";
import { SHARED_TELEMETRY } from "./observability-link";

/** Arguments of {@link ObservabilitySink}. */
export interface ObservabilitySinkArgs extends PlinthComponentArgs {
  /** Id of the organisation whose accounts may link: `o-a1b2c3d4e5`. */
  readonly organizationId: pulumi.Input<string>;
  /** Regions of the sinks. Bounds: regions of the standard, each once. Default: the workload's region. */
  readonly regions?: readonly string[];
}

/**
 * Makes this account the monitoring account of the organisation (CloudWatch cross-account observability). It can view
 * metrics, logs and traces of linked accounts; the data remains there.
 *
 * Creates one sink for each region, and its policy: accounts of the organisation may link to it from the same region, to
 * share metrics, logs and traces only. An account can have one sink in each region.
 *
 * @example
 * new ObservabilitySink("watch", { workload, organizationId: "o-a1b2c3d4e5" });
 */
export class ObservabilitySink extends PlinthComponent {
  /** ARNs of the sinks, by region: `arn:aws:oam:<region>:<account>:sink/<id>`. Known after the update, because AWS assigns the ids. */
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
