import assert from "node:assert/strict";
import { baseline, createEstate, judge, recordsOf, rulesOf } from "@plinth/policies";
import { containerImage } from "../../../../components/ecs/container-image";
import { ContainerService } from "../../../../components/ecs/container-service";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { EgressVpc, type EgressVpcArgs } from "../../../../components/network/egress-vpc";
import { endpointSet } from "../../../../components/network/endpoint-set";
import { InferenceVpc } from "../../../../components/network/inference-vpc";
import { OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview, type TestResource } from "../../../support/preview";
import { given } from "../../../support/statements";
import { workload } from "../../../support/workload";

const IMAGE = `210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`;

/** An egress VPC, and a container in a workload's network that leaves through it. */
function build(change: Partial<EgressVpcArgs> = {}): void {
  const key = new WorkloadKey("key", { workload, services: ["logs"] });
  const { egress } = new EgressVpc("egress", {
    workload,
    allowedDomains: ["api.partner.example.com", ".example.org"],
    key,
    ...change,
  });
  const services = endpointSet(["container", "traces"], workload.standard);
  const network = new InferenceVpc("network", { workload, cidr: "10.20.0.0/22", services, key, egress });
  const role = new WorkloadRole("task", { workload, service: "ecs-tasks" });
  new ContainerService("chat", { workload, role, network, key, image: containerImage(IMAGE, "aws") });
}

const withoutTags = (resource: TestResource | undefined) => {
  const { tags: _, ...rest } = given(resource);
  return rest;
};

describe("EgressVpc", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build(), { config: OWN_ACCOUNT });
  });
  const named = (name: string) => test.resources.named(name);
  const idOf = (name: string) => named(name)?.state.id;
  const ofType = (type: string) => test.resources.all(type);

  it("is three subnets in each zone: for the NAT gateway, the firewall and the transit gateway", () => {
    const vpc = named("egress-firewall-firewall")?.inputs.vpcId;
    const subnets = ofType("aws:ec2/subnet:Subnet").filter(({ inputs }) => inputs.vpcId === vpc);

    assert.deepEqual(subnets.map(({ name, inputs }) => [name, inputs.availabilityZone, inputs.cidrBlock]).sort(), [
      ["egress-vpc-firewall-1", "eu-west-1a", "10.255.0.16/28"],
      ["egress-vpc-firewall-2", "eu-west-1b", "10.255.0.144/28"],
      ["egress-vpc-nat-1", "eu-west-1a", "10.255.0.0/28"],
      ["egress-vpc-nat-2", "eu-west-1b", "10.255.0.128/28"],
      ["egress-vpc-transit-1", "eu-west-1a", "10.255.0.32/28"],
      ["egress-vpc-transit-2", "eu-west-1b", "10.255.0.160/28"],
    ]);
    assert.equal(ofType("aws:ec2/natGateway:NatGateway").length, 2);
  });

  it("leads what comes from workloads through the firewall of its zone, and what comes back too", () => {
    const table = (name: string) =>
      test.resources.all("aws:ec2/routeTable:RouteTable").find((resource) => resource.name === name)?.state.id;
    const endpoints = (Object(named("egress-firewall-firewall")?.props.firewallStatuses)[0].syncStates as object[]).map(
      (state) => Object(state).attachments[0].endpointId,
    );

    assert.equal(new Set(endpoints).size, 2);
    for (const [index, vpcEndpointId] of endpoints.entries()) {
      const zone = index + 1;
      assert.deepEqual(withoutTags(named(`egress-out-${zone}`)), {
        routeTableId: table(`egress-vpc-transit-${zone}`),
        destinationCidrBlock: "0.0.0.0/0",
        vpcEndpointId,
      });
      assert.deepEqual(withoutTags(named(`egress-in-${zone}-1`)), {
        routeTableId: table(`egress-vpc-nat-${zone}`),
        destinationCidrBlock: "10.0.0.0/8",
        vpcEndpointId,
      });
      assert.deepEqual(withoutTags(named(`egress-back-${zone}-1`)), {
        routeTableId: table(`egress-vpc-firewall-${zone}`),
        destinationCidrBlock: "10.0.0.0/8",
        transitGatewayId: idOf("egress-hub-gateway"),
      });
    }
  });

  it("lets TLS through to allowed hosts, in strict order, and drops whatever else", () => {
    const policy = named("egress-firewall-policy")?.inputs.firewallPolicy;
    const hosts = Object(named("egress-firewall-hosts")?.inputs.ruleGroup);
    const https = Object(named("egress-firewall-https")?.inputs.ruleGroup);

    assert.deepEqual(policy, {
      statelessDefaultActions: ["aws:drop"],
      statelessFragmentDefaultActions: ["aws:drop"],
      statelessRuleGroupReferences: [{ priority: 1, resourceArn: named("egress-firewall-https")?.props.arn }],
      statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "DROP" },
      statefulRuleGroupReferences: [{ priority: 1, resourceArn: named("egress-firewall-hosts")?.props.arn }],
      statefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
    });
    assert.deepEqual(hosts.rulesSource.rulesSourceList, {
      generatedRulesType: "ALLOWLIST",
      targetTypes: ["TLS_SNI"],
      targets: ["api.partner.example.com", ".example.org"],
    });
    assert.deepEqual(hosts.ruleVariables.ipSets, [{ key: "HOME_NET", ipSet: { definitions: ["10.0.0.0/8"] } }]);
    const rules = https.rulesSource.statelessRulesAndCustomActions.statelessRules as object[];
    assert.deepEqual(
      rules.map((rule) => Object(rule).ruleDefinition.matchAttributes.protocols),
      [[6], [6]],
    );
  });

  it("answers no question but for allowed names and AWS's, in the workload's network too", () => {
    const rules = ofType("aws:route53/resolverFirewallRule:ResolverFirewallRule").map(({ inputs }) => [
      inputs.priority,
      inputs.action,
    ]);

    assert.deepEqual(rules.sort(), [
      [100, "ALLOW"],
      [200, "BLOCK"],
    ]);
    assert.deepEqual(named("egress-names-allowed")?.inputs.domains, [
      "eu-west-1.amazonaws.com",
      "*.eu-west-1.amazonaws.com",
      "vpc-lattice-svcs.eu-west-1.on.aws",
      "*.vpc-lattice-svcs.eu-west-1.on.aws",
      "api.partner.example.com",
      "example.org",
      "*.example.org",
    ]);
    assert.deepEqual(named("egress-names-all")?.inputs.domains, ["*"]);
    assert.equal(named("network-egress-names")?.inputs.vpcId, idOf("network-vpc"));
    assert.equal(named("network-egress-names-fail-closed")?.inputs.firewallFailOpen, "DISABLED");
  });

  it("keeps every log, encrypted", () => {
    const key = test.resources.only("aws:kms/key:Key")?.props.arn;
    const groups = ofType("aws:cloudwatch/logGroup:LogGroup").filter(({ name }) => name.startsWith("egress"));

    assert.deepEqual(groups.map(({ name }) => name).sort(), [
      "egress-firewall-alert-logs",
      "egress-firewall-flow-logs",
      "egress-flow-logs-log-group",
      "egress-names-query-logs",
    ]);
    assert.ok(groups.every(({ inputs }) => inputs.kmsKeyId === key && Number(inputs.retentionInDays) >= 184));
  });

  it("leads workloads to the egress VPC, and never to each other", () => {
    const routes = ofType("aws:ec2transitgateway/route:Route").map(({ inputs }) => [
      inputs.destinationCidrBlock,
      inputs.blackhole,
      inputs.transitGatewayAttachmentId,
      inputs.transitGatewayRouteTableId === idOf("egress-hub-workloads"),
    ]);

    assert.deepEqual(routes.sort(), [
      ["0.0.0.0/0", false, idOf("egress-hub-egress"), true],
      ["10.0.0.0/8", true, undefined, true],
    ]);
    assert.equal(named("egress-hub-egress")?.inputs.applianceModeSupport, "enable");
  });

  it("leaves nothing that the rules find or cannot judge, in the workload that uses it either", () => {
    const { standard } = workload;
    const resources = test.preview?.resources ?? [];
    const findings = judge(rulesOf(baseline, standard), createEstate(recordsOf(resources), standard))
      .filter(({ rule }) => rule.layer === "network")
      .filter(({ verdict }) => verdict.outcome === "violation" || verdict.outcome === "undetermined")
      .map(({ rule, resource, verdict }) => `${rule.id}: ${resource.name} ${JSON.stringify(verdict)}`);

    assert.deepEqual(findings, []);
  });

  it("refuses every bad argument at once", async () => {
    const { error } = await preview(() =>
      build({ cidr: "8.8.8.0/24", zones: 4, workloadCidrs: ["0.0.0.0/0"], allowedDomains: ["*", "https://x.com"] }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["egress.cidr", "8.8.8.0/24"],
        ["egress.zones", "4"],
        ["egress.allowedDomains", "*, https://x.com"],
        ["egress.sourceCidrs", "0.0.0.0/0"],
      ],
    );
  });
});
