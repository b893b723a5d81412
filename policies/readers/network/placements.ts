import { JOBS, PUBLIC_ONLY } from "./job-placements";
import { DEFAULT_VPC, type NetworkPlacement, networkOf } from "./placement";
import * as types from "./types";

const LAMBDA_NETWORK = "AWS's own network for Lambda, which reaches the internet";
const SAGEMAKER_NETWORK = "SageMaker's own network, which reaches the internet";

const sagemakerJob = (...places: readonly string[]): NetworkPlacement => ({
  subnets: places.map((at) => `${at}vpcConfig.subnets[]`),
  withoutSubnets: SAGEMAKER_NETWORK,
  isolated: [places.map((at) => `${at}enableNetworkIsolation`), true],
});
const agentcore = (at: string, config: string): NetworkPlacement => ({
  subnets: [`${at}.${config}.subnets[]`],
  isolated: [[`${at}.networkMode`], "SANDBOX"],
  internet: [`${at}.networkMode`, ["PUBLIC"], "network mode PUBLIC"],
});
const HARNESS_NETWORK = "environments[].agentcoreRuntimeEnvironments[].networkConfigurations";
const PIPE_TASK_NETWORK = "targetParameters.ecsTaskParameters.networkConfiguration";
const task = (at: string): NetworkPlacement => ({
  subnets: [`${at}.subnets[]`],
  publicAddress: [[`${at}.assignPublicIp`], [true]],
});
/** A task that another service starts. */
const startedTask = (at: string): NetworkPlacement => ({ ...task(`${at}.networkConfiguration`), requires: at });
const SCHEDULED_JOB = "monitoringScheduleConfig.monitoringJobDefinition";
const MODEL = "aws:sagemaker/model:Model";
const ENDPOINT_CONFIGURATION = "aws:sagemaker/endpointConfiguration:EndpointConfiguration";
export const INSTANCE = "aws:ec2/instance:Instance";
const MICROVM_CONNECTOR = "aws:lambda/coreNetworkConnector:CoreNetworkConnector";
const SCALING_GROUP = "aws:autoscaling/group:Group";
const SPOT_FLEET = "aws:ec2/spotFleetRequest:SpotFleetRequest";
const FLEET = "aws:ec2/fleet:Fleet";
const templateOf = (type: string, at: string) =>
  ["launchTemplateId", "launchTemplateName"].map((name) => [type, `${at}.${name}`] as const);

const AGENTS: Readonly<Record<string, NetworkPlacement>> = {
  "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime": agentcore("networkConfiguration", "networkModeConfig"),
  "aws:bedrock/agentcoreHarness:AgentcoreHarness": {
    subnets: [`${HARNESS_NETWORK}[].networkModeConfigs[].subnets[]`],
    internet: [`${HARNESS_NETWORK}[].networkMode`, ["PUBLIC"], "network mode PUBLIC"],
  },
  "aws:bedrock/agentcoreBrowser:AgentcoreBrowser": agentcore("networkConfiguration", "vpcConfig"),
  "aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter": agentcore("networkConfiguration", "vpcConfig"),
};

const FUNCTIONS: Readonly<Record<string, NetworkPlacement>> = {
  "aws:lambda/function:Function": {
    subnets: ["vpcConfig.subnetIds[]"],
    withoutSubnets: LAMBDA_NETWORK,
    host: [
      "capacityProviderConfig.lambdaManagedInstancesCapacityProviderConfig.capacityProviderArn",
      "aws:lambda/capacityProvider:CapacityProvider",
    ],
  },
  "aws:lambda/capacityProvider:CapacityProvider": { subnets: ["vpcConfig.subnetIds[]"] },
  "aws:lambda/microvmsImage:MicrovmsImage": {
    host: ["egressNetworkConnectors[]", MICROVM_CONNECTOR],
    internet: ["egressNetworkConnectors[]", [undefined, "INTERNET_EGRESS"], "the connector to the internet"],
  },
  [MICROVM_CONNECTOR]: { subnets: ["configuration.vpcEgressConfiguration.subnetIds[]"] },
  "aws:synthetics/canary:Canary": { subnets: ["vpcConfig.subnetIds[]"], withoutSubnets: LAMBDA_NETWORK },
};

const CONTAINERS: Readonly<Record<string, NetworkPlacement>> = {
  "aws:ecs/service:Service": task("networkConfiguration"),
  "aws:ecs/taskSet:TaskSet": task("networkConfiguration"),
  "aws:cloudwatch/eventTarget:EventTarget": startedTask("ecsTarget"),
  "aws:scheduler/schedule:Schedule": startedTask("target.ecsParameters"),
  "aws:pipes/pipe:Pipe": {
    subnets: [`${PIPE_TASK_NETWORK}.awsVpcConfiguration.subnets[]`],
    publicAddress: [[`${PIPE_TASK_NETWORK}.awsVpcConfiguration.assignPublicIp`], ["ENABLED"]],
    requires: "targetParameters.ecsTaskParameters",
  },
  "aws:ecs/expressGatewayService:ExpressGatewayService": {
    subnets: ["networkConfigurations[].subnets[]"],
    withoutSubnets: DEFAULT_VPC,
  },
  "aws:ecs/capacityProvider:CapacityProvider": {
    subnets: ["managedInstancesProvider.instanceLaunchTemplate.networkConfiguration.subnets[]"],
    requires: "managedInstancesProvider",
  },
  "aws:eks/cluster:Cluster": { subnets: ["vpcConfig.subnetIds[]"] },
  "aws:eks/nodeGroup:NodeGroup": { subnets: ["subnetIds[]"] },
  "aws:eks/fargateProfile:FargateProfile": { subnets: ["subnetIds[]"] },
  "aws:apprunner/vpcConnector:VpcConnector": { subnets: ["subnets[]"] },
  "aws:apprunner/service:Service": {
    host: ["networkConfiguration.egressConfiguration.vpcConnectorArn", "aws:apprunner/vpcConnector:VpcConnector"],
    internet: ["networkConfiguration.egressConfiguration.egressType", ["DEFAULT", undefined], networkOf("App Runner")],
  },
};

/** CloudFormation's instances say of each network interface what `@pulumi/aws` says of the instance. */
const machine: NetworkPlacement = {
  subnets: ["subnetId", "networkInterfaces[].subnetId"],
  withoutSubnets: DEFAULT_VPC,
  elsewhere: "launchTemplate",
  host: ["networkInterfaces[].networkInterfaceId", types.NETWORK_INTERFACE],
  publicAddress: [["associatePublicIpAddress", "networkInterfaces[].associatePublicIpAddress"], [true]],
};

const MACHINES: Readonly<Record<string, NetworkPlacement>> = {
  [INSTANCE]: machine,
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": machine,
  [SPOT_FLEET]: {
    subnets: ["launchSpecifications[].subnetId", "launchTemplateConfigs[].overrides[].subnetId"],
    withoutSubnets: DEFAULT_VPC,
    elsewhere: "launchTemplateConfigs",
    publicAddress: [["launchSpecifications[].associatePublicIpAddress"], [true]],
  },
  [FLEET]: { subnets: ["launchTemplateConfigs[].overrides[].subnetId"] },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    publicAddress: [["networkInterfaces[].associatePublicIpAddress"], [true, "true"]],
    startedBy: [
      [SCALING_GROUP, "launchTemplate.id"],
      [SCALING_GROUP, "launchTemplate.name"],
      ...templateOf(SCALING_GROUP, "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification"),
      ...templateOf(FLEET, "launchTemplateConfigs[].launchTemplateSpecification"),
      ["aws:eks/nodeGroup:NodeGroup", "launchTemplate.id"],
      ...templateOf("aws:batch/computeEnvironment:ComputeEnvironment", "computeResources.launchTemplate"),
    ],
  },
  "aws:ec2/launchConfiguration:LaunchConfiguration": {
    publicAddress: [["associatePublicIpAddress"], [true]],
    startedBy: [[SCALING_GROUP, "launchConfiguration"]],
  },
  [SCALING_GROUP]: { subnets: ["vpcZoneIdentifiers[]"] },
  "aws:batch/computeEnvironment:ComputeEnvironment": { subnets: ["computeResources.subnets[]"] },
  "aws:cloud9/environmentEC2:EnvironmentEC2": { subnets: ["subnetId"], withoutSubnets: DEFAULT_VPC },
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": {
    subnets: ["subnetId"],
    withoutSubnets: DEFAULT_VPC,
  },
  "aws:appstream/fleet:Fleet": {
    subnets: ["vpcConfig.subnetIds[]"],
    internet: ["enableDefaultInternetAccess", [true], "default internet access"],
  },
  "aws:appstream/imageBuilder:ImageBuilder": {
    subnets: ["vpcConfig.subnetIds[]"],
    internet: ["enableDefaultInternetAccess", [true], "default internet access"],
  },
};

const SELF_HOSTED: Readonly<Record<string, NetworkPlacement>> = {
  [MODEL]: sagemakerJob(""),
  [ENDPOINT_CONFIGURATION]: { host: ["productionVariants[].modelName", MODEL] },
  "aws:sagemaker/endpoint:Endpoint": { host: ["endpointConfigName", ENDPOINT_CONFIGURATION] },
  "aws:sagemaker/trainingJob:TrainingJob": sagemakerJob(""),
  "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob": sagemakerJob(
    "trainingJobDefinition.",
    "trainingJobDefinitions[].",
  ),
  "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition": sagemakerJob("networkConfig."),
  "aws:sagemaker/monitoringSchedule:MonitoringSchedule": {
    ...sagemakerJob(`${SCHEDULED_JOB}.networkConfig.`),
    requires: SCHEDULED_JOB,
  },
  "aws:sagemaker/notebookInstance:NotebookInstance": {
    subnets: ["subnetId"],
    withoutSubnets: SAGEMAKER_NETWORK,
    internet: ["directInternetAccess", ["Enabled", undefined], "direct internet access"],
  },
  "aws:sagemaker/domain:Domain": {
    subnets: ["subnetIds[]"],
    internet: ["appNetworkAccessType", ["PublicInternetOnly", undefined], "app network access PublicInternetOnly"],
  },
  "aws-native:sagemaker:ProcessingJob": sagemakerJob("networkConfig."),
  // CloudFormation alone has the cluster of HyperPod.
  "aws-native:sagemaker:Cluster": { subnets: ["vpcConfig.subnets[]"], withoutSubnets: SAGEMAKER_NETWORK },
};

/**
 * Compute that can run or call models, and where each type declares its network.
 * Sources (read 2026-11): https://docs.aws.amazon.com/sagemaker/latest/dg/infrastructure-connect-to-resources.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html,
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html. See also
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html.
 */
export const NETWORK_PLACEMENTS: Readonly<Record<string, NetworkPlacement>> = {
  ...FUNCTIONS,
  ...CONTAINERS,
  ...MACHINES,
  ...SELF_HOSTED,
  ...AGENTS,
  ...JOBS,
  ...PUBLIC_ONLY,
};
