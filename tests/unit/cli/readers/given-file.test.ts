import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PlinthError } from "@plinth/standards";
import { secret } from "@plinth/standards/pulumi/wire";
import { GivenValues, readGivenFile } from "../../../../cli/readers/given-file";

describe("a file of given values", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-given-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function given(text: string): GivenValues {
    const file = join(folder, "given.yaml");
    writeFileSync(file, text);
    return new GivenValues(readGivenFile(file));
  }

  function faults(text: string): string[] {
    try {
      given(text);
    } catch (error) {
      if (error instanceof PlinthError) return error.message.split("\n").slice(1);
      throw error;
    }
    return [];
  }

  it("gives the outputs of a stack, whose organisation may be left out", () => {
    const values = given(`
version: 1
stacks:
  network/prod: { vpcId: vpc-1, password: { "fn::secret": { user: ada } }, zones: }
  acme/data/prod: { bucket: b }`);

    assert.deepEqual(values.stackOutputs("acme/network/prod"), { vpcId: "vpc-1", password: secret({ user: "ada" }) });
    assert.deepEqual(values.stackOutputs("acme/data/prod"), { bucket: "b" });
    assert.deepEqual(values.stackOutputs("organization/data/prod"), { bucket: "b" });
    assert.equal(values.stackOutputs("other/data/prod"), undefined);
    assert.equal(values.stackOutputs("acme/network/dev"), undefined);
  });

  it("gives the result of a function that is called with the arguments, and others; the first entry counts", () => {
    const values = given(`
version: 1
functions:
  - function: aws:ec2:getVpc
    arguments: { default: true }
    result: { id: vpc-1 }
  - function: aws:ec2/getVpc:getVpc
    result: { id: vpc-2, cidrBlock: 10.0.0.0/16 }
  - function: aws:getRegion
    result: { name: eu-west-1 }
  - function: aws:ec2:getSubnets
    arguments: { filters: [{ name: vpc-id, values: [vpc-1] }] }
    result: { ids: [a, b] }`);
    const result = (token: string, args = {}) => values.functionResult(token, args);

    assert.deepEqual(result("aws:ec2/getVpc:getVpc", { default: true, state: "available" }), {
      id: "vpc-1",
      cidrBlock: "10.0.0.0/16",
    });
    assert.deepEqual(result("aws:ec2/getVpc:getVpc"), { id: "vpc-2", cidrBlock: "10.0.0.0/16" });
    assert.deepEqual(result("aws:index/getRegion:getRegion"), { name: "eu-west-1" });
    const filter = (...ids: string[]) => ({ filters: [{ name: "vpc-id", values: ids }] });
    assert.deepEqual(result("aws:ec2/getSubnets:getSubnets", filter("vpc-1")), { ids: ["a", "b"] });
    assert.equal(result("aws:ec2/getSubnets:getSubnets", filter("vpc-1", "vpc-2")), undefined);
    assert.equal(result("aws:ec2/getVpcs:getVpcs"), undefined);
  });

  it("gives the outputs of a resource by its id or its name, and says what nothing asked for", () => {
    const values = given(`
version: 1
stacks: { network/prod: { vpcId: vpc-1 } }
functions: [{ function: "aws:ec2:getVpc" }]
resources:
  - { type: "aws:ec2:Vpc", id: vpc-1, outputs: { cidrBlock: 10.0.0.0/16 } }
  - { type: "aws:ec2/vpc:Vpc", name: main, outputs: { cidrBlock: 10.1.0.0/16 } }
  - { type: "eks:index:Cluster", name: apps }`);

    assert.deepEqual(values.resourceOutputs("aws:ec2/vpc:Vpc", "vpc-1", "other"), { cidrBlock: "10.0.0.0/16" });
    assert.deepEqual(values.resourceOutputs("aws:ec2/vpc:Vpc", "vpc-9", "main"), { cidrBlock: "10.1.0.0/16" });
    assert.equal(values.resourceOutputs("aws:ec2/vpc:Vpc", "vpc-9", "other"), undefined);
    assert.deepEqual(values.unused, ["stacks.network/prod", "functions[0]", "resources[2]"]);
  });

  it("is refused with all of its faults, and shows no value that may be secret", () => {
    assert.deepEqual(
      faults(`
version: 2
stacks:
  prod: {}
  a/b: { accountId: 012345678901, password: hunter2 }
functions:
  - fuction: x
    result: [hunter2]
resources:
  - type: bucket
    outputs: hunter2
  - type: aws:ec2:Vpc`),
      [
        "  version: found 2; must be 1 [cli/Given/version]",
        "  stacks.prod: must be under a name of the form [organization/]project/stack [cli/Given/stacks.prod]",
        "  functions[0].function: must be text [cli/Given/functions.function]",
        "  functions[0].result: must be a map of keys [cli/Given/functions.result]",
        "  functions[0].fuction: must be a known key: did you mean function? [cli/Given/unknownKey]",
        "  resources[0].type: found bucket; must be a type: aws:ec2/vpc:Vpc [cli/Given/resources.type]",
        "  resources[0].outputs: must be a map of keys [cli/Given/resources.outputs]",
        "  resources[1]: found a map; must be with an id or a name [cli/Given/resources]",
        '  stacks.a/b.accountId: must be quoted, as a text: "012345678901" [cli/Given/number]',
      ],
    );
  });

  it("is refused where it is no YAML, is too deep, or stands for too much", () => {
    assert.deepEqual(faults("version: [1"), [
      "  line 2: must be valid YAML (unexpected end of the stream within a flow collection) [cli/Given/yaml]",
    ]);
    assert.match(faults("[".repeat(20_000)).join(), /must be valid YAML \(nesting exceeded/);
    const doubled = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join("\n");
    assert.match(
      faults(`a0: &a0 x\n${doubled}`).join(),
      /must be YAML of no more than 200000 values, aliases counted at each use/,
    );
    assert.throws(() => readGivenFile(join(folder, "none.yaml")), /must be a readable file; --write-given writes one/);
  });
});
