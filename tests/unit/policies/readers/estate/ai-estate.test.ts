import assert from "node:assert/strict";
import { createEstate, type RuleExample, UNKNOWN } from "@plinth/policies";
import { loadStandard, regulatedStandard } from "@plinth/standards";
import { isInAiEstate, membershipOf, outsideAiEstate } from "../../../../../policies/readers/estate/ai-estate";
import { estateOf } from "../../../../support/example-estate";

type Resource = RuleExample["resources"][number];
const resource = (type: string, props: Resource["props"] = {}, provider?: Resource["provider"]): Resource => ({
  type,
  name: "it",
  props,
  provider,
});
const statement = (parts: object) => JSON.stringify({ Version: "2012-10-17", Statement: [parts] });
const policy = (...Action: string[]) => statement({ Effect: "Allow", Action, Resource: "*" });
const rolePolicy = (document: string) => resource("aws:iam/rolePolicy:RolePolicy", { policy: document });
const attached = (name: string) =>
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: `arn:aws:iam::aws:policy/${name}` });
const role = (Principal: object, Effect = "Allow") =>
  resource("aws:iam/role:Role", { assumeRolePolicy: statement({ Effect, Principal, Action: "sts:AssumeRole" }) });
const machine = (arn: string) =>
  resource("aws:sfn/stateMachine:StateMachine", {
    definition: JSON.stringify({ StartAt: "bedrock", States: { bedrock: { Type: "Task", Resource: arn, End: true } } }),
  });
const endpoint = (serviceName: string) => resource("aws:ec2/vpcEndpoint:VpcEndpoint", { serviceName });
const functionWith = (variables: Readonly<Record<string, string>>) =>
  resource("aws:lambda/function:Function", { environment: { variables } });
const tags = { workload: "support", "data-classification": "internal" };

const inside: readonly (readonly [string, Resource])[] = [
  ["a Bedrock resource", resource("aws:bedrock/guardrail:Guardrail")],
  ["a SageMaker model", resource("aws:sagemaker/model:Model")],
  ["the other provider's AgentCore", resource("aws-native:bedrockagentcore:Runtime")],
  [
    "a resource of Bedrock by its CloudFormation name",
    resource("aws:cloudcontrol/resource:Resource", { typeName: "AWS::Bedrock::Guardrail" }),
  ],
  ["a vector bucket", resource("aws:s3/vectorsVectorBucket:VectorsVectorBucket")],
  [
    "a collection for vectors",
    resource("aws:opensearch/serverlessCollection:ServerlessCollection", { type: "VECTORSEARCH" }),
  ],
  ["a machine that only runs models", resource("aws:ec2/instance:Instance", { instanceType: "inf2.xlarge" })],
  ["nodes that only train models", resource("aws:eks/nodeGroup:NodeGroup", { instanceTypes: ["trn1.32xlarge"] })],
  ["the standard's tags", resource("aws:sqs/queue:Queue", { tags })],
  ["the standard's tags as defaults of a provider", resource("aws:sqs/queue:Queue", {}, { defaultTags: { tags } })],
  [
    "the standard's tags as its provider has them on the wire",
    resource("aws:sqs/queue:Queue", {}, { defaultTags: JSON.stringify({ tags }) }),
  ],
  [
    "the standard's tags but the level",
    resource("aws:sqs/queue:Queue", { tags: { workload: "support", owner: "web", environment: "prod" } }),
  ],
  ["a policy that lets models be invoked", rolePolicy(policy("bedrock:InvokeModel"))],
  [
    "the same inside a role",
    resource("aws:iam/role:Role", { inlinePolicies: [{ name: "a", policy: policy("sagemaker:InvokeEndpoint") }] }),
  ],
  ["a policy for all of Bedrock", rolePolicy(policy("bedrock:*"))],
  ["a policy that feeds a vector store", rolePolicy(policy("s3:GetObject", "s3vectors:PutVectors"))],
  ["AWS's policy for all of Bedrock", attached("AmazonBedrockFullAccess")],
  ["a policy of AWS for SageMaker that is not known here", attached("AmazonSageMakerPipelinesIntegrations")],
  ["a role for SageMaker", role({ Service: "sagemaker.amazonaws.com" })],
  ["a role for AgentCore", role({ Service: ["lambda.amazonaws.com", "bedrock-agentcore.amazonaws.com"] })],
  [
    "a bucket that a model of Bedrock is fed from",
    resource("aws:s3/bucketPolicy:BucketPolicy", {
      policy: statement({ Effect: "Allow", Principal: { Service: "bedrock.amazonaws.com" }, Action: "s3:GetObject" }),
    }),
  ],
  ["a workflow that calls a model", machine("arn:aws:states:::bedrock:invokeModel")],
  ["a workflow that trains a model", machine("arn:aws:states:::sagemaker:createTrainingJob.sync")],
  [
    "a schedule that trains a model",
    resource("aws:scheduler/schedule:Schedule", {
      target: { arn: "arn:aws:scheduler:::aws-sdk:sagemaker:createTrainingJob" },
    }),
  ],
  ["an endpoint for models", endpoint("com.amazonaws.eu-west-1.bedrock-runtime")],
  ["an endpoint for notebooks", endpoint("aws.sagemaker.eu-west-1.notebook")],
  [
    "a machine with accelerators of another maker",
    resource("aws:ec2/instance:Instance", { instanceType: "p4d.24xlarge" }),
  ],
  [
    "machines of a fleet that train models",
    resource("aws:autoscaling/group:Group", {
      mixedInstancesPolicy: {
        launchTemplate: { overrides: [{ instanceType: "m7i.large" }, { instanceType: "p5.48xlarge" }] },
      },
    }),
  ],
  [
    "a container that asks for a graphics card",
    resource("aws:ecs/taskDefinition:TaskDefinition", {
      containerDefinitions: JSON.stringify([{ name: "a", resourceRequirements: [{ type: "GPU", value: "1" }] }]),
    }),
  ],
  ["a bot", resource("aws:lex/v2modelsBot:V2modelsBot")],
  ["a classifier that a team trains", resource("aws:comprehend/documentClassifier:DocumentClassifier")],
  ["a policy to ask a custom classifier", rolePolicy(policy("comprehend:ClassifyDocument"))],
  ["a policy for a bot", rolePolicy(policy("lex:RecognizeText"))],
  ["a policy for an assistant of Amazon Q", rolePolicy(policy("qbusiness:ChatSync"))],
  ["a key of another provider", functionWith({ OPENAI_API_KEY: "sk" })],
  ["the address of a gateway to models", functionWith({ LITELLM_PROXY_URL: "https://models.example.com" })],
  ["the address of another provider", functionWith({ UPSTREAM: "https://api.together.xyz/v1" })],
  ["the id of a model", functionWith({ MODEL: "anthropic.claude-sonnet-4-5-20250929-v1:0" })],
  ["the id of a profile", functionWith({ CHAT: "eu.amazon.nova-lite-v1:0" })],
  [
    "the ARN of an application profile",
    functionWith({ CHAT: "arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/abc123def456" }),
  ],
];
const outside: readonly (readonly [string, Resource])[] = [
  ["a bucket named after a service", resource("aws:s3/bucket:Bucket", { bucket: "bedrock-photographs" })],
  ["tags of one's own", resource("aws:sqs/queue:Queue", { tags: { owner: "web", environment: "prod" } })],
  [
    "tags of one's own, a level among them",
    resource("aws:sqs/queue:Queue", { tags: { owner: "web", environment: "prod", "data-classification": "internal" } }),
  ],
  ["a policy about objects", rolePolicy(policy("s3:GetObject"))],
  ["an administrator", rolePolicy(policy("*"))],
  ["an administrator by AWS's policy", attached("AdministratorAccess")],
  ["everything but people", rolePolicy(statement({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }))],
  ["everything but models", rolePolicy(statement({ Effect: "Allow", NotAction: ["bedrock:*"], Resource: "*" }))],
  [
    "a policy that denies models",
    rolePolicy(statement({ Effect: "Deny", Action: ["bedrock:*", "sagemaker:*"], Resource: "*" })),
  ],
  [
    "a control policy that denies models",
    resource("aws:organizations/policy:Policy", {
      content: statement({ Effect: "Deny", Action: "bedrock:*", Resource: "*" }),
    }),
  ],
  ["an auditor who looks at models", rolePolicy(policy("bedrock:Get*", "bedrock:List*", "sagemaker:Describe*"))],
  ["an auditor by AWS's policies", attached("ReadOnlyAccess")],
  ["AWS's policy to look at Bedrock", attached("AmazonBedrockReadOnly")],
  [
    "a housekeeper who labels and removes",
    rolePolicy(policy("sagemaker:AddTags", "sagemaker:DeleteEndpoint", "bedrock:TagResource")),
  ],
  ["a permission for another service's roles", rolePolicy(policy("iam:CreateServiceLinkedRole"))],
  ["a role for functions", role({ Service: "lambda.amazonaws.com" })],
  ["a trust policy that keeps SageMaker out", role({ Service: "sagemaker.amazonaws.com" }, "Deny")],
  [
    "the role that SageMaker made for itself",
    role({
      AWS: "arn:aws:iam::210987654321:role/aws-service-role/sagemaker.amazonaws.com/AWSServiceRoleForAmazonSageMakerNotebooks",
    }),
  ],
  ["a workflow whose state is named after a service", machine("arn:aws:states:::lambda:invoke")],
  ["an endpoint for logs", endpoint("com.amazonaws.eu-west-1.logs")],
  [
    "an event for a function named after a service",
    resource("aws:cloudwatch/eventTarget:EventTarget", {
      arn: "arn:aws:lambda:eu-west-1:210987654321:function:bedrock",
    }),
  ],
  ["a large machine", resource("aws:ec2/instance:Instance", { instanceType: "m7i.48xlarge" })],
  ["a domain in an environment", functionWith({ HOST: "eu.example.com", KEY: "amazon.com", LEVEL: "global" })],
  [
    "a ready-made service",
    rolePolicy(policy("textract:AnalyzeDocument", "comprehend:DetectSentiment", "polly:SynthesizeSpeech")),
  ],
  ["a collection of faces", resource("aws:rekognition/collection:Collection")],
  ["a collection for search", resource("aws:opensearch/serverlessCollection:ServerlessCollection", { type: "SEARCH" })],
];
/** What is not known yet and may use models, and the property that the reason names. */
const open: readonly (readonly [title: string, property: string, example: Resource])[] = [
  ["a policy that is not known yet", "policy", resource("aws:iam/rolePolicy:RolePolicy", { policy: UNKNOWN })],
  [
    "a policy whose actions are not known yet",
    "policy",
    resource("aws:iam/rolePolicy:RolePolicy", {
      policy: { Statement: [{ Effect: "Allow", Action: UNKNOWN, Resource: "*" }] },
    }),
  ],
  [
    "a policy inside a role that is not known yet",
    "inlinePolicies",
    resource("aws:iam/role:Role", { inlinePolicies: [{ name: "a", policy: UNKNOWN }] }),
  ],
  [
    "a trust policy that is not known yet",
    "assumeRolePolicy",
    resource("aws:iam/role:Role", { assumeRolePolicy: UNKNOWN }),
  ],
  ["tags that are not known yet", "tags", resource("aws:sqs/queue:Queue", { tags: UNKNOWN })],
];

describe("the AI estate", () => {
  for (const [title, example] of inside) {
    it(`takes in a stack with ${title}`, () => assert.equal(isInAiEstate(estateOf([example])), true));
  }
  for (const [title, example] of outside) {
    it(`leaves out a stack with ${title}`, () => assert.equal(isInAiEstate(estateOf([example])), false));
  }

  for (const [title, property, example] of open) {
    it(`is open for a stack with ${title}`, () => {
      const estate = estateOf([example]);
      assert.deepEqual(membershipOf(estate), {
        inside: UNKNOWN,
        reason: `\`${property}\` of it is not known yet and may use models`,
      });
      assert.equal(outsideAiEstate(estate)?.outcome, "undetermined");
    });
  }

  it("is open for a stack with a machine that has a graphics card", () => {
    const graphics = estateOf([resource("aws:ec2/instance:Instance", { instanceType: "g5.xlarge" })]);
    assert.equal(isInAiEstate(graphics), UNKNOWN);
  });

  for (const [title, document] of [
    ["everything", policy("*")],
    ["everything but people", statement({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })],
  ] as const) {
    it(`is open for a stack whose code may do ${title}`, () => {
      const runtime = { Service: "lambda.amazonaws.com" };
      const wide = {
        ...role(runtime),
        props: { ...role(runtime).props, inlinePolicies: [{ name: "a", policy: document }] },
      };
      assert.equal(isInAiEstate(estateOf([wide])), UNKNOWN);
    });
  }

  it("leaves out a stack whose code may do everything but invoke models", () => {
    const trust = role({ Service: "lambda.amazonaws.com" });
    const wide = statement({
      Effect: "Allow",
      NotAction: ["bedrock*:*", "sagemaker:*", "aws-external-anthropic:*"],
      Resource: "*",
    });
    const limited = { ...trust, props: { ...trust.props, inlinePolicies: [{ name: "a", policy: wide }] } };
    assert.equal(isInAiEstate(estateOf([limited])), false);
  });

  it("takes in ready-made services where the standard says so, and for regulated workloads", () => {
    const regulated = regulatedStandard(loadStandard());
    for (const ready of [
      rolePolicy(policy("textract:AnalyzeDocument")),
      resource("aws:rekognition/collection:Collection"),
    ]) {
      const records = estateOf([ready]).resources;
      assert.equal(isInAiEstate(createEstate(records, regulated)), true);
    }
  });

  it("takes in a stack that has a model beside what is not known yet", () => {
    const unknown = { ...resource("aws:iam/rolePolicy:RolePolicy", { policy: UNKNOWN }), name: "other" };
    assert.equal(isInAiEstate(estateOf([unknown, resource("aws:bedrock/guardrail:Guardrail")])), true);
  });

  it("leaves out a stack whose boundary lets models be used, which nobody may by that", () => {
    const boundary = { ...resource("aws:iam/policy:Policy", { policy: policy("s3:*", "bedrock:*") }), name: "limit" };
    const limited = { ...role({ Service: "lambda.amazonaws.com" }), refersTo: { permissionsBoundary: "limit" } };

    assert.equal(isInAiEstate(estateOf([limited, boundary])), false);
    assert.equal(isInAiEstate(estateOf([limited, boundary], "unknown")), false);
  });
});
