import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { previewStack, type StackPreview } from "@plinth/engine";
import { parse } from "yaml";
import { REPOSITORY } from "./repository";

const BLUEPRINTS = join(REPOSITORY, "blueprints");

export type Config = Readonly<Record<string, unknown>>;

export interface BlueprintExample {
  readonly blueprint: string;
  readonly example: string;
  readonly config: Config;
}

/** `blueprints/<blueprint>/examples/<example>.yaml`, all of them. */
export const blueprintExamples: readonly BlueprintExample[] = readdirSync(BLUEPRINTS)
  .filter((blueprint) => existsSync(join(BLUEPRINTS, blueprint, "examples")))
  .flatMap((blueprint) =>
    readdirSync(join(BLUEPRINTS, blueprint, "examples")).map((file) => {
      const example = file.replace(/\.yaml$/, "");
      return { blueprint, example, config: exampleConfig(blueprint, example) };
    }),
  );

/** The configuration of one of a blueprint's examples, by full key. */
export function exampleConfig(blueprint: string, example: string): Config {
  return parse(readFileSync(join(BLUEPRINTS, blueprint, "examples", `${example}.yaml`), "utf8")).config;
}

/** As Pulumi hands on configuration: objects and lists as JSON, their keys in order. */
export function stored(config: Config): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "object" ? JSON.stringify(value, inOrder) : String(value),
    ]),
  );
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the landing zone's stacks have told. */
const LANDING_ZONE = new Map([
  ["organization/plinth/org", { organizationId: "o-a1b2c3d4e5", managementAccountId: "111122223333" }],
  ["organization/plinth/security", { logArchiveBucketName: "acme-log-archive" }],
  ["organization/plinth/audit", { sinkArns: sinkArns("eu-west-1", "eu-central-1") }],
  [
    "organization/plinth/network",
    {
      serviceNetworkArn: "arn:aws:vpc-lattice:eu-west-1:555566667777:servicenetwork/sn-0123456789abcdef0",
      transitGatewayId: "tgw-0123456789abcdef0",
      dnsRuleGroupId: "rslvr-frg-0123456789abcdef",
      queryLogConfigId: "rqlc-0123456789abcdef",
    },
  ],
]);

function sinkArns(...regions: readonly string[]): Record<string, string> {
  const arn = (region: string) => `arn:aws:oam:${region}:444455556666:sink/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0`;
  return Object.fromEntries(regions.map((region) => [region, arn(region)]));
}

/** Previews the stacks' own program with this configuration, in a landing zone. */
export function previewConfig(config: Config): Promise<StackPreview> {
  return previewStack(
    {
      project: "plinth",
      stack: "example",
      program: join(REPOSITORY, "stacks"),
      directory: REPOSITORY,
      config: stored(config),
    },
    { stackOutputs: LANDING_ZONE },
  );
}
