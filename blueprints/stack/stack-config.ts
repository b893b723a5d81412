import { deploymentRoleArn } from "@plinth/components/identity/principals";
import { check, dotted, type Fault, PlinthError, type Standard } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { modelChoice } from "../workload/model-keys";
import { network } from "../workload/region-keys";
import type { Blueprint, ConfigBasis, StackSettings } from "./blueprint";
import { accountId, oneOf, text, type WorkloadSettings, workloadShape } from "./keys";
import { BLUEPRINT_NAMES, findBlueprint } from "./registry";

/** Stack configuration as Pulumi stores it. */
export interface RawConfig {
  /** Name of the Pulumi stack. */
  readonly stack: string;
  /** By full key (`plinth:workload`); objects as JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** Whether a value, by full key, must not be printed. */
  readonly isSecret: (key: string) => boolean;
}

/** A stack's configuration, checked as a whole. */
export interface StackConfig {
  /** The part that does not depend on the blueprint. */
  readonly settings: StackSettings;
  /** The blueprint that `plinth:blueprint` names. */
  readonly blueprint: Blueprint;
  /** Checked values of the blueprint's keys, defaults filled in. */
  readonly config: Readonly<{ workload: WorkloadSettings }>;
}

const ID = "stack/Config";
const NAMESPACE = "plinth:";
const REGION = "aws:region";

/** The configuration of the running stack. A key counts as secret unless Pulumi says that it is not. */
export function currentConfig(): RawConfig {
  const { isConfigSecret } = pulumi.runtime as { readonly isConfigSecret?: (key: string) => boolean } & object;
  return {
    stack: pulumi.getStack(),
    values: pulumi.runtime.allConfig(),
    isSecret: (key) => isConfigSecret?.(key) ?? true,
  };
}

/**
 * Checks everything that a stack's configuration says.
 * @throws PlinthError with every fault; a secret value is never in it.
 */
export function parseStackConfig(raw: RawConfig, standard: Standard): StackConfig {
  const { values, faults: malformed } = decode(raw);
  const basis = { standard, stack: raw.stack, region: standard.regions.find((region) => region === values[REGION]) };
  const blueprint = typeof values.blueprint === "string" ? findBlueprint(values.blueprint) : undefined;

  const settings = z.object(settingsShape(standard));
  const schema = (blueprint?.schema(basis) ?? anyBlueprint(basis)).safeExtend(settings.shape);
  const { data, faults } = check(schema, values, {
    id: ID,
    path: ([key, ...rest]) => dotted([fullKey(String(key)), ...rest]),
    printable: ([key]) => key !== undefined && !raw.isSecret(fullKey(String(key))),
  });
  const all = [...malformed, ...faults.filter((fault) => malformed.every(({ path }) => path !== fault.path))];
  if (all.length > 0 || !blueprint || !data) throw new PlinthError("configuration", all);
  return { blueprint, settings: complete(raw.stack, settings.parse(data)), config: data };
}

/** Keys that every stack has, whatever its blueprint. */
function settingsShape(standard: Standard) {
  return {
    blueprint: oneOf(BLUEPRINT_NAMES),
    environment: oneOf(standard.environments.names),
    account: accountId,
    [REGION]: oneOf(standard.regions),
    /** Role that the provider assumes, or `none`. Default: the account's {@link deploymentRoleArn}. */
    deploymentRole: text(/^(none|arn:aws[a-z-]*:iam::\d{12}:role\/.+)$/, "the ARN of an IAM role, or none").optional(),
    /** Resources to take over in place of creating them: ids by logical name. Default: none. */
    adopt: z
      .record(z.string(), text(/./, "the id that pulumi import takes"), { error: "ids by logical name" })
      .optional(),
  };
}

/** What can be said of a configuration whose blueprint is not known: the keys that workloads share. */
function anyBlueprint(basis: ConfigBasis) {
  return z.looseObject({
    workload: z.looseObject({ ...workloadShape, models: z.array(modelChoice(basis)).optional() }),
    network: network.optional(),
  });
}

function complete(stack: string, settings: z.infer<z.ZodObject<ReturnType<typeof settingsShape>>>): StackSettings {
  const { environment, account, [REGION]: region, deploymentRole, adopt } = settings;
  const partition = partitionOf(region);
  return {
    stack,
    environment,
    accountId: account,
    region,
    partition,
    deploymentRoleArn:
      deploymentRole === "none" ? undefined : (deploymentRole ?? deploymentRoleArn(partition, account)),
    ...(adopt && { adopt }),
  };
}

function partitionOf(region: string): string {
  return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** The keys that are ours, by short name; objects and lists as such. */
function decode({ values }: RawConfig): { values: Record<string, unknown>; faults: Fault[] } {
  const faults: Fault[] = [];
  const decoded: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (key !== REGION && !key.startsWith(NAMESPACE)) continue;
    const short = key === REGION ? key : key.slice(NAMESPACE.length);
    try {
      decoded[short] = /^[{[]/.test(value) ? JSON.parse(value) : value;
    } catch {
      faults.push({ id: `${ID}/${short}`, path: key, allowed: "valid JSON" });
    }
  }
  return { values: decoded, faults };
}

function fullKey(short: string): string {
  return short.includes(":") ? short : `${NAMESPACE}${short}`;
}
