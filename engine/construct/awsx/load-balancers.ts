import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import type { ApplicationLoadBalancerArgs, NetworkLoadBalancerArgs } from "@pulumi/awsx/lb";
import type { lb as inputs } from "@pulumi/awsx/types/input";
import * as pulumi from "@pulumi/pulumi";
import { oneAtMost } from "./arguments";
import { lookUpDefaultVpc } from "./default-vpc";
import { securityGroup } from "./security-group";

type Args = ApplicationLoadBalancerArgs & NetworkLoadBalancerArgs;
type Endpoint = Pick<inputs.ListenerArgs, "port" | "protocol">;

interface Place {
  readonly vpcId: pulumi.Input<string>;
  readonly subnets?: lb.LoadBalancerArgs["subnets"];
}

/** How one type of load balancer differs from the other. */
interface Kind {
  /** Arguments of the load balancer that no program sets. */
  readonly fixed: lb.LoadBalancerArgs;
  /** Whether awsx makes a security group if the program names none. */
  readonly isGuarded: boolean;
  /** Where a listener listens that does not say it. */
  readonly endpoint: (listener: Endpoint, args: Args) => Endpoint;
  readonly targets: (args: Args) => lb.TargetGroupArgs;
}

const APPLICATION: Kind = {
  fixed: { loadBalancerType: "application" },
  isGuarded: true,
  endpoint: (listener, args) => httpEndpoint(listener, args.listeners ? undefined : args.defaultTargetGroupPort),
  targets: ({ listener, listeners, defaultTargetGroupPort }) => ({
    targetType: "ip",
    // awsx leaves the port to `defaultTargetGroup` if `listeners` has one element.
    ...(listeners?.length === 1 ? {} : httpEndpoint(listeners?.[0] ?? listener ?? {}, defaultTargetGroupPort)),
  }),
};

const NETWORK: Kind = {
  fixed: { loadBalancerType: "network", enableHttp2: false, idleTimeout: 0 },
  isGuarded: false,
  endpoint: () => ({ protocol: "TCP", port: 80 }),
  targets: ({ defaultTargetGroupPort }) => ({ protocol: "TCP", port: defaultTargetGroupPort ?? 80 }),
};

const KINDS = { Application: APPLICATION, Network: NETWORK };

/**
 * The children of `awsx.lb.ApplicationLoadBalancer` and `awsx.lb.NetworkLoadBalancer`. The former gets a security group
 * that is open to the internet if it has none.
 * Sources: pulumi/pulumi-awsx, awsx/lb/applicationLoadBalancer.ts (e252aac) and networkLoadBalancer.ts (52150fe) of
 * version 3.
 */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: Args, options: pulumi.ComponentResourceOptions, kind: keyof typeof KINDS) {
    const className = `${kind}LoadBalancer`;
    const formerly = { aliases: [{ name: `awsx:x:elasticloadbalancingv2:${className}` }] };
    super(`awsx:lb:${className}`, name, {}, pulumi.mergeOptions(options, formerly));
    this.outputs = Promise.resolve(balance(this, name, args, KINDS[kind]));
    this.registerOutputs();
  }
}

function balance(parent: pulumi.Resource, name: string, args: Args, kind: Kind): pulumi.Inputs {
  oneAtMost(args, "listener", "listeners");
  oneAtMost(args, "defaultTargetGroup", "defaultTargetGroupPort");
  const { vpcId, subnets } = place(args, parent);
  const group = kind.isGuarded ? defaultSecurityGroup(name, args, vpcId, parent) : {};
  const loadBalancer = new lb.LoadBalancer(
    name,
    { ...args, subnets, securityGroups: group.ids ?? args.securityGroups, ...kind.fixed },
    { parent },
  );
  const defaultTargetGroup = new lb.TargetGroup(
    name,
    { vpcId, ...kind.targets(args), ...args.defaultTargetGroup },
    { parent },
  );
  const forward = [{ type: "forward", targetGroupArn: defaultTargetGroup.arn }];
  const listeners = (args.listeners ?? [args.listener ?? {}]).map((listener, index) => {
    const defaultActions = pulumi.output(listener.defaultActions).apply((given) => given ?? forward);
    const endpoint = kind.endpoint(listener, args);
    return new lb.Listener(
      `${name}-${index}`,
      { ...endpoint, ...listener, defaultActions, loadBalancerArn: loadBalancer.arn },
      { parent },
    );
  });
  return { vpcId, loadBalancer, defaultTargetGroup, listeners, defaultSecurityGroup: group.made };
}

/** The subnets that the program names, or the public ones of the default VPC. */
function place(args: Args, parent: pulumi.Resource): Place {
  oneAtMost(args, "subnets", "subnetIds", "subnetMappings");
  const vpcOf = (id: pulumi.Input<string>) => ec2.getSubnetOutput({ id }, { parent }).vpcId;
  if (args.subnets) {
    const subnets = pulumi.output(args.subnets).apply((known = []) => known);
    return {
      subnets: subnets.apply((all) => all.map(({ id }) => id)),
      vpcId: subnets.apply((all) => firstOf(all).vpcId),
    };
  }
  if (args.subnetIds) {
    const subnets = pulumi.output(args.subnetIds).apply((known = []) => known);
    return { subnets, vpcId: subnets.apply((all) => vpcOf(firstOf(all))) };
  }
  if (args.subnetMappings) {
    const mappings = pulumi.output(args.subnetMappings).apply((known = []) => known);
    return { vpcId: mappings.apply((all) => vpcOf(firstOf(all).subnetId)) };
  }
  const { vpcId, publicSubnetIds } = lookUpDefaultVpc(parent);
  return { vpcId, subnets: publicSubnetIds };
}

function firstOf<T>(subnets: readonly T[]): T {
  const [first] = subnets;
  if (first === undefined) throw new Error("a load balancer needs a subnet");
  return first;
}

/** None if the program names its own or wants none. */
function defaultSecurityGroup(name: string, args: Args, vpcId: pulumi.Input<string>, parent: pulumi.Resource) {
  const { skip, ...wanted } = args.defaultSecurityGroup ?? {};
  if (args.securityGroups || skip) return {};
  oneAtMost(wanted, "args", "securityGroupId");
  if (wanted.securityGroupId) return { ids: pulumi.output(wanted.securityGroupId).apply((id) => (id ? [id] : [])) };
  const made = securityGroup(name, vpcId, parent, wanted.args);
  return { made, ids: [made.id] };
}

/** Port and protocol follow from each other; without both they are `port` and HTTP. */
function httpEndpoint({ port, protocol }: Endpoint, defaultPort: pulumi.Input<number | undefined> = 80): Endpoint {
  if (port)
    return { port, protocol: protocol ?? pulumi.output(port).apply((known) => (known === 443 ? "HTTPS" : "HTTP")) };
  if (protocol) return { protocol, port: pulumi.output(protocol).apply((known) => (known === "HTTPS" ? 443 : 80)) };
  return { port: defaultPort, protocol: "HTTP" };
}
