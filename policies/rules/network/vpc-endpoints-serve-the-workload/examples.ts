import type { RuleExample } from "../../../testing/rule-examples";
import { inSubnet, isolated, model } from "../example-network";

const lambda = { ...inSubnet, refersTo: { ...inSubnet.refersTo, role: "role" } };
const trust = JSON.stringify({
  Statement: { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
});
const role = { type: "aws:iam/role:Role", name: "role", props: { name: "role", assumeRolePolicy: trust } };
const may = (...Action: string[]) => [
  role,
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "policy",
    props: { policy: JSON.stringify({ Statement: { Effect: "Allow", Action, Resource: "*" } }) },
    refersTo: { role: "role" },
  },
];
const runtime = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "runtime",
  props: { vpcEndpointType: "Interface", serviceName: "com.amazonaws.eu-west-1.bedrock-runtime" },
  refersTo: { vpcId: "vpc" },
};
const s3 = (refersTo: Record<string, string | string[]>) => ({
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "s3",
  props: { vpcEndpointType: "Gateway", serviceName: "com.amazonaws.eu-west-1.s3" },
  refersTo: { vpcId: "vpc", ...refersTo },
});

const agent = {
  type: "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime",
  name: "agent",
  props: { networkConfiguration: { networkMode: "VPC", networkModeConfig: { subnets: ["subnet"] } } },
  refersTo: { networkConfiguration: ["subnet"], roleArn: "role" },
};

const nodes = {
  type: "aws:eks/nodeGroup:NodeGroup",
  name: "nodes",
  props: {},
  refersTo: { subnetIds: ["subnet"], nodeRoleArn: "role" },
};
const cluster = {
  type: "aws:eks/cluster:Cluster",
  name: "cluster",
  props: { vpcConfig: { subnetIds: ["subnet"] } },
  refersTo: { vpcConfig: ["subnet"], roleArn: "role" },
};

const hosted = (props: Record<string, unknown>) => ({
  type: "aws:sagemaker/model:Model",
  name: "hosted",
  props: { ...props, vpcConfig: { subnets: ["subnet"] } },
  refersTo: { vpcConfig: ["subnet"], executionRoleArn: "role" },
});
const batch = {
  type: "aws:bedrockmodel/invocationJob:InvocationJob",
  name: "batch",
  props: { vpcConfig: { subnetIds: ["subnet"] } },
  refersTo: { vpcConfig: ["subnet"], roleArn: "role" },
};

export const examples: RuleExample[] = [
  {
    title: "an endpoint for each service",
    resources: [
      lambda,
      ...isolated,
      ...may("bedrock:InvokeModel", "s3:PutObject"),
      runtime,
      s3({ routeTableIds: ["table"] }),
    ],
    outcome: "pass",
  },
  {
    title: "near miss: what Lambda itself calls needs no endpoint",
    resources: [
      { ...lambda, props: { ...lambda.props, deadLetterConfig: { targetArn: "queue" } } },
      ...isolated,
      ...may("logs:PutLogEvents", "sqs:SendMessage", "sqs:ReceiveMessage", "ec2:CreateNetworkInterface"),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "no endpoint for a queue that code sends to",
    resources: [lambda, ...isolated, ...may("sqs:SendMessage"), model],
    outcome: "violation",
  },
  {
    title: "the endpoint of another plane of the same service",
    resources: [lambda, ...isolated, ...may("bedrock:InvokeModel", "bedrock:StartIngestionJob"), runtime],
    outcome: "violation",
  },
  {
    title: "no endpoint for a collection that code searches",
    resources: [lambda, ...isolated, ...may("aoss:APIAccessAll"), model],
    outcome: "violation",
  },
  {
    title: "an endpoint that OpenSearch Serverless makes",
    resources: [
      lambda,
      ...isolated,
      ...may("aoss:APIAccessAll"),
      {
        type: "aws:opensearch/serverlessVpcEndpoint:ServerlessVpcEndpoint",
        name: "search",
        props: {},
        refersTo: { vpcId: "vpc" },
      },
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a role of another stack",
    resources: [
      {
        ...lambda,
        props: { ...lambda.props, role: "arn:aws:iam::123456789012:role/theirs" },
        refersTo: { vpcConfig: ["subnet"] },
      },
      ...isolated,
      model,
    ],
    outcome: "not-applicable",
  },
  {
    title: "no endpoint to invoke models through",
    resources: [lambda, ...isolated, ...may("bedrock:InvokeModel"), s3({ routeTableIds: ["table"] })],
    outcome: "violation",
  },
  {
    title: "an endpoint in no subnet",
    resources: [
      lambda,
      ...isolated,
      ...may("bedrock:InvokeModel"),
      { ...runtime, props: { ...runtime.props, subnetIds: [] } },
    ],
    outcome: "violation",
  },
  {
    title: "a container whose image has no endpoint to come through",
    resources: [agent, ...isolated, ...may("ecr:BatchGetImage"), s3({ routeTableIds: ["table"] })],
    outcome: "violation",
  },
  {
    title: "nodes whose pods get no role, for want of an endpoint",
    resources: [nodes, ...isolated, ...may("eks-auth:AssumeRoleForPodIdentity"), model],
    outcome: "violation",
  },
  {
    title: "near miss: the control plane of a cluster calls from AWS's own network",
    resources: [cluster, ...isolated, ...may("ec2:DescribeInstances", "kms:DescribeKey"), model],
    outcome: "pass",
  },
  {
    title: "an agent that cannot reach its tools",
    resources: [agent, ...isolated, ...may("bedrock-agentcore:InvokeGateway"), runtime],
    outcome: "violation",
  },
  {
    title: "near miss: a gateway endpoint in no route table of the subnet",
    resources: [lambda, ...isolated, ...may("s3:GetObject"), s3({}), model],
    outcome: "violation",
  },
  {
    title: "near miss: a container in network isolation, which calls nothing",
    resources: [
      hosted({ enableNetworkIsolation: true }),
      ...isolated,
      ...may("s3:GetObject", "cloudwatch:PutMetricData"),
      s3({ routeTableIds: ["table"] }),
    ],
    outcome: "pass",
  },
  {
    title: "a container in network isolation whose model has no endpoint to come through",
    resources: [hosted({ enableNetworkIsolation: true }), ...isolated, ...may("s3:GetObject")],
    outcome: "violation",
  },
  {
    title: "a container that is not in network isolation",
    resources: [hosted({}), ...isolated, ...may("cloudwatch:PutMetricData")],
    outcome: "violation",
  },
  {
    title: "near miss: a batch job, whose model Amazon Bedrock invokes from its own network",
    resources: [batch, ...isolated, ...may("bedrock:InvokeModel", "s3:GetObject"), s3({ routeTableIds: ["table"] })],
    outcome: "pass",
  },
  {
    title: "a batch job that cannot reach its objects",
    resources: [batch, ...isolated, ...may("bedrock:InvokeModel", "s3:GetObject"), runtime],
    outcome: "violation",
  },
  {
    title: "subnets of another stack",
    resources: [{ ...lambda, refersTo: { role: "role" } }, ...may("bedrock:InvokeModel")],
    outcome: "undetermined",
  },
  {
    title: "no VPC",
    resources: [{ ...lambda, props: {}, refersTo: { role: "role" } }, role, model],
    outcome: "not-applicable",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [lambda, ...isolated, role],
    outcome: "not-applicable",
  },
];
