import { logRetentionDays } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import type * as inputs from "@pulumi/aws/types/input";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { WorkloadRole } from "../identity/workload-role";
import { providersTag } from "../network/egress-firewall";
import { singlePort } from "../network/security-group-rules";
import type { WorkloadNetwork } from "../network/workload-network";
import { PlinthComponent } from "../plinth-component";
import { type ContainerServiceArgs, DEFAULT_TASKS, type Peer, serviceFaults, sourceOf } from "./container-service-args";
import { CONTAINER, containerDefinitions, volumesOf, withDefaults } from "./container-task";
import { PULL_ACTIONS } from "./pull-actions";
import { scaleOnCpu } from "./service-scaling";

/** Time that a new task gets to pass its first health check. */
const HEALTH_CHECK_GRACE_SECONDS = 60;

/**
 * An Amazon ECS service on AWS Fargate, for containers that call models from a private network.
 *
 * Creates a cluster, a task definition (arm64, non-root user, no Linux capabilities, read-only root file system), the service
 * with a deployment circuit breaker and a security group without ingress rules, auto scaling on CPU utilisation, a log group
 * with retention and key, and a task execution role that may pull this image and read these secrets only. A stopping task
 * has `drainSeconds` to complete its requests.
 *
 * @example
 * const role = new WorkloadRole("assistant-task", { workload, service: "ecs-tasks" });
 * const image = containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`, "aws");
 * const service = new ContainerService("assistant", { workload, role, network, key, image });
 */
export class ContainerService extends PlinthComponent {
  /** Name of the ECS cluster. Known in preview. */
  readonly clusterName: pulumi.Output<string>;
  /** Name of the ECS service. Known in preview. */
  readonly serviceName: pulumi.Output<string>;
  /** Name of the log group of the containers' output. Known in preview. */
  readonly logGroupName: pulumi.Output<string>;
  /** Id of the tasks' own security group. Tasks also have the security groups of the network. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Port that the container listens on. */
  readonly port: number;
  readonly #args: ContainerServiceArgs;

  constructor(name: string, args: ContainerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ContainerService", name, args, opts, serviceFaults(name, args));
    this.#args = args;
    this.port = withDefaults(args).port;

    const logGroup = this.#createLogGroup();
    const executionRole = this.#createExecutionRole(logGroup);
    this.#allowTracing();
    const cluster = this.#createCluster();
    const definition = this.#defineTask(logGroup, executionRole);
    const group = this.#createSecurityGroup();
    const service = this.#createService(cluster, definition, group, executionRole);
    scaleOnCpu(
      name,
      { clusterName: cluster.name, serviceName: service.name, tasks: args.tasks ?? DEFAULT_TASKS, tags: this.tags() },
      this.child(),
    );

    this.clusterName = cluster.name;
    this.serviceName = service.name;
    this.logGroupName = logGroup.name;
    this.securityGroupId = group.id;
    const { clusterName, serviceName, logGroupName, securityGroupId } = this;
    this.registerOutputs({ clusterName, serviceName, logGroupName, securityGroupId });
  }

  /**
   * Allows ingress to the container's port from a security group, a managed prefix list or a private CIDR range.
   * @param from Name of the security group rule, unique in the service: `balancer`.
   */
  allowIngressFrom(from: string, peer: Peer): void {
    new vpc.SecurityGroupIngressRule(
      `${this.name}-from-${from}`,
      {
        securityGroupId: this.securityGroupId,
        ...sourceOf(peer),
        ...singlePort(this.port),
        tags: this.tags(),
      },
      this.child(),
    );
  }

  #createLogGroup(): cloudwatch.LogGroup {
    const { workload, key, logRetentionDays: days } = this.#args;
    return new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        name: `/aws/ecs/${this.physicalName()}`,
        retentionInDays: days ?? logRetentionDays(workload.standard, workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }

  /** Task execution role: ECS uses it to start tasks. The container cannot use it. */
  #createExecutionRole(logGroup: cloudwatch.LogGroup): WorkloadRole {
    const { workload, image, secrets = {}, secretArnPatterns, secretsKey, key } = this.#args;
    const role = new WorkloadRole(`${this.name}-starter`, { workload, service: "ecs-tasks" }, { parent: this });
    role.allow(
      "start",
      // ECR defines no resource type for this action.
      { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      {
        actions: PULL_ACTIONS,
        resources: [image.repositoryArn],
      },
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [this.arn("logs", pulumi.interpolate`log-group:${logGroup.name}:*`)],
      },
    );
    const arns = secretArnPatterns ?? Object.values(secrets);
    if (arns.length > 0) {
      role.allow("secrets", { actions: ["secretsmanager:GetSecretValue"], resources: arns });
      (secretsKey ?? key).grantDecrypt(role);
    }
    return role;
  }

  #allowTracing(): void {
    // X-Ray defines no resource types for these actions.
    this.#args.role.allow(`trace-${this.name}`, {
      actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
      resources: ["*"],
    });
  }

  #createCluster(): ecs.Cluster {
    return new ecs.Cluster(
      `${this.name}-cluster`,
      {
        name: this.physicalName(),
        settings: [{ name: "containerInsights", value: "enhanced" }],
        tags: this.tags(),
      },
      this.child(),
    );
  }

  #defineTask(logGroup: cloudwatch.LogGroup, executionRole: WorkloadRole): ecs.TaskDefinition {
    const { workload, role, providers } = this.#args;
    const { cpu, memoryMb } = withDefaults(this.#args);
    return new ecs.TaskDefinition(
      `${this.name}-task`,
      {
        family: this.physicalName(),
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
        cpu: String(cpu),
        memory: String(memoryMb),
        taskRoleArn: role.roleArn,
        executionRoleArn: executionRole.roleArn,
        containerDefinitions: containerDefinitions(this.#args, { groupName: logGroup.name, region: workload.region }),
        volumes: volumesOf(this.#args),
        tags: { ...this.tags(), ...providersTag(providers) },
      },
      this.child(),
    );
  }

  #createSecurityGroup(): ec2.SecurityGroup {
    return new ec2.SecurityGroup(
      `${this.name}-security-group`,
      {
        vpcId: this.#args.network.vpcId,
        description: "Tasks of the service",
        revokeRulesOnDelete: true,
        tags: { Name: this.physicalName(), ...this.tags() },
      },
      this.child(),
    );
  }

  #createService(
    cluster: ecs.Cluster,
    definition: ecs.TaskDefinition,
    group: ec2.SecurityGroup,
    executionRole: WorkloadRole,
  ): ecs.Service {
    const { role, network, tasks = DEFAULT_TASKS, targetGroupArns = [], lattice = [] } = this.#args;
    const { registryArn, oneAtATime = false } = this.#args;
    return new ecs.Service(
      `${this.name}-service`,
      {
        name: this.physicalName(),
        cluster: this.arn("ecs", pulumi.interpolate`cluster/${cluster.name}`),
        taskDefinition: definition.arn,
        launchType: "FARGATE",
        desiredCount: tasks.min,
        deploymentMinimumHealthyPercent: oneAtATime ? 0 : 100,
        deploymentMaximumPercent: oneAtATime ? 100 : 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
        availabilityZoneRebalancing: oneAtATime ? "DISABLED" : "ENABLED",
        enableExecuteCommand: false,
        networkConfiguration: {
          subnets: network.subnetIds,
          securityGroups: securityGroups(network, group),
          assignPublicIp: false,
        },
        loadBalancers: targetGroupArns.map((targetGroupArn) => ({
          targetGroupArn,
          containerName: CONTAINER,
          containerPort: this.port,
        })),
        vpcLatticeConfigurations: lattice.map(
          ({ targetGroupArn, roleArn }): inputs.ecs.ServiceVpcLatticeConfiguration => ({
            targetGroupArn,
            roleArn,
            portName: CONTAINER,
          }),
        ),
        serviceRegistries: registryArn === undefined ? undefined : { registryArn },
        healthCheckGracePeriodSeconds: targetGroupArns.length > 0 ? HEALTH_CHECK_GRACE_SECONDS : undefined,
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
        tags: this.tags(),
      },
      // Auto scaling changes the number of tasks. ECS needs the permissions of both roles to start the first task.
      this.child({ dependsOn: [role, executionRole, cluster], ignoreChanges: ["desiredCount"] }),
    );
  }
}

function securityGroups({ securityGroupIds }: WorkloadNetwork, own: ec2.SecurityGroup): pulumi.Output<string[]> {
  return pulumi.all([securityGroupIds, own.id]).apply(([shared, id]) => [...shared, id]);
}
