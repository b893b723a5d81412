import { type Fault, LOG_RETENTION_DAYS, logRetentionDays, PROVIDERS_TAG, retentionRange } from "@plinth/standards";
import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import type * as inputs from "@pulumi/aws/types/input";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import {
  CONTAINER,
  type ContainerTaskArgs,
  containerDefinitions,
  isWhole,
  taskFaults,
  volumesOf,
  withDefaults,
} from "./container-task";

export interface ContainerServiceArgs extends PlinthComponentArgs, ContainerTaskArgs {
  /** The workload's role on `ecs-tasks`, for the container's own calls. */
  readonly role: WorkloadRole;
  /** Where it runs: private subnets whose security group reaches the endpoints, `ecr-api`, `ecr-dkr`, `logs` and `s3` among them. */
  readonly network: WorkloadNetwork;
  /** Encrypts its logs. Its policy must let `logs` use it. */
  readonly key: EncryptionKey;
  /**
   * Which secrets the role that starts tasks may read, by ARNs that are known in preview, `-??????` standing for what Secrets
   * Manager draws. Default: those of `secrets`.
   */
  readonly secretArnPatterns?: readonly pulumi.Input<string>[];
  /** What opens the `secrets`. Default: {@link key}. */
  readonly secretsKey?: EncryptionKey;
  /** Tasks at a time, which follow the load. Bounds: 1 to 100. Default: 2 to 10. */
  readonly tasks?: { readonly least: number; readonly most: number };
  /** Days; one of CloudWatch's periods within the standard's range for logs. Default: the shortest of them. */
  readonly logRetentionDays?: number;
  /** Load balancers' target groups that its tasks register with. Default: none. */
  readonly targetGroupArns?: readonly pulumi.Input<string>[];
  /** VPC Lattice target groups that its tasks register with, and ECS's own role for that. Default: none. */
  readonly lattice?: readonly {
    readonly targetGroupArn: pulumi.Input<string>;
    readonly roleArn: pulumi.Input<string>;
  }[];
  /** ARN of the AWS Cloud Map service by whose name its tasks are found. Default: none. */
  readonly registryArn?: pulumi.Input<string>;
  /**
   * Whether a task stops before the next one starts: of what keeps data in a folder, two at a time would spoil it. Deployments
   * then interrupt the service. Bounds: one task. Default: false.
   */
  readonly oneAtATime?: boolean;
}

/** Who may reach a service's port. */
export type Peer =
  | { readonly securityGroupId: pulumi.Input<string> }
  | { readonly prefixListId: pulumi.Input<string> }
  | { readonly cidrIpv4: string };

const DEFAULT_TASKS = { least: 2, most: 10 };

const STARTING_SECONDS = 60;

/** Busy enough to be worth its price, with room for what comes while another task starts. */
const TARGET_CPU_PERCENT = 60;

/**
 * Containers on ECS with Fargate that call models from inside a private network.
 *
 * Creates a cluster, a task definition (arm64, not root, no capabilities, read-only file system), the service with a
 * security group that nobody is in yet and rollback of deployments that fail, scaling on CPU, a log group, and the role that
 * starts tasks: it pulls this image and reads these secrets, and nothing else. A task that is to stop has time to finish
 * what it has begun.
 *
 * @example
 * const role = new WorkloadRole("assistant-task", { workload, service: "ecs-tasks" });
 * const image = containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`, "aws");
 * const service = new ContainerService("assistant", { workload, role, network, key, image });
 */
export class ContainerService extends PlinthComponent {
  /** Known in preview. */
  readonly clusterName: pulumi.Output<string>;
  /** Known in preview. */
  readonly serviceName: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  /** The tasks' own, beside those of the network. */
  readonly securityGroupId: pulumi.Output<string>;
  readonly port: number;
  readonly #args: ContainerServiceArgs;

  constructor(name: string, args: ContainerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ContainerService", name, args, opts, faults(name, args));
    this.#args = args;
    this.port = withDefaults(args).port;

    const logGroup = this.#createLogGroup();
    const starter = this.#createStarterRole(logGroup);
    this.#allowTracing();
    const cluster = this.#createCluster();
    const definition = this.#defineTask(logGroup, starter);
    const group = this.#createSecurityGroup();
    const service = this.#createService(cluster, definition, group, starter);
    this.#scale(cluster, service);

    this.clusterName = cluster.name;
    this.serviceName = service.name;
    this.logGroupName = logGroup.name;
    this.securityGroupId = group.id;
    const { clusterName, serviceName, logGroupName, securityGroupId } = this;
    this.registerOutputs({ clusterName, serviceName, logGroupName, securityGroupId });
  }

  /**
   * Lets members of a security group, addresses of a managed prefix list, or a range that is not on the internet, reach
   * the container's port.
   * @param from Names the rule, once a service: `balancer`.
   */
  admit(from: string, peer: Peer): void {
    const source = "securityGroupId" in peer ? { referencedSecurityGroupId: peer.securityGroupId } : peer;
    new vpc.SecurityGroupIngressRule(
      `${this.name}-from-${from}`,
      {
        securityGroupId: this.securityGroupId,
        ...source,
        ipProtocol: "tcp",
        fromPort: this.port,
        toPort: this.port,
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

  /** ECS takes it on to start tasks; the container never sees it. */
  #createStarterRole(logGroup: cloudwatch.LogGroup): WorkloadRole {
    const { workload, image, secrets = {}, secretArnPatterns, secretsKey, key } = this.#args;
    const role = new WorkloadRole(`${this.name}-starter`, { workload, service: "ecs-tasks" }, { parent: this });
    role.allow(
      "start",
      // ECR has no resource to scope this to.
      { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      {
        actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
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
    // X-Ray has no resources to scope these to.
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

  #defineTask(logGroup: cloudwatch.LogGroup, starter: WorkloadRole): ecs.TaskDefinition {
    const { workload, role, providers = [] } = this.#args;
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
        executionRoleArn: starter.roleArn,
        containerDefinitions: containerDefinitions(this.#args, { groupName: logGroup.name, region: workload.region }),
        volumes: volumesOf(this.#args),
        tags: { ...this.tags(), ...(providers.length > 0 && { [PROVIDERS_TAG]: providers.join(" ") }) },
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
    starter: WorkloadRole,
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
        desiredCount: tasks.least,
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
        // A task that still starts is not unhealthy.
        healthCheckGracePeriodSeconds: targetGroupArns.length > 0 ? STARTING_SECONDS : undefined,
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
        tags: this.tags(),
      },
      // Scaling changes the number of tasks; ECS needs both roles' permissions for the first of them.
      this.child({ dependsOn: [role, starter, cluster], ignoreChanges: ["desiredCount"] }),
    );
  }

  #scale(cluster: ecs.Cluster, service: ecs.Service): void {
    const { least, most } = this.#args.tasks ?? DEFAULT_TASKS;
    const target = new appautoscaling.Target(
      `${this.name}-scaling`,
      {
        serviceNamespace: "ecs",
        scalableDimension: "ecs:service:DesiredCount",
        resourceId: pulumi.interpolate`service/${cluster.name}/${service.name}`,
        minCapacity: least,
        maxCapacity: most,
        tags: this.tags(),
      },
      this.child(),
    );
    new appautoscaling.Policy(
      `${this.name}-scaling-cpu`,
      {
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
          targetValue: TARGET_CPU_PERCENT,
        },
      },
      this.child(),
    );
  }
}

function securityGroups({ securityGroupIds }: WorkloadNetwork, own: ec2.SecurityGroup): pulumi.Output<string[]> {
  return pulumi.all([securityGroupIds, own.id]).apply(([shared, id]) => [...shared, id]);
}

function faults(name: string, args: ContainerServiceArgs): Fault[] {
  const { workload, logRetentionDays: days, tasks = DEFAULT_TASKS, oneAtATime = false } = args;
  const range = retentionRange(workload.standard, workload.classification, "log");
  const periods = LOG_RETENTION_DAYS.filter((d) => d >= range.minimumDays && d <= range.maximumDays);
  const named = physicalName(workload, name);
  return [
    ...faultsOf(
      "orchestration/ContainerService",
      name,
      [named.length <= 255, "name", "a name that leaves the service's within 255 characters", named],
      [
        isWhole(tasks.least, 1, 100) && isWhole(tasks.most, tasks.least, 100),
        "tasks",
        "1 to 100 tasks, and the least not above the most",
        `${tasks.least} to ${tasks.most}`,
      ],
      [!oneAtATime || tasks.most === 1, "oneAtATime", "false for more than one task", `${tasks.most} tasks`],
      [
        days === undefined || periods.some((d) => d === days),
        "logRetentionDays",
        `one of ${periods.join(", ")} for ${workload.classification} data`,
        String(days),
      ],
    ),
    ...taskFaults("ContainerService", name, args),
  ];
}
