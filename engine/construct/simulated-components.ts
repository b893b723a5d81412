/** Remote components whose children the simulation makes, by type. */
const SIMULATED = [
  "aws-apigateway:index:RestAPI",
  "awsx:cloudtrail:Trail",
  "awsx:ec2:DefaultVpc",
  "awsx:ec2:Vpc",
  "awsx:ecr:Image",
  "awsx:ecr:Repository",
  "awsx:ecs:EC2Service",
  "awsx:ecs:EC2TaskDefinition",
  "awsx:ecs:FargateService",
  "awsx:ecs:FargateTaskDefinition",
  "awsx:lb:ApplicationLoadBalancer",
  "awsx:lb:NetworkLoadBalancer",
  "awsx:lb:TargetGroupAttachment",
  "eks:index:Addon",
  "eks:index:Cluster",
  "eks:index:ClusterCreationRoleProvider",
  "eks:index:ManagedNodeGroup",
  "eks:index:NodeGroup",
  "eks:index:NodeGroupSecurityGroup",
  "eks:index:NodeGroupV2",
  "eks:index:VpcCniAddon",
] as const;

/** Type token of a remote component that is simulated. */
export type SimulatedComponent = (typeof SIMULATED)[number];

/** Whether the children of a remote component are made here. */
export function isSimulatedComponent(type: string): type is SimulatedComponent {
  return SIMULATED.some((simulated) => simulated === type);
}

/** Whether a package has remote components that are simulated. */
export function buildsComponents(packageName: string): boolean {
  return SIMULATED.some((type) => type.startsWith(`${packageName}:`));
}

/**
 * The type of a remote component, checked.
 * @throws Error that names what is simulated, if `type` is not.
 */
export function simulatedComponent(type: string): SimulatedComponent {
  if (isSimulatedComponent(type)) return type;
  throw new Error(
    `${type} is a remote component, built by its provider in a process of its own; simulated are ${SIMULATED.join(", ")}. Use one of those or a component in this language instead, or preview this stack with the Pulumi CLI`,
  );
}
