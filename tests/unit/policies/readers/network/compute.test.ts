import assert from "node:assert/strict";
import { COMPUTE_TYPES, computeEgress } from "../../../../../policies/readers/network/compute";
import { isolated, publicElsewhere } from "../../../../../policies/rules/network/example-network";
import { estateOf, named } from "../../../../support/example-estate";
import { COMPUTE, configuration, instance } from "./support/compute-in-subnet";
import { type Resource, resource } from "./support/resources";
import { standing, subnets } from "./support/standing";
import { NO_WAYS, UNSEEN, WAYS } from "./support/ways-out";

/** What only tells others where to stand, and has no subnet of its own; and what stands in no network of a customer. */
const SUBNETLESS = [
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
  "aws:batch/jobDefinition:JobDefinition",
  "aws:lightsail/instance:Instance",
  "aws:lightsail/containerService:ContainerService",
  "aws:amplify/app:App",
  "aws:gamelift/fleet:Fleet",
];
/** A subnet of another program: whether a route leads out of it cannot be seen. */
const theirs = { subnetId: "subnet-elsewhere" };

/** Services that run in a network of their own, which reaches the internet, unless they are given one. */
const JOBS_OF_AWS =
  /codebuild|emr\/cluster|emrserverless|kinesisanalytics|glue|beanstalk|canary|cloud9|imagebuilder\//i;

function egressOf(resources: readonly Resource[], references: "known" | "unknown" = "known") {
  const estate = estateOf(resources, references);
  return computeEgress(named(estate, "compute"), estate).outcome;
}

describe("compute and its ways to the internet", () => {
  it("has a case for each kind of compute", () => {
    const kinds = new Set(Object.values(COMPUTE).map(([compute]) => compute?.type));
    assert.deepEqual([...kinds, ...SUBNETLESS].sort(), [...COMPUTE_TYPES].sort());
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
      "an instance with an elastic address in a subnet of another program",
      [resource(instance, "compute", {}, theirs), resource("aws:ec2/eip:Eip", "address", { instance: "compute" })],
    ],
    [
      "an instance whose network interface has an elastic address",
      [
        resource(
          instance,
          "compute",
          { networkInterfaces: "card" },
          { networkInterfaces: [{ networkInterfaceId: "card" }] },
        ),
        resource("aws:ec2/networkInterface:NetworkInterface", "card", {}, theirs),
        resource("aws:ec2/eipAssociation:EipAssociation", "address", { networkInterfaceId: "card" }),
      ],
    ],
    [
      "an instance whose card asks for a public address",
      [resource(instance, "compute", {}, { networkInterfaces: [{ associatePublicIpAddress: true, deviceIndex: 0 }] })],
    ],
    ["an instance that names no subnet", [resource(instance, "compute")]],
    ["a container service of Lightsail", [resource("aws:lightsail/containerService:ContainerService", "compute")]],
    ["a fleet of GameLift", [resource("aws:gamelift/fleet:Fleet", "compute")]],
    ["an app of Amplify with a role", [resource("aws:amplify/app:App", "compute", {}, { computeRoleArn: "role" })]],
    ...Object.values(COMPUTE)
      .map(([compute]) => compute?.type ?? "")
      .filter((type) => JOBS_OF_AWS.test(type))
      .map((type) => [`${type} without a network`, [resource(type, "compute")]] as const),
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
          {},
          { target: { ecsParameters: { networkConfiguration: { subnets: ["theirs"], assignPublicIp: true } } } },
        ),
      ],
    ],
  ];
  for (const [title, resources] of open) {
    it(`is open for ${title}`, () => assert.equal(egressOf(resources), "path"));
  }

  const addressed = { associatePublicIpAddress: true };
  const closed: readonly (readonly [string, readonly Resource[]])[] = [
    [
      "an instance with a public address in a subnet without a route",
      [
        ...standing(instance, { subnetId: "subnet", ...addressed }, "subnetId"),
        ...isolated,
        resource("aws:ec2/eip:Eip", "address", { instance: "compute" }),
      ],
    ],
    [
      "a template with public addresses for machines in a subnet without a route",
      [
        resource("aws:ec2/launchTemplate:LaunchTemplate", "compute", {}, { networkInterfaces: [addressed] }),
        resource(
          "aws:autoscaling/group:Group",
          "group",
          { launchTemplate: "compute", vpcZoneIdentifiers: "subnet" },
          { launchTemplate: { id: "compute" }, vpcZoneIdentifiers: subnets },
        ),
        ...isolated,
        ...publicElsewhere,
      ],
    ],
    ["an app of Amplify that is files alone", [resource("aws:amplify/app:App", "compute")]],
    [
      "a job of Bedrock in AWS's network",
      [resource("aws:bedrockmodel/invocationJob:InvocationJob", "compute", {}, { modelId: "m" })],
    ],
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
