import assert from "node:assert/strict";
import { readdirSync } from "node:fs";

import * as pulumi from "@pulumi/pulumi";

import { Conversational, type ConversationalArgs } from "../../../../blueprints/conversational/conversational";
import { containerImage } from "../../../../components/ecs/container-image";
import { type Asked, accessIn, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { type Config, exampleConfig } from "../../../support/blueprint-examples";
import { preview, type TestPreview } from "../../../support/preview";
import { refusalsOf } from "../../../support/refusals";
import { workload } from "../../../support/workload";

const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const CERTIFICATE = "arn:aws:acm:eu-west-1:210987654321:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";
const BASE = "arn:aws:bedrock:eu-west-1:210987654321:knowledge-base/ABCDEFGHIJ";
const TABLE = "arn:aws:dynamodb:eu-west-1:210987654321:table/support-prod-sessions";
const OWN = { "aws:ResourceTag/workload": "support", "aws:ResourceTag/environment": "prod" };

const valid: ConversationalArgs = {
  workload,
  models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
  expectedMonthlyInferenceUsd: 4000,
  image: containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`, "aws"),
  certificateArn: CERTIFICATE,
  clients: { portal: { securityGroupId: "sg-0fedcba9876543210" } },
};

function build(change: Partial<ConversationalArgs> = {}): Promise<TestPreview> {
  return preview(
    () => {
      new Conversational("support", { ...valid, ...change });
    },
    { config: OWN_ACCOUNT },
  );
}

/** What the stack's configuration is refused for: path and what is allowed. */
function refusals(change: Config, base = exampleConfig("conversational", "minimal")) {
  return refusalsOf({ ...base, ...change });
}

describe("Conversational", () => {
  let test: TestPreview;
  before(async () => {
    test = await build();
  });

  it("tells the server everything that it needs to know, once it is known", () => {
    const definitions = test.resources.only("aws:ecs/taskDefinition:TaskDefinition")?.inputs.containerDefinitions;
    const [{ environment }] = JSON.parse(String(definitions));
    const names = (environment as { name: string }[]).map(({ name }) => name);

    assert.deepEqual(names.sort(), [
      "DRAIN_SECONDS",
      "ENVIRONMENT",
      "GUARDRAIL_ID",
      "GUARDRAIL_VERSION",
      "IDLE_SECONDS",
      "KNOWLEDGE_BASE_ID",
      "MODELS",
      "PORT",
      "SESSION_DAYS",
      "SESSION_TABLE",
      "WORKLOAD",
    ]);
  });

  it("lets the server search, remember and ask its models, and nothing near that", () => {
    const access = accessIn(test);
    const parts: readonly (readonly [Asked, readonly string[]])[] = [
      [{ action: "bedrock:Retrieve", resource: BASE, context: OWN }, ["bedrock:StartIngestionJob"]],
      [
        { action: "dynamodb:Query", resource: TABLE },
        ["dynamodb:Scan", "dynamodb:DeleteItem", "dynamodb:UpdateItem", "dynamodb:DeleteTable"],
      ],
      [
        {
          action: "kms:Decrypt",
          resource: KEY,
          context: { "kms:ResourceAliases": "alias/support-prod-sessions-key" },
        },
        ["kms:PutKeyPolicy", "kms:CreateGrant"],
      ],
    ];
    let misses = 0;
    for (const [asked, others] of parts) {
      assert.equal(access("support-chat-role", asked), "allowed", asked.action);
      for (const miss of nearMisses(asked, others)) {
        assert.equal(access("support-chat-role", miss), "denied", JSON.stringify(miss));
        misses += 1;
      }
    }
    for (const action of ["s3:GetObject", "s3:PutObject", "s3vectors:QueryVectors"]) {
      const resource = "arn:aws:s3:::support-prod-documents-210987654321/a.md";
      assert.equal(access("support-chat-role", { action, resource }), "denied", action);
      misses += 1;
    }
    assert.ok(misses >= 30, `${misses} near misses`);
  });

  it("is reached by its own network's compute where no client is named", async () => {
    const { resources } = await build({ clients: undefined });

    const compute = resources.named("support-network-workload-security-group")?.props.id;

    assert.equal(resources.named("support-chat-balancer-from-network")?.inputs.referencedSecurityGroupId, compute);
    assert.equal(resources.named("support-chat-network-to-balancer")?.inputs.securityGroupId, compute);
  });

  it("takes a certificate and clients that the same program creates", async () => {
    const { resources } = await build({
      certificateArn: pulumi.output(CERTIFICATE),
      clients: { portal: { securityGroupId: pulumi.output("sg-0fedcba9876543210") } },
    });

    const [listener] = resources.all("aws:lb/listener:Listener");
    assert.equal(listener?.inputs.certificateArn, CERTIFICATE);
    assert.equal(
      resources.named("support-chat-balancer-from-portal")?.inputs.referencedSecurityGroupId,
      "sg-0fedcba9876543210",
    );
  });

  it("runs what the deployment has built of its own server, where the team says so", async () => {
    const { resources } = await build({ image: "build" });
    const image = resources.only("docker-build:index:Image");
    const [container] = JSON.parse(
      String(resources.only("aws:ecs/taskDefinition:TaskDefinition")?.inputs.containerDefinitions),
    );
    const { location } = Object(image?.inputs.context);

    assert.deepEqual(readdirSync(String(location)), ["index.js"]);
    assert.match(String(Object(image?.inputs.dockerfile).location), /services\/chat\/Dockerfile$/);
    assert.equal(
      container.image,
      `210987654321.dkr.ecr.eu-west-1.amazonaws.com/support-prod-image@${image?.props.digest}`,
    );
  });

  describe("evaluation", () => {
    it("has conversations in production through a client that reaches the balancer and nothing else", () => {
      const { resources } = test;
      const group = resources.named("support-chat-client-evaluation-security-group")?.props.id;
      const rules = [
        ...resources.all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
        ...resources.all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
      ];
      const { environment, vpcConfig } = Object(resources.named("support-ask-function")?.inputs);

      assert.deepEqual(vpcConfig.securityGroupIds, [group]);
      assert.deepEqual(
        rules.filter(({ inputs }) => inputs.securityGroupId === group).map(({ name }) => name),
        ["support-chat-evaluation-to-balancer"],
      );
      assert.equal(resources.named("support-chat-balancer-from-evaluation")?.inputs.referencedSecurityGroupId, group);
      assert.equal(
        environment.variables.SERVICE_ADDRESS,
        resources.only("aws:lb/loadBalancer:LoadBalancer")?.props.dnsName,
      );
      assert.match(environment.variables.SERVICE_NAME, /^[a-z]+\.example\.com$/);
    });

    it("lets the evaluator ask that function and read golden conversations, and nothing near that", () => {
      const access = accessIn(test);
      const role = "support-evaluation-evaluator-check-role";
      const parts: readonly (readonly [Asked, readonly string[]])[] = [
        [
          {
            action: "lambda:InvokeFunction",
            resource: "arn:aws:lambda:eu-west-1:210987654321:function:support-prod-ask",
          },
          ["lambda:UpdateFunctionCode", "lambda:GetFunction", "lambda:InvokeFunctionUrl"],
        ],
        [
          { action: "s3:GetObject", resource: "arn:aws:s3:::support-prod-golden-210987654321/golden/refunds.json" },
          ["s3:PutObject", "s3:DeleteObject", "s3:GetObjectAcl"],
        ],
        [
          { action: "s3:PutObject", resource: "arn:aws:s3:::support-prod-evaluations-objects-210987654321/a.json" },
          ["s3:GetObject", "s3:DeleteObject", "s3:PutObjectAcl"],
        ],
      ];
      let misses = 0;
      for (const [asked, others] of parts) {
        assert.equal(access(role, asked), "allowed", asked.action);
        for (const miss of nearMisses(asked, others)) {
          assert.equal(access(role, miss), "denied", JSON.stringify(miss));
          misses += 1;
        }
      }
      for (const action of ["s3:GetObject", "s3:ListBucket"]) {
        const resource = "arn:aws:s3:::support-prod-documents-210987654321/a.md";
        assert.equal(access(role, { action, resource }), "denied", action);
        assert.equal(access("support-ask-role", { action, resource }), "denied", action);
        misses += 2;
      }
      assert.ok(misses >= 20, `${misses} near misses`);
    });

    it("keeps golden conversations where the assistant does not find them", () => {
      const source = test.resources.only("aws:bedrock/agentDataSource:AgentDataSource")?.inputs;
      const { bucketArn } = Object(source?.dataSourceConfiguration).s3Configuration;

      assert.equal(bucketArn, "arn:aws:s3:::support-prod-documents-210987654321");
    });

    it("is left out in development, and where the team says so", async () => {
      const dev = await build({ workload: { ...workload, environment: "dev" } });
      const off = await build({ evaluation: false });

      for (const { resources } of [dev, off]) {
        assert.equal(resources.named("support-ask-function"), undefined);
        assert.equal(resources.all("aws:scheduler/schedule:Schedule").length, 1);
      }
      assert.equal(test.resources.all("aws:scheduler/schedule:Schedule").length, 3);
    });
  });

  it("accepts its examples", () => {
    assert.deepEqual(refusals({}), []);
    assert.deepEqual(refusals({}, exampleConfig("conversational", "production")), []);
  });

  it("refuses everything that is wrong with a stack's configuration, in one error", () => {
    assert.deepEqual(
      refusals({
        "plinth:image": "nginx:latest",
        "plinth:certificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
        "plinth:clients": { everyone: { cidr: "0.0.0.0/0" }, nobody: {} },
        "plinth:vectorStore": "aurora-pgvectors",
        "plinth:sessionDays": 3,
        "plinth:evaluation": "daily",
        "plinth:discovery": "daily",
        "plinth:secondRegion": {
          region: "eu-central-1",
          certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
          clients: {},
        },
      }),
      [
        ["plinth:secondRegion.clients", "at least one client, by kebab-case names"],
        ["plinth:secondRegion.certificateArn", "the ARN of a certificate in eu-central-1"],
        ["plinth:image", "an image of Amazon ECR by digest: <repository>@sha256:…, or build"],
        ["plinth:certificateArn", "the ARN of a certificate in eu-west-1"],
        ["plinth:clients.everyone.cidr", "a private network such as 10.20.0.0/22, without host bits"],
        [
          "plinth:clients.nobody",
          "one of { securityGroupId: sg-… }, { prefixListId: pl-… } and { cidr: a private network }",
        ],
        [
          "plinth:vectorStore",
          "one of s3-vectors, aurora-pgvector, opensearch-serverless: did you mean aurora-pgvector?",
        ],
        ["plinth:evaluation", "one of on, off"],
        ["plinth:discovery", "one of own, account, off"],
        ["plinth:sessionDays", "30 to 730 whole days"],
      ],
    );
  });
});
