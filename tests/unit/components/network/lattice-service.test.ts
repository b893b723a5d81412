import assert from "node:assert/strict";
import { LatticeService, type LatticeServiceArgs } from "../../../../components/network/lattice-service";
import { type Asked, accessIn, admits, OWN_ACCOUNT } from "../../../support/access";
import { preview } from "../../../support/preview";
import { given, statementsOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

const NETWORK = "arn:aws:vpc-lattice:eu-west-1:555566667777:servicenetwork/sn-0123456789abcdef0";
const SERVICE = "arn:aws:vpc-lattice:eu-west-1:210987654321:service/svc-0123456789abcdef0";
const CALLER = "arn:aws:iam::123456789012:role/workload/claims/claims-handler-role-1a2b3c4";
const CONTEXT = {
  "aws:PrincipalOrgID": "o-a1b2c3d4e5",
  "vpc-lattice-svcs:RequestMethod": "POST",
  "vpc-lattice-svcs:RequestPath": "/v1/chat",
};
const CHAT: Asked = { action: "vpc-lattice-svcs:Invoke", resource: `${SERVICE}/v1/chat`, context: CONTEXT };

const valid: LatticeServiceArgs = {
  workload,
  serviceNetworkId: NETWORK,
  vpcId: "vpc-0123456789abcdef0",
  organizationId: "o-a1b2c3d4e5",
  callers: [
    { workload: "claims", accountId: "123456789012", paths: ["/v1/chat", "/v1/embeddings"] },
    { workload: "assistant", accountId: "345678901234", paths: ["/v1/models/*"], methods: ["GET"] },
  ],
};

function build(change: Partial<LatticeServiceArgs> = {}): LatticeService {
  return new LatticeService("gateway", { ...valid, ...change });
}

/** The same request with some of what it says changed; undefined takes a key away. */
function withContext(change: Readonly<Record<string, string | undefined>>): Asked {
  return { ...CHAT, context: { ...CONTEXT, ...change } };
}

describe("LatticeService", () => {
  it("is a service that asks who calls, behind TLS, in the service network", async () => {
    const { resources, outputs } = await preview(() => ({ url: build().url }), { config: OWN_ACCOUNT });
    const service = resources.only("aws:vpclattice/service:Service");
    const targets = resources.only("aws:vpclattice/targetGroup:TargetGroup");

    assert.deepEqual(resources.countByType(), {
      "aws:iam/policy:Policy": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "aws:vpclattice/authPolicy:AuthPolicy": 1,
      "aws:vpclattice/listener:Listener": 1,
      "aws:vpclattice/service:Service": 1,
      "aws:vpclattice/serviceNetworkServiceAssociation:ServiceNetworkServiceAssociation": 1,
      "aws:vpclattice/targetGroup:TargetGroup": 1,
    });
    assert.deepEqual(
      [service?.inputs.name, service?.inputs.authType, service?.inputs.idleTimeoutSeconds],
      ["support-prod-gateway", "AWS_IAM", 300],
    );
    const { tags: _, ...listener } = given(resources.only("aws:vpclattice/listener:Listener"));
    assert.deepEqual(listener, {
      name: "https",
      serviceIdentifier: service?.state.id,
      protocol: "HTTPS",
      port: 443,
      defaultAction: { forwards: [{ targetGroups: [{ targetGroupIdentifier: targets?.state.id, weight: 100 }] }] },
    });
    assert.equal(
      resources.only("aws:vpclattice/serviceNetworkServiceAssociation:ServiceNetworkServiceAssociation")?.inputs
        .serviceNetworkIdentifier,
      NETWORK,
    );
    assert.match(
      String(outputs.url),
      /^https:\/\/support-prod-gateway-[0-9a-f]{17}\.[0-9a-f]{7}\.vpc-lattice-svcs\.eu-west-1\.on\.aws$/,
    );
  });

  it("lets each caller call its own paths by its own methods", async () => {
    const { resources } = await preview(() => build(), { unknowns: true });
    const policy = resources.only("aws:vpclattice/authPolicy:AuthPolicy")?.inputs.policy;
    const assistant = "arn:aws:iam::345678901234:role/workload/assistant/assistant-chat-role-1a2b3c4";

    assert.equal(admits(policy, CALLER, CHAT), "allowed");
    assert.equal(admits(policy, CALLER, withContext({ "vpc-lattice-svcs:RequestPath": "/v1/embeddings" })), "allowed");
    const models = {
      "vpc-lattice-svcs:RequestMethod": "GET",
      "vpc-lattice-svcs:RequestPath": "/v1/models/claude",
    };
    assert.equal(admits(policy, assistant, withContext(models)), "allowed");
  });

  it("refuses whoever differs from a caller in anything", async () => {
    const { resources } = await preview(() => build(), { unknowns: true });
    const policy = resources.only("aws:vpclattice/authPolicy:AuthPolicy")?.inputs.policy;
    const principals = [
      "arn:aws:iam::123456789012:role/workload/claims-audit/claims-audit-role",
      "arn:aws:iam::123456789012:role/workload/support/support-handler-role-1a2b3c4",
      "arn:aws:iam::123456789012:role/plinth/plinth-deployment",
      "arn:aws:iam::123456789012:role/Administrator",
      "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_claims_0123456789abcdef",
      "arn:aws:iam::123456789012:user/workload/claims/robot",
      "arn:aws:iam::123456789012:root",
      "arn:aws:iam::210987654321:role/workload/claims/claims-handler-role-1a2b3c4",
      "arn:aws:iam::345678901234:role/workload/claims/claims-handler-role-1a2b3c4",
      "arn:aws-cn:iam::123456789012:role/workload/claims/claims-handler-role-1a2b3c4",
      "arn:aws:iam::345678901234:role/workload/assistant/assistant-chat-role-1a2b3c4",
    ].map((principal) => [principal, CHAT] as const);
    const requests = [
      ...["/v1/chat/", "/v1/chat/completions", "/v1/chats", "/v1", "/", "/v1/models/claude", "/admin", "/health"].map(
        (path) => withContext({ "vpc-lattice-svcs:RequestPath": path }),
      ),
      withContext({ "vpc-lattice-svcs:RequestPath": undefined }),
      ...["GET", "PUT", "DELETE", "post", undefined].map((method) =>
        withContext({ "vpc-lattice-svcs:RequestMethod": method }),
      ),
      ...["o-zzzzzzzzzz", undefined].map((organization) => withContext({ "aws:PrincipalOrgID": organization })),
      { ...CHAT, action: "vpc-lattice-svcs:Connect" },
      { ...CHAT, action: "vpc-lattice:DeleteService" },
      { ...CHAT, action: "vpc-lattice:PutAuthPolicy" },
    ].map((asked) => [CALLER, asked] as const);
    const misses = [...principals, ...requests];

    for (const [principal, asked] of misses) {
      assert.equal(admits(policy, principal, asked), "denied", `${principal}: ${JSON.stringify(asked)}`);
    }
    assert.ok(misses.length >= 30, `${misses.length} near misses`);
  });

  it("refuses everybody where nobody may call", async () => {
    const { resources } = await preview(() => build({ callers: [] }));
    const policy = resources.only("aws:vpclattice/authPolicy:AuthPolicy");

    assert.deepEqual(
      statementsOf(policy).map(({ Effect, Principal }) => [Effect, Principal]),
      [["Deny", "*"]],
    );
    assert.equal(admits(policy?.inputs.policy, CALLER, CHAT), "denied");
  });

  it("has ECS register its tasks, and do nothing else", async () => {
    const test = await preview(() => build(), { config: OWN_ACCOUNT });
    const access = accessIn(test);
    const resource = "arn:aws:vpc-lattice:eu-west-1:210987654321:targetgroup/tg-0123456789abcdef0";
    const trusted = test.resources.only("aws:iam/role:Role")?.inputs.assumeRolePolicy;

    assert.deepEqual(JSON.parse(String(trusted)).Statement, [
      { Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    for (const action of ["RegisterTargets", "DeregisterTargets", "ListTargets", "GetTargetGroup"]) {
      assert.equal(access("gateway-registrar-role", { action: `vpc-lattice:${action}`, resource }), "allowed");
    }
    const misses: Asked[] = [
      ...["DeleteTargetGroup", "CreateTargetGroup", "UpdateTargetGroup", "PutAuthPolicy", "DeleteService"].map(
        (action) => ({ action: `vpc-lattice:${action}`, resource }),
      ),
      ...["us-west-2", "eu-central-1"].map((region) => ({
        action: "vpc-lattice:RegisterTargets",
        resource: resource.replace("eu-west-1", region),
      })),
      { action: "vpc-lattice:RegisterTargets", resource: resource.replace("210987654321", "999999999999") },
      { action: "vpc-lattice-svcs:Invoke", resource: `${SERVICE}/v1/chat`, context: CONTEXT },
      { action: "ec2:RunInstances", resource: "*" },
      { action: "ec2:CreateNetworkInterface", resource: "*" },
      { action: "ecs:UpdateService", resource: "*" },
      { action: "iam:PassRole", resource: "arn:aws:iam::210987654321:role/workload/support/x" },
    ];
    for (const miss of misses) assert.equal(access("gateway-registrar-role", miss), "denied", JSON.stringify(miss));
  });

  it("refuses every bad argument at once", async () => {
    const { resources, error } = await preview(() =>
      build({
        organizationId: "acme",
        port: 0,
        healthPath: "health",
        idleTimeoutSeconds: 30,
        callers: [{ workload: "Claims", accountId: "1234", paths: ["v1/chat"], methods: ["FETCH"] }],
      }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["gateway.organizationId", "acme"],
        ["gateway.port", "0"],
        ["gateway.healthPath", "health"],
        ["gateway.idleTimeoutSeconds", "30"],
        ["gateway.callers[0].workload", "Claims"],
        ["gateway.callers[0].accountId", "1234"],
        ["gateway.callers[0].paths", "v1/chat"],
        ["gateway.callers[0].methods", "FETCH"],
      ],
    );
    assert.equal(resources.count(), 0);
  });
});
