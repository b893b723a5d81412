import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import {
  loadPack,
  type PackConfig,
  type PackDiagnostic,
  type PolicyPack,
  type StackPreview,
  spawnPack,
} from "@plinth/engine";
import * as pulumi from "@pulumi/pulumi";
import { CloudProvider, Group, run, Thing } from "../../unit/engine/monitor/support";

const PACKS = resolve(__dirname, "../../fixtures/packs");
const SAMPLE = join(PACKS, "sample");
const THINGS = "urn:pulumi:dev::shop::cloud:index:Thing::";

function program(): void {
  const provider = new CloudProvider("frankfurt", { region: "eu-central-1" });
  const base = new Thing("base", { size: 1, code: new pulumi.asset.StringAsset("x") });
  new Thing("large", { size: 9, of: base.arn }, { protect: true, customTimeouts: { create: "1m" } });
  new Thing("guarded", { password: pulumi.secret("planted-password"), of: base }, { provider });
  new Thing("sized", { size: base.arn.apply((arn) => arn.length) });
  new Thing("inner", {}, { parent: new Group("group") });
  new Thing("read", {}, { id: "thing-1" });
}

/** What both ways of running a pack say, which must be the same. */
async function diagnostics(
  preview: StackPreview,
  directory: string,
  config: PackConfig = {},
): Promise<readonly PackDiagnostic[]> {
  const packs: PolicyPack[] = [];
  try {
    packs.push(await loadPack(directory, config), await spawnPack(directory, config));
    const [here, there] = await Promise.all(packs.map((pack) => pack.analyze(preview)));
    assert.deepEqual(here, there);
    return here ?? [];
  } finally {
    for (const pack of packs) pack.close();
  }
}

/** Resources are registered as their inputs become known, so what is said about them is put into an order of its own. */
const said = (all: readonly PackDiagnostic[]) =>
  all
    .map(({ policyName, enforcementLevel, urn, message }) => [policyName, enforcementLevel, urn, message])
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe("policy packs", () => {
  it("tell their name, version and policies", async () => {
    const { name, version, policies } = await loadPack(SAMPLE);

    assert.deepEqual([name, version], ["sample", "1.4.0"]);
    assert.deepEqual(
      policies.map((policy) => [policy.name, policy.scope, policy.enforcementLevel, policy.severity]),
      [
        ["things-are-small", "resource", "mandatory", "high"],
        ["things-keep-secrets", "resource", "advisory", undefined],
        ["things-have-users", "stack", "mandatory", undefined],
        ["runs-beside-its-files", "stack", "disabled", undefined],
      ],
    );
  });

  it("judge inputs resource by resource, then the stack's state, in process as over gRPC", async () => {
    const found = await diagnostics(await run(program), SAMPLE);

    const unused = (name: string, urn: string, parent = "shop-dev") => [
      "things-have-users",
      "mandatory",
      urn,
      `Another resource refers to each thing.\n${name}: arn:cloud:${name}, parent ${parent}`,
    ];
    assert.deepEqual(said(found), [
      [
        "things-are-small",
        "mandatory",
        `${THINGS}large`,
        "A thing has at most the configured size.\nsize 9 is above 3",
      ],
      [
        "things-are-small",
        "mandatory",
        `${THINGS}sized`,
        "A thing has at most the configured size.\nsize 14 is above 3",
      ],
      unused("guarded", `${THINGS}guarded`),
      unused("large", `${THINGS}large`),
      unused("sized", `${THINGS}sized`),
      unused("inner", "urn:pulumi:dev::shop::tests:index:Group$cloud:index:Thing::inner", "group"),
      [
        "things-keep-secrets",
        "advisory",
        `${THINGS}guarded`,
        "A thing has no password.\npassword [secret] in eu-central-1, protected: false",
      ],
    ]);
    assert.deepEqual(
      found.map(({ scope }) => scope),
      ["resource", "resource", "resource", "stack", "stack", "stack", "stack"],
    );
    assert.equal(found.find(({ policyName }) => policyName === "things-are-small")?.severity, "high");
  });

  it("turn into advice what touches an unknown value, in process as over gRPC", async () => {
    const found = await diagnostics(await run(program, { unknowns: true }), SAMPLE);

    assert.deepEqual(
      found
        .filter(({ message }) => message.startsWith("can't run policy"))
        .map(({ policyName, enforcementLevel, urn }) => [policyName, enforcementLevel, urn]),
      [
        ["things-are-small", "advisory", `${THINGS}sized`],
        ["things-have-users", "advisory", undefined],
      ],
    );
  });

  it("take configuration: levels, properties, and a level for all", async () => {
    const preview = await run(program);
    const configured = await diagnostics(preview, SAMPLE, {
      all: "disabled",
      "things-are-small": { enforcementLevel: "advisory", maximum: 10 },
      "runs-beside-its-files": "mandatory",
    });

    assert.deepEqual(said(configured), [
      ["runs-beside-its-files", "mandatory", undefined, "The working directory is the pack's folder.\ntrue"],
      [
        "things-are-small",
        "advisory",
        `${THINGS}sized`,
        "A thing has at most the configured size.\nsize 14 is above 10",
      ],
    ]);
  });

  it("share nothing: a second copy of a pack keeps its own configuration", async () => {
    const preview = await run(program);
    const strict = await loadPack(SAMPLE, { "things-are-small": { maximum: 0 } });
    const lax = await loadPack(SAMPLE, { "things-are-small": { maximum: 100 } });
    const sizes = async (pack: PolicyPack) =>
      (await pack.analyze(preview)).filter(({ policyName }) => policyName === "things-are-small").length;

    assert.equal(await sizes(lax), 0);
    assert.equal(await sizes(strict), 3);
  });

  it("leave the process as it was", async () => {
    const before = [process.cwd(), process.exit, console.error, Object.keys(require.cache).sort()];
    await (await loadPack(SAMPLE)).analyze(await run(program));

    assert.deepEqual([process.cwd(), process.exit, console.error, Object.keys(require.cache).sort()], before);
  });

  it("refuses a folder that defines no pack, and a pack that refuses itself", async () => {
    await assert.rejects(loadPack(join(PACKS, "empty")), /empty defines no PolicyPack$/);
    await assert.rejects(
      loadPack(join(PACKS, "broken")),
      /broken cannot be loaded: Invalid policy pack name "not a name"/,
    );
    await assert.rejects(
      spawnPack(join(PACKS, "broken")),
      /broken ended with code 1 before it served: Invalid policy pack/,
    );
  });
});
