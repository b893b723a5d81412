import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "../../support/repository";

const PROGRAM = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
const network = new pulumi.StackReference("acme/network/prod");
const vpc = aws.ec2.getVpcOutput({ default: true });
new aws.ec2.SecurityGroup("door", {
  vpcId: network.requireOutput("vpcId"),
  description: pulumi.interpolate\`from \${vpc.cidrBlock}\`,
});
new aws.ssm.Parameter("login", { name: "login", type: "SecureString", value: network.requireOutput("password") });
async function zones(): Promise<void> {
  const { ids } = await aws.ec2.getSubnets({ filters: [{ name: "tag:tier", values: ["private"] }] });
  if (ids.length < 4) throw new Error("too few subnets: " + ids.length);
}
zones();
`;

const GIVEN = `version: 1
stacks:
  acme/network/prod:
    vpcId: vpc-0123456789abcdef0
    password: { "fn::secret": planted-given-password }
functions:
  - function: aws:ec2:getVpc
    result: { cidrBlock: 10.9.0.0/16 }
  - function: aws:ec2:getSubnets
    result: { ids: [subnet-1, subnet-2, subnet-3, subnet-4] }
  - function: aws:ec2:getAmi
    result: { id: ami-1 }
`;

describe("plinth preview of a program that reads outside of its stack", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-outside-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    writeFileSync(join(folder, "package.json"), "{}");
    writeFileSync(join(folder, "index.ts"), PROGRAM);
    symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const plinth = (...args: string[]) =>
    spawnSync(process.execPath, [join(REPOSITORY, "cli/bin/plinth.js"), "preview", "-C", folder, ...args], {
      encoding: "utf8",
      cwd: folder,
    });

  it("says with its failure what it read, and writes it to be filled in", () => {
    const { status, stdout, stderr } = plinth("--write-given", "asked.yaml");

    assert.equal(status, 2);
    assert.match(stdout, /the program threw too few subnets: 3\n\s+at .*index\.ts:13:/);
    assert.match(stdout, /before that it read values outside of the stack, which are unknown or stand-ins here: /);
    assert.match(
      stdout,
      /if it fails because of them: --write-given given\.yaml lists them to be filled in, --given given\.yaml supplies them/,
    );
    assert.match(stderr, /^wrote what was read outside of the stacks to asked\.yaml: \d+ to fill in\n$/);
    const asked = readFileSync(join(folder, "asked.yaml"), "utf8");
    assert.match(asked, /- function: aws:ec2\/getSubnets:getSubnets\n {4}arguments:\n {6}filters:\n/);
  });

  it("uses the values that are given, keeps secret ones, and says which nothing asked for", () => {
    writeFileSync(join(folder, "given.yaml"), GIVEN);
    const { status, stdout } = plinth("--given", "given.yaml", "--json");
    const report = JSON.parse(stdout);
    const [stack] = report.stacks;

    assert.deepEqual([status, report.failures], [0, []]);
    assert.doesNotMatch(stdout, /planted-given-password/);
    assert.deepEqual(report.unusedGiven, ["functions[2]"]);
    const read = stack.outside.find(({ kind }: { kind: string }) => kind === "stack");
    assert.deepEqual(
      [read.name, [...read.given].sort(), read.missing],
      ["acme/network/prod", ["password", "vpcId"], []],
    );
    assert.deepEqual(stack.logs, []);

    const text = plinth("--given", "given.yaml").stdout;
    assert.match(
      text,
      /unknown, or stood in for, from outside of the stack: aws:ec2\/getSubnets:getSubnets, aws:ec2\/getVpc/,
    );
    assert.match(text, /! given, and no program asked for it: functions\[2\]/);
  });

  it("masks secret arguments, and leaves them out of what it writes", () => {
    writeFileSync(
      join(folder, "index.ts"),
      'import * as aws from "@pulumi/aws";\nimport * as pulumi from "@pulumi/pulumi";\n' +
        'aws.secretsmanager.getSecretVersionOutput({ secretId: pulumi.secret("planted-argument"), versionStage: "AWSCURRENT" });',
    );
    const { status, stdout } = plinth("--json", "--write-given", "secret.yaml");
    const written = readFileSync(join(folder, "secret.yaml"), "utf8");

    assert.equal(status, 0);
    assert.match(written, /arguments:\n {6}versionStage: AWSCURRENT\n/);
    for (const text of [stdout, written]) assert.doesNotMatch(text, /planted-argument/);
  });

  it("refuses a file of given values that is not one, before anything runs", () => {
    writeFileSync(join(folder, "wrong.yaml"), "version: 1\nstack: {}\n");
    const { status, stdout, stderr } = plinth("--given", "wrong.yaml");

    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /stack: must be a known key: did you mean stacks\? \[cli\/Given\/unknownKey\]/);
  });
});
