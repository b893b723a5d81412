import assert from "node:assert/strict";
import { UNKNOWN_VALUE, type Values } from "@plinth/engine";
import { aws, CONFIG, check, form, identity } from "./support";

const TRUST = { Version: "2012-10-17", Statement: [] };

describe("Check of simulated AWS", () => {
  describe("names what the program does not name", () => {
    const named: readonly [type: string, property: string, name: string, news?: Values][] = [
      ["aws:s3/bucket:Bucket", "bucket", "example-<7 hex>"],
      ["aws:iam/role:Role", "name", "example-<7 hex>", { assumeRolePolicy: TRUST }],
      ["aws:kms/alias:Alias", "name", "alias/example-<7 hex>", { targetKeyId: "k" }],
      ["aws:sqs/queue:Queue", "name", "example-<7 hex>.fifo", { fifoQueue: true }],
      ["aws:lambda/permission:Permission", "statementId", "example-<7 hex>"],
      ["aws:cloudwatch/eventTarget:EventTarget", "targetId", "example-<7 hex>"],
      ["aws:eks/nodeGroup:NodeGroup", "nodeGroupName", "example-<7 hex>"],
      ["aws:s3/bucketObjectv2:BucketObjectv2", "key", "example"],
      ["aws:glue/crawler:Crawler", "name", "example-<7 hex>"],
    ];
    for (const [type, property, name, news] of named)
      it(`${type} by ${property}`, () => {
        const { inputs } = check(type, news);

        assert.equal(form(inputs[property]), name);
        assert.ok((inputs.__defaults as string[]).includes(property));
      });

    it("in lower case where AWS takes no other", () => {
      const { inputs } = aws.check({ ...identity("aws:s3/bucket:Bucket", "Uploads"), news: {} });

      assert.equal(form(inputs.bucket), "uploads-<7 hex>");
    });

    it("the same each time, and differently for each resource", () => {
      const name = (resource: string) =>
        aws.check({ ...identity("aws:s3/bucket:Bucket", resource), news: {} }).inputs.bucket;

      assert.equal(name("a"), name("a"));
      assert.notEqual(String(name("a")).slice(2), String(name("b")).slice(2));
    });
  });

  it("leaves a name, a prefix and types that nothing names alone", () => {
    assert.equal(check("aws:s3/bucket:Bucket", { bucket: "mine" }).inputs.bucket, "mine");
    assert.equal(check("aws:s3/bucket:Bucket", { bucketPrefix: "mine-" }).inputs.bucket, undefined);
    assert.equal(check("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }).inputs.name, undefined);
  });

  it("keeps the name that it once gave", () => {
    const { inputs } = aws.check({
      ...identity("aws:s3/bucket:Bucket"),
      news: {},
      olds: { bucket: "example-0000000", __defaults: ["bucket"] },
    });

    assert.equal(inputs.bucket, "example-0000000");
  });

  it("refuses a name that its random part makes too long, in the bridge's words", () => {
    const { failures } = aws.check({
      ...identity("aws:iam/role:Role", "r".repeat(60)),
      news: { assumeRolePolicy: "{}" },
    });

    assert.deepEqual(failures, [
      {
        property: "name",
        reason: `could not make instance of 'aws:iam/role:Role': name '${"r".repeat(60)}-' plus 7 random chars is longer than maximum length 64`,
      },
    ]);
  });

  it("fills in the provider's defaults, region and tags", () => {
    const { inputs, failures } = check("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16", tags: { Name: "main" } });

    assert.deepEqual(failures, []);
    assert.deepEqual(inputs, {
      cidrBlock: "10.0.0.0/16",
      enableDnsSupport: true,
      instanceTenancy: "default",
      region: "eu-west-1",
      tags: { Name: "main" },
      tagsAll: { owner: "customer-care", Name: "main" },
      __defaults: ["enableDnsSupport", "instanceTenancy"],
    });
  });

  it("gives a resource's own region and tags precedence, and leaves ignored tags out", () => {
    const config = { ...CONFIG, ignoreTags: { keys: ["a"], keyPrefixes: ["aws:"] } };
    const news = { cidrBlock: "10.0.0.0/16", region: "eu-north-1", tags: { owner: "us", a: "1", "aws:b": "2" } };

    const { inputs } = check("aws:ec2/vpc:Vpc", news, config);

    assert.equal(inputs.region, "eu-north-1");
    assert.deepEqual(inputs.tagsAll, { owner: "us" });
  });

  it("knows no tag of all while one of them is unknown", () => {
    assert.equal(check("aws:kms/key:Key", { tags: { a: UNKNOWN_VALUE } }).inputs.tagsAll, UNKNOWN_VALUE);
    assert.equal(check("aws:kms/key:Key", {}, { ...CONFIG, defaultTags: UNKNOWN_VALUE }).inputs.tagsAll, UNKNOWN_VALUE);
  });

  it("turns a policy that is an object into JSON, as Go writes it", () => {
    const policy = { Version: "2012-10-17", Statement: [{ Resource: "*", Effect: "Allow", Action: "s3:<&>" }] };

    assert.equal(
      check("aws:iam/policy:Policy", { policy }).inputs.policy,
      '{"Statement":[{"Action":"s3:\\u003c\\u0026\\u003e","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}',
    );
  });

  it("does not know a policy of which a part is unknown", () => {
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: UNKNOWN_VALUE }] };

    assert.equal(check("aws:iam/policy:Policy", { policy }).inputs.policy, UNKNOWN_VALUE);
  });

  const refused: readonly [title: string, type: string, news: Values, property: string, reason: string][] = [
    [
      "a required property that is missing",
      "aws:ec2/subnet:Subnet",
      { cidrBlock: "10.0.0.0/24" },
      "vpcId",
      'Missing required argument. The argument "vpcId" is required, but no definition was found.',
    ],
    [
      "a CIDR block with host bits",
      "aws:ec2/vpc:Vpc",
      { cidrBlock: "10.0.3.1/16" },
      "cidrBlock",
      '"10.0.3.1/16" is not a valid IPv4 CIDR block; did you mean "10.0.0.0/16"?',
    ],
    [
      "what is no CIDR block",
      "aws:ec2/vpc:Vpc",
      { cidrBlock: "10.0.0.0/33" },
      "cidrBlock",
      '"10.0.0.0/33" is not a valid CIDR block: invalid CIDR address: 10.0.0.0/33',
    ],
    [
      "a policy that is no JSON object",
      "aws:iam/rolePolicy:RolePolicy",
      { role: "r", policy: "allow all" },
      "policy",
      '"policy" contains an invalid JSON policy: not a JSON object is not a JSON policy',
    ],
    [
      "a value that is not one of AWS's",
      "aws:cloudwatch/logGroup:LogGroup",
      { logGroupClass: "CHEAP" },
      "logGroupClass",
      'expected logGroupClass to be one of ["STANDARD" "INFREQUENT_ACCESS" "DELIVERY"], got CHEAP',
    ],
    [
      "a number out of range",
      "aws:kms/key:Key",
      { deletionWindowInDays: 3 },
      "deletionWindowInDays",
      "expected deletionWindowInDays to be in the range (7 - 30), got 3",
    ],
  ];
  for (const [title, type, news, property, reason] of refused)
    it(`refuses ${title}`, () => {
      assert.deepEqual(check(type, news).failures, [{ property, reason }]);
    });

  it("takes a document of Systems Manager in each of its formats", () => {
    const documents = [{ content: "{}" }, { content: "schemaVersion: '0.3'", documentFormat: "YAML" }];

    for (const news of documents)
      assert.deepEqual(check("aws:ssm/document:Document", { ...news, documentType: "Automation" }).failures, []);
  });

  it("does not judge what is unknown", () => {
    const news = { role: UNKNOWN_VALUE, policy: UNKNOWN_VALUE };

    assert.deepEqual(check("aws:iam/rolePolicy:RolePolicy", news).failures, []);
  });
});
