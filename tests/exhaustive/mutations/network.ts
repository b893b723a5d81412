import type { ResourceRecord } from "@plinth/policies";
import { documentOf } from "./documents";
import {
  changed,
  type Generator,
  judgedNames,
  type Mutation,
  ofType,
  type Props,
  withOneMore,
  without,
} from "./mutation";
import { withWaysOut } from "./ways-out";

const ISOLATED = "inference-compute-has-no-internet-path";
const SERVED = "vpc-endpoints-serve-the-workload";
const FUNCTION = "aws:lambda/function:Function";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const VPC = "aws:ec2/vpc:Vpc";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

/** A gateway to the internet, as a route names it: the property of a Route resource, of an inline route, and an id. */
const GATEWAYS = [
  {
    what: "a NAT gateway",
    property: "natGatewayId",
    id: "nat-0123456789abcdef0",
    type: "aws:ec2/natGateway:NatGateway",
  },
  {
    what: "an internet gateway",
    property: "gatewayId",
    id: "igw-0123456789abcdef0",
    type: "aws:ec2/internetGateway:InternetGateway",
  },
  {
    what: "an egress-only gateway",
    property: "egressOnlyGatewayId",
    id: "eigw-0123456789abcdef0",
    type: "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
  },
];

const EVERYWHERE = ["0.0.0.0/0", "::/0", "0.0.0.0/1", "8.8.8.0/24"];

export const network: Generator = (records) => [
  ...ofType(records, ROUTE_TABLE).flatMap((table) => routes(records, table)),
  ...ofType(records, ENDPOINT).flatMap((endpoint) => endpoints(records, endpoint)),
  ...ofType(records, GROUP).flatMap((group) => groups(records, group)),
  ...ofType(records, DEFAULT_GROUP).flatMap((group) => defaultGroups(records, group)),
  ...ofType(records, VPC).flatMap((vpc) => vpcs(records, vpc)),
  ...ofType(records, "aws:ec2/flowLog:FlowLog").flatMap((log) => flowLogs(records, log)),
  ...ofType(records, FUNCTION).flatMap((lambda) => functions(records, lambda)),
];

function routes(records: readonly ResourceRecord[], table: ResourceRecord): readonly Mutation[] {
  const caughtBy = [ISOLATED];
  const names = judgedNames(ISOLATED, records);
  // A network of its own has no compute whose way out it could be.
  if (names.length === 0) return [];
  return GATEWAYS.flatMap(({ what, property, id, type }) => {
    const v6 = property === "egressOnlyGatewayId";
    const withGateway = withOneMore(records, table, { type, name: "way-out", id, props: { vpcId: table.props.vpcId } });
    const route = {
      type: "aws:ec2/route:Route",
      name: "mutant-route",
      props: {
        routeTableId: table.id,
        [property]: id,
        ...(v6 ? { destinationIpv6CidrBlock: "::/0" } : { destinationCidrBlock: "0.0.0.0/0" }),
      },
    };
    const half = { ...route, props: { ...route.props, destinationCidrBlock: "128.0.0.0/1" } };
    const inline = { [property]: id, ...(v6 ? { ipv6CidrBlock: "::/0" } : { cidrBlock: "0.0.0.0/0" }) };
    const mutation = (title: string, mutated: readonly ResourceRecord[]) => ({
      title: `${table.name} with ${title}`,
      records: mutated,
      caughtBy,
      names,
    });
    return [
      mutation(`a route to ${what}`, withOneMore(withGateway, table, route)),
      mutation(`a route to ${what} of another program`, withOneMore(records, table, route)),
      mutation(`an inline route to ${what}`, changed(withGateway, table, { routes: [inline] })),
      ...(v6 ? [] : [mutation(`a route for half of the internet to ${what}`, withOneMore(withGateway, table, half))]),
    ];
  });
}

function endpoints(records: readonly ResourceRecord[], endpoint: ResourceRecord): readonly Mutation[] {
  const missing = { caughtBy: [SERVED], names: judgedNames(SERVED, records) };
  const open = { caughtBy: ["vpc-endpoint-policy-is-narrow"], names: [endpoint.name] };
  const nameless = {
    caughtBy: ["vpc-endpoint-answers-by-private-dns"],
    names: [endpoint.name],
    companions: missing.caughtBy,
  };
  const all = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
  const isInterface = endpoint.props.vpcEndpointType === "Interface";
  const [other = "service"] = String(endpoint.props.serviceName).split(".").slice(-1);
  const faults: readonly (readonly [string, Omit<Mutation, "title" | "records">, readonly ResourceRecord[]])[] = [
    ["removed", missing, without(records, endpoint)],
    ["of another service", missing, changed(records, endpoint, { serviceName: serviceInsteadOf(endpoint, other) })],
    ["with AWS's open policy", open, changed(records, endpoint, { policy: undefined })],
    ["with a policy for everything", open, changed(records, endpoint, { policy: documentOf(all) })],
    [
      "with a policy for everything with TLS",
      open,
      changed(records, endpoint, {
        policy: documentOf({ ...all, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      }),
    ],
    ...(isInterface
      ? ([
          ["without private DNS", nameless, changed(records, endpoint, { privateDnsEnabled: false })],
          ["in no subnet", missing, changed(records, endpoint, { subnetIds: [], subnetConfigurations: [] })],
        ] as const)
      : ([["in no route table", missing, changed(records, endpoint, { routeTableIds: [] })]] as const)),
  ];
  return faults.map(([title, expected, mutated]) => ({
    title: `${endpoint.name} ${title}`,
    records: mutated,
    ...expected,
  }));
}

/** An AWS service that the workload does not call. */
function serviceInsteadOf({ props }: ResourceRecord, service: string): string {
  return String(props.serviceName).slice(0, -service.length).concat("monitoring");
}

function groups(given: readonly ResourceRecord[], group: ResourceRecord): readonly Mutation[] {
  return ["Ingress", "Egress"].flatMap((direction) =>
    EVERYWHERE.flatMap((block): Mutation[] => {
      const way = direction.toLowerCase();
      // What a group lets out goes nowhere without a route.
      const records = way === "egress" ? withWaysOut(given, group) : given;
      const v6 = block.includes(":");
      const inline = { protocol: "-1", fromPort: 0, toPort: 0, [v6 ? "ipv6CidrBlocks" : "cidrBlocks"]: [block] };
      const name = "mutant-rule";
      const own: Props = {
        securityGroupId: group.id,
        ipProtocol: "-1",
        [v6 ? "cidrIpv6" : "cidrIpv4"]: block,
      };
      const old: Props = { ...inline, securityGroupId: group.id, type: way };
      const expected = {
        caughtBy: [`security-group-${way}-is-bounded`],
        names: [group.name, name],
        companions: way === "egress" ? [ISOLATED] : [],
      };
      const type = `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`;
      const oldType = "aws:ec2/securityGroupRule:SecurityGroupRule";
      return [
        {
          title: `${group.name} with inline ${way} ${block}`,
          records: changed(records, group, { [way]: [inline] }),
          ...expected,
        },
        {
          title: `${group.name} with ${way} ${block}`,
          records: withOneMore(records, group, { type, name, props: own }),
          ...expected,
        },
        {
          title: `${group.name} with an old rule for ${way} ${block}`,
          records: withOneMore(records, group, { type: oldType, name, props: old }),
          ...expected,
        },
      ];
    }),
  );
}

function defaultGroups(records: readonly ResourceRecord[], group: ResourceRecord): readonly Mutation[] {
  const names = [group.name, ...ofType(records, VPC).map(({ name }) => name)];
  const expected = { names, caughtBy: ["vpc-default-security-group-is-closed"] };
  const open = [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }];
  return [
    { title: `${group.name} removed`, records: without(records, group), ...expected },
    ...["ingress", "egress"].map((way) => ({
      title: `${group.name} with ${way}`,
      records: changed(records, group, { [way]: open }),
      ...expected,
    })),
  ];
}

function vpcs(records: readonly ResourceRecord[], vpc: ResourceRecord): readonly Mutation[] {
  const interfaces = ofType(records, ENDPOINT).filter(({ props }) => props.vpcEndpointType === "Interface");
  if (interfaces.length === 0) return [];
  return ["enableDnsSupport", "enableDnsHostnames"].map((property) => ({
    title: `${vpc.name} without ${property}`,
    records: changed(records, vpc, { [property]: false }),
    caughtBy: ["vpc-endpoint-answers-by-private-dns"],
    names: interfaces.map(({ name }) => name),
    companions: [SERVED],
  }));
}

function flowLogs(records: readonly ResourceRecord[], log: ResourceRecord): readonly Mutation[] {
  const expected = { caughtBy: ["vpc-has-flow-logs"], names: ofType(records, VPC).map(({ name }) => name) };
  return [
    { title: `${log.name} removed`, records: without(records, log), ...expected },
    ...["ACCEPT", "REJECT"].map((trafficType) => ({
      title: `${log.name} of ${trafficType} alone`,
      records: changed(records, log, { trafficType }),
      ...expected,
    })),
  ];
}

function functions(records: readonly ResourceRecord[], lambda: ResourceRecord): readonly Mutation[] {
  const name = "mutant";
  const open = { caughtBy: ["lambda-function-is-private"], names: [lambda.name, name] };
  const outside = { caughtBy: [ISOLATED], names: [lambda.name] };
  const functionName = lambda.props.name;
  const permission = { function: functionName, principal: "*" };
  const more = (type: string, props: Props) => withOneMore(records, lambda, { type, name, props });
  return [
    { title: `${lambda.name} in no VPC`, records: changed(records, lambda, { vpcConfig: undefined }), ...outside },
    {
      title: `${lambda.name} in no subnet`,
      records: changed(records, lambda, { vpcConfig: { subnetIds: [], securityGroupIds: [] } }),
      ...outside,
    },
    {
      title: `${lambda.name} with a public URL`,
      records: more("aws:lambda/functionUrl:FunctionUrl", { functionName, authorizationType: "NONE" }),
      ...open,
    },
    {
      title: `${lambda.name} that everybody may invoke`,
      records: more("aws:lambda/permission:Permission", { ...permission, action: "lambda:InvokeFunction" }),
      ...open,
    },
    {
      title: `${lambda.name} whose URL everybody may call`,
      records: more("aws:lambda/permission:Permission", {
        ...permission,
        action: "lambda:InvokeFunctionUrl",
        functionUrlAuthType: "NONE",
      }),
      ...open,
    },
  ];
}
