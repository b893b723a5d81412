import { memoizeByResource } from "../../core/memoize";
import { isSet, topLevelProperty, valuesSetAt } from "../../core/properties";
import { type Estate, type References, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { valueAt } from "../../core/values";
import { type Egress, NONE, pathThrough, subnetEgress, unknownThrough, worst } from "./egress";
import * as types from "./types";

/** Where compute of one type declares its network. */
interface NetworkPlacement {
  /** Path to the ids of its subnets. Default: it is in none itself. */
  readonly subnets?: string;
  /** What it is where it names no subnet. Default: unknown. */
  readonly withoutSubnets?: string;
  /** Path, value: with it AWS gives the compute no network at all. */
  readonly isolated?: readonly [path: string, value: unknown];
  /** With one of these values (undefined is absent) at the path it reaches the internet, whatever its subnets. */
  readonly internet?: readonly [path: string, values: readonly unknown[], why: string];
  /** Path to the ARNs of what it runs on, and the type of that: it is in the same network. */
  readonly host?: readonly [path: string, type: string];
  /** Path to what makes it compute at all: without it nothing runs. */
  readonly requires?: string;
}

const LAMBDA_NETWORK = "AWS's own network for Lambda, which reaches the internet";
const SAGEMAKER_NETWORK = "SageMaker's own network, which reaches the internet";
const sagemakerJob = (at: string): NetworkPlacement => ({
  subnets: `${at}vpcConfig.subnets[]`,
  withoutSubnets: SAGEMAKER_NETWORK,
  isolated: [`${at}enableNetworkIsolation`, true],
});
const agentcore = (at: string, config: string): NetworkPlacement => ({
  subnets: `${at}.${config}.subnets[]`,
  isolated: [`${at}.networkMode`, "SANDBOX"],
  internet: [`${at}.networkMode`, ["PUBLIC"], "network mode PUBLIC"],
});
const HARNESS_NETWORK = "environments[].agentcoreRuntimeEnvironments[].networkConfigurations";
const PIPE_TASK_NETWORK = "targetParameters.ecsTaskParameters.networkConfiguration";
const PUBLIC_ADDRESS = "a public IP address";
const task = (at: string): NetworkPlacement => ({
  subnets: `${at}.subnets[]`,
  internet: [`${at}.assignPublicIp`, [true], PUBLIC_ADDRESS],
});
/** A task that another service starts. */
const startedTask = (at: string): NetworkPlacement => ({ ...task(`${at}.networkConfiguration`), requires: at });
const SCHEDULED_JOB = "monitoringScheduleConfig.monitoringJobDefinition";
const MODEL = "aws:sagemaker/model:Model";
const ENDPOINT_CONFIGURATION = "aws:sagemaker/endpointConfiguration:EndpointConfiguration";
const INSTANCE = "aws:ec2/instance:Instance";
const MICROVM_CONNECTOR = "aws:lambda/coreNetworkConnector:CoreNetworkConnector";
const EIP = "aws:ec2/eip:Eip";
const EIP_ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation";

/**
 * Compute that can run or call models, and where each type declares its network.
 * Sources (read 2026-11): https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/infrastructure-connect-to-resources.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html,
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html.
 */
const NETWORK_PLACEMENTS: Readonly<Record<string, NetworkPlacement>> = {
  "aws:lambda/function:Function": {
    subnets: "vpcConfig.subnetIds[]",
    withoutSubnets: LAMBDA_NETWORK,
    host: [
      "capacityProviderConfig.lambdaManagedInstancesCapacityProviderConfig.capacityProviderArn",
      "aws:lambda/capacityProvider:CapacityProvider",
    ],
  },
  "aws:lambda/capacityProvider:CapacityProvider": { subnets: "vpcConfig.subnetIds[]" },
  "aws:lambda/microvmsImage:MicrovmsImage": {
    host: ["egressNetworkConnectors[]", MICROVM_CONNECTOR],
    internet: ["egressNetworkConnectors[]", [undefined, "INTERNET_EGRESS"], "the connector to the internet"],
  },
  [MICROVM_CONNECTOR]: { subnets: "configuration.vpcEgressConfiguration.subnetIds[]" },
  "aws:ecs/service:Service": task("networkConfiguration"),
  "aws:ecs/taskSet:TaskSet": task("networkConfiguration"),
  "aws:cloudwatch/eventTarget:EventTarget": startedTask("ecsTarget"),
  "aws:scheduler/schedule:Schedule": startedTask("target.ecsParameters"),
  "aws:pipes/pipe:Pipe": {
    subnets: `${PIPE_TASK_NETWORK}.awsVpcConfiguration.subnets[]`,
    internet: [`${PIPE_TASK_NETWORK}.awsVpcConfiguration.assignPublicIp`, ["ENABLED"], PUBLIC_ADDRESS],
    requires: "targetParameters.ecsTaskParameters",
  },
  "aws:ecs/expressGatewayService:ExpressGatewayService": { subnets: "networkConfigurations[].subnets[]" },
  "aws:eks/cluster:Cluster": { subnets: "vpcConfig.subnetIds[]" },
  "aws:eks/nodeGroup:NodeGroup": { subnets: "subnetIds[]" },
  "aws:eks/fargateProfile:FargateProfile": { subnets: "subnetIds[]" },
  [INSTANCE]: {
    subnets: "subnetId",
    host: ["networkInterfaces[].networkInterfaceId", types.NETWORK_INTERFACE],
    internet: ["associatePublicIpAddress", [true], PUBLIC_ADDRESS],
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    internet: ["networkInterfaces[].associatePublicIpAddress", [true, "true"], PUBLIC_ADDRESS],
  },
  "aws:ec2/launchConfiguration:LaunchConfiguration": {
    internet: ["associatePublicIpAddress", [true], PUBLIC_ADDRESS],
  },
  "aws:autoscaling/group:Group": { subnets: "vpcZoneIdentifiers[]" },
  "aws:batch/computeEnvironment:ComputeEnvironment": { subnets: "computeResources.subnets[]" },
  "aws:apprunner/vpcConnector:VpcConnector": { subnets: "subnets[]" },
  "aws:apprunner/service:Service": {
    host: ["networkConfiguration.egressConfiguration.vpcConnectorArn", "aws:apprunner/vpcConnector:VpcConnector"],
    internet: [
      "networkConfiguration.egressConfiguration.egressType",
      ["DEFAULT", undefined],
      "App Runner's own network, which reaches the internet",
    ],
  },
  [MODEL]: sagemakerJob(""),
  [ENDPOINT_CONFIGURATION]: { host: ["productionVariants[].modelName", MODEL] },
  "aws:sagemaker/endpoint:Endpoint": { host: ["endpointConfigName", ENDPOINT_CONFIGURATION] },
  "aws:sagemaker/trainingJob:TrainingJob": sagemakerJob(""),
  "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob": sagemakerJob("trainingJobDefinition."),
  "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition": sagemakerJob("networkConfig."),
  "aws:sagemaker/monitoringSchedule:MonitoringSchedule": {
    ...sagemakerJob(`${SCHEDULED_JOB}.networkConfig.`),
    requires: SCHEDULED_JOB,
  },
  "aws:sagemaker/notebookInstance:NotebookInstance": {
    subnets: "subnetId",
    withoutSubnets: SAGEMAKER_NETWORK,
    internet: ["directInternetAccess", ["Enabled", undefined], "direct internet access"],
  },
  "aws:sagemaker/domain:Domain": {
    subnets: "subnetIds[]",
    internet: ["appNetworkAccessType", ["PublicInternetOnly", undefined], "app network access PublicInternetOnly"],
  },
  "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime": agentcore("networkConfiguration", "networkModeConfig"),
  "aws:bedrock/agentcoreHarness:AgentcoreHarness": {
    subnets: `${HARNESS_NETWORK}[].networkModeConfigs[].subnets[]`,
    internet: [`${HARNESS_NETWORK}[].networkMode`, ["PUBLIC"], "network mode PUBLIC"],
  },
  "aws:bedrock/agentcoreBrowser:AgentcoreBrowser": agentcore("networkConfiguration", "vpcConfig"),
  "aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter": agentcore("networkConfiguration", "vpcConfig"),
};

export const COMPUTE_TYPES = Object.keys(NETWORK_PLACEMENTS);

/** Whether compute has a way to the internet, and through what. */
export const computeEgress: (compute: ResourceRecord, estate: Estate) => Egress = memoizeByResource(
  (compute, estate) => {
    const placement = NETWORK_PLACEMENTS[compute.type];
    if (!placement) return unknownThrough(`where ${compute.name} runs`);
    const { isolated, requires, internet } = placement;
    if (requires && valuesSetAt(compute, requires).length === 0) return NONE;
    if (isolated && valueAt(compute.props, isolated[0]) === isolated[1]) return NONE;
    return worst([
      internet ? publicEgress(compute, internet, hostsOf(compute, placement, estate)) : NONE,
      addressEgress(compute, estate),
      hostEgress(compute, placement, estate) ?? subnetsEgress(compute, placement, estate),
    ]);
  },
);

/** The subnets that compute names, as far as this run manages them; undefined if it names none. */
export function subnetsOf(compute: ResourceRecord, estate: Estate): References | undefined {
  const path = NETWORK_PLACEMENTS[compute.type]?.subnets;
  const references = path ? estate.references(compute, path, types.SUBNETS) : undefined;
  return references?.complete && references.found.length === 0 ? undefined : references;
}

/** What it runs on, as far as it says. */
function hostsOf(compute: ResourceRecord, { host }: NetworkPlacement, estate: Estate): References | undefined {
  return host && isSet(compute, topLevelProperty(host[0])) ? estate.references(compute, host[0], [host[1]]) : undefined;
}

function publicEgress(
  compute: ResourceRecord,
  [at, values, why]: NonNullable<NetworkPlacement["internet"]>,
  on?: References,
): Egress {
  const declared = valuesSetAt(compute, at);
  const found = declared.length === 0 ? [undefined] : declared;
  if (found.some((value) => values.includes(value))) return pathThrough(why);
  // What names a resource of this run, by whatever id it will have, is no value of AWS's.
  const isNamed = on?.complete === true && on.found.length > 0;
  return found.includes(UNKNOWN) && !isNamed ? unknownThrough(`${at}, which is not known yet`) : NONE;
}

/** An Elastic IP address is given to an instance, or to its network interface, from outside. */
function addressEgress(compute: ResourceRecord, estate: Estate): Egress {
  if (compute.type !== INSTANCE) return NONE;
  const interfaces = estate.references(compute, "networkInterfaces[].networkInterfaceId", [types.NETWORK_INTERFACE]);
  const addresses = [
    ...estate.referrers(compute, "instance", [EIP]),
    ...estate.referrers(compute, "instanceId", [EIP_ASSOCIATION]),
    ...interfaces.found.flatMap((own) => estate.referrers(own, "networkInterface", [EIP])),
    ...interfaces.found.flatMap((own) => estate.referrers(own, "networkInterfaceId", [EIP_ASSOCIATION])),
  ];
  return addresses.length > 0 ? pathThrough(PUBLIC_ADDRESS) : NONE;
}

function hostEgress(compute: ResourceRecord, placement: NetworkPlacement, estate: Estate): Egress | undefined {
  const on = hostsOf(compute, placement, estate);
  if (!on) return undefined;
  const egresses = on.found.map((where) =>
    NETWORK_PLACEMENTS[where.type] ? computeEgress(where, estate) : interfaceEgress(where, estate),
  );
  const isKnown = on.complete && on.found.length > 0;
  return worst(isKnown ? egresses : [...egresses, unknownThrough("what it runs on is not managed here")]);
}

/** What stands in a subnet without being compute: a network interface. */
function interfaceEgress(record: ResourceRecord, estate: Estate): Egress {
  return subnetsEgress(record, { subnets: "subnetId" }, estate);
}

function subnetsEgress(
  compute: ResourceRecord,
  { subnets, withoutSubnets, host }: NetworkPlacement,
  estate: Estate,
): Egress {
  if (subnets === undefined) return host ? unknownThrough("something that it does not name") : NONE;
  const { found, complete } = estate.references(compute, subnets, types.SUBNETS);
  if (complete && found.length === 0)
    return withoutSubnets ? pathThrough(withoutSubnets) : unknownThrough("subnets that it does not name");
  const egresses = found.map((subnet) => subnetEgress(subnet, estate));
  return worst(complete ? egresses : [...egresses, unknownThrough("a subnet that is not managed here")]);
}
