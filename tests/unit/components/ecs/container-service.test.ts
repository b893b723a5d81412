import assert from "node:assert/strict";
import { containerImage } from "../../../../components/ecs/container-image";
import { ContainerService } from "../../../../components/ecs/container-service";
import type { ContainerServiceArgs } from "../../../../components/ecs/container-service-args";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { networkOfAnotherStack } from "../../../support/network";
import { preview } from "../../../support/preview";
import { statementsOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

const DIGEST = "0".repeat(64);
const URI = `210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${DIGEST}`;
const SECRET = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:chat-token-??????";

function build(change: Partial<ContainerServiceArgs> = {}): ContainerService {
  return new ContainerService("chat", {
    workload,
    role: new WorkloadRole("task", { workload, service: "ecs-tasks" }),
    network: networkOfAnotherStack(),
    key: new WorkloadKey("key", { workload, services: ["logs"] }),
    image: containerImage(URI, "aws"),
    ...change,
  });
}

describe("ContainerService", () => {
  it("runs a container that is not root, owns nothing and writes nowhere", async () => {
    const { resources } = await preview(() =>
      build({ environment: { MODEL: "claude" }, secrets: { TOKEN: SECRET }, writableFolders: ["/tmp"] }),
    );
    const task = resources.only("aws:ecs/taskDefinition:TaskDefinition")?.inputs ?? {};

    assert.deepEqual(
      [task.networkMode, task.requiresCompatibilities, task.cpu, task.memory, task.volumes],
      ["awsvpc", ["FARGATE"], "512", "1024", [{ name: "writable-0" }]],
    );
    assert.deepEqual(JSON.parse(String(task.containerDefinitions)), [
      {
        name: "main",
        image: URI,
        essential: true,
        user: "65532:65532",
        readonlyRootFilesystem: true,
        linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
        portMappings: [{ name: "main", containerPort: 8080, protocol: "tcp", appProtocol: "http" }],
        mountPoints: [{ sourceVolume: "writable-0", containerPath: "/tmp", readOnly: false }],
        environment: [
          { name: "PORT", value: "8080" },
          { name: "MODEL", value: "claude" },
        ],
        secrets: [{ name: "TOKEN", valueFrom: SECRET }],
        stopTimeout: 120,
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": "/aws/ecs/support-prod-chat",
            "awslogs-region": "eu-west-1",
            "awslogs-stream-prefix": "main",
            mode: "non-blocking",
          },
        },
      },
    ]);
  });

  it("stays in private subnets, lets nobody in, and rolls a failed deployment back", async () => {
    const { resources } = await preview(() => build());
    const service = resources.only("aws:ecs/service:Service")?.inputs ?? {};

    assert.deepEqual(service.networkConfiguration, {
      subnets: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
      securityGroups: ["sg-0123456789abcdef0", resources.named("chat-security-group")?.props.id],
      assignPublicIp: false,
    });
    assert.deepEqual(service.deploymentCircuitBreaker, { enable: true, rollback: true });
    assert.equal(service.enableExecuteCommand, false);
    assert.deepEqual(resources.countByType(), {
      "aws:appautoscaling/policy:Policy": 1,
      "aws:appautoscaling/target:Target": 1,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:ecs/cluster:Cluster": 1,
      "aws:ecs/service:Service": 1,
      "aws:ecs/taskDefinition:TaskDefinition": 1,
      "aws:iam/policy:Policy": 2,
      "aws:iam/role:Role": 2,
      "aws:iam/rolePolicy:RolePolicy": 2,
      "aws:kms/alias:Alias": 1,
      "aws:kms/key:Key": 1,
    });
  });

  it("is reached by those whom it admits, on its own port", async () => {
    const { resources } = await preview(() => {
      build({ port: 9000 }).allowIngressFrom("balancer", { securityGroupId: "sg-0fedcba9876543210" });
    });
    const rule = resources.only("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")?.inputs ?? {};

    assert.deepEqual(
      [rule.referencedSecurityGroupId, rule.ipProtocol, rule.fromPort, rule.toPort, rule.cidrIpv4],
      ["sg-0fedcba9876543210", "tcp", 9000, 9000, undefined],
    );
  });

  it("is started by a role that pulls this image, writes these logs and reads these secrets, and nothing else", async () => {
    const { resources } = await preview(() => build({ secrets: { TOKEN: SECRET } }));
    const granted = ["start", "secrets", "decrypt-key"]
      .flatMap((grant) => statementsOf(resources.named(`chat-starter-${grant}`)))
      .map(({ Action, Resource }) => [Action, Resource]);

    assert.deepEqual(granted, [
      [["ecr:GetAuthorizationToken"], ["*"]],
      [
        ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        ["arn:aws:ecr:eu-west-1:210987654321:repository/chat"],
      ],
      [
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        ["arn:aws:logs:eu-west-1:210987654321:log-group:/aws/ecs/support-prod-chat:*"],
      ],
      [["secretsmanager:GetSecretValue"], [SECRET]],
      [["kms:DescribeKey", "kms:Decrypt"], ["arn:aws:kms:eu-west-1:210987654321:key/*"]],
    ]);
  });

  it("refuses every bad argument at once and registers nothing", async () => {
    const { resources, error } = await preview(() =>
      build({
        port: 80,
        cpu: 300,
        tasks: { min: 3, max: 2 },
        drainSeconds: 600,
        user: "0:0",
        environment: { TOKEN: "x" },
        secrets: { TOKEN: SECRET },
        writableFolders: ["tmp"],
        logRetentionDays: 2,
        image: { uri: "nginx:latest", repositoryArn: "nginx" },
      }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["chat.tasks", "3 to 2"],
        ["chat.logRetentionDays", "2"],
        ["chat.port", "80"],
        ["chat.cpu", "300"],
        ["chat.drainSeconds", "600"],
        ["chat.user", "0:0"],
        ["chat.secrets", "TOKEN"],
        ["chat.writableFolders", "tmp"],
        ["chat.image", "nginx:latest"],
        ["chat.image.repositoryArn", "nginx"],
      ],
    );
    assert.equal(resources.named("chat-service"), undefined);
  });

  it("refuses memory that Fargate does not have for the CPU", async () => {
    const { error } = await preview(() => build({ cpu: 8_192, memoryMb: 20_000 }));

    assert.deepEqual(
      error?.faults.map(({ path, allowed }) => [path, allowed]),
      [["chat.memoryMb", "16384 to 61440 in steps of 4096 for 8192 units of CPU"]],
    );
  });
});
