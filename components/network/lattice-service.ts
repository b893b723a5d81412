import type { Fault, Workload } from "@plinth/standards";
import * as vpclattice from "@pulumi/aws/vpclattice";
import type * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween, nameLengthCheck } from "../argument-checks";
import { isOrganizationId, policyDocument, type Statement } from "../identity/policy-document";
import { WORKLOAD_ROLE_PATH } from "../identity/principals";
import { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";

/** Workload that may call an internal service. */
export interface ServiceCaller {
  /** Name of the workload: `support`. All of its roles may call. */
  readonly workload: string;
  /** AWS account of the workload: twelve digits. */
  readonly accountId: string;
  /** Paths that it may call; `*` matches any text: `/v1/chat`. Bounds: at least one. */
  readonly paths: readonly string[];
  /** HTTP methods that it may use. Bounds: DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT. Default: `["POST"]`. */
  readonly methods?: readonly string[];
}

/** Arguments of {@link LatticeService}. */
export interface LatticeServiceArgs extends PlinthComponentArgs {
  /**
   * Id or ARN of the service network that the service is associated with. Use the ARN for a network that another
   * account shares.
   */
  readonly serviceNetworkId: pulumi.Input<string>;
  /** VPC that the containers run in: `vpc-…`. */
  readonly vpcId: pulumi.Input<string>;
  /** Organisation that every caller must belong to: `o-a1b2c3d4e5`. */
  readonly organizationId: pulumi.Input<string>;
  /** Workloads that may call the service, with their paths and methods. Default: none; every request is denied. */
  readonly callers?: readonly ServiceCaller[];
  /** Port that the containers listen on. Bounds: 1 to 65,535. Default: 8080. */
  readonly port?: number;
  /** Path of the health check, which must return 200. Default: `/health`. */
  readonly healthPath?: string;
  /**
   * Seconds after which an idle connection is closed; must exceed the time to the slowest first token. Bounds: 60 to
   * 600. Default: 300.
   */
  readonly idleTimeoutSeconds?: number;
}

/** https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateService.html (read 2026-11). */
const MAX_SERVICE_NAME_LENGTH = 40;
const METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/**
 * Exposes containers as an internal service over TLS, to named workloads and on named paths.
 *
 * Creates a VPC Lattice service with an HTTPS listener, whose domain name and certificate AWS provides; an IP target
 * group; the association with the service network; the role that ECS uses to register tasks; and an auth policy with
 * the roles, paths and methods of each caller. Unsigned requests and all other callers are denied.
 *
 * @example
 * const service = new LatticeService("gateway", {
 *   workload,
 *   serviceNetworkId: "arn:aws:vpc-lattice:eu-west-1:555566667777:servicenetwork/sn-0123456789abcdef0",
 *   vpcId: "vpc-0123456789abcdef0",
 *   organizationId: "o-a1b2c3d4e5",
 *   callers: [{ workload: "claims", accountId: "123456789012", paths: ["/v1/chat", "/v1/embeddings"] }],
 * });
 */
export class LatticeService extends PlinthComponent {
  /** ARN of the VPC Lattice service. Assigned by AWS. */
  readonly serviceArn: pulumi.Output<string>;
  /** URL of the service: `https://…`. Assigned by AWS. */
  readonly url: pulumi.Output<string>;
  /**
   * ARN of the target group, assigned by AWS, and of the role that ECS registers tasks with, known in preview; for the
   * argument `lattice` of a `ContainerService`.
   */
  readonly targets: { readonly targetGroupArn: pulumi.Output<string>; readonly roleArn: pulumi.Output<string> };

  constructor(name: string, args: LatticeServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("LatticeService", name, args, opts, faults(name, args));
    const targetGroup = this.#createTargetGroup(args);
    const service = new vpclattice.Service(
      `${name}-service`,
      {
        name: this.physicalName(),
        authType: "AWS_IAM",
        idleTimeoutSeconds: args.idleTimeoutSeconds ?? 300,
        tags: this.tags(),
      },
      this.child(),
    );
    const policy = new vpclattice.AuthPolicy(
      `${name}-auth-policy`,
      { resourceIdentifier: service.id, policy: policyDocument(authStatements(args)) },
      this.child(),
    );
    new vpclattice.Listener(
      `${name}-listener`,
      {
        name: "https",
        serviceIdentifier: service.id,
        protocol: "HTTPS",
        port: 443,
        defaultAction: { forwards: [{ targetGroups: [{ targetGroupIdentifier: targetGroup.id, weight: 100 }] }] },
        tags: this.tags(),
      },
      this.child(),
    );
    new vpclattice.ServiceNetworkServiceAssociation(
      `${name}-association`,
      { serviceIdentifier: service.id, serviceNetworkIdentifier: args.serviceNetworkId, tags: this.tags() },
      // The service must not be reachable before its auth policy is in place.
      this.child({ dependsOn: [policy] }),
    );

    this.serviceArn = service.arn;
    this.url = service.dnsEntries.apply(([entry]) => `https://${entry?.domainName}`);
    this.targets = { targetGroupArn: targetGroup.arn, roleArn: this.#createRegistrar().roleArn };
    const { serviceArn, url, targets } = this;
    this.registerOutputs({ serviceArn, url, targets });
  }

  #createTargetGroup({ port = 8080, healthPath = "/health", vpcId }: LatticeServiceArgs): vpclattice.TargetGroup {
    return new vpclattice.TargetGroup(
      `${this.name}-targets`,
      {
        type: "IP",
        config: {
          vpcIdentifier: vpcId,
          protocol: "HTTP",
          protocolVersion: "HTTP1",
          port,
          ipAddressType: "IPV4",
          healthCheck: { enabled: true, path: healthPath, protocol: "HTTP", matcher: { value: "200" } },
        },
        tags: this.tags(),
      },
      this.child(),
    );
  }

  /**
   * Role that ECS assumes to register and deregister tasks. VPC Lattice assigns the id of a target group, and the actions
   * support no condition that identifies one: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForVpcLattice.html (read 2026-11).
   */
  #createRegistrar(): WorkloadRole {
    const { workload } = this;
    const role = new WorkloadRole(`${this.name}-registrar`, { workload, service: "ecs" }, { parent: this });
    role.allow(
      "register",
      {
        actions: [
          "vpc-lattice:DeregisterTargets",
          "vpc-lattice:GetTargetGroup",
          "vpc-lattice:ListTargets",
          "vpc-lattice:RegisterTargets",
        ],
        resources: [this.arn("vpc-lattice", "targetgroup/tg-*")],
      },
      // EC2 supports no resource-level permissions for these actions.
      { actions: ["ec2:DescribeInstances", "ec2:DescribeSubnets", "ec2:DescribeVpcs"], resources: ["*"] },
    );
    return role;
  }
}

/** VPC Lattice rejects a policy without statements, so a service without callers gets an explicit deny. */
function authStatements({ workload, organizationId, callers = [] }: LatticeServiceArgs): Statement[] {
  if (callers.length === 0) return [{ ...invocation("Nobody"), Effect: "Deny" }];
  return callers.map(({ workload: name, accountId, paths, methods = ["POST"] }, index) => ({
    ...invocation(`Caller${index + 1}`),
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": organizationId, "vpc-lattice-svcs:RequestMethod": [...methods] },
      ArnLike: { "aws:PrincipalArn": rolesOf(workload, name, accountId) },
      StringLike: { "vpc-lattice-svcs:RequestPath": [...paths] },
    },
  }));
}

/** AWS assigns the id of the service, so the policy names no resource. It applies to this service only. */
function invocation(Sid: string): Statement {
  return { Sid, Effect: "Allow", Principal: "*", Action: "vpc-lattice-svcs:Invoke", Resource: "*" };
}

function rolesOf({ partition }: Workload, name: string, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:role${WORKLOAD_ROLE_PATH}${name}/*`;
}

function faults(name: string, args: LatticeServiceArgs): Fault[] {
  const {
    workload,
    organizationId,
    callers = [],
    port = 8080,
    healthPath = "/health",
    idleTimeoutSeconds = 300,
  } = args;
  const id = "network/LatticeService";
  return [
    ...faultsOf(
      id,
      name,
      nameLengthCheck("service", physicalName(workload, name), MAX_SERVICE_NAME_LENGTH),
      [
        typeof organizationId !== "string" || isOrganizationId(organizationId),
        "organizationId",
        "an organisation's id such as o-a1b2c3d4e5",
        String(organizationId),
      ],
      [isIntegerBetween(port, 1, 65_535), "port", "a port from 1 to 65535", String(port)],
      [/^\/[\w./-]*$/.test(healthPath), "healthPath", "an absolute path", healthPath],
      [
        isIntegerBetween(idleTimeoutSeconds, 60, 600),
        "idleTimeoutSeconds",
        "60 to 600 whole seconds",
        String(idleTimeoutSeconds),
      ],
    ),
    ...callers.flatMap((caller, index) => callerFaults(id, `${name}.callers[${index}]`, caller)),
  ];
}

function callerFaults(id: `${string}/${string}`, path: string, caller: ServiceCaller): Fault[] {
  const { workload, accountId, paths, methods = ["POST"] } = caller;
  const malformed = paths.filter((p) => !/^\/[\w.~*/-]*$/.test(p) || p.includes(".."));
  const unknown = methods.filter((method) => !METHODS.includes(method));
  return faultsOf(
    id,
    path,
    [/^[a-z][a-z0-9-]{1,19}$/.test(workload), "workload", "the name of a workload such as support", workload],
    [/^\d{12}$/.test(accountId), "accountId", "an account number: twelve digits", accountId],
    [
      paths.length > 0 && malformed.length === 0,
      "paths",
      "at least one absolute path such as /v1/chat",
      malformed.join(", "),
    ],
    [methods.length > 0 && unknown.length === 0, "methods", `some of ${METHODS.join(", ")}`, unknown.join(", ")],
  );
}
