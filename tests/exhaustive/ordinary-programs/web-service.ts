import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import * as iam from "@pulumi/aws/iam";
import * as lb from "@pulumi/aws/lb";
import * as rds from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import { trusting } from "./documents";

/** Containers behind an internet-facing load balancer, with a database and a way out through NAT. */
export function webService(): void {
  const vpc = new ec2.Vpc("web", { cidrBlock: "10.0.0.0/16" });
  const subnets = ["a", "b"].map(
    (zone, i) =>
      new ec2.Subnet(`web-${zone}`, { vpcId: vpc.id, cidrBlock: `10.0.${i}.0/24`, mapPublicIpOnLaunch: true }),
  );
  const subnetIds = subnets.map(({ id }) => id);
  const gateway = new ec2.InternetGateway("web", { vpcId: vpc.id });
  new ec2.DefaultRouteTable("web", {
    defaultRouteTableId: vpc.defaultRouteTableId,
    routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
  });
  const open = new ec2.SecurityGroup("web", {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
  const balancer = new lb.LoadBalancer("web", { subnets: subnetIds, securityGroups: [open.id] });
  const target = new lb.TargetGroup("web", { vpcId: vpc.id, port: 80, protocol: "HTTP", targetType: "ip" });
  new lb.Listener("web", {
    loadBalancerArn: balancer.arn,
    port: 443,
    protocol: "HTTPS",
    defaultActions: [{ type: "forward", targetGroupArn: target.arn }],
  });
  const role = new iam.Role("web", {
    assumeRolePolicy: trusting("ecs-tasks.amazonaws.com"),
    managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"],
  });
  const cluster = new ecs.Cluster("web");
  const task = new ecs.TaskDefinition("web", {
    family: "web",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    taskRoleArn: role.arn,
    containerDefinitions: JSON.stringify([{ name: "web", image: "nginx" }]),
  });
  new ecs.Service("web", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    networkConfiguration: { subnets: subnetIds, securityGroups: [open.id], assignPublicIp: true },
  });
  const group = new rds.SubnetGroup("web", { subnetIds });
  new rds.Instance("web", {
    engine: "postgres",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    dbSubnetGroupName: group.name,
    username: "web",
    password: pulumi.secret("a password"),
    skipFinalSnapshot: true,
  });
}
