import assert from "node:assert/strict";
import { INVOCATION_ACTIONS } from "../../../../components/identity/invocation-actions";
import { packPolicies } from "../../../../components/identity/pack-policies";
import { WORKLOAD_ROLE_PATH, workloadPath } from "../../../../components/identity/principals";
import {
  baselineStatements,
  modelStatements,
  noModelStatements,
  productionStatements,
} from "../../../../components/identity/service-control-statements";
import { type Attempt, NON_PRODUCTION, PRODUCTION, passes, platform } from "../../../support/landing-zone";

const { standard } = platform;
const baseline = baselineStatements(standard, "aws");
const models = modelStatements(standard, "aws");
const production = productionStatements("aws");
const all = [...baseline, ...models, ...production];

const SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0";
const model = (region: string, id = SONNET) => `arn:aws:bedrock:${region}::foundation-model/${id}`;
const profile = (id: string, region = "eu-west-1") => `arn:aws:bedrock:${region}:${PRODUCTION}:inference-profile/${id}`;
const application = `arn:aws:bedrock:eu-west-1:${PRODUCTION}:application-inference-profile/a1b2c3d4e5f6`;
const invoke = (resource: string, region: string, through?: string): Attempt => ({
  action: "bedrock:InvokeModel",
  resource,
  region,
  context: through === undefined ? {} : { "bedrock:InferenceProfileArn": through },
});

const deployment = `arn:aws:iam::${PRODUCTION}:role/plinth/plinth-deployment`;
const administrator = `arn:aws:iam::${PRODUCTION}:role/OrganizationAccountAccessRole`;
const person = `arn:aws:iam::${PRODUCTION}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_plinth-observer_0123456789abcdef`;

describe("service control statements", () => {
  it("fit one document a set", () => {
    assert.deepEqual(
      [baseline, models, noModelStatements(), production].map((set) => packPolicies(set).length),
      [1, 1, 1, 1],
    );
  });

  it("tell workload roles by the path that workloads have", () => {
    assert.equal(workloadPath(platform), `${WORKLOAD_ROLE_PATH}landing-zone/`);
  });

  describe("on regions", () => {
    it("let everything through in approved regions, and global services in us-east-1", () => {
      assert.equal(passes(all, { action: "s3:CreateBucket", region: "eu-central-1" }), true);
      assert.equal(passes(all, { action: "iam:GetRole", region: "us-east-1" }), true);
    });

    it("deny everything else elsewhere", () => {
      for (const region of ["us-east-1", "eu-west-2", "unspecified"]) {
        assert.equal(passes(all, { action: "s3:CreateBucket", region }), false, region);
      }
    });

    it("let account administrators clean up elsewhere", () => {
      assert.equal(passes(all, { action: "ec2:DeleteVpc", region: "us-east-1", principal: administrator }), true);
    });

    it("let a geographic profile answer from each region of its area, through system and application profiles", () => {
      const system = profile(`eu.${SONNET}`);
      for (const region of ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"]) {
        for (const through of [system, application]) {
          assert.equal(passes(all, invoke(model(region), region, through)), true, region);
        }
      }
    });

    it("let a guardrail profile work in each region of its area, and in no other", () => {
      const apply = (region: string) => passes(all, { action: "bedrock:ApplyGuardrail", region });
      assert.deepEqual(["eu-west-1", "eu-south-2", "us-east-1", "unspecified"].map(apply), [true, true, false, false]);
    });

    it("deny a model of an unapproved region that is called without a profile", () => {
      assert.equal(passes(all, invoke(model("eu-south-1"), "eu-south-1")), false);
    });

    it("deny inference outside the area, whatever profile it comes through", () => {
      assert.equal(passes(all, invoke(model("us-east-1"), "us-east-1", application)), false);
    });

    it("deny global profiles, whose region is unspecified, by every name", () => {
      const global = profile(`global.${SONNET}`);
      assert.equal(passes(all, invoke(global, "eu-west-1")), false);
      assert.equal(passes(all, invoke(`arn:aws:bedrock:::foundation-model/${SONNET}`, "unspecified", global)), false);
      assert.equal(
        passes(all, invoke(`arn:aws:bedrock:::foundation-model/${SONNET}`, "unspecified", application)),
        false,
      );
    });
  });

  describe("on models", () => {
    it("let catalogue models, their approved profiles and batch jobs through", () => {
      assert.equal(passes(all, invoke(model("eu-west-1"), "eu-west-1")), true);
      assert.equal(passes(all, invoke(profile(`eu.${SONNET}`), "eu-west-1")), true);
      assert.equal(passes(all, invoke(application, "eu-west-1")), true);
      const job = `arn:aws:bedrock:eu-west-1:${PRODUCTION}:model-invocation-job/a1b2c3`;
      assert.equal(passes(all, { action: "bedrock:CreateModelInvocationJob", resource: job }), true);
    });

    it("deny models that the catalogue does not have, and profiles of other areas", () => {
      const attempts = [
        model("eu-west-1", "deepseek.r1-v1:0"),
        model("eu-west-1", `${SONNET}-next`),
        profile(`us.${SONNET}`),
        `arn:aws:bedrock:eu-west-1:${PRODUCTION}:custom-model/a1b2c3`,
        `arn:aws:bedrock:eu-west-1:${PRODUCTION}:provisioned-model/a1b2c3`,
      ];
      for (const resource of attempts) {
        for (const action of ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]) {
          assert.equal(passes(all, { action, resource }), false, resource);
        }
      }
    });

    it("deny an application profile that would copy a profile of another area", () => {
      const create = (resource: string) => ({
        action: "bedrock:CreateInferenceProfile",
        resource,
        principal: deployment,
      });
      assert.equal(passes(all, create(profile(`eu.${SONNET}`))), true);
      assert.equal(passes(all, create(profile(`us.${SONNET}`))), false);
    });

    it("deny inference that model invocation logging does not see", () => {
      for (const action of ["bedrock-mantle:CreateInference", "aws-external-anthropic:CreateInference"]) {
        assert.equal(passes(models, { action }), false, action);
      }
    });

    it("deny every route where no workload lives", () => {
      for (const action of INVOCATION_ACTIONS) {
        assert.equal(passes(noModelStatements(), { action: action.replaceAll("*", "X") }), false, action);
      }
    });
  });

  describe("on principals", () => {
    const routes = [
      "bedrock:InvokeModel",
      "bedrock:InvokeModelWithResponseStream",
      "bedrock:InvokeModelWithBidirectionalStream",
      "bedrock:CreateModelInvocationJob",
      "bedrock:InvokeAgent",
      "bedrock:InvokeInlineAgent",
      "bedrock:InvokeFlow",
      "bedrock:StartFlowExecution",
      "bedrock:Retrieve",
      "bedrock:RetrieveAndGenerate",
      "bedrock:Rerank",
      "bedrock-agentcore:InvokeAgentRuntime",
      "bedrock-agentcore:InvokeAgentRuntimeForUser",
      "bedrock-agentcore:InvokeGateway",
      "bedrock-mantle:CreateInference",
      "aws-external-anthropic:CreateBatchInference",
      "sagemaker:InvokeEndpoint",
      "sagemaker:InvokeEndpointAsync",
      "sagemaker:InvokeEndpointWithResponseStream",
    ];

    it("let a workload's role reach production models", () => {
      for (const action of routes) assert.equal(passes(production, { action }), true, action);
    });

    it("deny people, deployments, administrators and look-alikes every route to a production model", () => {
      const lookAlike = `arn:aws:iam::${PRODUCTION}:role/workload-support`;
      for (const principal of [person, deployment, administrator, lookAlike]) {
        for (const action of routes) assert.equal(passes(production, { action, principal }), false, action);
      }
    });

    it("deny API keys, users and the root user to everyone", () => {
      for (const action of [
        "bedrock:CallWithBearerToken",
        "bedrock-mantle:CallWithBearerToken",
        "iam:CreateServiceSpecificCredential",
        "iam:CreateUser",
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
      ]) {
        assert.equal(passes(baseline, { action, principal: deployment }), false, action);
      }
      assert.equal(passes(baseline, { action: "s3:GetObject", principal: `arn:aws:iam::${PRODUCTION}:root` }), false);
    });
  });

  describe("on the platform", () => {
    const role = (name: string) => `arn:aws:iam::${PRODUCTION}:role/${name}`;

    it("let the deployment role, and no one else in the account, change workload roles and records", () => {
      const changes: Attempt[] = [
        { action: "iam:CreateRole", resource: role("workload/support/support-handler") },
        { action: "iam:PutRolePolicy", resource: role("workload/support/support-handler") },
        { action: "iam:PassRole", resource: role("workload/support/support-handler") },
        { action: "bedrock:DeleteModelInvocationLoggingConfiguration" },
        { action: "bedrock:PutModelInvocationLoggingConfiguration" },
        { action: "cloudtrail:StopLogging" },
        { action: "s3:PutObject", resource: "arn:aws:s3:::plinth-packs-a/baseline.tgz" },
        { action: "s3:DeleteObjectVersion", resource: "arn:aws:s3:::plinth-state-a/.pulumi/stacks/org.json" },
      ];
      for (const change of changes) {
        assert.equal(passes(baseline, { ...change, principal: deployment }), true, change.action);
        assert.equal(passes(baseline, { ...change, principal: person }), false, change.action);
        assert.equal(passes(baseline, change), false, change.action);
      }
    });

    it("let only the account's administrator change the deployment role and the pipeline's identity provider", () => {
      const changes: Attempt[] = [
        { action: "iam:UpdateAssumeRolePolicy", resource: role("plinth/plinth-deployment") },
        { action: "iam:AttachRolePolicy", resource: role("plinth/plinth-deployment") },
        {
          action: "iam:AddClientIDToOpenIDConnectProvider",
          resource: `arn:aws:iam::${PRODUCTION}:oidc-provider/token.actions.githubusercontent.com`,
        },
        {
          action: "iam:CreateOpenIDConnectProvider",
          resource: `arn:aws:iam::${PRODUCTION}:oidc-provider/evil.example.com`,
        },
      ];
      for (const change of changes) {
        assert.equal(passes(baseline, { ...change, principal: administrator }), true, change.action);
        assert.equal(passes(baseline, { ...change, principal: deployment }), false, change.action);
        assert.equal(passes(baseline, { ...change, principal: person }), false, change.action);
      }
    });

    it("leave other roles and buckets alone", () => {
      assert.equal(
        passes(baseline, { action: "iam:CreateRole", resource: role("reporting"), principal: person }),
        true,
      );
      assert.equal(
        passes(baseline, { action: "s3:PutObject", resource: "arn:aws:s3:::reports/a", principal: person }),
        true,
      );
    });

    it("deny leaving the organisation to everyone", () => {
      for (const principal of [person, deployment, administrator]) {
        assert.equal(passes(baseline, { action: "organizations:LeaveOrganization", principal }), false);
      }
    });
  });

  it("speak of no account: one set serves every one", () => {
    const text = JSON.stringify(all);
    for (const id of [PRODUCTION, NON_PRODUCTION]) assert.equal(text.includes(id), false);
  });
});
