import assert from "node:assert/strict";
import { blocks, createEstate, judge, packs, recordsOf, rulesOf } from "@plinth/policies";
import { containerImage } from "../../../../components/ecs/container-image";
import { PrivateCluster, type PrivateClusterArgs } from "../../../../components/eks/private-cluster";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { endpointSet } from "../../../../components/network/endpoint-set";
import { InferenceVpc } from "../../../../components/network/inference-vpc";
import { accessIn, admits, admitsService, assertOnly, OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const ACCOUNT = "arn:aws:iam::210987654321";
const CLUSTER = "arn:aws:eks:eu-west-1:210987654321:cluster/support-prod-cluster";
const OWN = { "aws:ResourceTag/workload": "support", "aws:ResourceTag/environment": "prod" };

function build(change: Partial<PrivateClusterArgs> = {}): PrivateCluster {
  const key = new WorkloadKey("key", { workload, services: ["logs", "autoscaling"] });
  const network = new InferenceVpc("network", {
    workload,
    key,
    services: endpointSet(["cluster"], workload.standard),
  });
  return new PrivateCluster("cluster", { workload, network, key, ...change });
}

describe("PrivateCluster", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(
      () => {
        const cluster = build({
          access: {
            gitops: { roleArn: `${ACCOUNT}:role/gitops`, level: "cluster-admin" },
            support: { roleArn: `${ACCOUNT}:role/support`, level: "view", namespaces: ["support-prod-chat"] },
          },
        });
        cluster.allowIngressFrom("gitops", { cidrIpv4: "10.20.0.0/22" });
        const uri = `210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`;
        cluster.grantPull("chat", containerImage(uri, "aws"));
      },
      { config: OWN_ACCOUNT },
    );
  });
  const inputs = (type: string) => Object(test.resources.only(type)?.inputs);

  it("is a cluster, machines and add-ons, and gives nobody the way in by creating it", () => {
    const counts = Object.entries(test.resources.countByType()).filter(([type]) => type.startsWith("aws:eks/"));
    const { accessConfig, bootstrapSelfManagedAddons, deletionProtection, version, upgradePolicy } =
      inputs("aws:eks/cluster:Cluster");

    assert.deepEqual(Object.fromEntries(counts.sort()), {
      "aws:eks/accessEntry:AccessEntry": 2,
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": 2,
      "aws:eks/addon:Addon": 5,
      "aws:eks/cluster:Cluster": 1,
      "aws:eks/nodeGroup:NodeGroup": 1,
      "aws:eks/podIdentityAssociation:PodIdentityAssociation": 2,
    });
    assert.deepEqual(accessConfig, { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false });
    assert.deepEqual([bootstrapSelfManagedAddons, deletionProtection, version], [false, true, "1.35"]);
    assert.deepEqual(upgradePolicy, { supportType: "STANDARD" });
    assert.deepEqual(
      test.resources
        .all("aws:eks/addon:Addon")
        .map(({ inputs: addon }) => addon.addonName)
        .sort(),
      ["coredns", "eks-pod-identity-agent", "kube-proxy", "metrics-server", "vpc-cni"],
    );
    assert.equal(test.resources.named("cluster-vpc-cni")?.inputs.configurationValues, '{"enableNetworkPolicy":"true"}');
  });

  it("is reached inside its network only, and keeps secrets and disks under the workload's key", () => {
    const { vpcConfig, encryptionConfig } = inputs("aws:eks/cluster:Cluster");
    const key = test.resources.named("key-key")?.props.arn;
    const control = test.resources.named("cluster-control-security-group")?.props.id;
    const disks = inputs("aws:ec2/launchTemplate:LaunchTemplate").blockDeviceMappings.map(
      ({ ebs }: { ebs: Record<string, unknown> }) => [ebs.encrypted, ebs.kmsKeyId],
    );

    assert.deepEqual(
      [vpcConfig.endpointPrivateAccess, vpcConfig.endpointPublicAccess, vpcConfig.securityGroupIds],
      [true, false, [control]],
    );
    assert.deepEqual(encryptionConfig, { provider: { keyArn: key }, resources: ["secrets"] });
    assert.deepEqual(disks, [
      ["true", key],
      ["true", key],
    ]);
  });

  it("writes every log of its control plane where it is declared, and keeps it as the standard says", () => {
    const group = test.resources.named("cluster-logs");

    assert.deepEqual(inputs("aws:eks/cluster:Cluster").enabledClusterLogTypes, [
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
    assert.deepEqual(
      [group?.inputs.name, group?.inputs.retentionInDays, group?.state.protect],
      ["/aws/eks/support-prod-cluster/cluster", 365, true],
    );
  });

  it("runs pods on Bottlerocket machines whose metadata they cannot reach", () => {
    const { metadataOptions, vpcSecurityGroupIds } = inputs("aws:ec2/launchTemplate:LaunchTemplate");
    const { amiType, instanceTypes, scalingConfig, subnetIds } = inputs("aws:eks/nodeGroup:NodeGroup");
    const id = (name: string) => test.resources.named(name)?.props.id;

    assert.deepEqual(metadataOptions, { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 });
    assert.deepEqual(vpcSecurityGroupIds, [id("network-workload-security-group"), id("cluster-nodes-security-group")]);
    assert.deepEqual([amiType, instanceTypes], ["BOTTLEROCKET_ARM_64", ["m7g.large"]]);
    assert.deepEqual(scalingConfig, { minSize: 2, desiredSize: 2, maxSize: 6 });
    assert.deepEqual(subnetIds, [id("network-subnet-a"), id("network-subnet-b")]);
  });

  it("opens what control plane and nodes ask of each other, and the API to whom it is told", () => {
    const short = new Map(
      ["control", "nodes"].map((role) => [test.resources.named(`cluster-${role}-security-group`)?.props.id, role]),
    );
    const rules = (type: string) =>
      test.resources
        .all(type)
        .filter(({ name }) => name.startsWith("cluster-"))
        .map(({ inputs: i }) => [
          short.get(i.securityGroupId),
          short.get(i.referencedSecurityGroupId) ?? i.cidrIpv4,
          `${i.ipProtocol} ${i.fromPort}`,
        ]);

    assert.deepEqual(rules("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").sort(), [
      ["control", "10.20.0.0/22", "tcp 443"],
      ["control", "nodes", "tcp 443"],
      ["nodes", "control", "tcp 10250"],
      ["nodes", "control", "tcp 10251"],
      ["nodes", "control", "tcp 9443"],
      ["nodes", "nodes", "tcp 10250"],
      ["nodes", "nodes", "tcp 53"],
      ["nodes", "nodes", "udp 53"],
    ]);
    assert.equal(rules("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").length, 7);
  });

  it("lets roles in by access entries, each as far as it says", () => {
    const policy = "arn:aws:eks::aws:cluster-access-policy";
    assert.deepEqual(
      test.resources
        .all("aws:eks/accessPolicyAssociation:AccessPolicyAssociation")
        .map(({ inputs: i }) => [i.principalArn, i.policyArn, i.accessScope]),
      [
        [`${ACCOUNT}:role/gitops`, `${policy}/AmazonEKSClusterAdminPolicy`, { type: "cluster" }],
        [
          `${ACCOUNT}:role/support`,
          `${policy}/AmazonEKSViewPolicy`,
          { type: "namespace", namespaces: ["support-prod-chat"] },
        ],
      ],
    );
  });

  it("gives each that acts for it its own part, and nothing near that", () => {
    const targets = "arn:aws:elasticloadbalancing:eu-west-1:210987654321:targetgroup/suppo-1/0123456789abcdef";
    assertOnly(
      test,
      [
        [
          "cluster-nodes-role",
          { action: "eks-auth:AssumeRoleForPodIdentity", resource: CLUSTER },
          ["eks:UpdateClusterConfig", "eks:AccessKubernetesApi", "ec2:RunInstances", "bedrock:InvokeModel"],
        ],
        [
          "cluster-nodes-role",
          { action: "ecr:BatchGetImage", resource: "arn:aws:ecr:eu-west-1:210987654321:repository/chat" },
          ["ecr:PutImage", "ecr:SetRepositoryPolicy", "s3:GetObject"],
        ],
        [
          "cluster-target-registrar-role",
          { action: "elasticloadbalancing:RegisterTargets", resource: targets, context: OWN },
          ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:ModifyListener", "ec2:CreateSecurityGroup"],
        ],
      ],
      30,
    );
  });

  it("lets the pod network handle interfaces of its own account and region, and nothing else of EC2's", () => {
    const asked = (action: string, place = "eu-west-1:210987654321") =>
      accessIn(test)("cluster-pod-network-role", {
        action,
        resource: `arn:aws:ec2:${place}:network-interface/eni-0123456789abcdef0`,
      });
    const own = ["ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:CreateTags"];
    const others = ["RunInstances", "TerminateInstances", "AuthorizeSecurityGroupIngress", "CreateVpcEndpoint", "*"];

    assert.deepEqual(new Set(own.map((action) => asked(action))), new Set(["allowed"]));
    assert.deepEqual(
      new Set([
        ...others.map((action) => asked(`ec2:${action}`)),
        ...own.map((action) => asked(action, "eu-west-1:999999999999")),
        ...own.map((action) => asked(action, "us-west-2:210987654321")),
      ]),
      new Set(["denied"]),
    );
  });

  it("can be taken on by the control plane of an own cluster, machines, and one system account each", () => {
    const trust = (role: string) => test.resources.all("aws:iam/role:Role").find(({ name }) => name === role)?.inputs;
    const asked = (role: string, service: string, context: Record<string, string>) =>
      admitsService(trust(role)?.assumeRolePolicy, service, {
        action: "sts:AssumeRole",
        resource: `${ACCOUNT}:role/any`,
        context,
      });
    const from = (account: string) => ({
      "aws:SourceAccount": account,
      "aws:SourceArn": CLUSTER.replace("210987654321", account),
    });
    const pods = (serviceAccount: string) => ({
      "aws:RequestTag/eks-cluster-arn": CLUSTER,
      "aws:RequestTag/kubernetes-namespace": "kube-system",
      "aws:RequestTag/kubernetes-service-account": serviceAccount,
    });

    assert.deepEqual(
      [
        asked("cluster-control-role", "eks.amazonaws.com", from("210987654321")),
        asked("cluster-control-role", "eks.amazonaws.com", from("999999999999")),
        asked("cluster-pod-network-role", "pods.eks.amazonaws.com", pods("aws-node")),
        asked("cluster-pod-network-role", "pods.eks.amazonaws.com", pods("default")),
        asked("cluster-target-registrar-role", "pods.eks.amazonaws.com", pods("aws-load-balancer-controller")),
        asked("cluster-target-registrar-role", "pods.eks.amazonaws.com", pods("aws-node")),
      ],
      ["allowed", "denied", "allowed", "denied", "allowed", "denied"],
    );
  });

  it("holds all of its roles within a boundary that cannot change permissions or read what workloads keep", () => {
    const boundary = test.resources.named("cluster-boundary")?.inputs.policy;
    const asked = (action: string) => {
      const { Statement } = JSON.parse(String(boundary));
      const everybody = { Version: "2012-10-17", Statement: [{ ...Statement[0], Principal: "*" }] };
      return admits(everybody, `${ACCOUNT}:role/any`, { action, resource: "arn:aws:s3:::any" });
    };

    assert.equal(asked("ec2:AttachNetworkInterface"), "allowed");
    for (const action of ["iam:PutRolePolicy", "iam:PassRole", "sts:AssumeRole", "s3:GetObject", "kms:Decrypt"]) {
      assert.equal(asked(action), "denied", action);
    }
    for (const role of test.resources.all("aws:iam/role:Role").filter(({ name }) => name.startsWith("cluster-"))) {
      assert.match(String(role.inputs.permissionsBoundary), /policy\/workload\/support\/cluster-boundary/);
    }
  });

  it("keeps every mandatory rule in a network of Plinth's own", () => {
    const ran = test.preview;
    assert.ok(ran);
    const found = ["baseline", "regulated"].flatMap((name) => {
      const pack = packs.get(name);
      assert.ok(pack);
      const standard = pack.tighten?.(workload.standard) ?? workload.standard;
      return judge(rulesOf(pack, standard), createEstate(recordsOf(ran.resources), standard))
        .filter((judgement) => blocks(judgement))
        .map(({ rule, resource }) => `${rule.id}: ${resource.name}`);
    });

    assert.deepEqual([...new Set(found)], []);
  });

  it("refuses every bad argument at once and registers nothing", async () => {
    const { resources, error } = await preview(() =>
      build({
        version: "35",
        instanceType: "m7i.large",
        nodes: { min: 1, max: 0 },
        logRetentionDays: 2,
        access: {
          Everyone: { roleArn: "arn:aws:iam::999999999999:role/someone", level: "view" },
          gitops: { roleArn: `${ACCOUNT}:role/gitops`, level: "cluster-admin", namespaces: ["chat"] },
        },
      }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["cluster.version", "35"],
        ["cluster.instanceType", "m7i.large"],
        ["cluster.nodes", "1 to 0"],
        ["cluster.logRetentionDays", "2"],
        ["cluster.access", "Everyone"],
        ["cluster.access", "arn:aws:iam::999999999999:role/someone"],
        ["cluster.access", "gitops"],
      ],
    );
    assert.equal(resources.named("cluster-cluster"), undefined);
  });
});
