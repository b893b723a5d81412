import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { inSubnet, isolated, model, publicElsewhere } from "../example-network";

const compute = (type: string, props: Record<string, unknown>, refersTo?: Record<string, string>) => ({
  type,
  name: "compute",
  props,
  refersTo,
});
const INVOKE = {
  Effect: "Allow",
  Action: "bedrock:InvokeModel",
  Resource: "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-2-lite-v1:0",
};
/** A role, and a policy of it with one statement. */
const role = (statement: unknown) => [
  { type: "aws:iam/role:Role", name: "role", props: { assumeRolePolicy: "{}" } },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "policy",
    props: { policy: statement === UNKNOWN ? UNKNOWN : JSON.stringify({ Statement: statement }) },
    refersTo: { role: "role" },
  },
];
const service = (network: Record<string, unknown>, refersTo: Record<string, string> = {}) =>
  compute("aws:ecs/service:Service", { networkConfiguration: { assignPublicIp: true, ...network } }, refersTo);
const containers = (props: Record<string, unknown> = {}) => ({
  type: "aws:ecs/taskDefinition:TaskDefinition",
  name: "containers",
  props,
  refersTo: props.containerDefinitions ? undefined : { taskRoleArn: "role" },
});
const machine = (props: Record<string, unknown>, refersTo: Record<string, string> = {}) =>
  compute("aws:ec2/instance:Instance", props, { subnetId: "elsewhere", ...refersTo });
const modelEndpoint = (where: string, service = "bedrock-runtime") =>
  ({
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    name: "answers",
    props: { vpcEndpointType: "Interface", serviceName: `com.amazonaws.eu-west-1.${service}` },
    refersTo: { subnetIds: [where] },
  }) as const;
const sagemakerModel = "aws:sagemaker/model:Model";
const runtime = "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime";

/** Kinds of compute, and what they reach: outside of a VPC, with an address of their own, on machines and in jobs. */
export const kindsOfCompute: readonly RuleExample[] = [
  {
    title: "a function outside any VPC",
    resources: [{ ...inSubnet, props: {}, refersTo: undefined }, model],
    outcome: "violation",
  },
  { title: "a SageMaker model without a VPC", resources: [compute(sagemakerModel, {})], outcome: "violation" },
  {
    title: "a SageMaker model in network isolation",
    resources: [compute(sagemakerModel, { enableNetworkIsolation: true })],
    outcome: "pass",
  },
  {
    title: "a notebook with direct internet access by default",
    resources: [
      compute("aws:sagemaker/notebookInstance:NotebookInstance", { subnetId: "subnet" }, { subnetId: "subnet" }),
      ...isolated,
    ],
    outcome: "violation",
  },
  {
    title: "an agent runtime in network mode PUBLIC",
    resources: [compute(runtime, { networkConfiguration: { networkMode: "PUBLIC" } })],
    outcome: "violation",
  },
  {
    title: "an agent harness in network mode PUBLIC",
    resources: [
      compute("aws:bedrock/agentcoreHarness:AgentcoreHarness", {
        environments: [{ agentcoreRuntimeEnvironments: [{ networkConfigurations: [{ networkMode: "PUBLIC" }] }] }],
      }),
    ],
    outcome: "violation",
  },
  {
    title: "an agent harness that does not say where it runs",
    resources: [compute("aws:bedrock/agentcoreHarness:AgentcoreHarness", {})],
    outcome: "undetermined",
  },
  {
    title: "an agent runtime in an isolated subnet",
    resources: [
      compute(
        runtime,
        { networkConfiguration: { networkMode: "VPC", networkModeConfig: { subnets: ["subnet"] } } },
        { networkConfiguration: "subnet" },
      ),
      ...isolated,
    ],
    outcome: "pass",
  },
  {
    title: "near miss: a public address in a subnet without a route",
    resources: [service({ subnets: ["subnet"] }, { networkConfiguration: "subnet" }), ...isolated, model],
    outcome: "pass",
  },
  {
    title: "a public address for containers that ask models, in a subnet of another stack",
    resources: [
      service({ subnets: ["subnet-elsewhere"] }, { taskDefinition: "containers" }),
      containers(),
      ...role(INVOKE),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a public address for containers that are not managed here",
    resources: [service({ subnets: ["subnet-elsewhere"] }), model],
    outcome: "undetermined",
  },
  {
    title: "a public address for containers with a graphics processor and without a role",
    resources: [
      service({ subnets: ["subnet-elsewhere"] }, { taskDefinition: "containers" }),
      containers({ containerDefinitions: JSON.stringify([{ resourceRequirements: [{ type: "GPU", value: "1" }] }]) }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a bastion without a role in a public subnet, which is advised against",
    resources: [machine({}), ...publicElsewhere, ...isolated, model],
    outcome: "violation",
  },
  {
    title: "a machine with accelerators in a public subnet",
    resources: [machine({ instanceType: "g5.xlarge" }), ...publicElsewhere, ...isolated, model],
    outcome: "violation",
  },
  {
    title: "a machine whose profile may ask models in a public subnet",
    resources: [
      machine({}, { iamInstanceProfile: "profile" }),
      { type: "aws:iam/instanceProfile:InstanceProfile", name: "profile", props: {}, refersTo: { role: "role" } },
      ...role(INVOKE),
      ...publicElsewhere,
      ...isolated,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: a machine in the isolated subnet of a VPC with another, public one",
    resources: [
      { ...machine({}), props: { subnetId: "subnet" }, refersTo: { subnetId: "subnet" } },
      ...publicElsewhere,
      ...isolated,
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a function outside any VPC whose role's policy is not known yet",
    resources: [{ ...inSubnet, props: {}, refersTo: { role: "role" } }, ...role(UNKNOWN), model],
    outcome: "undetermined",
  },
  {
    title: "a function outside any VPC that reads objects",
    resources: [
      { ...inSubnet, props: {}, refersTo: { role: "role" } },
      ...role({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::cases/*" }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a build without a VPC",
    resources: [compute("aws:codebuild/project:Project", {}), model],
    outcome: "violation",
  },
  ...[
    compute("aws:glue/job:Job", { connections: ["database"] }, { connections: "database" }),
    compute("aws-native:glue:Job", { connections: { connections: ["database"] } }, { connections: "database" }),
  ].map((job) => ({
    title: `a job of Glue whose connection is in an isolated subnet (${job.type})`,
    resources: [
      job,
      {
        type: "aws:glue/connection:Connection",
        name: "database",
        props: { physicalConnectionRequirements: { subnetId: "subnet" } },
        refersTo: { physicalConnectionRequirements: "subnet" },
      },
      ...isolated,
      model,
    ],
    outcome: "pass" as const,
  })),
  {
    title: "a tuning whose every definition is isolated",
    resources: [
      compute("aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob", {
        trainingJobDefinitions: [{ enableNetworkIsolation: true }, { enableNetworkIsolation: true }],
      }),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "near miss: a tuning of which one definition is isolated",
    resources: [
      compute("aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob", {
        trainingJobDefinitions: [{ enableNetworkIsolation: true }, { enableNetworkIsolation: false }],
      }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a cluster of EMR in an isolated subnet, as CloudFormation says it",
    resources: [
      compute("aws-native:emr:Cluster", { instances: { ec2SubnetId: "subnet" } }, { instances: "subnet" }),
      ...isolated,
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a job of Glue without a connection",
    resources: [compute("aws:glue/job:Job", {}), model],
    outcome: "violation",
  },
  {
    title: "containers of Lightsail",
    resources: [compute("aws:lightsail/containerService:ContainerService", {}), model],
    outcome: "violation",
  },
  {
    title: "a Beanstalk environment in the default VPC",
    resources: [compute("aws:elasticbeanstalk/environment:Environment", {}), model],
    outcome: "violation",
  },
  {
    title: "a Beanstalk environment in an isolated subnet",
    resources: [
      compute(
        "aws:elasticbeanstalk/environment:Environment",
        { settings: [{ namespace: "aws:ec2:vpc", name: "Subnets", value: "subnet" }] },
        { settings: "subnet" },
      ),
      ...isolated,
      model,
    ],
    outcome: "pass",
  },
  {
    title: "an endpoint of models in a subnet with a route to the internet",
    resources: [modelEndpoint("elsewhere"), ...publicElsewhere, ...isolated],
    outcome: "violation",
  },
  {
    title: "near miss: an endpoint of models in the isolated subnet of a VPC with another, public one",
    resources: [modelEndpoint("subnet"), ...publicElsewhere, ...isolated],
    outcome: "pass",
  },
  {
    title: "near miss: an endpoint of logs in a subnet with a route to the internet",
    resources: [modelEndpoint("elsewhere", "logs"), ...publicElsewhere, ...isolated, model],
    outcome: "not-applicable",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [{ ...inSubnet, props: {}, refersTo: undefined }],
    outcome: "violation",
  },
  {
    title: "what computes nothing",
    resources: [{ ...inSubnet, type: "aws:lambda/alias:Alias", refersTo: undefined }, model],
    outcome: "not-applicable",
  },
];
