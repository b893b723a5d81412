import { JOBS_IN_SUBNET } from "./jobs-in-subnet";
import { type Resource, resource } from "./resources";
import { jobIn, standing, subnets } from "./standing";

const agentIn = (config: string) => ({ networkConfiguration: { networkMode: "VPC", [config]: { subnets } } });
const HARNESS = [{ networkMode: "VPC", networkModeConfigs: [{ subnets }] }];
const model: readonly Resource[] = [resource("aws:sagemaker/model:Model", "model", { vpcConfig: "subnet" }, jobIn)];
export const configuration = (name: string) =>
  resource(
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    name,
    { productionVariants: "model" },
    {
      productionVariants: [{ modelName: "model" }],
    },
  );
const pipeTask = { ecsTaskParameters: { networkConfiguration: { awsVpcConfiguration: { subnets } } } };
export const instance = "aws:ec2/instance:Instance";

/** Every kind of compute as it stands in `subnet`. */
export const COMPUTE: Readonly<Record<string, readonly Resource[]>> = {
  "a function": standing("aws:lambda/function:Function", { vpcConfig: { subnetIds: subnets } }, "vpcConfig"),
  "a function on instances of its own": [
    resource(
      "aws:lambda/function:Function",
      "compute",
      { capacityProviderConfig: "capacity" },
      {
        capacityProviderConfig: { lambdaManagedInstancesCapacityProviderConfig: { capacityProviderArn: "capacity" } },
      },
    ),
    resource(
      "aws:lambda/capacityProvider:CapacityProvider",
      "capacity",
      { vpcConfig: "subnet" },
      {
        vpcConfig: { subnetIds: subnets },
      },
    ),
  ],
  "capacity for functions": standing(
    "aws:lambda/capacityProvider:CapacityProvider",
    { vpcConfig: { subnetIds: subnets } },
    "vpcConfig",
  ),
  "a virtual machine of Lambda": [
    resource("aws:lambda/microvmsImage:MicrovmsImage", "compute", { egressNetworkConnectors: ["connector"] }),
    resource(
      "aws:lambda/coreNetworkConnector:CoreNetworkConnector",
      "connector",
      { configuration: "subnet" },
      {
        configuration: { vpcEgressConfiguration: { subnetIds: subnets } },
      },
    ),
  ],
  "a connector for virtual machines": standing(
    "aws:lambda/coreNetworkConnector:CoreNetworkConnector",
    { configuration: { vpcEgressConfiguration: { subnetIds: subnets } } },
    "configuration",
  ),
  "a service": standing("aws:ecs/service:Service", { networkConfiguration: { subnets } }, "networkConfiguration"),
  "a set of tasks": standing("aws:ecs/taskSet:TaskSet", { networkConfiguration: { subnets } }, "networkConfiguration"),
  "a task on an event": standing(
    "aws:cloudwatch/eventTarget:EventTarget",
    { ecsTarget: { networkConfiguration: { subnets } } },
    "ecsTarget",
  ),
  "a task on a schedule": standing(
    "aws:scheduler/schedule:Schedule",
    { target: { ecsParameters: { networkConfiguration: { subnets } } } },
    "target",
  ),
  "a task behind a pipe": standing("aws:pipes/pipe:Pipe", { targetParameters: pipeTask }, "targetParameters"),
  "an express service": standing(
    "aws:ecs/expressGatewayService:ExpressGatewayService",
    { networkConfigurations: [{ subnets }] },
    "networkConfigurations",
  ),
  "a cluster": standing("aws:eks/cluster:Cluster", { vpcConfig: { subnetIds: subnets } }, "vpcConfig"),
  nodes: standing("aws:eks/nodeGroup:NodeGroup", { subnetIds: subnets }, "subnetIds"),
  pods: standing("aws:eks/fargateProfile:FargateProfile", { subnetIds: subnets }, "subnetIds"),
  "an instance": standing(instance, { subnetId: "subnet" }, "subnetId"),
  "an instance by its network interface": [
    resource(
      instance,
      "compute",
      { networkInterfaces: "card" },
      { networkInterfaces: [{ networkInterfaceId: "card" }] },
    ),
    resource("aws:ec2/networkInterface:NetworkInterface", "card", { subnetId: "subnet" }),
  ],
  "a group of instances": standing(
    "aws:autoscaling/group:Group",
    { vpcZoneIdentifiers: subnets },
    "vpcZoneIdentifiers",
  ),
  "batch jobs": standing(
    "aws:batch/computeEnvironment:ComputeEnvironment",
    { computeResources: { subnets } },
    "computeResources",
  ),
  "an App Runner connector": standing("aws:apprunner/vpcConnector:VpcConnector", { subnets }, "subnets"),
  "an App Runner service": [
    resource(
      "aws:apprunner/service:Service",
      "compute",
      { networkConfiguration: "connector" },
      {
        networkConfiguration: { egressConfiguration: { egressType: "VPC", vpcConnectorArn: "connector" } },
      },
    ),
    resource("aws:apprunner/vpcConnector:VpcConnector", "connector", { subnets: ["subnet"] }),
  ],
  "a SageMaker model": standing("aws:sagemaker/model:Model", jobIn, "vpcConfig"),
  "a configuration of an endpoint": [configuration("compute"), ...model],
  "an endpoint": [
    resource("aws:sagemaker/endpoint:Endpoint", "compute", { endpointConfigName: "configuration" }),
    configuration("configuration"),
    ...model,
  ],
  "a training job": standing("aws:sagemaker/trainingJob:TrainingJob", jobIn, "vpcConfig"),
  "a tuning job": standing(
    "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob",
    { trainingJobDefinition: jobIn },
    "trainingJobDefinition",
  ),
  "a monitoring job": standing(
    "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition",
    { networkConfig: jobIn },
    "networkConfig",
  ),
  "a job that processes data on SageMaker": standing(
    "aws-native:sagemaker:ProcessingJob",
    { networkConfig: jobIn },
    "networkConfig",
  ),
  "a monitoring job in its schedule": standing(
    "aws:sagemaker/monitoringSchedule:MonitoringSchedule",
    { monitoringScheduleConfig: { monitoringJobDefinition: { networkConfig: jobIn } } },
    "monitoringScheduleConfig",
  ),
  "a notebook": standing(
    "aws:sagemaker/notebookInstance:NotebookInstance",
    { subnetId: "subnet", directInternetAccess: "Disabled" },
    "subnetId",
  ),
  "a domain": standing(
    "aws:sagemaker/domain:Domain",
    { subnetIds: subnets, appNetworkAccessType: "VpcOnly" },
    "subnetIds",
  ),
  "an agent runtime": standing(
    "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime",
    agentIn("networkModeConfig"),
    "networkConfiguration",
  ),
  "an agent harness": standing(
    "aws:bedrock/agentcoreHarness:AgentcoreHarness",
    { environments: [{ agentcoreRuntimeEnvironments: [{ networkConfigurations: HARNESS }] }] },
    "environments",
  ),
  "an agent's browser": standing(
    "aws:bedrock/agentcoreBrowser:AgentcoreBrowser",
    agentIn("vpcConfig"),
    "networkConfiguration",
  ),
  "an agent's code interpreter": standing(
    "aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter",
    agentIn("vpcConfig"),
    "networkConfiguration",
  ),
  ...JOBS_IN_SUBNET,
};
