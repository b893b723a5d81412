import * as ec2 from "@pulumi/aws/ec2";
import * as ec2transitgateway from "@pulumi/aws/ec2transitgateway";

/** A hub that leads the organisation's networks to its offices and to the internet. */
export function networkHub(): void {
  const hub = new ec2transitgateway.TransitGateway("hub", {});
  const vpc = new ec2.Vpc("egress", { cidrBlock: "10.255.0.0/16", enableDnsHostnames: true });
  const subnet = new ec2.Subnet("egress", { vpcId: vpc.id, cidrBlock: "10.255.0.0/24", mapPublicIpOnLaunch: true });
  const internet = new ec2.InternetGateway("egress", { vpcId: vpc.id });
  const address = new ec2.Eip("nat", { domain: "vpc" });
  new ec2.NatGateway("nat", { subnetId: subnet.id, allocationId: address.id });
  const table = new ec2.RouteTable("egress", {
    vpcId: vpc.id,
    routes: [
      { cidrBlock: "0.0.0.0/0", gatewayId: internet.id },
      { cidrBlock: "10.0.0.0/8", transitGatewayId: hub.id },
    ],
  });
  new ec2.RouteTableAssociation("egress", { subnetId: subnet.id, routeTableId: table.id });
  new ec2transitgateway.VpcAttachment("egress", {
    transitGatewayId: hub.id,
    vpcId: vpc.id,
    subnetIds: [subnet.id],
  });
  const office = new ec2.CustomerGateway("office", { bgpAsn: "65000", ipAddress: "198.51.100.7", type: "ipsec.1" });
  new ec2.VpnConnection("office", { customerGatewayId: office.id, transitGatewayId: hub.id, type: "ipsec.1" });
  const endpoints = new ec2.SecurityGroup("endpoints", {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
  for (const service of ["ssm", "logs", "ecr.api", "sts"]) {
    new ec2.VpcEndpoint(service, {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.eu-west-1.${service}`,
      vpcEndpointType: "Interface",
      subnetIds: [subnet.id],
      securityGroupIds: [endpoints.id],
    });
  }
}
