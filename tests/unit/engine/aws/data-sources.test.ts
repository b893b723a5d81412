import assert from "node:assert/strict";
import { createSimulatedAws, UNKNOWN_VALUE, type Values } from "@plinth/engine";
import { CONFIG, create, form, invoke } from "./support";

const ACCOUNT = "210987654321";

/** The members of `result` that `expected` names. */
function part(result: Values, expected: Values): Values {
  return Object.fromEntries(Object.keys(expected).map((member) => [member, result[member]]));
}

describe("Data sources of simulated AWS", () => {
  const answers: readonly [token: string, args: Values, expected: Values][] = [
    [
      "aws:index/getCallerIdentity:getCallerIdentity",
      {},
      { accountId: ACCOUNT, id: ACCOUNT, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/pulumi` },
    ],
    ["aws:index/getPartition:getPartition", {}, { partition: "aws", dnsSuffix: "amazonaws.com" }],
    ["aws:index/getPartition:getPartition", { region: "cn-north-1" }, { partition: "aws-cn" }],
    ["aws:index/getRegion:getRegion", {}, { id: "eu-west-1", name: "eu-west-1", region: "eu-west-1" }],
    ["aws:index/getRegion:getRegion", { region: "us-west-2" }, { region: "us-west-2" }],
    [
      "aws:index/getAvailabilityZones:getAvailabilityZones",
      { state: "available", excludeNames: ["eu-west-1b"] },
      { names: ["eu-west-1a", "eu-west-1c"], zoneIds: ["euw1-az1", "euw1-az3"], region: "eu-west-1" },
    ],
    [
      "aws:index/getArn:getArn",
      { arn: "arn:aws:iam::1:role/a/b" },
      { service: "iam", account: "1", region: "", resource: "role/a/b" },
    ],
    [
      "aws:index/getService:getService",
      { serviceId: "bedrock-runtime" },
      { reverseDnsName: "com.amazonaws.eu-west-1.bedrock-runtime", dnsName: "bedrock-runtime.eu-west-1.amazonaws.com" },
    ],
    ["aws:index/getDefaultTags:getDefaultTags", {}, { tags: { owner: "customer-care" } }],
    ["aws:iam/getRole:getRole", { name: "r" }, { id: "r", arn: `arn:aws:iam::${ACCOUNT}:role/r` }],
    ["aws:s3/getBucket:getBucket", { bucket: "b" }, { id: "b", arn: "arn:aws:s3:::b" }],
    ["aws:ec2/getSubnet:getSubnet", { id: "subnet-1" }, { arn: `arn:aws:ec2:eu-west-1:${ACCOUNT}:subnet/subnet-1` }],
    ["aws:elb/getServiceAccount:getServiceAccount", {}, { arn: "arn:aws:iam::156460612806:root" }],
    [
      "aws:bedrockfoundation/getModel:getModel",
      { modelId: "anthropic.claude-sonnet-4-5" },
      { modelArn: "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4-5" },
    ],
  ];
  for (const [token, args, expected] of answers)
    it(`answers ${token.split(":").at(-1)}(${JSON.stringify(args)})`, () => {
      assert.deepEqual(part(invoke(token, args), expected), expected);
    });

  it("finds a certificate, and reads the name that it is for", () => {
    const { arn, id } = invoke("aws:acm/getCertificate:getCertificate", { tags: { workload: "assistant" } });
    const found = createSimulatedAws().read({
      urn: "urn:pulumi:dev::p::aws:acm/certificate:Certificate::c",
      name: "c",
      type: "aws:acm/certificate:Certificate",
      id: String(arn),
      inputs: {},
      config: CONFIG,
    });

    assert.match(
      String(arn),
      /^arn:aws:acm:eu-west-1:210987654321:certificate\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    assert.deepEqual([id, found?.id, found?.outputs.arn], [arn, arn, arn]);
    assert.match(String(found?.outputs.domainName), /^[a-z]{8}\.example\.com$/);
  });

  it("reads a role by its name, at the root path", () => {
    const found = createSimulatedAws().read({
      urn: "urn:pulumi:dev::shop::aws:iam/role:Role::reader",
      type: "aws:iam/role:Role",
      name: "reader",
      id: "reader",
      inputs: {},
      config: CONFIG,
    });

    assert.equal(found?.outputs.arn, "arn:aws:iam::210987654321:role/reader");
  });

  it("gives a published image's parameter an image id, and repeats it", () => {
    const args = { name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" };
    const { value, arn } = invoke("aws:ssm/getParameter:getParameter", args);

    assert.equal(form(value), "ami-<17 hex>");
    assert.equal(arn, `arn:aws:ssm:eu-west-1::parameter${args.name}`);
    assert.equal(invoke("aws:ssm/getParameter:getParameter", args).value, value);
  });

  it("describes an optimized image in JSON, with the id that its own parameter has", () => {
    const recommended = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended";
    const { value } = invoke("aws:ssm/getParameter:getParameter", { name: recommended });
    const { value: id } = invoke("aws:ssm/getParameter:getParameter", { name: `${recommended}/image_id` });
    const { value: release } = invoke("aws:ssm/getParameter:getParameter", {
      name: "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/release_version",
    });

    assert.equal(form(id), "ami-<17 hex>");
    assert.deepEqual(JSON.parse(String(value)), { image_id: id });
    assert.match(String(release), /^value-/);
  });

  it("gives a zone one id, in the partition of the account", () => {
    const { id, zoneId, arn } = invoke("aws:route53/getZone:getZone", { name: "example.com" });

    assert.match(String(id), /^Z[A-Z]{20}$/);
    assert.deepEqual([zoneId, arn], [id, `arn:aws:route53:::hostedzone/${id}`]);
    assert.equal(invoke("aws:route53/getZone:getZone", { zoneId: "Z1" }).arn, "arn:aws:route53:::hostedzone/Z1");
  });

  it("never invents what a secret holds", () => {
    const version = invoke("aws:secretsmanager/getSecretVersion:getSecretVersion", { secretId: "shop/token" });

    assert.deepEqual([version.secretString, version.secretBinary], [UNKNOWN_VALUE, UNKNOWN_VALUE]);
  });

  it("names the prefix list of a gateway endpoint as the endpoint does", () => {
    const name = "com.amazonaws.eu-west-1.s3";
    const { outputs } = create("aws:ec2/vpcEndpoint:VpcEndpoint", { vpcId: "vpc-1", serviceName: name });

    assert.equal(invoke("aws:ec2/getPrefixList:getPrefixList", { name }).id, outputs.prefixListId);
  });

  it("finds the organisation of the account", () => {
    const { id, arn, roots } = invoke("aws:organizations/getOrganization:getOrganization");

    assert.match(String(id), /^o-[0-9a-z]{10}$/);
    assert.equal(arn, `arn:aws:organizations::${ACCOUNT}:organization/${id}`);
    assert.match((roots as { id: string }[])[0]?.id ?? "", /^r-[0-9a-z]{4}$/);
  });

  it("leaves unknown what could decide a verdict", () => {
    const table = invoke("aws:ec2/getRouteTable:getRouteTable", { routeTableId: "rtb-1" });
    const role = invoke("aws:iam/getRole:getRole", { name: "r" });

    assert.equal(table.routes, UNKNOWN_VALUE);
    assert.equal(role.assumeRolePolicy, UNKNOWN_VALUE);
    assert.equal(invoke("aws:ec2/getSubnet:getSubnet", { id: "s" }).mapPublicIpOnLaunch, UNKNOWN_VALUE);
  });

  it("tells which functions look up what exists", () => {
    const aws = createSimulatedAws();
    const looksUp = (token: string) => aws.readsOutside?.(token);

    assert.equal(looksUp("aws:ec2/getVpc:getVpc"), true);
    assert.equal(looksUp("aws:glue/getScript:getScript"), true);
    assert.equal(looksUp("aws:iam/getPolicyDocument:getPolicyDocument"), false);
    assert.equal(looksUp("aws:index/getRegion:getRegion"), false);
  });

  it("answers a function that it does not know with stand-ins", () => {
    const result = invoke("aws:glue/getScript:getScript", { dagEdges: [], dagNodes: [] });

    assert.deepEqual(result.dagEdges, []);
    assert.match(String(result.pythonScript), /^python-script-[0-9a-f]{7}$/);
  });

  it("refuses what the provider refuses, in its words", () => {
    assert.throws(() => invoke("aws:index/getArn:getArn", { arn: "role/r" }), new Error("arn: invalid prefix: role/r"));
    assert.throws(
      () => invoke("aws:elb/getServiceAccount:getServiceAccount", { region: "mars-1" }),
      new Error("unsupported AWS Region: mars-1"),
    );
  });
});
