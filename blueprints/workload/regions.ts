import { type EncryptionKey, existingKey, existingNetwork, type WorkloadNetwork } from "@plinth/components";
import type { Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import type { BlueprintContext } from "../stack/blueprint";
import { foundationOf } from "../stack/foundation";
import type { NetworkSettings, OrganizationSettings, SecondRegionSettings } from "../stack/shared-keys";
import type { OwnNetwork } from "./parts";

/** What a workload's component is made of in one of its regions. */
export interface InRegion {
  /** The workload as it is there: the same but for `region`. */
  readonly workload: Workload;
  readonly network: WorkloadNetwork | OwnNetwork;
  readonly key: EncryptionKey | undefined;
  readonly invocationLogging: boolean;
  /** False in the second region: what an account has once, such as the budget, stands in the first. */
  readonly isHome: boolean;
}

/** A workload's component, deployed once or twice. */
export interface Regional<Component> {
  /** What the stack tells other stacks. */
  outputs(): Record<string, pulumi.Output<string>>;
  /** Keeps in the second region what people bring to the first. Left out where they bring nothing. */
  copySourcesTo?(second: Component): void;
}

/** The part of a blueprint's configuration that says where. */
export interface RegionSettings {
  readonly network?: NetworkSettings;
  readonly organization: OrganizationSettings;
  readonly keyArn?: string;
  readonly invocationLogging: "own" | "account";
  readonly secondRegion?: SecondRegionSettings;
}

/**
 * Deploys a workload's component in the stack's region, and again in the second one where there is one: by a provider of
 * the same account, with a network, keys, logs and profiles of its own. Nothing connects the two; what people bring to the
 * first is copied to the second.
 *
 * The second one's logical name, and so the name in AWS of all that it consists of, has the region's code
 * ({@link regionCode}) behind the workload's: `support-euc1`.
 * @returns The stack's outputs: the first region's, and below `secondRegion` its name and the second's.
 */
export function inRegions<Component extends Regional<Component>>(
  { network, keyArn, invocationLogging, organization, secondRegion }: RegionSettings,
  { workload, opts, optsIn }: Pick<BlueprintContext, "workload" | "opts" | "optsIn">,
  create: (name: string, where: InRegion, opts: pulumi.ComponentResourceOptions) => Component,
): Record<string, unknown> {
  const { organizationId } = foundationOf(organization);
  const home = create(
    workload.name,
    {
      workload,
      network: networkIn("plinth:network", network, organizationId),
      key: keyArn === undefined ? undefined : existingKey("existing-key", keyArn),
      invocationLogging: invocationLogging === "own",
      isHome: true,
    },
    opts,
  );
  if (!secondRegion) return home.outputs();

  const { region } = secondRegion;
  const code = regionCode(region);
  const second = create(
    `${workload.name}-${code}`,
    {
      workload: { ...workload, region },
      network: networkIn("plinth:secondRegion.network", secondRegion.network, organizationId),
      key: secondRegion.keyArn === undefined ? undefined : existingKey(`existing-key-${code}`, secondRegion.keyArn),
      invocationLogging: secondRegion.invocationLogging === "own",
      isHome: false,
    },
    optsIn(region),
  );
  home.copySourcesTo?.(second);
  return { ...home.outputs(), secondRegion: { region, ...second.outputs() } };
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
