import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { isolated, model } from "../example-network";
import { distributions } from "./examples-of-distributions";

const door = (type: string, props: Record<string, unknown>) => ({ type, name: "door", props });
const graphql = (props: Record<string, unknown>) => door("aws:appsync/graphQLApi:GraphQLApi", props);
const runner = (ingress?: boolean) =>
  door("aws:apprunner/service:Service", {
    networkConfiguration:
      ingress === undefined ? undefined : { ingressConfiguration: { isPubliclyAccessible: ingress } },
  });
const gateway = (authorizerType: unknown) => door("aws:bedrock/agentcoreGateway:AgentcoreGateway", { authorizerType });
const accelerator = (props: Record<string, unknown>) =>
  door("aws:globalaccelerator/endpointGroup:EndpointGroup", props);
const TRANSFER = "aws:transfer/server:Server";
const beanstalk = (settings: readonly (readonly [string, string, string])[]) =>
  door("aws:elasticbeanstalk/environment:Environment", {
    settings: settings.map(([namespace, name, value]) => ({ namespace, name, value })),
  });
const lattice = (props: Record<string, unknown>) => door("aws:vpclattice/service:Service", props);

const MAY_INVOKE = "bedrock:InvokeAgent";
const guests = (allowed: boolean, action: string): RuleExample["resources"] => [
  {
    type: "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment",
    name: "door",
    props: { roles: { unauthenticated: "guest" }, identityPoolId: "pool" },
    refersTo: { roles: "guest", identityPoolId: "pool" },
  },
  { type: "aws:cognito/identityPool:IdentityPool", name: "pool", props: { allowUnauthenticatedIdentities: allowed } },
  { type: "aws:iam/role:Role", name: "guest", props: { arn: "guest", assumeRolePolicy: "{}" } },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "ask",
    props: { role: "guest", policy: JSON.stringify({ Statement: { Effect: "Allow", Action: action, Resource: "*" } }) },
    refersTo: { role: "guest" },
  },
];

export const examples: RuleExample[] = [
  {
    title: "an API for a user pool",
    resources: [graphql({ authenticationType: "AMAZON_COGNITO_USER_POOLS" }), model],
    outcome: "pass",
  },
  { title: "an API by key", resources: [graphql({ authenticationType: "API_KEY" }), model], outcome: "violation" },
  {
    title: "a key besides a user pool",
    resources: [
      graphql({
        authenticationType: "AMAZON_COGNITO_USER_POOLS",
        additionalAuthenticationProviders: [{ authenticationType: "API_KEY" }],
      }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: a private API by key",
    resources: [graphql({ authenticationType: "API_KEY", visibility: "PRIVATE" }), model],
    outcome: "pass",
  },
  {
    title: "events by key",
    resources: [
      door("aws:appsync/api:Api", { eventConfig: { connectionAuthModes: [{ authType: "API_KEY" }] } }),
      model,
    ],
    outcome: "violation",
  },
  { title: "a service as App Runner makes it", resources: [runner(), model], outcome: "violation" },
  { title: "a service for a VPC", resources: [runner(false), model], outcome: "pass" },
  {
    title: "an assistant that answers anonymous visitors",
    resources: [door("aws-native:qbusiness:Application", { identityType: "ANONYMOUS" })],
    outcome: "violation",
  },
  {
    title: "an assistant for the people of IAM Identity Center",
    resources: [door("aws-native:qbusiness:Application", { identityType: "AWS_IAM_IDC" })],
    outcome: "pass",
  },
  { title: "an agent's gateway for everybody", resources: [gateway("NONE")], outcome: "violation" },
  { title: "an agent's gateway by token", resources: [gateway("CUSTOM_JWT")], outcome: "pass" },
  {
    title: "not known yet",
    resources: [{ ...gateway(UNKNOWN), refersTo: { authorizerType: "model" } }, model],
    outcome: "undetermined",
  },
  ...distributions,
  {
    title: "an accelerator before an internal load balancer",
    resources: [
      {
        ...accelerator({ endpointConfigurations: [{ endpointId: "front" }] }),
        refersTo: { endpointConfigurations: "front" },
      },
      { type: "aws:lb/loadBalancer:LoadBalancer", name: "front", props: { internal: true } },
      model,
    ],
    outcome: "violation",
  },
  { title: "an accelerator before nothing", resources: [accelerator({}), model], outcome: "not-applicable" },
  { title: "a server for files on the internet", resources: [door(TRANSFER, {}), model], outcome: "violation" },
  {
    title: "a server for files in a VPC, with a public address",
    resources: [
      door(TRANSFER, { endpointType: "VPC", endpointDetails: { vpcId: "vpc", addressAllocationIds: ["eipalloc-1"] } }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: a server for files in a VPC",
    resources: [door(TRANSFER, { endpointType: "VPC", endpointDetails: { vpcId: "vpc" } }), model],
    outcome: "pass",
  },
  {
    title: "containers of Lightsail with a public endpoint",
    resources: [
      door("aws:lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion", {
        publicEndpoint: { containerName: "answers", containerPort: 80 },
      }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: containers of Lightsail that answer each other",
    resources: [
      door("aws:lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion", { containers: [] }),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "ports of Lightsail for the office",
    resources: [
      door("aws:lightsail/instancePublicPorts:InstancePublicPorts", { portInfos: [{ cidrs: ["10.0.0.0/8"] }] }),
      model,
    ],
    outcome: "pass",
  },
  { title: "a Beanstalk environment as it comes", resources: [beanstalk([]), model], outcome: "violation" },
  {
    title: "near miss: a Beanstalk environment behind an internal load balancer",
    resources: [beanstalk([["aws:ec2:vpc", "ELBScheme", "internal"]]), model],
    outcome: "pass",
  },
  {
    title: "a Beanstalk environment of one instance, whose Elastic IP address no option takes away",
    resources: [
      beanstalk([
        ["aws:elasticbeanstalk:environment", "EnvironmentType", "SingleInstance"],
        ["aws:ec2:vpc", "AssociatePublicIpAddress", "false"],
      ]),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a Beanstalk environment whose settings are not known yet",
    resources: [
      { ...door("aws:elasticbeanstalk/environment:Environment", {}), refersTo: { settings: "model" } },
      model,
    ],
    outcome: "violation",
    whenReferencesUnknown: "undetermined",
  },
  {
    title: "an express service in the default VPC",
    resources: [door("aws:ecs/expressGatewayService:ExpressGatewayService", {}), model],
    outcome: "violation",
  },
  {
    title: "near miss: an express service in an isolated subnet",
    resources: [
      {
        ...door("aws:ecs/expressGatewayService:ExpressGatewayService", {
          networkConfigurations: [{ subnets: ["subnet"] }],
        }),
        refersTo: { networkConfigurations: "subnet" },
      },
      ...isolated,
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a service of VPC Lattice that other accounts share and that asks nobody",
    resources: [
      lattice({}),
      {
        type: "aws:ram/resourceAssociation:ResourceAssociation",
        name: "share",
        props: {},
        refersTo: { resourceArn: "door" },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: a shared service of VPC Lattice that asks for a signature",
    resources: [
      lattice({ authType: "AWS_IAM" }),
      {
        type: "aws:ram/resourceAssociation:ResourceAssociation",
        name: "share",
        props: {},
        refersTo: { resourceArn: "door" },
      },
      model,
    ],
    outcome: "pass",
  },
  { title: "near miss: a service of VPC Lattice for the own VPCs", resources: [lattice({}), model], outcome: "pass" },
  {
    title: "an identity pool whose guests ask a model",
    resources: [...guests(true, MAY_INVOKE), model],
    outcome: "violation",
  },
  {
    title: "near miss: an identity pool whose guests count clicks",
    resources: [...guests(true, "mobiletargeting:PutEvents"), model],
    outcome: "pass",
  },
  {
    title: "near miss: an identity pool without guests",
    resources: [...guests(false, MAY_INVOKE), model],
    outcome: "pass",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [graphql({ authenticationType: "API_KEY" })],
    outcome: "violation",
  },
];
