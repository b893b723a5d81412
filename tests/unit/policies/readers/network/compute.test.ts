import assert from "node:assert/strict";
import type { RuleExample } from "@plinth/policies";
import { COMPUTE_TYPES, computeEgress } from "../../../../../policies/readers/network/compute";
import {
  association,
  isolated,
  route,
  subnet,
  table,
  vpc,
} from "../../../../../policies/rules/network/example-network";
import { estateOf, named } from "../../../../support/example-estate";

type Resource = RuleExample["resources"][number];
type Props = Resource["props"];

const resource = (type: string, name: string, refersTo: Resource["refersTo"] = {}, props: Props = {}): Resource => ({
  type,
  name,
  props,
  refersTo,
});
/** Compute that stands in `subnet`: by what it says, and the property that refers to it. */
const standing = (type: string, props: Props, property: string): readonly Resource[] => [
  resource(type, "compute", { [property]: "subnet" }, props),
];
const subnets = ["subnet"];
const jobIn = { vpcConfig: { subnets } };
const agentIn = (config: string) => ({ networkConfiguration: { networkMode: "VPC", [config]: { subnets } } });
const HARNESS = [{ networkMode: "VPC", networkModeConfigs: [{ subnets }] }];
const model: readonly Resource[] = [resource("aws:sagemaker/model:Model", "model", { vpcConfig: "subnet" }, jobIn)];
const configuration = (name: string) =>
  resource(
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    name,
    { productionVariants: "model" },
    {
      productionVariants: [{ modelName: "model" }],
    },
  );
const pipeTask = { ecsTaskParameters: { networkConfiguration: { awsVpcConfiguration: { subnets } } } };
const instance = "aws:ec2/instance:Instance";

/** Every kind of compute as it stands in `subnet`. */
const COMPUTE: Readonly<Record<string, readonly Resource[]>> = {
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
};

const everywhere = { destinationCidrBlock: "0.0.0.0/0" };
const internet = resource("aws:ec2/internetGateway:InternetGateway", "igw", { vpcId: "vpc" });
/** A second subnet, in a VPC of its own, whose route table leads to the internet. */
const far: readonly Resource[] = [
  { ...vpc, name: "far" },
  { ...subnet, name: "far-subnet", refersTo: { vpcId: "far" } },
  { ...table, name: "far-table", refersTo: { vpcId: "far" } },
  { ...association, name: "far-association", refersTo: { subnetId: "far-subnet", routeTableId: "far-table" } },
  resource("aws:ec2/route:Route", "far-out", { routeTableId: "far-table", gatewayId: "igw" }, everywhere),
  internet,
];
const transit = resource("aws:ec2transitgateway/transitGateway:TransitGateway", "hub");
const transitTable = resource("aws:ec2transitgateway/routeTable:RouteTable", "hub-table", { transitGatewayId: "hub" });
const attachment = resource("aws:ec2transitgateway/vpcAttachment:VpcAttachment", "spoke", {
  transitGatewayId: "hub",
  vpcId: "far",
  subnetIds: ["far-subnet"],
});
const onwards = { transitGatewayRouteTableId: "hub-table", transitGatewayAttachmentId: "spoke" };
const list = (cidr: string) =>
  resource("aws:ec2/managedPrefixList:ManagedPrefixList", "list", {}, { entries: [{ cidr }] });
const nat = resource("aws:ec2/natGateway:NatGateway", "nat", { subnetId: "subnet" });
const onMain = (routes: readonly Resource[]) => [vpc, subnet, ...routes];

/** Every way out of `subnet`. */
const WAYS: Readonly<Record<string, readonly Resource[]>> = {
  "an internet gateway": [...isolated, internet, route("gatewayId", "igw")],
  "an internet gateway over IPv6": [
    ...isolated,
    internet,
    route("gatewayId", "igw", { destinationIpv6CidrBlock: "::/0" }),
  ],
  "a NAT gateway": [...isolated, nat, route("natGatewayId", "nat")],
  "a regional NAT gateway": [
    ...isolated,
    resource("aws:ec2/natGateway:NatGateway", "nat", { vpcId: "vpc" }, { availabilityMode: "regional" }),
    route("natGatewayId", "nat"),
  ],
  "an egress-only gateway": [
    ...isolated,
    resource("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", "six", { vpcId: "vpc" }),
    route("egressOnlyGatewayId", "six", { destinationIpv6CidrBlock: "::/0" }),
  ],
  "half of the addresses": [...isolated, nat, route("natGatewayId", "nat", { destinationCidrBlock: "128.0.0.0/1" })],
  "a prefix list of public addresses": [
    ...isolated,
    nat,
    list("8.8.8.0/24"),
    {
      ...route("natGatewayId", "nat", {}),
      refersTo: { routeTableId: "table", natGatewayId: "nat", destinationPrefixListId: "list" },
    },
  ],
  "a route inside the table": [
    vpc,
    subnet,
    association,
    resource(
      "aws:ec2/routeTable:RouteTable",
      "table",
      { vpcId: "vpc", routes: "igw" },
      {
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw" }],
      },
    ),
    internet,
  ],
  "a main route table": onMain([
    { ...table, name: "main" },
    resource("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", "main", {
      vpcId: "vpc",
      routeTableId: "main",
    }),
    internet,
    { ...route("gatewayId", "igw"), refersTo: { routeTableId: "main", gatewayId: "igw" } },
  ]),
  "a NAT instance": [
    ...isolated,
    ...far,
    resource("aws:ec2/networkInterface:NetworkInterface", "proxy", { subnetId: "far-subnet" }),
    route("networkInterfaceId", "proxy"),
  ],
  "a peering": [
    ...isolated,
    ...far,
    resource("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "peers", { vpcId: "vpc", peerVpcId: "far" }),
    route("vpcPeeringConnectionId", "peers"),
  ],
  "a transit gateway": [
    ...isolated,
    ...far,
    transit,
    transitTable,
    attachment,
    resource("aws:ec2transitgateway/route:Route", "onwards", onwards, everywhere),
    route("transitGatewayId", "hub"),
  ],
  "a transit gateway with a prefix list": [
    ...isolated,
    ...far,
    transit,
    transitTable,
    attachment,
    list("0.0.0.0/0"),
    resource("aws:ec2transitgateway/prefixListReference:PrefixListReference", "onwards", {
      ...onwards,
      prefixListId: "list",
    }),
    route("transitGatewayId", "hub"),
  ],
};
/** What leads to no address on the internet. */
const NO_WAYS: Readonly<Record<string, readonly Resource[]>> = {
  "the local route": isolated,
  "a route for private addresses": [
    ...isolated,
    nat,
    route("natGatewayId", "nat", { destinationCidrBlock: "10.0.0.0/8" }),
  ],
  "an internet gateway that no route leads to": [...isolated, internet],
  "a prefix list of private addresses": [
    ...isolated,
    nat,
    list("10.1.0.0/16"),
    {
      ...route("natGatewayId", "nat", {}),
      refersTo: { routeTableId: "table", natGatewayId: "nat", destinationPrefixListId: "list" },
    },
  ],
};
/** Ways that another team's network decides. */
const UNSEEN: Readonly<Record<string, readonly Resource[]>> = {
  "a virtual private gateway": [
    ...isolated,
    resource("aws:ec2/vpnGateway:VpnGateway", "vpn", { vpcId: "vpc" }),
    route("gatewayId", "vpn"),
  ],
  "a transit gateway that a data centre is behind": [
    ...isolated,
    transit,
    resource("aws:directconnect/gatewayAssociation:GatewayAssociation", "office", { associatedGatewayId: "hub" }),
    route("transitGatewayId", "hub"),
  ],
};

/** What only tells others where to stand, and has no subnet of its own. */
const ADDRESSED = ["aws:ec2/launchTemplate:LaunchTemplate", "aws:ec2/launchConfiguration:LaunchConfiguration"];

function egressOf(resources: readonly Resource[], references: "known" | "unknown" = "known") {
  const estate = estateOf(resources, references);
  return computeEgress(named(estate, "compute"), estate).outcome;
}

describe("compute and its ways to the internet", () => {
  it("has a case for each kind of compute", () => {
    const kinds = new Set(Object.values(COMPUTE).map(([compute]) => compute?.type));
    assert.deepEqual([...kinds, ...ADDRESSED].sort(), [...COMPUTE_TYPES].sort());
  });

  for (const [kind, compute] of Object.entries(COMPUTE)) {
    it(`is followed from ${kind} along every way, references known and unknown`, () => {
      for (const [ways, outcome] of [
        [WAYS, "path"],
        [NO_WAYS, "none"],
        [UNSEEN, "unknown"],
      ] as const) {
        for (const [title, way] of Object.entries(ways)) {
          assert.equal(egressOf([...compute, ...way]), outcome, title);
          assert.equal(egressOf([...compute, ...way], "unknown"), outcome, `${title}, references unknown`);
        }
      }
    });
  }

  const open: readonly (readonly [string, readonly Resource[]])[] = [
    ["a function without a VPC", [resource("aws:lambda/function:Function", "compute")]],
    ["a virtual machine of Lambda as it comes", [resource("aws:lambda/microvmsImage:MicrovmsImage", "compute")]],
    ["a model without a VPC", [resource("aws:sagemaker/model:Model", "compute")]],
    [
      "an endpoint of a model without a VPC",
      [configuration("compute"), resource("aws:sagemaker/model:Model", "model")],
    ],
    [
      "an instance with an elastic address",
      [
        ...standing(instance, { subnetId: "subnet" }, "subnetId"),
        ...isolated,
        resource("aws:ec2/eip:Eip", "address", { instance: "compute" }),
      ],
    ],
    [
      "an instance whose network interface has an elastic address",
      [
        ...(COMPUTE["an instance by its network interface"] ?? []),
        ...isolated,
        resource("aws:ec2/eipAssociation:EipAssociation", "address", { networkInterfaceId: "card" }),
      ],
    ],
    [
      "a template for instances with public addresses",
      [
        resource(
          "aws:ec2/launchTemplate:LaunchTemplate",
          "compute",
          {},
          { networkInterfaces: [{ associatePublicIpAddress: "true" }] },
        ),
      ],
    ],
    [
      "a scheduled task with a public address",
      [
        resource(
          "aws:scheduler/schedule:Schedule",
          "compute",
          { target: "subnet" },
          {
            target: { ecsParameters: { networkConfiguration: { subnets, assignPublicIp: true } } },
          },
        ),
        ...isolated,
      ],
    ],
  ];
  for (const [title, resources] of open) {
    it(`is open for ${title}`, () => assert.equal(egressOf(resources), "path"));
  }

  const closed: readonly (readonly [string, readonly Resource[]])[] = [
    [
      "an event that starts no task",
      [
        resource(
          "aws:cloudwatch/eventTarget:EventTarget",
          "compute",
          {},
          { arn: "arn:aws:sqs:eu-west-1:123456789012:q" },
        ),
      ],
    ],
    [
      "a schedule of a job that is defined elsewhere",
      [
        resource(
          "aws:sagemaker/monitoringSchedule:MonitoringSchedule",
          "compute",
          {},
          { monitoringScheduleConfig: { monitoringJobDefinitionName: "job" } },
        ),
      ],
    ],
    [
      "a template that leaves the address to the subnet",
      [resource("aws:ec2/launchTemplate:LaunchTemplate", "compute", {}, { instanceType: "m7g.large" })],
    ],
    [
      "a launch configuration without public addresses",
      [resource("aws:ec2/launchConfiguration:LaunchConfiguration", "compute", {}, { associatePublicIpAddress: false })],
    ],
    [
      "a model in network isolation",
      [resource("aws:sagemaker/model:Model", "compute", {}, { enableNetworkIsolation: true })],
    ],
  ];
  for (const [title, resources] of closed) {
    it(`is none for ${title}`, () => assert.equal(egressOf(resources), "none"));
  }

  it("is not known for an endpoint whose model is elsewhere", () => {
    assert.equal(
      egressOf([
        resource(
          "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
          "compute",
          {},
          { productionVariants: [{ modelName: "theirs" }] },
        ),
      ]),
      "unknown",
    );
  });
});
