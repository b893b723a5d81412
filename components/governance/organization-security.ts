import * as accessanalyzer from "@pulumi/aws/accessanalyzer";
import * as guardduty from "@pulumi/aws/guardduty";
import * as securityhub from "@pulumi/aws/securityhub";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, regionChecks } from "../plinth-component";

/** Arguments of {@link OrganizationSecurity}. */
export interface OrganizationSecurityArgs extends PlinthComponentArgs {
  /** Regions to monitor. Bounds: regions of the standard, each once. Default: all of them. */
  readonly regions?: readonly string[];
}

/**
 * Protection plans of GuardDuty in addition to its foundational data sources.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html (read 2026-11).
 */
const FEATURES = ["S3_DATA_EVENTS", "LAMBDA_NETWORK_LOGS"];

/**
 * Threat detection in all accounts of the organisation, from the delegated administrator account of the security services.
 *
 * For each region it creates an IAM Access Analyzer with the organisation as zone of trust, and enables GuardDuty and
 * Security Hub in all accounts, new accounts included. The delegation created GuardDuty's detector of this account already
 * (https://docs.aws.amazon.com/guardduty/latest/ug/organizations_permissions.html, read 2026-11).
 *
 * @example
 * new OrganizationSecurity("security", { workload });
 */
export class OrganizationSecurity extends PlinthComponent {
  constructor(name: string, args: OrganizationSecurityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("OrganizationSecurity", name, args, opts, faults(name, args));
    for (const region of args.regions ?? this.standard.regions) {
      this.#analyze(region);
      this.#detect(region);
      this.#collect(region);
    }
    this.registerOutputs({});
  }

  #analyze(region: string): void {
    new accessanalyzer.Analyzer(
      `${this.name}-analyzer-${region}`,
      { analyzerName: this.physicalName("analyzer"), type: "ORGANIZATION", region, tags: this.tags() },
      this.child(),
    );
  }

  #detect(region: string): void {
    const { id: detectorId } = guardduty.getDetectorOutput({ region }, { parent: this });
    const members = new guardduty.OrganizationConfiguration(
      `${this.name}-guardduty-${region}`,
      { detectorId, autoEnableOrganizationMembers: "ALL", region },
      this.child(),
    );
    for (const feature of FEATURES) {
      new guardduty.OrganizationConfigurationFeature(
        `${this.name}-guardduty-${feature.toLowerCase().replaceAll("_", "-")}-${region}`,
        { detectorId, name: feature, autoEnable: "ALL", region },
        this.child({ dependsOn: [members] }),
      );
    }
  }

  #collect(region: string): void {
    new securityhub.OrganizationConfiguration(
      `${this.name}-security-hub-${region}`,
      { autoEnable: true, autoEnableStandards: "DEFAULT", region },
      this.child(),
    );
  }
}

function faults(name: string, { workload, regions = workload.standard.regions }: OrganizationSecurityArgs) {
  return faultsOf("governance/OrganizationSecurity", name, ...regionChecks(workload.standard, regions));
}
