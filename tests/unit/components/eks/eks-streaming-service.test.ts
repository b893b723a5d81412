import assert from "node:assert/strict";
import { createEstate, judge, packs, recordsOf, rulesOf } from "@plinth/policies";
import { Deployment } from "kubernetes-models/apps/v1";
import { HorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1";
import { Namespace, Service, ServiceAccount } from "kubernetes-models/v1";
import { SessionStore } from "../../../../components/data/session-store";
import { containerImage } from "../../../../components/ecs/container-image";
import { EksStreamingService, type EksStreamingServiceArgs } from "../../../../components/eks/eks-streaming-service";
import { existingCluster } from "../../../../components/eks/kubernetes-cluster";
import type { KubernetesObject } from "../../../../components/eks/kubernetes-objects";
import { PrivateCluster } from "../../../../components/eks/private-cluster";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { endpointSet } from "../../../../components/network/endpoint-set";
import { InferenceVpc } from "../../../../components/network/inference-vpc";
import { WorkloadAlarms } from "../../../../components/observability/workload-alarms";
import { admitsService, assertOnly, OWN_ACCOUNT } from "../../../support/access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const NODES = "sg-0fedcba9876543210";
const IMAGE = `210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`;
const PODS = {
  "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-west-1:210987654321:cluster/platform",
  "aws:RequestTag/kubernetes-namespace": "support-prod-chat",
  "aws:RequestTag/kubernetes-service-account": "chat",
};

function build(change: Partial<EksStreamingServiceArgs> = {}): EksStreamingService {
  return new EksStreamingService("chat", {
    workload,
    cluster: existingCluster("cluster", { clusterName: "platform", nodeSecurityGroupId: NODES }),
    network: networkOfAnotherStack(),
    image: containerImage(IMAGE, "aws"),
    certificateArn: "arn:aws:acm:eu-west-1:210987654321:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
    clients: { portal: { securityGroupId: "sg-0123456789abcdef1" } },
    ...change,
  });
}

/** What Kubernetes' own definitions find wrong with an object; the binding's are the controller's. */
const VALIDATED: Readonly<Record<string, new (data: never) => { validate(): void }>> = {
  Deployment,
  HorizontalPodAutoscaler,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  Service,
  ServiceAccount,
};

describe("EksStreamingService", () => {
  let test: TestPreview;
  let objects: readonly KubernetesObject[];
  const named = (kind: string, name = "chat") =>
    objects.find((object) => object.kind === kind && object.metadata.name === name);
  before(async () => {
    test = await preview(
      () => {
        const service = build({
          port: 9_000,
          drainSeconds: 600,
          environment: { WORKLOAD: "support" },
          writableFolders: ["/tmp"],
          pods: { min: 3, max: 20 },
        });
        new SessionStore("sessions", { workload }).grantUse(service.role);
        return { manifests: service.manifests };
      },
      { config: OWN_ACCOUNT },
    );
    objects = test.outputs.manifests as KubernetesObject[];
  });

  it("is a balancer, a role and an association, and no compute of AWS's", () => {
    const types = ["aws:lb", "aws:eks", "aws:ecs", "aws:ec2", "aws:vpc", "aws:iam"];
    const counts = Object.entries(test.resources.countByType()).filter(
      ([type]) => types.some((module) => type.startsWith(`${module}/`)) && !type.startsWith("aws:iam/rolePolicy:"),
    );

    assert.deepEqual(Object.fromEntries(counts.sort()), {
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:eks/podIdentityAssociation:PodIdentityAssociation": 1,
      "aws:iam/policy:Policy": 1,
      "aws:iam/role:Role": 1,
      "aws:lb/listener:Listener": 1,
      "aws:lb/loadBalancer:LoadBalancer": 1,
      "aws:lb/targetGroup:TargetGroup": 1,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 1,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 2,
    });
  });

  it("lets the balancer in to the nodes, on one port", () => {
    const balancer = test.resources.named("chat-balancer-security-group")?.props.id;
    const rules = ["chat-nodes-from-balancer", "chat-balancer-to-tasks"].map(
      (name) => test.resources.named(name)?.inputs,
    );

    assert.deepEqual(
      rules.map((rule) => [rule?.securityGroupId, rule?.referencedSecurityGroupId, rule?.fromPort, rule?.toPort]),
      [
        [NODES, balancer, 9_000, 9_000],
        [balancer, NODES, 9_000, 9_000],
      ],
    );
  });

  it("lets nobody take on the pods' role but one service account of one namespace of one cluster", () => {
    const role = test.resources.only("aws:iam/role:Role");
    const association = test.resources.only("aws:eks/podIdentityAssociation:PodIdentityAssociation")?.inputs ?? {};
    const asked = (context: Record<string, string | undefined>, action = "sts:AssumeRole") =>
      admitsService(role?.inputs.assumeRolePolicy, "pods.eks.amazonaws.com", {
        action,
        resource: String(role?.props.arn),
        context,
      });

    assert.deepEqual([asked(PODS), asked(PODS, "sts:TagSession")], ["allowed", "allowed"]);
    const misses = Object.keys(PODS).flatMap((key) => [
      asked({ ...PODS, [key]: undefined }),
      asked({ ...PODS, [key]: "another" }),
      asked({ ...PODS, [key]: "another" }, "sts:TagSession"),
    ]);
    misses.push(asked(PODS, "sts:AssumeRoleWithWebIdentity"), asked(PODS, "sts:SetSourceIdentity"));
    assert.deepEqual(new Set(misses), new Set(["denied"]));
    assert.deepEqual(
      [association.clusterName, association.namespace, association.serviceAccount],
      ["platform", "support-prod-chat", "chat"],
    );
    assert.match(String(association.roleArn), /:role\/workload\/support\/chat-pod-role-/);
  });

  it("lets pods do what their role is granted, and nothing near that", () => {
    const elsewhere = [
      "s3:GetObject",
      "secretsmanager:GetSecretValue",
      "ecr:BatchGetImage",
      "eks:DescribeCluster",
      "eks-auth:AssumeRoleForPodIdentity",
      "elasticloadbalancing:RegisterTargets",
      "ec2:CreateNetworkInterface",
    ];
    assertOnly(
      test,
      [
        [
          "chat-pod-role",
          {
            action: "dynamodb:Query",
            resource: "arn:aws:dynamodb:eu-west-1:210987654321:table/support-prod-sessions",
          },
          ["dynamodb:Scan", "dynamodb:DeleteTable", "dynamodb:UpdateTable", ...elsewhere],
        ],
        [
          "chat-pod-role",
          {
            action: "kms:Decrypt",
            resource: "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            context: { "kms:ResourceAliases": "alias/support-prod-sessions-key" },
          },
          ["kms:PutKeyPolicy", "kms:CreateGrant", "kms:ScheduleKeyDeletion"],
        ],
      ],
      30,
    );
  });

  it("is made of objects that Kubernetes' own definitions find nothing wrong with", () => {
    assert.deepEqual(
      objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
      [
        "Namespace support-prod-chat",
        "ServiceAccount chat",
        "NetworkPolicy chat-closed",
        "NetworkPolicy chat",
        "Deployment chat",
        "PodDisruptionBudget chat",
        "HorizontalPodAutoscaler chat",
        "Service chat",
        "TargetGroupBinding chat",
      ],
    );
    for (const object of objects.slice(0, -1)) {
      const Kind = VALIDATED[object.kind];
      assert.ok(Kind, object.kind);
      const made = new Kind(object as never);
      assert.deepEqual(JSON.parse(JSON.stringify(made)), object);
      made.validate();
    }
  });

  it("registers pods with the balancer's target group", () => {
    const targets = test.resources.only("aws:lb/targetGroup:TargetGroup")?.props;

    assert.deepEqual(named("TargetGroupBinding")?.apiVersion, "elbv2.k8s.aws/v1beta1");
    assert.deepEqual(named("TargetGroupBinding")?.spec, {
      serviceRef: { name: "chat", port: 9_000 },
      targetGroupARN: targets?.arn,
      targetType: "ip",
      vpcID: "vpc-0123456789abcdef0",
    });
    assert.equal(
      Object(named("Namespace", "support-prod-chat")?.metadata.labels)["elbv2.k8s.aws/pod-readiness-gate-inject"],
      "enabled",
    );
  });

  it("drains: a pod is given nothing new, and then has as long as the balancer waits", () => {
    const { template } = Object(named("Deployment")?.spec);
    const [container] = template.spec.containers;

    assert.equal(test.resources.only("aws:lb/targetGroup:TargetGroup")?.inputs.deregistrationDelay, 600);
    assert.deepEqual(container.lifecycle, { preStop: { sleep: { seconds: 20 } } });
    assert.equal(template.spec.terminationGracePeriodSeconds, 620);
    assert.deepEqual(container.readinessProbe.httpGet, { path: "/healthz", port: "http" });
    assert.deepEqual(container.livenessProbe.tcpSocket, { port: "http" });
    assert.deepEqual(Object(named("Deployment")?.spec).strategy.rollingUpdate, { maxSurge: 1, maxUnavailable: 0 });
    assert.equal(Object(named("PodDisruptionBudget")?.spec).maxUnavailable, 1);
  });

  it("runs pods that are not root, own no capability and write only where they are let", () => {
    const { spec } = Object(named("Deployment")?.spec).template;
    const [container] = spec.containers;

    assert.deepEqual(spec.securityContext, {
      runAsNonRoot: true,
      runAsUser: 65_532,
      runAsGroup: 65_532,
      seccompProfile: { type: "RuntimeDefault" },
    });
    assert.deepEqual(container.securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    assert.deepEqual(container.resources, {
      requests: { cpu: "500m", memory: "1024Mi" },
      limits: { cpu: "500m", memory: "1024Mi" },
    });
    assert.deepEqual(container.volumeMounts, [{ name: "writable-0", mountPath: "/tmp" }]);
    assert.deepEqual([spec.automountServiceAccountToken, spec.serviceAccountName], [false, "chat"]);
    assert.deepEqual(
      [container.image, container.env],
      [
        IMAGE,
        [
          { name: "PORT", value: "9000" },
          { name: "WORKLOAD", value: "support" },
        ],
      ],
    );
    assert.equal(
      Object(named("Namespace", "support-prod-chat")?.metadata.labels)["pod-security.kubernetes.io/enforce"],
      "restricted",
    );
  });

  it("closes the namespace, and opens the port, names, credentials and HTTPS", () => {
    const policy = Object(named("NetworkPolicy")?.spec);

    assert.deepEqual(named("NetworkPolicy", "chat-closed")?.spec, {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
    });
    assert.deepEqual(policy.ingress, [{ ports: [{ protocol: "TCP", port: 9_000 }] }]);
    assert.deepEqual(
      policy.egress.map(({ to, ports }: { to: { ipBlock?: { cidr: string } }[]; ports: { port: number }[] }) => [
        to[0]?.ipBlock?.cidr ?? "kube-dns",
        ports.map(({ port }) => port),
      ]),
      [
        ["kube-dns", [53, 53]],
        ["169.254.170.23/32", [80]],
        ["0.0.0.0/0", [443]],
      ],
    );
  });

  it("follows the load between its bounds", () => {
    const { minReplicas, maxReplicas, scaleTargetRef } = Object(named("HorizontalPodAutoscaler")?.spec);

    assert.deepEqual([minReplicas, maxReplicas, scaleTargetRef.name], [3, 20, "chat"]);
    assert.equal("replicas" in Object(named("Deployment")?.spec), false);
  });

  it("is watched at its balancer, and stands on a cluster of Plinth's own without a finding", async () => {
    const { resources, preview: ran } = await preview(
      () => {
        const key = new WorkloadKey("key", {
          workload,
          services: ["logs", "autoscaling", "cloudwatch", "budgets", "sns"],
        });
        const services = endpointSet(["cluster", "models"], workload.standard);
        const network = new InferenceVpc("network", { workload, key, services });
        const cluster = new PrivateCluster("cluster", { workload, network, key });
        const chat = build({ cluster, network });
        new WorkloadAlarms("alarms", { workload, key, streams: [chat], monthlyUsd: 100, emails: ["a@example.com"] });
      },
      { config: OWN_ACCOUNT },
    );
    assert.ok(ran);
    const pack = packs.get("regulated");
    assert.ok(pack);
    const standard = pack.tighten?.(workload.standard) ?? workload.standard;
    const found = judge(rulesOf(pack, standard), createEstate(recordsOf(ran.resources), standard)).filter(
      ({ verdict }) => verdict.outcome === "violation" || verdict.outcome === "undetermined",
    );

    assert.deepEqual(
      found.map(({ rule, resource }) => `${rule.id}: ${resource.name}`),
      [],
    );
    assert.deepEqual(
      resources
        .all("aws:cloudwatch/metricAlarm:MetricAlarm")
        .filter(({ inputs }) => inputs.namespace === "AWS/ApplicationELB")
        .map(({ inputs }) => inputs.metricName),
      ["HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count", "UnHealthyHostCount"],
    );
    const { policy } = resources.named("cluster-nodes-pull-chat")?.inputs ?? {};
    assert.deepEqual(JSON.parse(String(policy)).Statement[0].Resource, [
      "arn:aws:ecr:eu-west-1:210987654321:repository/chat",
    ]);
  });

  it("refuses every bad argument at once and registers nothing", async () => {
    const { resources, error } = await preview(() =>
      build({
        clients: {},
        image: containerImage("docker.io/chat:latest", "aws"),
        port: 80,
        cpuMillis: 50,
        memoryMb: 0,
        drainSeconds: 4_000,
        user: "0",
        environment: { "not a name": "x" },
        writableFolders: ["tmp", "/a/../b"],
        pods: { min: 1, max: 200 },
      }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["chat.clients", undefined],
        ["chat.port", "80"],
        ["chat.cpuMillis", "50"],
        ["chat.memoryMb", "0"],
        ["chat.drainSeconds", "4000"],
        ["chat.user", "0"],
        ["chat.environment", "not a name"],
        ["chat.writableFolders", "tmp, /a/../b"],
        ["chat.pods", "1 to 200"],
        ["chat.image", "docker.io/chat:latest"],
        ["chat.image.repositoryArn", "arn:aws:ecr::docker:repository/chat:latest"],
      ],
    );
    assert.equal(resources.count(), 0);
  });
});
