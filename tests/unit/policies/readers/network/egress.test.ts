import assert from "node:assert/strict";
import { UNKNOWN } from "@plinth/policies";
import { subnetEgress } from "../../../../../policies/readers/network/egress";
import {
  association,
  internet,
  isolated,
  route,
  subnet,
  table,
  vpc,
} from "../../../../../policies/rules/network/example-network";
import { estateOf, named } from "../../../../support/example-estate";
import { everywhere, far, type Resource, resource } from "./support/resources";

function egress(resources: readonly Resource[], references: "known" | "unknown" = "known") {
  const estate = estateOf(resources, references);
  return subnetEgress(named(estate, "subnet"), estate);
}

describe("the way out of a subnet", () => {
  for (const references of ["known", "unknown"] as const) {
    describe(`with references ${references}`, () => {
      it("is none through the local route alone", () => {
        assert.deepEqual(egress(isolated, references), { outcome: "none", via: [] });
      });

      it("names the route and the gateway", () => {
        assert.deepEqual(egress([...isolated, internet, route("gatewayId", "igw")], references), {
          outcome: "path",
          via: ["route out", "internet gateway igw"],
        });
      });

      it("follows a main route table that the program adopts", () => {
        const adopted = resource(
          "aws:ec2/defaultRouteTable:DefaultRouteTable",
          "main",
          { defaultRouteTableId: "vpc", routes: "igw" },
          { defaultRouteTableId: "rtb-main", routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw" }] },
        );
        const known = { ...vpc, props: { ...vpc.props, defaultRouteTableId: "rtb-main" } };
        assert.deepEqual(egress([known, subnet, adopted, internet], references).outcome, "path");
      });

      it("follows a peering into the peer's subnets", () => {
        const peering = resource("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "peers", {
          vpcId: "vpc",
          peerVpcId: "far",
        });
        assert.deepEqual(egress([...isolated, ...far, peering, route("vpcPeeringConnectionId", "peers")], references), {
          outcome: "path",
          via: ["route out", "peering peers", "route far-out", "internet gateway igw"],
        });
      });

      it("follows an appliance's network interface into its subnet", () => {
        const appliance = resource("aws:ec2/networkInterface:NetworkInterface", "proxy", { subnetId: "far-subnet" });
        assert.equal(
          egress([...isolated, ...far, appliance, route("networkInterfaceId", "proxy")], references).outcome,
          "path",
        );
      });

      it("follows a private NAT gateway into its own subnet", () => {
        const nat = (to: string) =>
          resource("aws:ec2/natGateway:NatGateway", "nat", { subnetId: to }, { connectivityType: "private" });
        assert.equal(
          egress([...isolated, ...far, nat("far-subnet"), route("natGatewayId", "nat")], references).outcome,
          "path",
        );
        assert.equal(egress([...isolated, nat("subnet"), route("natGatewayId", "nat")], references).outcome, "none");
      });

      it("ends in a black hole of a transit gateway", () => {
        const transit = [
          resource("aws:ec2transitgateway/transitGateway:TransitGateway", "hub"),
          resource("aws:ec2transitgateway/routeTable:RouteTable", "hub-table", { transitGatewayId: "hub" }),
          resource(
            "aws:ec2transitgateway/route:Route",
            "hole",
            { transitGatewayRouteTableId: "hub-table" },
            { ...everywhere, blackhole: true },
          ),
        ];
        assert.equal(egress([...isolated, ...transit, route("transitGatewayId", "hub")], references).outcome, "none");
      });

      it("is not known beyond a transit gateway with a VPN", () => {
        const transit = [
          resource("aws:ec2transitgateway/transitGateway:TransitGateway", "hub"),
          resource("aws:ec2/vpnConnection:VpnConnection", "office", { transitGatewayId: "hub" }),
        ];
        assert.equal(
          egress([...isolated, ...transit, route("transitGatewayId", "hub")], references).outcome,
          "unknown",
        );
      });

      it("is open where one route is inspected and another is not", () => {
        const firewall = [
          resource(
            "aws:networkfirewall/firewall:Firewall",
            "firewall",
            { subnetMappings: "far-subnet", firewallPolicyArn: "allowed" },
            { subnetMappings: [{ subnetId: "far-subnet" }] },
          ),
          resource(
            "aws:networkfirewall/firewallPolicy:FirewallPolicy",
            "allowed",
            {},
            {
              firewallPolicy: {
                statelessDefaultActions: ["aws:forward_to_sfe"],
                statefulDefaultActions: ["aws:drop_strict"],
              },
            },
          ),
        ];
        const proxy = resource("aws:ec2/networkInterface:NetworkInterface", "proxy", { subnetId: "far-subnet" });
        const inspected = route("vpcEndpointId", "firewall", { destinationCidrBlock: "0.0.0.0/1" });
        const around = {
          ...route("networkInterfaceId", "proxy", { destinationCidrBlock: "128.0.0.0/1" }),
          name: "around",
        };
        assert.equal(egress([...isolated, ...far, ...firewall, inspected], references).outcome, "inspected");
        assert.equal(egress([...isolated, ...far, ...firewall, proxy, inspected, around], references).outcome, "path");
      });

      it("is none through routes that lead back", () => {
        const back = resource("aws:ec2/networkInterface:NetworkInterface", "proxy", { subnetId: "subnet" });
        assert.equal(egress([...isolated, back, route("networkInterfaceId", "proxy")], references).outcome, "none");
      });

      it("is not known through routes that a virtual private gateway propagates", () => {
        const gateway = resource("aws:ec2/vpnGateway:VpnGateway", "office", { vpcId: "vpc" });
        const propagating = { ...table, refersTo: { vpcId: "vpc", propagatingVgws: ["office"] } };
        assert.equal(egress([vpc, subnet, propagating, association, gateway], references).outcome, "unknown");
      });
    });
  }

  it("is open in a default VPC that the program does not change", () => {
    const byDefault = resource("aws:ec2/defaultSubnet:DefaultSubnet", "subnet");
    assert.deepEqual(egress([byDefault]).outcome, "path");
  });

  it("takes what a provider would compute for no route", () => {
    const computed = { ...table, props: { routes: UNKNOWN, propagatingVgws: UNKNOWN } };
    assert.equal(egress([vpc, subnet, computed, association]).outcome, "none");
  });

  it("lets an unknown route hide no open one", () => {
    const lost = { ...route("transitGatewayId", undefined), name: "lost" };
    assert.equal(egress([...isolated, internet, lost, route("gatewayId", "igw")]).outcome, "path");
  });

  it("is not known through a route whose target is not known at all", () => {
    const dangling = resource(
      "aws:ec2/route:Route",
      "out",
      { routeTableId: "table" },
      { ...everywhere, natGatewayId: UNKNOWN },
    );
    assert.equal(egress([...isolated, dangling]).outcome, "unknown");
  });
});
