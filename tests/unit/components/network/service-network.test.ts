import assert from "node:assert/strict";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { InferenceVpc } from "../../../../components/network/inference-vpc";
import { NetworkShare, type NetworkShareArgs } from "../../../../components/network/network-share";
import { ServiceNetwork } from "../../../../components/network/service-network";
import { ServiceNetworkAssociation } from "../../../../components/network/service-network-association";
import { type Asked, accessIn, admits, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { preview } from "../../../support/preview";
import { given } from "../../../support/statements";
import { workload } from "../../../support/workload";

const NETWORK = "arn:aws:vpc-lattice:eu-west-1:555566667777:servicenetwork/sn-0123456789abcdef0";
const MEMBER = "arn:aws:iam::123456789012:role/workload/claims/claims-handler-role-1a2b3c4";
const CALL: Asked = {
  action: "vpc-lattice-svcs:Invoke",
  resource: "arn:aws:vpc-lattice:eu-west-1:666677778888:service/svc-0123456789abcdef0/v1/chat",
  context: {
    "aws:PrincipalOrgID": "o-a1b2c3d4e5",
    "aws:ResourceOrgID": "o-a1b2c3d4e5",
    "vpc-lattice-svcs:RequestMethod": "POST",
    "vpc-lattice-svcs:RequestPath": "/v1/chat",
  },
};

const key = () => new WorkloadKey("key", { workload, services: ["logs"] });

describe("ServiceNetwork", () => {
  const build = (organizationId = "o-a1b2c3d4e5") =>
    new ServiceNetwork("services", { workload, organizationId, key: key() });

  it("authenticates every request, and records it", async () => {
    const { resources } = await preview(() => build());
    const network = resources.only("aws:vpclattice/serviceNetwork:ServiceNetwork");
    const log = resources.only("aws:cloudwatch/logGroup:LogGroup");

    assert.equal(network?.inputs.authType, "AWS_IAM");
    assert.deepEqual(
      [log?.inputs.name, log?.inputs.retentionInDays, log?.inputs.kmsKeyId],
      [
        "/aws/vendedlogs/vpc-lattice/support-prod-services-access-logs",
        365,
        resources.only("aws:kms/key:Key")?.props.arn,
      ],
    );
    const { tags: _, ...subscription } = given(
      resources.only("aws:vpclattice/accessLogSubscription:AccessLogSubscription"),
    );
    assert.deepEqual(subscription, { resourceIdentifier: network?.state.id, destinationArn: log?.props.arn });
  });

  it("lets the organisation's principals in, and nobody else", async () => {
    const { resources } = await preview(() => build(), { unknowns: true });
    const policy = resources.only("aws:vpclattice/authPolicy:AuthPolicy")?.inputs.policy;
    const outside = (id: string | undefined) => ({ ...CALL, context: { ...CALL.context, "aws:PrincipalOrgID": id } });

    assert.equal(admits(policy, MEMBER, CALL), "allowed");
    assert.equal(admits(policy, MEMBER, outside("o-zzzzzzzzzz")), "denied");
    // A request that is not signed names no organisation.
    assert.equal(admits(policy, "anonymous", outside(undefined)), "denied");
    assert.equal(admits(policy, MEMBER, { ...CALL, action: "vpc-lattice-svcs:Connect" }), "denied");
  });

  it("refuses what is no organisation's id", async () => {
    const { error } = await preview(() => build("acme"));

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [["services.organizationId", "acme"]],
    );
  });
});

describe("ServiceNetworkAssociation", () => {
  function build(serviceNetworkId = NETWORK) {
    const network = new InferenceVpc("network", { workload, key: key() });
    const association = new ServiceNetworkAssociation("services", {
      workload,
      serviceNetworkId,
      vpcId: network.vpcId,
      clientSecurityGroupId: network.workloadSecurityGroupId,
    });
    const role = new WorkloadRole("handler", { workload, service: "lambda" });
    association.grantCall(role, "gateway", { accountId: "666677778888", paths: ["/v1/chat"] });
  }

  it("lets the workload's compute reach services over TLS, and nothing else in the VPC", async () => {
    const { resources } = await preview(() => build());
    const clients = resources.named("network-workload-security-group")?.state.id;
    const group = resources.named("services-security-group")?.state.id;
    const rule = (name: string) => {
      const { tags: _, ...rest } = given(resources.named(name));
      return rest;
    };
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };

    assert.deepEqual(rule("services-from-clients"), {
      securityGroupId: group,
      referencedSecurityGroupId: clients,
      ...https,
    });
    assert.deepEqual(rule("services-from-clients-to-services"), {
      securityGroupId: clients,
      cidrIpv4: "169.254.171.0/24",
      ...https,
    });
    assert.deepEqual(rule("services-association"), {
      serviceNetworkIdentifier: NETWORK,
      vpcIdentifier: resources.only("aws:ec2/vpc:Vpc")?.state.id,
      securityGroupIds: [group],
    });
  });

  it("lets a role sign the declared requests, and none near them", async () => {
    const access = accessIn(await preview(() => build(), { config: OWN_ACCOUNT }));
    const others: Asked[] = [
      ...nearMisses(CALL, ["vpc-lattice-svcs:Connect", "vpc-lattice:PutAuthPolicy"]),
      { ...CALL, resource: CALL.resource.replace("666677778888", "999999999999") },
      { ...CALL, resource: CALL.resource.replace("/v1/chat", "/v1/admin") },
      ...["GET", "DELETE", "PUT"].map((method) => ({
        ...CALL,
        context: { ...CALL.context, "vpc-lattice-svcs:RequestMethod": method },
      })),
      ...["/v1/chat/", "/v1", "/admin"].map((path) => ({
        ...CALL,
        context: { ...CALL.context, "vpc-lattice-svcs:RequestPath": path },
      })),
    ];
    // A service may leave its organisation untold; its own policy demands the caller's.
    const misses = others.filter(({ context }) => context?.["aws:ResourceOrgID"] !== undefined);

    assert.equal(access("handler-role", CALL), "allowed");
    for (const miss of misses) assert.equal(access("handler-role", miss), "denied", JSON.stringify(miss));
    assert.ok(misses.length >= 20, `${misses.length} near misses`);
  });

  it("refuses what is no service network", async () => {
    const { error } = await preview(() => build("svc-0123456789abcdef0"));

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [["services.serviceNetworkId", "svc-0123456789abcdef0"]],
    );
  });
});

describe("NetworkShare", () => {
  const build = (change: Partial<NetworkShareArgs> = {}) => {
    const network = new InferenceVpc("network", { workload, key: key() });
    new NetworkShare("share", {
      workload,
      resources: network.shareableArns(),
      principals: { claims: "123456789012" },
      ...change,
    });
  };

  it("shares the subnets and the workload's group with the named accounts, and nobody outside", async () => {
    const { resources } = await preview(() => build());
    const share = resources.only("aws:ram/resourceShare:ResourceShare");
    const idOf = (name: string) => String(resources.named(name)?.state.id);

    assert.equal(share?.inputs.allowExternalPrincipals, false);
    assert.deepEqual(
      resources
        .all("aws:ram/resourceAssociation:ResourceAssociation")
        .map(({ inputs }) => inputs.resourceArn)
        .sort(),
      [
        `arn:aws:ec2:eu-west-1:210987654321:subnet/${idOf("network-subnet-a")}`,
        `arn:aws:ec2:eu-west-1:210987654321:subnet/${idOf("network-subnet-b")}`,
        `arn:aws:ec2:eu-west-1:210987654321:security-group/${idOf("network-workload-security-group")}`,
      ].sort(),
    );
    assert.deepEqual(
      resources.all("aws:ram/principalAssociation:PrincipalAssociation").map(({ inputs }) => inputs.principal),
      ["123456789012"],
    );
  });

  it("refuses to share nothing, and with principals that are no accounts", async () => {
    const { error } = await preview(() => build({ resources: {}, principals: { all: "*" } }));

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["share.resources", undefined],
        ["share.principals", "*"],
      ],
    );
  });
});
