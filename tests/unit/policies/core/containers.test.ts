import assert from "node:assert/strict";
import { createEstate, judge, type ResourceRecord, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { contentsOf } from "../../../../policies/core/containers";
import { UNKNOWN } from "../../../../policies/core/rule";

const standard = loadStandard();
const URN = "urn:pulumi:test::test::aws:cloudformation/stack:Stack::box";
const recordOf = (type: string, props: object, more: object = {}): ResourceRecord => ({
  type,
  name: "box",
  urn: `urn:pulumi:test::test::${type}::box`,
  props: props as Record<string, unknown>,
  provider: { region: "eu-west-1", allowedAccountIds: ["111122223333"] },
  ...more,
});
const stackOf = (template: object, props: object = {}, more: object = {}) =>
  recordOf("aws:cloudformation/stack:Stack", { templateBody: JSON.stringify(template), ...props }, more);
const estateOf = (...records: readonly ResourceRecord[]) => createEstate(records, standard);
const only = (container: ResourceRecord, type: string) => {
  const [found, another] = estateOf(container).ofType(type);
  assert.ok(found && !another);
  return found;
};
const QUEUE = "aws:sqs/queue:Queue";
const queue = (Properties: object) => ({ Resources: { Queue: { Type: "AWS::SQS::Queue", Properties } } });
const nameIn = (QueueName: unknown, template: object = {}, props: object = {}) =>
  only(stackOf({ ...queue({ QueueName }), ...template }, props), QUEUE).props.name;

describe("resources in a template", () => {
  it("are records of their own, named after the stack", () => {
    const { type, urn, name, within, props } = only(stackOf(queue({ QueueName: "jobs" })), QUEUE);
    assert.deepEqual(
      { type, urn, name, within, props },
      { type: QUEUE, urn: `${URN}/Queue`, name: "box/Queue", within: URN, props: { name: "jobs" } },
    );
  });

  it("have the tags of their stack", () => {
    const { provider } = only(stackOf(queue({}), { tags: { owner: "care" } }), QUEUE);
    assert.deepEqual(provider?.defaultTags, { tags: { owner: "care" } });
  });

  it("refer to each other by edges, and by the names that the template gives", () => {
    const bucket = (Properties: object) => ({
      Resources: {
        Bucket: { Type: "AWS::S3::Bucket", Properties },
        Policy: {
          Type: "AWS::S3::BucketPolicy",
          Properties: { Bucket: { Ref: "Bucket" }, PolicyDocument: { Resource: { "Fn::GetAtt": ["Bucket", "Arn"] } } },
        },
      },
    });
    for (const properties of [{}, { BucketName: "own" }]) {
      const estate = estateOf(stackOf(bucket(properties)));
      const [policy] = estate.ofType("aws:s3/bucketPolicy:BucketPolicy");
      assert.ok(policy);
      const { found, complete } = estate.references(policy, "bucket", ["aws:s3/bucket:Bucket"]);
      assert.deepEqual([found.map(({ name }) => name), complete], [["box/Bucket"], true]);
    }
    const named = only(stackOf(bucket({ BucketName: "own" })), "aws:s3/bucketPolicy:BucketPolicy");
    assert.deepEqual(named.props.policy, { Resource: "arn:aws:s3:::own" });
  });

  it("have values by parameters, defaults, conditions and mappings", () => {
    const Parameters = { Name: { Type: "String", Default: "given" }, Open: { Type: "String" } };
    const Conditions = { IsGiven: { "Fn::Equals": [{ Ref: "Name" }, "given"] } };
    const Mappings = { ByRegion: { "eu-west-1": { Name: "ireland" } } };
    const template = { Parameters, Conditions, Mappings };
    const name = (value: unknown, props: object = {}) => nameIn(value, template, props);
    assert.equal(name({ Ref: "Name" }), "given");
    assert.equal(name({ Ref: "Name" }, { parameters: { Name: "own" } }), "own");
    assert.equal(name({ Ref: "Open" }), UNKNOWN);
    assert.equal(name({ Ref: "Name" }, { parameters: UNKNOWN }), UNKNOWN);
    assert.equal(name({ "Fn::If": ["IsGiven", "yes", "no"] }), "yes");
    assert.equal(name({ "Fn::If": ["IsGiven", "yes", "no"] }, { parameters: { Name: "own" } }), "no");
    assert.equal(name({ "Fn::If": ["IsGiven", { Ref: "AWS::NoValue" }, "no"] }), undefined);
    assert.equal(name({ "Fn::FindInMap": ["ByRegion", { Ref: "AWS::Region" }, "Name"] }), "ireland");
    assert.equal(name({ "Fn::Join": ["-", ["a", { Ref: "AWS::AccountId" }]] }), "a-111122223333");
    assert.equal(name({ "Fn::Sub": ["${a}-${!b}-${AWS::Partition}", { a: "x" }] }), "x-${b}-aws");
    assert.equal(name({ "Fn::Sub": "${AWS::StackName}-q" }), UNKNOWN);
    assert.equal(name({ "Fn::Select": [1, { "Fn::Split": [",", "a,b"] }] }), "b");
    assert.equal(name({ "Fn::ImportValue": "elsewhere" }), UNKNOWN);
    assert.equal(name("{{resolve:ssm:name}}"), UNKNOWN);
  });

  it("depend on what a parameter comes from while that is not known", () => {
    const template = { Parameters: { Name: { Type: "String" } }, ...queue({ QueueName: { Ref: "Name" } }) };
    const stack = stackOf(template, { parameters: { Name: UNKNOWN } }, { edges: { parameters: ["urn:other"] } });
    assert.deepEqual(only(stack, QUEUE).edges, { name: ["urn:other"] });
  });

  it("are left out by a condition that does not hold, and kept by one that is not known", () => {
    const template = (Default?: string) => ({
      Parameters: { On: { Type: "String", Default } },
      Conditions: { IsOn: { "Fn::Equals": [{ Ref: "On" }, "yes"] } },
      Resources: { Queue: { Type: "AWS::SQS::Queue", Condition: "IsOn" } },
    });
    const count = (value?: string) => estateOf(stackOf(template(value))).ofType(QUEUE).length;
    assert.deepEqual([count("yes"), count("no"), count()], [1, 0, 1]);
  });

  it("are opened in stacks within stacks, up to a bound", () => {
    let template: object = queue({});
    for (let depth = 0; depth < 11; depth++) {
      template = {
        Resources: {
          S: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateBody: JSON.stringify(template) } },
        },
      };
    }
    assert.equal(estateOf(stackOf(template)).resources.length, 9);
  });

  it("survive functions that refer to themselves", () => {
    const template = { Conditions: { A: { "Fn::Not": [{ Condition: "A" }] } } };
    assert.equal(nameIn({ "Fn::If": ["A", "yes", "no"] }, template), UNKNOWN);
  });

  it("are judged as those of the program are", () => {
    const statement = { Effect: "Allow", Action: "bedrock:*", Resource: "*" };
    const template = {
      Resources: {
        R: {
          Type: "AWS::IAM::Role",
          Properties: {
            AssumeRolePolicyDocument: {
              Statement: [
                { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } },
              ],
            },
            Policies: [{ PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: [statement] } }],
          },
        },
      },
    };
    const found = judge(rules, estateOf(stackOf(template))).filter(({ verdict }) => verdict.outcome === "violation");
    assert.ok(
      found.some(({ rule, resource }) => rule.id === "iam-invocation-is-scoped" && resource.urn === `${URN}/R`),
    );
  });
});

describe("what else creates resources", () => {
  it("is opened where it is a desired state, without the provider's default tags", () => {
    const state = recordOf(
      "aws:cloudcontrol/resource:Resource",
      { typeName: "AWS::RDS::DBInstance", desiredState: '{"DBInstanceIdentifier":"db","StorageEncrypted":true}' },
      { provider: { defaultTags: { tags: { owner: "care" } } } },
    );
    const { props, provider } = only(state, "aws:rds/instance:Instance");
    assert.deepEqual(props, { backupRetentionPeriod: 1, identifier: "db", storageEncrypted: true });
    assert.deepEqual(provider, {});
  });

  it("is a load balancer for a service and an ingress of Kubernetes, internal as they say", () => {
    const prefix = "service.beta.kubernetes.io/aws-load-balancer-";
    const internal = (annotations: object, spec: object = {}) =>
      only(
        recordOf("kubernetes:core/v1:Service", { metadata: { annotations }, spec: { type: "LoadBalancer", ...spec } }),
        "aws:lb/loadBalancer:LoadBalancer",
      ).props.internal;
    assert.equal(internal({ [`${prefix}scheme`]: "internet-facing" }), false);
    assert.equal(internal({ [`${prefix}scheme`]: "internal" }), true);
    assert.equal(internal({ [`${prefix}internal`]: "true" }), true);
    assert.equal(internal({ [`${prefix}internal`]: "0.0.0.0/0" }), true);
    assert.equal(internal({ [`${prefix}internal`]: "false" }), false);
    assert.equal(internal({}, { loadBalancerClass: "service.k8s.aws/nlb" }), true);
    assert.equal(internal({}), UNKNOWN);
    const inside = recordOf("kubernetes:core/v1:Service", { spec: { type: "ClusterIP" } });
    assert.equal(estateOf(inside).resources.length, 1);
    const ingress = { metadata: { annotations: { "alb.ingress.kubernetes.io/scheme": "internet-facing" } } };
    const found = only(
      recordOf("kubernetes:networking.k8s.io/v1:Ingress", ingress),
      "aws:lb/loadBalancer:LoadBalancer",
    );
    assert.equal(found.props.internal, false);
  });

  it("is a load balancer on the internet where values of a chart of Helm have an annotation for one", () => {
    const release = (annotations: object) =>
      recordOf("kubernetes:helm.sh/v3:Release", { values: { gateway: [{ ingress: { annotations } }] } });
    const open = release({ "alb.ingress.kubernetes.io/scheme": "internet-facing" });
    assert.equal(only(open, "aws:lb/loadBalancer:LoadBalancer").props.internal, false);
    assert.equal(contentsOf(open).unread.length, 1);
    const inside = release({ "alb.ingress.kubernetes.io/scheme": "internal" });
    assert.deepEqual(estateOf(inside).ofType("aws:lb/loadBalancer:LoadBalancer"), []);
  });

  it("says what cannot be opened", () => {
    const unread = (type: string, props: object) => contentsOf(recordOf(type, props)).unread.length;
    const stack = "aws:cloudformation/stack:Stack";
    assert.equal(unread(stack, { templateUrl: "https://example.com" }), 1);
    assert.equal(
      unread(stack, { templateBody: JSON.stringify({ Resources: { A: { Type: "Custom::A" }, B: {} } }) }),
      2,
    );
    assert.equal(unread("aws:cloudcontrol/resource:Resource", { typeName: UNKNOWN, desiredState: "{}" }), 1);
    assert.equal(unread("aws:servicecatalog/provisionedProduct:ProvisionedProduct", {}), 1);
    assert.equal(unread(QUEUE, {}), 0);
  });
});
