import assert from "node:assert/strict";
import { loadStandard } from "@plinth/standards";
import type { PolicyResource } from "@pulumi/policy";
import { StackRun } from "../../../../policies/crossguard/stack-run";

const BUCKET = "aws:s3/bucket:Bucket";
const KEY = "aws:kms/key:Key";
const ROLE = "aws:iam/role:Role";

describe("StackRun", () => {
  it("looks for no type before the first policy has shown what the run has", () => {
    const run = new StackRun(loadStandard());
    const first = mark(run, 0, KEY);
    assert.equal(first(), undefined);
    run.estateFor(0, [resource(BUCKET)]);
    assert.equal(mark(run, 1, KEY)(), KEY);
  });

  it("looks for the type that the run has, and else for one that it has not", () => {
    const run = new StackRun(loadStandard());
    run.estateFor(0, [resource(BUCKET)]);
    assert.equal(mark(run, 1, KEY, BUCKET)(), BUCKET);
    assert.equal(mark(run, 2, KEY, ROLE)(), KEY);
  });

  it("looks for the type that the program says where rules read it as another", () => {
    const run = new StackRun(loadStandard());
    run.estateFor(0, [resource("aws-native:s3:Bucket")]);
    assert.equal(mark(run, 1, KEY, BUCKET)(), "aws-native:s3:Bucket");
  });

  it("converts the resources of a run once", () => {
    const run = new StackRun(loadStandard());
    const estate = run.estateFor(0, [resource(BUCKET)]);
    mark(run, 1, KEY)();
    assert.equal(run.estateFor(2, [resource(BUCKET)]), estate);
  });

  it("begins a new run with a policy that comes again, though the resources are called the same", () => {
    const run = new StackRun(loadStandard());
    run.estateFor(0, [resource(BUCKET)]);
    assert.equal(mark(run, 0, KEY)(), undefined);
    const changed = run.estateFor(0, [resource(BUCKET, { bucket: "another" })]);
    assert.deepEqual(
      changed.resources.map(({ props }) => props),
      [{ bucket: "another" }],
    );
  });

  it("begins a new run with a policy that was left out, and with one that was disabled before", () => {
    const run = new StackRun(loadStandard());
    run.estateFor(1, [resource(BUCKET)]);
    const leftOut = mark(run, 2, KEY);
    assert.equal(leftOut(), KEY);
    assert.equal(leftOut(), undefined);
    assert.equal(mark(run, 0, KEY)(), undefined);
  });

  it("knows what the program gives a resource, beside defaults of the provider and what AWS fills in", () => {
    const run = new StackRun(loadStandard());
    const inputs = { acl: "private", bucket: "answers", __defaults: ["acl"] };
    const answers = resource(BUCKET, { ...inputs, policy: "{}" });
    run.follow({ urn: answers.urn, props: inputs });

    assert.deepEqual(run.estateFor(0, [answers]).resources[0]?.edges, { bucket: [] });
    assert.deepEqual(run.estateFor(0, [answers]).resources[0]?.edges, {}, "of another run nothing is known");
  });

  it("keeps what is not known yet without reading it", () => {
    const guarded = new Proxy({ bucket: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }, { get: () => assert.fail("read") });
    const [record] = new StackRun(loadStandard()).estateFor(0, [resource(BUCKET, guarded)]).resources;
    assert.equal(typeof record?.props.bucket, "symbol");
  });
});

/** The type that `@pulumi/policy` reads off the validation of a policy, each time that it asks. */
function mark(run: StackRun, position: number, ...types: readonly string[]): () => unknown {
  const validation = run.onlyFor(types, position, () => {});
  return () => Reflect.get(validation, "__pulumiType");
}

function resource(type: string, props: Record<string, unknown> = {}): PolicyResource {
  return {
    type,
    props,
    urn: `urn:pulumi:s::p::${type}::one`,
    name: "one",
    opts: {
      protect: false,
      ignoreChanges: [],
      aliases: [],
      additionalSecretOutputs: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    },
    dependencies: [],
    propertyDependencies: {},
    isType: () => false,
    asType: () => undefined,
  };
}
