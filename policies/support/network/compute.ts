import { type Estate, type References, type ResourceRecord, UNKNOWN } from "../../rule";
import { isGiven, topOf } from "../given";
import { perResource } from "../per-estate";
import { valueAt } from "../values";
import { type Egress, NONE, path, subnetEgress, unknown, worst } from "./egress";
import * as types from "./types";

/** Where compute of one type says that it stands. */
interface Stand {
  /** Path to the ids of its subnets. */
  readonly subnets: string;
  /** What it is where it names no subnet. Default: unknown. */
  readonly without?: string;
  /** Path, value: with it AWS gives the compute no network at all. */
  readonly isolated?: readonly [path: string, value: unknown];
  /** With one of these values (undefined is absent) at the path it reaches the internet, whatever its subnets. */
  readonly open?: readonly [path: string, values: readonly unknown[], why: string];
  /** Path to the ARN of what it runs on, and the type of that: it stands where that stands. */
  readonly host?: readonly [path: string, type: string];
}

const LAMBDA = "AWS's own network for Lambda, which reaches the internet";
const SAGEMAKER = "SageMaker's own network, which reaches the internet";
const sagemakerJob = (at: string): Stand => ({
  subnets: `${at}vpcConfig.subnets[]`,
  without: SAGEMAKER,
  isolated: [`${at}enableNetworkIsolation`, true],
});
const agentcore = (at: string, config: string): Stand => ({
  subnets: `${at}.${config}.subnets[]`,
  isolated: [`${at}.networkMode`, "SANDBOX"],
  open: [`${at}.networkMode`, ["PUBLIC"], "network mode PUBLIC"],
});
const HARNESS = "environments[].agentcoreRuntimeEnvironments[].networkConfigurations";
const task = (at: string): Stand => ({
  subnets: `${at}.subnets[]`,
  open: [`${at}.assignPublicIp`, [true], "a public IP address"],
});

/**
 * Compute that can run or call models, and where each says that it stands.
 * Sources (read 2026-11): https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/infrastructure-connect-to-resources.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html,
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html.
 */
const STANDS: Readonly<Record<string, Stand>> = {
  "aws:lambda/function:Function": {
    subnets: "vpcConfig.subnetIds[]",
    without: LAMBDA,
    host: [
      "capacityProviderConfig.lambdaManagedInstancesCapacityProviderConfig.capacityProviderArn",
      "aws:lambda/capacityProvider:CapacityProvider",
    ],
  },
  "aws:lambda/capacityProvider:CapacityProvider": { subnets: "vpcConfig.subnetIds[]" },
  "aws:ecs/service:Service": task("networkConfiguration"),
  "aws:ecs/taskSet:TaskSet": task("networkConfiguration"),
  "aws:ecs/expressGatewayService:ExpressGatewayService": { subnets: "networkConfigurations[].subnets[]" },
  "aws:eks/cluster:Cluster": { subnets: "vpcConfig.subnetIds[]" },
  "aws:eks/nodeGroup:NodeGroup": { subnets: "subnetIds[]" },
  "aws:eks/fargateProfile:FargateProfile": { subnets: "subnetIds[]" },
  "aws:ec2/instance:Instance": {
    subnets: "subnetId",
    open: ["associatePublicIpAddress", [true], "a public IP address"],
  },
  "aws:autoscaling/group:Group": { subnets: "vpcZoneIdentifiers[]" },
  "aws:batch/computeEnvironment:ComputeEnvironment": { subnets: "computeResources.subnets[]" },
  "aws:apprunner/vpcConnector:VpcConnector": { subnets: "subnets[]" },
  "aws:apprunner/service:Service": {
    subnets: "",
    host: ["networkConfiguration.egressConfiguration.vpcConnectorArn", "aws:apprunner/vpcConnector:VpcConnector"],
    open: [
      "networkConfiguration.egressConfiguration.egressType",
      ["DEFAULT", undefined],
      "App Runner's own network, which reaches the internet",
    ],
  },
  "aws:sagemaker/model:Model": sagemakerJob(""),
  "aws:sagemaker/trainingJob:TrainingJob": sagemakerJob(""),
  "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob": sagemakerJob("trainingJobDefinition."),
  "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition": sagemakerJob("networkConfig."),
  "aws:sagemaker/notebookInstance:NotebookInstance": {
    subnets: "subnetId",
    without: SAGEMAKER,
    open: ["directInternetAccess", ["Enabled", undefined], "direct internet access"],
  },
  "aws:sagemaker/domain:Domain": {
    subnets: "subnetIds[]",
    open: ["appNetworkAccessType", ["PublicInternetOnly", undefined], "app network access PublicInternetOnly"],
  },
  "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime": agentcore("networkConfiguration", "networkModeConfig"),
  "aws:bedrock/agentcoreHarness:AgentcoreHarness": {
    subnets: `${HARNESS}[].networkModeConfigs[].subnets[]`,
    open: [`${HARNESS}[].networkMode`, ["PUBLIC"], "network mode PUBLIC"],
  },
  "aws:bedrock/agentcoreBrowser:AgentcoreBrowser": agentcore("networkConfiguration", "vpcConfig"),
  "aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter": agentcore("networkConfiguration", "vpcConfig"),
};

export const COMPUTE_TYPES = Object.keys(STANDS);

/** Whether compute has a way to the internet, and through what. */
export const computeEgress: (compute: ResourceRecord, estate: Estate) => Egress = perResource((compute, estate) => {
  const stand = STANDS[compute.type];
  if (!stand) return unknown(`where ${compute.name} runs`);
  if (stand.isolated && valueAt(compute.props, stand.isolated[0]) === stand.isolated[1]) return NONE;
  return worst([openEgress(compute, stand), hostEgress(compute, stand, estate) ?? placeEgress(compute, stand, estate)]);
});

/** The subnets that compute names, as far as this run manages them; undefined if it names none. */
export function subnetsOf(compute: ResourceRecord, estate: Estate): References | undefined {
  const path = STANDS[compute.type]?.subnets;
  const references = path ? estate.references(compute, path, types.SUBNETS) : undefined;
  return references?.complete && references.found.length === 0 ? undefined : references;
}

function openEgress(compute: ResourceRecord, { open }: Stand): Egress {
  if (!open) return NONE;
  const [at, values, why] = open;
  const value = isGiven(compute, topOf(at)) ? valueAt(compute.props, at) : undefined;
  if (values.includes(value)) return path(why);
  return value === UNKNOWN ? unknown(`${at}, which is not known yet`) : NONE;
}

function hostEgress(compute: ResourceRecord, { host }: Stand, estate: Estate): Egress | undefined {
  if (!host || !isGiven(compute, topOf(host[0]))) return undefined;
  const [where] = estate.references(compute, host[0], [host[1]]).found;
  return where ? computeEgress(where, estate) : unknown("what it runs on is not managed here");
}

function placeEgress(compute: ResourceRecord, { subnets, without }: Stand, estate: Estate): Egress {
  const { found, complete } = estate.references(compute, subnets, types.SUBNETS);
  if (complete && found.length === 0) return without ? path(without) : unknown("subnets that it does not name");
  const ways = found.map((subnet) => subnetEgress(subnet, estate));
  return worst(complete ? ways : [...ways, unknown("a subnet that is not managed here")]);
}
