import assert from "node:assert/strict";
import { COMPUTE_TYPES, computeEgress } from "../../../../../policies/readers/network/compute";
import { isolated } from "../../../../../policies/rules/network/example-network";
import { estateOf, named } from "../../../../support/example-estate";
import { COMPUTE, configuration, instance, standing, subnets } from "./support/compute-in-subnet";
import { type Resource, resource } from "./support/resources";
import { NO_WAYS, UNSEEN, WAYS } from "./support/ways-out";

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
