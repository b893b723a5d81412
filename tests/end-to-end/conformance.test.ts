import assert from "node:assert/strict";
import { join } from "node:path";
import { type Given, previewStack, type StackPreview, UNKNOWN_VALUE, type Values } from "@plinth/engine";
import { REPOSITORY } from "../support/repository";
import { type ComparableResource, comparablePreview, comparableState } from "./support/comparable";
import { deployedEstate } from "./support/estate";
import { previewProject } from "./support/offline";
import type { StateResource } from "./support/state";
import { withEngine } from "./support/workspace";

const FIXTURES = join(REPOSITORY, "tests/fixtures/engine");
const TOKEN = "a secret of the configuration";

describe("The offline engine registers what the real engine's update leaves in its state", () => {
  it("for a program that says everything that a program can say", () =>
    withEngine(join(FIXTURES, "rich"), async (workspace) => {
      await workspace.initialise("app", { "rich:token": TOKEN });
      await workspace.up("base", { args: ["--skip-preview"] });
      await workspace.up("app", { args: ["--skip-preview"] });
      const base = await offline(workspace.directory, "base");
      const app = await offline(workspace.directory, "app", { "organization/rich/base": base.outputs });

      assertSame(base, await workspace.state("base"));
      assertSame(app, await workspace.state("app"));
    }));

  it("for remote components, whose children their provider registers", () =>
    withEngine(join(FIXTURES, "remote"), async (workspace) => {
      await workspace.up("dev");
      const { directory } = workspace;
      const config = { "aws:region": "eu-west-1" };
      const preview = await previewStack({ project: "remote", stack: "dev", program: directory, directory, config });

      assertSame(preview, await workspace.state("dev"));
      assert.deepEqual((await workspace.up("dev")).touched, []);
      await workspace.destroy("dev");
    }));

  it("for a program that reads outside of its stack, if the values are given", () =>
    withEngine(join(FIXTURES, "outside"), async (workspace) => {
      await workspace.up("base", { args: ["--skip-preview"] });
      await workspace.up("app", { args: ["--skip-preview"] });
      const state = await workspace.state("app");
      const { directory } = workspace;
      const config = { "aws:region": "eu-west-1" };
      const program = (stack: string) => ({ project: "outside", stack, program: directory, directory, config });
      const { outputs } = await previewStack(program("base"));
      const given: Given = {
        stackOutputs: () => outputs,
        functionResult: () => undefined,
        resourceOutputs: (type, id) => state.find((r) => r.type === type && r.id === id)?.outputs,
      };
      const preview = await previewStack(program("app"), { given });

      assertSame(preview, state);
      assert.deepEqual(preview.outside.map(({ name }) => name).sort(), [
        "aws:dynamodb/table:Table",
        "aws:ec2/getSubnets:getSubnets",
        "aws:ec2/getVpc:getVpc",
        "aws:route53/getZone:getZone",
        "aws:ssm/getParameter:getParameter",
        "organization/outside/base",
      ]);
    }));

  for (const [form, what] of [
    ["callbacks", "that serialises functions"],
    ["esm", "of ES modules"],
  ] as const) {
    it(`for a program ${what}`, () =>
      withEngine(join(FIXTURES, "forms", form), async (workspace) => {
        await workspace.up("dev", { args: ["--skip-preview"] });
        const [preview] = await previewProject(workspace.directory);

        assert.ok(preview);
        assertSame(preview, await workspace.state("dev"));
      }));
  }

  it("and knows resources by the names that they had before", () =>
    withEngine(join(FIXTURES, "renaming"), async (workspace) => {
      await workspace.up("dev", { args: ["--skip-preview", "--config", "version=1"] });
      const before = await workspace.state("dev");
      const renaming = await workspace.up("dev", { args: ["--skip-preview", "--config", "version=2"] });
      const after = new Set((await workspace.state("dev")).map(({ urn }) => urn));
      const config = { "aws:region": "eu-west-1", "renaming:version": "2" };
      const directory = workspace.directory;
      const preview = await previewStack({ project: "renaming", stack: "dev", program: directory, directory, config });

      assert.deepEqual(renaming.touched, []);
      const renamed = before.map(({ urn }) => urn).filter((urn) => !after.has(urn));
      assert.equal(renamed.length, 6);
      const aliases = new Set(preview.resources.flatMap((resource) => resource.aliases));
      assert.deepEqual(
        renamed.filter((urn) => !aliases.has(urn)),
        [],
      );
    }));

  it("for every stack of the repository", async () => {
    for (const { offline, state } of (await deployedEstate()).stacks) assertSame(offline, state);
  });
});

function offline(directory: string, stack: string, outputs: Readonly<Record<string, Values>> = {}) {
  const config = { "aws:region": "eu-west-1", "rich:token": TOKEN };
  return previewStack(
    { project: "rich", stack, program: directory, directory, config, secretKeys: ["rich:token"] },
    { stackOutputs: new Map(Object.entries(outputs)) },
  );
}

/** Which resources there are first, then one resource after another, so that a difference is easy to see. */
function assertSame(preview: StackPreview, state: readonly StateResource[]): void {
  const actual = comparablePreview(preview.resources);
  const expected = comparableState(state);
  assert.deepEqual(Object.keys(actual), Object.keys(expected));
  for (const urn of Object.keys(expected)) assert.deepEqual(actual[urn], known(expected[urn], actual[urn]), urn);
}

/** A resource of the state, with what the offline engine cannot know of a resource that is managed elsewhere as unknown. */
function known(expected?: ComparableResource, actual?: ComparableResource): ComparableResource | undefined {
  if (!expected?.external || !actual) return expected;
  const unknown = Object.entries(actual.outputs as Values).filter(([, value]) => value === UNKNOWN_VALUE);
  const outputs = { ...(expected.outputs as Values), ...Object.fromEntries(unknown) };
  // What would be secret stays so although it is unknown; the state has no mark of what it does not have.
  const secrets = actual.secretProperties.filter((key) => unknown.some(([name]) => name === key));
  return { ...expected, outputs, secretProperties: [...new Set([...expected.secretProperties, ...secrets])].sort() };
}
