import assert from "node:assert/strict";
import { UNKNOWN_VALUE, type Values } from "@plinth/engine";
import { aws, CONFIG, check, create, form, identity, plan } from "./support";

const ACCOUNT = "210987654321";

describe("Creation in simulated AWS", () => {
  const created: readonly [type: string, news: Values, id: string, arn?: string][] = [
    ["aws:ec2/vpc:Vpc", {}, "vpc-<17 hex>", `arn:aws:ec2:eu-west-1:${ACCOUNT}:vpc/vpc-<17 hex>`],
    ["aws:ec2/routeTableAssociation:RouteTableAssociation", {}, "rtbassoc-<17 hex>"],
    ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {}, "sgr-<17 hex>"],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcId: "vpc-1" }, "vpce-<17 hex>"],
    ["aws:kms/key:Key", {}, "<uuid>", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/<uuid>`],
    ["aws:iam/role:Role", { path: "/a/" }, "example-<7 hex>", `arn:aws:iam::${ACCOUNT}:role/a/example-<7 hex>`],
    ["aws:iam/rolePolicy:RolePolicy", { role: "reader" }, "reader:example-<7 hex>"],
    ["aws:iam/policy:Policy", {}, `arn:aws:iam::${ACCOUNT}:policy/example-<7 hex>`],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", { role: "r", policyArn: "p" }, "r/p"],
    ["aws:s3/bucket:Bucket", {}, "example-<7 hex>", "arn:aws:s3:::example-<7 hex>"],
    ["aws:s3/bucketPolicy:BucketPolicy", { bucket: "data" }, "data"],
    ["aws:sqs/queue:Queue", {}, `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/example-<7 hex>`],
    ["aws:sns/topic:Topic", {}, `arn:aws:sns:eu-west-1:${ACCOUNT}:example-<7 hex>`],
    ["aws:sfn/stateMachine:StateMachine", {}, `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:example-<7 hex>`],
    ["aws:cloudwatch/logGroup:LogGroup", { name: "/a/b" }, "/a/b", `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/a/b`],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", {}, "example-<7 hex>"],
    [
      "aws:budgets/budget:Budget",
      {},
      `${ACCOUNT}:example-<7 hex>`,
      `arn:aws:budgets::${ACCOUNT}:budget/example-<7 hex>`,
    ],
    ["aws:identitystore/group:Group", { identityStoreId: "d-1" }, "d-1/<uuid>"],
    [
      "aws:vpclattice/serviceNetwork:ServiceNetwork",
      {},
      "sn-<17 hex>",
      `arn:aws:vpc-lattice:eu-west-1:${ACCOUNT}:servicenetwork/sn-<17 hex>`,
    ],
    [
      "aws:networkfirewall/ruleGroup:RuleGroup",
      { name: "allowed", type: "STATEFUL" },
      `arn:aws:network-firewall:eu-west-1:${ACCOUNT}:stateful-rulegroup/allowed`,
    ],
    [
      "aws:route53/resolverFirewallRule:ResolverFirewallRule",
      { firewallRuleGroupId: "rslvr-frg-1", firewallDomainListId: "rslvr-fdl-1" },
      "rslvr-frg-1:rslvr-fdl-1",
    ],
    ["aws:ram/resourceShare:ResourceShare", {}, `arn:aws:ram:eu-west-1:${ACCOUNT}:resource-share/<uuid>`],
    ["aws:oam/sink:Sink", {}, `arn:aws:oam:eu-west-1:${ACCOUNT}:sink/<uuid>`],
    [
      "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
      { name: "records" },
      `arn:aws:firehose:eu-west-1:${ACCOUNT}:deliverystream/records`,
    ],
    [
      "aws:bcmdata/export:Export",
      { export: { name: "costs" } },
      // Exports are of one region, whichever the provider's.
      `arn:aws:bcm-data-exports:us-east-1:${ACCOUNT}:export/costs-<uuid>`,
    ],
    ["aws:organizations/policyAttachment:PolicyAttachment", { policyId: "p-1", targetId: "ou-1" }, "ou-1:p-1"],
  ];
  for (const [type, news, id, arn] of created)
    it(`gives ${type} an id in AWS's form`, () => {
      const { id: given, outputs } = create(type, news);

      assert.equal(form(given), id);
      assert.equal(outputs.id, given);
      if (arn) assert.equal(form(outputs.arn), arn);
    });

  it("derives everything from URN, inputs and configuration", () => {
    const news = { cidrBlock: "10.0.0.0/16" };

    assert.deepEqual(create("aws:ec2/vpc:Vpc", news), create("aws:ec2/vpc:Vpc", news));
    assert.notEqual(create("aws:ec2/vpc:Vpc", { cidrBlock: "10.1.0.0/16" }).id, create("aws:ec2/vpc:Vpc", news).id);
    assert.equal(
      create("aws:ec2/vpc:Vpc", { ...news, enableDnsHostnames: true }).id,
      create("aws:ec2/vpc:Vpc", news).id,
    );
  });

  it("takes the account from the last role of the chain, else from the allowed accounts, else AWS's example", () => {
    const arnIn = (config: Values) => create("aws:iam/user:User", { name: "u" }, config).outputs.arn;

    assert.equal(arnIn(CONFIG), `arn:aws:iam::${ACCOUNT}:user/u`);
    assert.equal(arnIn({ allowedAccountIds: ["111111111111"] }), "arn:aws:iam::111111111111:user/u");
    assert.equal(arnIn({}), "arn:aws:iam::123456789012:user/u");
  });

  it("takes the partition from the region", () => {
    const news = { name: "q", region: "cn-north-1" };

    assert.equal(create("aws:sqs/queue:Queue", news).outputs.arn, `arn:aws-cn:sqs:cn-north-1:${ACCOUNT}:q`);
    assert.equal(create("aws:sqs/queue:Queue", news).id, `https://sqs.cn-north-1.amazonaws.com.cn/${ACCOUNT}/q`);
  });

  it("knows no ARN in an account that is not known", () => {
    assert.equal(create("aws:iam/user:User", {}, { assumeRoles: UNKNOWN_VALUE }).outputs.arn, UNKNOWN_VALUE);
  });

  it("gives a VPC its default security group, route table and network ACL, which other resources find again", () => {
    const { id, outputs } = create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const group = create("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { vpcId: id });

    assert.equal(outputs.mainRouteTableId, outputs.defaultRouteTableId);
    assert.equal(group.id, outputs.defaultSecurityGroupId);
    assert.equal(form(outputs.defaultNetworkAclId), "acl-<17 hex>");
  });

  it("gives an interface endpoint an interface in each subnet, private names and AWS's open policy", () => {
    const { id, outputs } = create("aws:ec2/vpcEndpoint:VpcEndpoint", {
      vpcId: "vpc-1",
      serviceName: "com.amazonaws.eu-west-1.bedrock-runtime",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: ["subnet-1", "subnet-2"],
    });

    const names = (outputs.dnsEntries as { dnsName: string }[]).map(({ dnsName }) => dnsName);
    assert.equal((outputs.networkInterfaceIds as string[]).length, 2);
    assert.ok(names[0]?.startsWith(`${id}-`) && names[0].endsWith(".bedrock-runtime.eu-west-1.vpce.amazonaws.com"));
    assert.equal(names[1], "bedrock-runtime.eu-west-1.amazonaws.com");
    assert.equal(outputs.policy, '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}');
  });

  it("makes ARNs of a function that the SDK's programs pass on", () => {
    const { outputs } = create("aws:lambda/function:Function", {
      name: "f",
      role: "arn:aws:iam::1:role/r",
      publish: true,
    });

    assert.equal(outputs.qualifiedArn, `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f:1`);
    assert.equal(
      outputs.invokeArn,
      `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f/invocations`,
    );
  });

  it("gives a guardrail and its version the ids that calls name", () => {
    const { id, outputs } = create("aws:bedrock/guardrail:Guardrail", { name: "g" });
    const version = create("aws:bedrock/guardrailVersion:GuardrailVersion", { guardrailArn: outputs.guardrailArn });

    assert.match(id, /^[0-9a-z]{12}__DRAFT$/);
    assert.equal(outputs.guardrailArn, `arn:aws:bedrock:eu-west-1:${ACCOUNT}:guardrail/${outputs.guardrailId}`);
    assert.equal(outputs.version, "DRAFT");
    assert.equal(version.id, `${outputs.guardrailArn},1`);
    assert.equal(version.outputs.version, "1");
  });

  it("keeps the ARN that is an id, random part and all", () => {
    const { id, outputs } = create("aws:secretsmanager/secret:Secret", { name: "s" });
    const version = create("aws:secretsmanager/secretVersion:SecretVersion", { secretId: id });
    const set = create("aws:ssoadmin/permissionSet:PermissionSet", { instanceArn: "arn:aws:sso:::instance/ssoins-1" });

    assert.match(id, new RegExp(`^arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:s-[A-Z2-7]{6}$`));
    assert.equal(outputs.arn, id);
    assert.equal(version.outputs.arn, id);
    assert.equal(set.id, `${set.outputs.arn},arn:aws:sso:::instance/ssoins-1`);
  });

  it("describes a type that it does not know by the SDK's declaration and convention", () => {
    const { id, outputs } = create("aws:glue/crawler:Crawler", { name: "nightly", databaseName: "d", role: "r" });

    assert.equal(id, "nightly");
    assert.equal(outputs.arn, `arn:aws:glue:eu-west-1:${ACCOUNT}:crawler/nightly`);
    assert.deepEqual(outputs.tagsAll, { owner: "customer-care" });
  });

  it("previews a type that not even the SDK knows", () => {
    const { id, outputs } = create("aws:novelty/thing:Thing", { size: 3 });

    assert.equal(form(id), "thing-<17 hex>");
    assert.deepEqual(outputs, { id, size: 3 });
  });
});

describe("A plan of simulated AWS", () => {
  it("knows inputs and tags, and nothing that AWS computes", () => {
    const { id, outputs } = plan("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });

    assert.equal(id, "");
    assert.equal(outputs.cidrBlock, "10.0.0.0/16");
    assert.deepEqual(outputs.tagsAll, { owner: "customer-care" });
    for (const computed of ["id", "arn", "defaultSecurityGroupId", "ownerId", "enableDnsHostnames"])
      assert.equal(outputs[computed], UNKNOWN_VALUE, computed);
  });

  it("knows the name that Check gave", () => {
    const { outputs } = plan("aws:iam/role:Role", { assumeRolePolicy: "{}" });

    assert.equal(form(outputs.name), "example-<7 hex>");
    assert.equal(outputs.arn, UNKNOWN_VALUE);
  });
});

describe("An update in simulated AWS", () => {
  it("keeps what AWS assigned", () => {
    const type = "aws:ec2/vpc:Vpc";
    const { id, outputs } = create(type, { cidrBlock: "10.0.0.0/16" });
    const { inputs } = check(type, { cidrBlock: "10.0.0.0/16", tags: { a: "1" } });

    const updated = aws.update({ ...identity(type), id, olds: outputs, inputs, preview: false });

    assert.deepEqual(updated, { ...outputs, tags: { a: "1" }, tagsAll: { owner: "customer-care", a: "1" } });
  });
});

describe("A read from simulated AWS", () => {
  it("tells of what exists what its id tells", () => {
    const request = { ...identity("aws:s3/bucket:Bucket"), id: "existing", inputs: {} };

    assert.equal(aws.read(request)?.id, "existing");
    assert.equal(aws.read(request)?.outputs.arn, "arn:aws:s3:::existing");
    assert.equal(aws.read(request)?.outputs.bucketRegionalDomainName, "existing.s3.eu-west-1.amazonaws.com");
  });

  it("keeps state as it was recorded", () => {
    const { id, outputs } = create("aws:kms/key:Key", { description: "d" });

    assert.deepEqual(aws.read({ ...identity("aws:kms/key:Key"), id, inputs: outputs }), { id, outputs });
  });
});
