import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { service, type TypeSpec } from "./kit/service";
import { serviceAccount } from "./kit/service-account";
import { oneOf } from "./kit/validators";

/** As load balancers' ARNs abbreviate their types. */
const FAMILIES: Readonly<Record<string, string>> = { application: "app", gateway: "gwy", network: "net" };

/** `app/<name>/<id>` of a load balancer's or listener's ARN. */
function suffixOf(arn: unknown): string {
  return typeof arn === "string" && arn !== UNKNOWN_VALUE ? arn.slice(arn.indexOf("/") + 1) : UNKNOWN_VALUE;
}

const loadBalancer: TypeSpec = {
  autoname: { maxLength: 32 },
  id: "{arn}",
  arn: ({ loadBalancerType }) =>
    `elasticloadbalancing:{region}:{account}:loadbalancer/${FAMILIES[String(loadBalancerType)]}/{name}/{hex16:lb}`,
  defaults: {
    clientKeepAlive: 3600,
    desyncMitigationMode: "defensive",
    dropInvalidHeaderFields: false,
    enableCrossZoneLoadBalancing: false,
    enableDeletionProtection: false,
    enableHttp2: true,
    enableTlsVersionAndCipherSuiteHeaders: false,
    enableWafFailOpen: false,
    enableXffClientPort: false,
    idleTimeout: 60,
    loadBalancerType: "application",
    preserveHostHeader: false,
    xffHeaderProcessingMode: "append",
  },
  validate: { loadBalancerType: oneOf("application", "network", "gateway") },
  replaces: ["name", "namePrefix", "internal", "loadBalancerType", "customerOwnedIpv4Pool"],
  // Replaced only where a Network Load Balancer loses one.
  changesInPlace: ["securityGroups", "subnets", "secondaryIpsAutoAssignedPerSubnet"],
  outputs: ({ properties: { arn } }) => ({
    arnSuffix: suffixOf(arn),
    dnsName: "{name}-{digit10}.{region}.elb.{dnsSuffix}",
    internal: false,
    ipAddressType: "ipv4",
    vpcId: "vpc-{hex17}",
    zoneId: "Z{upper13}",
  }),
};

const targetGroup: TypeSpec = {
  autoname: { maxLength: 32 },
  id: "{arn}",
  arn: "elasticloadbalancing:{region}:{account}:targetgroup/{name}/{hex16:group}",
  defaults: {
    lambdaMultiValueHeadersEnabled: false,
    proxyProtocolV2: false,
    slowStart: 0,
    targetType: "instance",
  },
  validate: { targetType: oneOf("instance", "ip", "lambda", "alb") },
  replaces: ["name", "namePrefix", "port", "protocol", "protocolVersion", "targetType", "vpcId"],
  outputs: ({ properties: { arn } }) => ({
    arnSuffix: String(arn).split(":").at(-1),
    deregistrationDelay: 300,
    loadBalancerArns: [],
  }),
};

const listener: TypeSpec = {
  id: "{arn}",
  arn: ({ loadBalancerArn }) =>
    `elasticloadbalancing:{region}:{account}:listener/${suffixOf(loadBalancerArn)}/{hex16:listener}`,
  replaces: ["loadBalancerArn"],
  outputs: ({ properties: { port } }) => ({ protocol: port === 443 ? "HTTPS" : "HTTP" }),
};

const listenerRule: TypeSpec = {
  id: "{arn}",
  arn: ({ listenerArn }) =>
    `elasticloadbalancing:{region}:{account}:listener-rule/${suffixOf(listenerArn)}/{hex16:rule}`,
  replaces: ["listenerArn"],
};

const balancing = {
  LoadBalancer: loadBalancer,
  TargetGroup: targetGroup,
  Listener: listener,
  ListenerRule: listenerRule,
  TargetGroupAttachment: {
    id: "{targetGroupArn}-{digit26}",
    replaces: ["targetGroupArn", "targetId", "port", "availabilityZone"],
  },
};

export const lb = service("lb", balancing);
/** The older name of the same types. */
export const alb = service("alb", balancing);

export const elb = service(
  "elb",
  { LoadBalancer: { id: "{name}", autoname: { maxLength: 32 } } },
  {},
  {
    getServiceAccount: ({ account: { region, partition } }) => serviceAccount(ELB_ACCOUNTS, region, partition),
  },
);

/** Source: the Application Load Balancer guide, "Attach a policy to your S3 bucket", read 2026-11. */
const ELB_ACCOUNTS: Readonly<Record<string, string>> = {
  "ap-northeast-1": "582318560864",
  "ap-southeast-1": "114774131450",
  "ap-southeast-2": "783225319266",
  "ca-central-1": "985666609251",
  "eu-central-1": "054676820928",
  "eu-north-1": "897822967062",
  "eu-west-1": "156460612806",
  "eu-west-2": "652711504416",
  "eu-west-3": "009996457667",
  "us-east-1": "127311923021",
  "us-east-2": "033677994240",
  "us-west-1": "027434742980",
  "us-west-2": "797873946194",
};
