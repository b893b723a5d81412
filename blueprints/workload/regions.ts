import { existingKey, existingNetwork, type WorkloadNetwork } from "@plinth/components";
import type { Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import type { BlueprintContext } from "../stack/blueprint";
import { foundationOf } from "../stack/foundation";
import type { OrganizationSettings } from "../stack/keys";
import type { AiWorkload, Placement } from "./ai-workload";
import type { aiWorkloadOptions } from "./model-keys";
import type { OwnNetwork } from "./network";
import type { Options } from "./options";
import type { NetworkSettings, SecondRegionSettings } from "./region-keys";

/** The keys of configuration that say where a workload is deployed, and what it shares with others there. */
export interface RegionSettings {
  /** The workload's models, and what they are expected to cost. */
  readonly workload: Options<ReturnType<typeof aiWorkloadOptions>>;
  /** A network of the stack's own, or one that exists. Default: an own one. */
  readonly network?: NetworkSettings;
  /** Where the organisation's ids come from. */
  readonly organization: OrganizationSettings;
  /** A key that exists already. Default: an own one. */
  readonly keyArn?: string;
  /** Whether the stack records the account's invocations in its region. */
  readonly invocationLogging: boolean;
  /** Where the workload is deployed once more. Default: nowhere. */
  readonly secondRegion?: SecondRegionSettings;
}

/** The arguments of a workload's component: its options as they are configured, and where it is deployed. */
export type RegionalArgs<Config> = Omit<Config, Exclude<keyof RegionSettings, "invocationLogging">> &
  RegionSettings["workload"] &
  Placement & { readonly isHome: boolean };

/** The arguments of a workload's component in the stack's own region. */
export function homeArgs<Config extends RegionSettings>(
  config: Config,
  workload: Workload,
  organizationId: pulumi.Output<string>,
): RegionalArgs<Config> {
  const { workload: settings, network, organization: _, keyArn, secondRegion: __, ...options } = config;
  const { models, expectedMonthlyInferenceUsd } = settings;
  return {
    ...options,
    models,
    expectedMonthlyInferenceUsd,
    workload,
    network: networkIn("plinth:network", network, organizationId),
    key: keyArn === undefined ? undefined : existingKey("existing-key", keyArn),
    isHome: true,
  };
}

/**
 * Deploys a workload's component in the stack's region, and again in the second one where there is one: by a provider of
 * the same account, with a network, keys, logs and profiles of its own. Nothing connects the two; what people bring to the
 * first is copied to the second. Options are passed on as they are configured.
 *
 * The second one's logical name, and so the name in AWS of all that it consists of, has the region's code
 * ({@link regionCode}) behind the workload's: `support-euc1`.
 * @returns The stack's outputs: the first region's, and below `secondRegion` its name and the second's.
 */
export function inRegions<Config extends RegionSettings>(
  config: Config,
  { workload, opts, optsIn }: Pick<BlueprintContext, "workload" | "opts" | "optsIn">,
  create: (name: string, args: RegionalArgs<Config>, opts: pulumi.ComponentResourceOptions) => AiWorkload,
): Record<string, unknown> {
  const { organizationId } = foundationOf(config.organization);
  const args = homeArgs(config, workload, organizationId);
  const home = create(workload.name, args, opts);
  if (!config.secondRegion) return { ...home.outputs };

  const { region, network, keyArn, invocationLogging } = config.secondRegion;
  const code = regionCode(region);
  const there = {
    workload: { ...workload, region },
    network: networkIn("plinth:secondRegion.network", network, organizationId),
    key: keyArn === undefined ? undefined : existingKey(`existing-key-${code}`, keyArn),
    invocationLogging,
    isHome: false,
  };
  const second = create(`${workload.name}-${code}`, { ...args, ...there }, optsIn(region));
  home.copySourcesTo(second);
  return { ...home.outputs, secondRegion: { region, ...second.outputs } };
}

function networkIn(
  path: string,
  { existing, ...own }: Partial<NetworkSettings> = {},
  organizationId: pulumi.Output<string>,
): WorkloadNetwork | OwnNetwork {
  return existing ? existingNetwork(`${path}.existing`, existing) : { ...own, organizationId };
}

/**
 * What the ids of a region's zones begin with: `euc1` of eu-central-1. Names in AWS are too short for the region's own.
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html (read 2026-11).
 */
export function regionCode(region: string): string {
  const [area = "", ...rest] = region.split("-");
  return [
    area,
    ...rest.map((word) => word.replace(/north|south|east|west|central|gov/g, ([first = ""]) => first)),
  ].join("");
}
