import assert from "node:assert/strict";
import { existingKey } from "../../../../components/identity/encryption-key";
import { InferenceVpc, type InferenceVpcArgs } from "../../../../components/network/inference-vpc";
import { preview } from "../../../support/preview";
import { given, statementsOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const valid: InferenceVpcArgs = { workload, cidr: "10.20.0.0/22", key: existingKey("shared", KEY) };
const TAGS = {
  workload: "support",
  owner: "customer-care",
  environment: "prod",
  "data-classification": "confidential",
};

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

function build(change: Partial<InferenceVpcArgs> = {}): InferenceVpc {
  return new InferenceVpc("support-network", { ...valid, ...change });
}

describe("InferenceVpc", () => {
  it("creates two isolated zones, eight endpoints and flow logs, and no way out", async () => {
    const { resources } = await preview(() => build());

    assert.deepEqual(resources.countByType(), {
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": 1,
      "aws:ec2/flowLog:FlowLog": 1,
      "aws:ec2/routeTable:RouteTable": 2,
      "aws:ec2/routeTableAssociation:RouteTableAssociation": 2,
      "aws:ec2/securityGroup:SecurityGroup": 2,
      "aws:ec2/subnet:Subnet": 2,
      "aws:ec2/vpc:Vpc": 1,
      [ENDPOINT]: 8,
      "aws:iam/policy:Policy": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
      [EGRESS]: 3,
      [INGRESS]: 1,
    });
  });

  it("places one private subnet in each zone, with a route table that leads nowhere", async () => {
    const { resources } = await preview(() => build());

    assert.deepEqual(
      resources
        .all("aws:ec2/subnet:Subnet")
        .map(({ inputs }) => [inputs.availabilityZone, inputs.cidrBlock, inputs.mapPublicIpOnLaunch])
        .sort(),
      [
        ["eu-west-1a", "10.20.0.0/24", false],
        ["eu-west-1b", "10.20.1.0/24", false],
      ],
    );
    for (const { inputs } of resources.all("aws:ec2/routeTable:RouteTable")) assert.deepEqual(inputs.routes, []);
  });

  it("leaves the default security group empty", async () => {
    const { resources } = await preview(() => build());
    const group = resources.only("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");

    assert.deepEqual([group?.inputs.ingress, group?.inputs.egress], [[], []]);
  });

  it("lets the workload reach the endpoints over TLS and nothing else, and nothing reach the workload", async () => {
    const { resources } = await preview(() => build());
    const idOf = (name: string) => resources.named(name)?.state.id;
    const compute = idOf("support-network-workload-security-group");
    const endpoints = idOf("support-network-endpoints-security-group");
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443, tags: TAGS };

    assert.deepEqual(given(resources.named("support-network-workload-to-endpoints")), {
      securityGroupId: compute,
      referencedSecurityGroupId: endpoints,
      ...https,
    });
    assert.deepEqual(given(resources.named("support-network-workload-to-s3")), {
      securityGroupId: compute,
      prefixListId: resources.named("support-network-s3-endpoint")?.props.prefixListId,
      ...https,
    });
    assert.deepEqual(given(resources.only(INGRESS)), {
      securityGroupId: endpoints,
      referencedSecurityGroupId: compute,
      ...https,
    });
    assert.ok(resources.all(EGRESS).every(({ inputs }) => inputs.securityGroupId === compute));
  });

  it("puts interface endpoints in every subnet, with private DNS", async () => {
    const { resources } = await preview(() => build());
    const { policy: _, ...kms } = given(resources.named("support-network-kms-endpoint"));

    assert.deepEqual(kms, {
      vpcId: resources.only("aws:ec2/vpc:Vpc")?.state.id,
      serviceName: "com.amazonaws.eu-west-1.kms",
      vpcEndpointType: "Interface",
      subnetIds: ["a", "b"].map((zone) => resources.named(`support-network-subnet-${zone}`)?.state.id),
      securityGroupIds: [resources.named("support-network-endpoints-security-group")?.state.id],
      privateDnsEnabled: true,
      tags: { Name: "support-prod-network-kms", ...TAGS },
    });
  });

  it("puts gateway endpoints in every route table", async () => {
    const { resources } = await preview(() => build());
    const { policy: _, ...s3 } = given(resources.named("support-network-s3-endpoint"));

    assert.deepEqual(s3, {
      vpcId: resources.only("aws:ec2/vpc:Vpc")?.state.id,
      serviceName: "com.amazonaws.eu-west-1.s3",
      vpcEndpointType: "Gateway",
      routeTableIds: ["a", "b"].map((zone) => resources.named(`support-network-routes-${zone}`)?.state.id),
      tags: { Name: "support-prod-network-s3", ...TAGS },
    });
  });

  it("lets callers of the account through, to resources of the account", async () => {
    const { resources } = await preview(() => build(), { unknowns: true });

    assert.deepEqual(statementsOf(resources.named("support-network-logs-endpoint")), [
      {
        Sid: "OwnAccount",
        Effect: "Allow",
        Principal: "*",
        Action: ["logs:*"],
        Resource: "*",
        Condition: {
          StringEquals: { "aws:PrincipalAccount": "210987654321" },
          StringEqualsIfExists: { "aws:ResourceAccount": "210987654321" },
        },
      },
    ]);
  });

  it("lets callers of the organisation through, if it is named", async () => {
    const { resources } = await preview(() => build({ organizationId: "o-a1b2c3d4e5" }));

    assert.deepEqual(statementsOf(resources.named("support-network-kms-endpoint"))[0]?.Condition, {
      StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
      StringEqualsIfExists: { "aws:ResourceAccount": "210987654321" },
    });
  });

  it("lets inference through with catalogue models in the area of residency only", async () => {
    const { resources } = await preview(() => build());
    const [statement, ...others] = statementsOf(resources.named("support-network-bedrock-runtime-endpoint"));
    const allowed = statement?.Resource as string[];

    assert.deepEqual(
      others.map(({ Action, Condition }) => [Action, Condition]),
      [
        [
          ["bedrock:ApplyGuardrail"],
          {
            StringEquals: { "aws:PrincipalAccount": "210987654321", "aws:ResourceOrgID": "${aws:PrincipalOrgID}" },
          },
        ],
      ],
    );
    assert.deepEqual(statement?.Action, [
      "bedrock:ApplyGuardrail",
      "bedrock:InvokeModel",
      "bedrock:InvokeModelWithResponseStream",
    ]);
    assert.deepEqual(statement?.Condition, { StringEquals: { "aws:PrincipalAccount": "210987654321" } });
    assert.deepEqual(
      allowed.filter((arn) => /haiku|application|guardrail/.test(arn)),
      [
        "arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/*",
        "arn:aws:bedrock:eu-west-1:210987654321:guardrail/*",
        "arn:aws:bedrock:eu-west-1:210987654321:inference-profile/eu.anthropic.claude-haiku-4-5-20251001-v1:0",
        ...["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"].map(
          (region) => `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0`,
        ),
      ],
    );
    assert.deepEqual(
      allowed.filter((arn) => arn.includes(":us-") || arn.includes("/us.") || arn.includes("/global.")),
      [],
    );
  });

  it("lets image layers through the S3 endpoint only where images are pulled", async () => {
    const { resources } = await preview(() => build({ services: ["ecr-api", "ecr-dkr", "s3"] }));

    assert.deepEqual(statementsOf(resources.named("support-network-s3-endpoint"))[1], {
      Sid: "ImageLayers",
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:GetObject"],
      Resource: "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*",
    });
  });

  it("lets nodes pull the images of EKS's own add-ons only where there is a cluster", async () => {
    const services = ["ecr-api", "ecr-dkr", "eks", "s3"];
    const { resources } = await preview(() => build({ services }));

    for (const service of ["ecr-api", "ecr-dkr"]) {
      assert.deepEqual(statementsOf(resources.named(`support-network-${service}-endpoint`))[1], {
        Sid: "ClusterImages",
        Effect: "Allow",
        Principal: "*",
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: ["amazon-k8s-cni*", "amazon/*", "eks/*"].map(
          (repository) => `arn:aws:ecr:eu-west-1:602401143452:repository/${repository}`,
        ),
        Condition: { StringEquals: { "aws:PrincipalAccount": "210987654321" } },
      });
    }
    const without = await preview(() => build({ services: ["ecr-api", "ecr-dkr", "s3"] }));
    assert.equal(statementsOf(without.resources.named("support-network-ecr-api-endpoint")).length, 1);
  });

  it("records every connection in an encrypted log group with the standard's retention", async () => {
    const { resources } = await preview(() => build());
    const role = resources.only("aws:iam/role:Role");

    assert.deepEqual(given(resources.only("aws:cloudwatch/logGroup:LogGroup"), "logGroupClass", "skipDestroy"), {
      name: "/plinth/support-prod-network-flow-logs",
      retentionInDays: 365,
      kmsKeyId: KEY,
      tags: TAGS,
    });
    assert.deepEqual(given(resources.only("aws:ec2/flowLog:FlowLog")), {
      vpcId: resources.only("aws:ec2/vpc:Vpc")?.state.id,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: "arn:aws:logs:eu-west-1:210987654321:log-group:/plinth/support-prod-network-flow-logs",
      iamRoleArn: `arn:aws:iam::210987654321:role/workload/support/${role?.props.name}`,
      maxAggregationInterval: 60,
      tags: TAGS,
    });
  });

  it("is a network for the workload's compute", async () => {
    const { resources, outputs } = await preview(() => {
      const { vpcId, subnetIds, securityGroupIds } = build({ zones: ["eu-west-1c", "eu-west-1a", "eu-west-1b"] });
      return { vpcId, subnetIds, securityGroupIds };
    });

    assert.deepEqual(outputs, {
      vpcId: resources.only("aws:ec2/vpc:Vpc")?.state.id,
      subnetIds: ["c", "a", "b"].map((zone) => resources.named(`support-network-subnet-${zone}`)?.state.id),
      securityGroupIds: [resources.named("support-network-workload-security-group")?.state.id],
    });
  });

  it("refuses everything that is wrong at once", async () => {
    const { error, resources } = await preview(() =>
      build({
        cidr: "10.20.0.0/27",
        reservedCidrs: ["10.20.0.0/16", "office"],
        services: ["bedrock-runtime", "teleport"],
        organizationId: "acme",
        key: undefined,
      }),
    );

    assert.deepEqual(
      error?.faults.map(({ id, path, found }) => [id, path, found]),
      [
        ["network/InferenceVpc/cidr", "support-network.cidr", "10.20.0.0/27"],
        ["network/InferenceVpc/cidr", "support-network.cidr", "10.20.0.0/27"],
        ["network/InferenceVpc/reservedCidrs", "support-network.reservedCidrs", "office"],
        ["network/InferenceVpc/services", "support-network.services", "teleport"],
        ["network/InferenceVpc/organizationId", "support-network.organizationId", "acme"],
        ["network/InferenceVpc/key", "support-network.key", undefined],
      ],
    );
    assert.equal(resources.count(), 0);
  });

  const zones: readonly [string, InferenceVpcArgs["zones"]][] = [
    ["a single zone", 1],
    ["half a zone", 2.5],
    ["more zones than a region has", 7],
    ["the same zone twice", ["eu-west-1a", "eu-west-1a"]],
    ["zones of another region", ["us-east-1a", "us-east-1b"]],
  ];
  for (const [title, value] of zones) {
    it(`refuses ${title}`, async () => {
      const { error } = await preview(() => build({ zones: value }));

      assert.deepEqual(
        error?.faults.map(({ path, allowed }) => [path, allowed]),
        [["support-network.zones", "2 to 6 different zones of eu-west-1"]],
      );
    });
  }
});
