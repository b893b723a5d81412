import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UNKNOWN_VALUE, type Values } from "@plinth/engine";
import { version } from "@pulumi/aws/package.json";
import { REPOSITORY } from "../../../support/repository";
import { EngineSide } from "./support";

const MAIN = join(REPOSITORY, "engine/provider/main.js");
const VPC = "urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::network";
const ROLE = "urn:pulumi:dev::shop::plinth:index:WorkloadRole$aws:iam/role:Role::reader";

const REPLACED = "urn:pulumi:dev::shop::aws:iam/role:Role::writer";

/** A provider in a process of its own, as the engine starts it. */
class Provider {
  private constructor(
    readonly engine: EngineSide,
    private readonly child: ChildProcess,
  ) {}

  static async start(packageName: string, environment: Record<string, string> = {}): Promise<Provider> {
    const child = spawn(process.execPath, [MAIN, packageName, "127.0.0.1:1"], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(child.stdout, "data");
    assert.match(String(line), /^\d+\n$/);
    return new Provider(new EngineSide(Number(line)), child);
  }

  async stop(): Promise<void> {
    this.engine.close();
    this.child.kill();
    await once(this.child, "exit");
  }
}

describe("The simulated AWS provider, as a process", () => {
  let provider: Provider;
  let engine: EngineSide;
  before(async () => {
    provider = await Provider.start("aws");
    engine = provider.engine;
    await engine.configure({
      region: "eu-west-1",
      assumeRoles: '[{"roleArn":"arn:aws:iam::210987654321:role/deploy"}]',
      defaultTags: '{"tags":{"owner":"customer-care"}}',
    });
  });
  after(() => provider.stop());

  it("says what it takes: previews, but no secrets, which the engine unwraps and marks again", async () => {
    const response = await engine.configure({ region: "eu-west-1" });

    assert.equal(response.getSupportspreview(), true);
    assert.equal(response.getAcceptsecrets(), false);
    assert.equal(response.getAcceptresources(), false);
    assert.equal(response.getAcceptoutputs(), false);
    await engine.configure({
      region: "eu-west-1",
      assumeRoles: '[{"roleArn":"arn:aws:iam::210987654321:role/deploy"}]',
      defaultTags: '{"tags":{"owner":"customer-care"}}',
    });
  });

  it("has the version of the SDK", async () => {
    assert.deepEqual(await engine.schema(), { name: "aws", version });
  });

  it("checks with its configuration, which arrives as JSON", async () => {
    const response = await engine.check(VPC, { cidrBlock: "10.0.0.0/16" });

    assert.deepEqual(response.getFailuresList(), []);
    assert.deepEqual(response.getInputs()?.toJavaScript(), {
      cidrBlock: "10.0.0.0/16",
      enableDnsSupport: true,
      instanceTenancy: "default",
      region: "eu-west-1",
      tagsAll: { owner: "customer-care" },
      __defaults: ["enableDnsSupport", "instanceTenancy"],
    });
  });

  it("reports what is wrong with inputs by property", async () => {
    const failures = (await engine.check(VPC, { cidrBlock: "10.0.0.1/16" })).getFailuresList();

    assert.deepEqual(
      failures.map((failure) => [failure.getProperty(), failure.getReason()]),
      [["cidrBlock", '"10.0.0.1/16" is not a valid IPv4 CIDR block; did you mean "10.0.0.0/16"?']],
    );
  });

  it("names by the last part of the URN", async () => {
    const inputs = (await engine.check(ROLE, { assumeRolePolicy: "{}" })).getInputs()?.toJavaScript();

    assert.match(String(inputs?.name), /^reader-[0-9a-f]{7}$/);
  });

  it("gives a replacement another automatic name, the same in preview and update", async () => {
    const checked = async (olds?: Values): Promise<Values> =>
      (await engine.check(REPLACED, { assumeRolePolicy: "{}" }, olds)).getInputs()?.toJavaScript() as Values;
    const first = await checked();
    const kept = await checked(first);
    const replacement = await checked();

    assert.equal(kept.name, first.name);
    assert.match(String(replacement.name), /^writer-[0-9a-f]{7}$/);
    assert.notEqual(replacement.name, first.name);
    await checked(first);
    assert.deepEqual(await checked(), replacement);
    assert.equal((await checked(replacement)).name, replacement.name);
  });

  it("plans in preview, and creates afterwards in its account", async () => {
    const planned = await engine.create(VPC, { cidrBlock: "10.0.0.0/16" }, true);
    const created = await engine.create(VPC, { cidrBlock: "10.0.0.0/16" });

    assert.equal(planned.id, "");
    assert.equal(planned.outputs.arn, UNKNOWN_VALUE);
    assert.equal(created.outputs.arn, `arn:aws:ec2:eu-west-1:210987654321:vpc/${created.id}`);
  });

  it("tells which difference replaces", async () => {
    const { id, outputs } = await engine.create(VPC, { cidrBlock: "10.0.0.0/16" });

    const none = await engine.diff(VPC, id, outputs, { cidrBlock: "10.0.0.0/16" });
    const some = await engine.diff(VPC, id, outputs, { cidrBlock: "10.1.0.0/16" });

    assert.equal(none.getChanges(), 1);
    assert.equal(some.getChanges(), 2);
    assert.deepEqual(some.getReplacesList(), ["cidrBlock"]);
    assert.equal(some.getDetaileddiffMap().get("cidrBlock")?.getKind(), 5);
  });

  it("updates, keeping what was assigned", async () => {
    const { id, outputs } = await engine.create(VPC, { cidrBlock: "10.0.0.0/16" });

    const updated = await engine.update(VPC, id, outputs, { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });

    assert.deepEqual(updated, { ...outputs, enableDnsHostnames: true });
  });

  it("reads what is managed unchanged, and looks up what is not", async () => {
    const { id, outputs } = await engine.create(VPC, { cidrBlock: "10.0.0.0/16" });

    assert.deepEqual(await engine.read(VPC, id, outputs, { cidrBlock: "10.0.0.0/16" }), { id, outputs });
    const found = await engine.read(VPC, "vpc-1", {});
    assert.equal(found.id, "vpc-1");
    assert.equal(found.outputs.arn, "arn:aws:ec2:eu-west-1:210987654321:vpc/vpc-1");
  });

  it("answers data sources, without what it does not know", async () => {
    const { accountId } = await engine.invoke("aws:index/getCallerIdentity:getCallerIdentity");
    const table = await engine.invoke("aws:ec2/getRouteTable:getRouteTable", { routeTableId: "rtb-1" });

    assert.equal(accountId, "210987654321");
    assert.equal(table.id, "rtb-1");
    assert.equal("routes" in table, false);
  });

  it("refuses in the words of the simulation", async () => {
    await assert.rejects(engine.invoke("aws:index/getArn:getArn", { arn: "x" }), new Error("arn: invalid prefix: x"));
  });
});

describe("A simulated provider under test", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-provider-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("fails where the test wants it to, but only when it acts, and keeps a journal", async () => {
    const journal = join(folder, "journal");
    const provider = await Provider.start("aws", {
      PLINTH_SIMULATED_FAULTS: JSON.stringify({ network: "creating EC2 VPC: api error VpcLimitExceeded" }),
      PLINTH_PROVIDER_JOURNAL: journal,
    });
    try {
      await provider.engine.create(VPC, {}, true);
      await assert.rejects(
        provider.engine.create(VPC, {}),
        new Error("1 error occurred:\n\t* creating EC2 VPC: api error VpcLimitExceeded\n\n"),
      );
      const { id } = await provider.engine.create(ROLE, { name: "reader" });
      await provider.engine.delete(ROLE, id);
    } finally {
      await provider.stop();
    }

    const entries = readFileSync(journal, "utf8").trimEnd().split("\n");
    assert.deepEqual(
      entries.map((line) => JSON.parse(line)),
      [
        { package: "aws", method: "create", subject: VPC, preview: true },
        { package: "aws", method: "create", subject: VPC, preview: false },
        { package: "aws", method: "create", subject: ROLE, preview: false },
        { package: "aws", method: "delete", subject: ROLE },
      ],
    );
  });

  it("stands in for any other package", async () => {
    const provider = await Provider.start("random");
    try {
      const urn = "urn:pulumi:dev::shop::random:index/randomPassword:RandomPassword::password";
      const { id, outputs } = await provider.engine.create(urn, { length: 12 });

      assert.equal(id, "none");
      assert.equal(String(outputs.result).length, 12);
    } finally {
      await provider.stop();
    }
  });
});
