import assert from "node:assert/strict";
import { containerImage } from "../../../../components/ecs/container-image";
import { StreamingService, type StreamingServiceArgs } from "../../../../components/ecs/streaming-service";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { admits } from "../../../support/access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const CERTIFICATE = "arn:aws:acm:eu-west-1:210987654321:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";
const LOG_OF = (account: string) =>
  `arn:aws:s3:::support-prod-chat-access-logs-210987654321-eu-west-1/support-prod-chat/AWSLogs/${account}/elasticloadbalancing/eu-west-1/2026/11/22/log.gz`;

function build(change: Partial<StreamingServiceArgs> = {}): StreamingService {
  return new StreamingService("chat", {
    workload,
    role: new WorkloadRole("task", { workload, service: "ecs-tasks" }),
    network: networkOfAnotherStack(),
    key: new WorkloadKey("key", { workload, services: ["logs"] }),
    image: containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`, "aws"),
    certificateArn: CERTIFICATE,
    clients: { portal: { securityGroupId: "sg-0fedcba9876543210" } },
    ...change,
  });
}

describe("StreamingService", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() =>
      build({
        idleSeconds: 300,
        drainSeconds: 90,
        port: 9_000,
        clients: {
          portal: { securityGroupId: "sg-0fedcba9876543210" },
          office: { cidrIpv4: "10.20.0.0/22" },
          partners: { prefixListId: "pl-0123456789abcdef0" },
        },
      }),
    );
  });

  it("listens inside the network, over TLS, and keeps streams open", () => {
    const balancer = test.resources.only("aws:lb/loadBalancer:LoadBalancer")?.inputs ?? {};
    const listener = test.resources.only("aws:lb/listener:Listener")?.inputs ?? {};

    assert.deepEqual(
      [balancer.internal, balancer.idleTimeout, balancer.dropInvalidHeaderFields, balancer.enableDeletionProtection],
      [true, 300, true, true],
    );
    assert.deepEqual(
      [listener.port, listener.protocol, listener.certificateArn, listener.sslPolicy],
      [443, "HTTPS", CERTIFICATE, "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"],
    );
    assert.deepEqual(Object(listener.defaultActions)[0].type, "forward");
  });

  it("drains connections for as long as a task has to finish", () => {
    const targets = test.resources.only("aws:lb/targetGroup:TargetGroup");
    const service = test.resources.only("aws:ecs/service:Service")?.inputs ?? {};
    const [container] = JSON.parse(
      String(test.resources.only("aws:ecs/taskDefinition:TaskDefinition")?.inputs.containerDefinitions),
    );

    assert.deepEqual([targets?.inputs.deregistrationDelay, container.stopTimeout], [90, 90]);
    assert.deepEqual(
      [
        targets?.inputs.targetType,
        targets?.inputs.protocol,
        targets?.inputs.port,
        Object(targets?.inputs.healthCheck).path,
      ],
      ["ip", "HTTP", 9_000, "/healthz"],
    );
    assert.deepEqual(service.loadBalancers, [
      { targetGroupArn: targets?.props.arn, containerName: "main", containerPort: 9_000 },
    ]);
    assert.equal(service.healthCheckGracePeriodSeconds, 60);
  });

  it("is reached by its clients through the balancer, and by nobody past it", () => {
    const group = test.resources.named("chat-balancer-security-group")?.props.id;
    const tasks = test.resources.named("chat-security-group")?.props.id;
    const ingress = test.resources.all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const egress = test.resources.all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");

    assert.deepEqual(
      ingress.map(({ inputs: i }) => [
        i.securityGroupId === group ? "balancer" : i.securityGroupId === tasks ? "tasks" : "another",
        i.referencedSecurityGroupId ?? i.cidrIpv4 ?? i.prefixListId,
        i.fromPort,
        i.toPort,
      ]),
      [
        ["balancer", "sg-0fedcba9876543210", 443, 443],
        ["balancer", "10.20.0.0/22", 443, 443],
        ["balancer", "pl-0123456789abcdef0", 443, 443],
        ["tasks", group, 9_000, 9_000],
      ],
    );
    assert.deepEqual(
      egress.map(({ inputs: i }) => [i.securityGroupId, i.referencedSecurityGroupId, i.fromPort, i.toPort]),
      [[group, tasks, 9_000, 9_000]],
    );
  });

  it("writes access logs where only the account's own balancers do", () => {
    const logs = Object(test.resources.only("aws:lb/loadBalancer:LoadBalancer")?.inputs.accessLogs);
    const bucket = test.resources.named("chat-access-logs-bucket");
    const policy = test.resources.all("aws:s3/bucketPolicy:BucketPolicy")[0]?.inputs.policy;
    const from = (account: string) => ({
      "aws:SourceArn": `arn:aws:elasticloadbalancing:eu-west-1:${account}:loadbalancer/app/chat/0123456789abcdef`,
    });
    const asked = (resource: string, context: Record<string, string>, action = "s3:PutObject") =>
      admits(policy, "logdelivery.elasticloadbalancing.amazonaws.com", { action, resource, context });

    assert.deepEqual([logs.enabled, logs.bucket, logs.prefix], [true, bucket?.props.bucket, "support-prod-chat"]);
    const object = LOG_OF("210987654321").replace(/:::[^/]+/, `:::${bucket?.props.bucket}`);
    assert.deepEqual(
      [
        asked(object.replace("210987654321/", "999999999999/"), from("999999999999")),
        asked(object, from("999999999999")),
        asked(object, from("210987654321"), "s3:GetObject"),
        asked(object, from("210987654321"), "s3:DeleteObject"),
      ],
      ["denied", "denied", "denied", "denied"],
    );
  });

  it("takes compute of the workload's own as a client that reaches the balancer and nothing else", async () => {
    const { resources, outputs } = await preview(() => build().createClient("evaluation").environment);
    const group = resources.named("chat-client-evaluation-security-group")?.props.id;
    const balancer = resources.named("chat-balancer-security-group")?.props.id;
    const [out, ...others] = resources
      .all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
      .filter(({ inputs }) => inputs.securityGroupId === group);

    assert.deepEqual([out?.inputs.referencedSecurityGroupId, others], [balancer, []]);
    assert.equal(resources.named("chat-balancer-from-evaluation")?.inputs.referencedSecurityGroupId, group);
    assert.equal(outputs.SERVICE_ADDRESS, resources.only("aws:lb/loadBalancer:LoadBalancer")?.props.dnsName);
    assert.equal(outputs.SERVICE_NAME, resources.only("aws:acm/certificate:Certificate")?.props.domainName);
  });

  it("refuses every bad argument at once and registers nothing", async () => {
    const { resources, error } = await preview(() =>
      build({
        certificateArn: "arn:aws:acm:us-east-1:210987654321:certificate/1234abcd",
        clients: { Everyone: { cidrIpv4: "0.0.0.0/0" } },
        idleSeconds: 5_000,
        healthPath: "healthz",
      }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["chat.certificateArn", "arn:aws:acm:us-east-1:210987654321:certificate/1234abcd"],
        ["chat.clients", "Everyone"],
        ["chat.clients", "0.0.0.0/0"],
        ["chat.idleSeconds", "5000"],
        ["chat.healthPath", "healthz"],
      ],
    );
    assert.equal(resources.named("chat-balancer"), undefined);
  });

  it("refuses to be reached by nobody", async () => {
    const { error } = await preview(() => build({ clients: {} }));

    assert.deepEqual(
      error?.faults.map(({ path, allowed }) => [path, allowed]),
      [["chat.clients", "at least one client"]],
    );
  });
});
