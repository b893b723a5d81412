import assert from "node:assert/strict";
import { ProgramError, UNKNOWN_VALUE } from "@plinth/engine";
import { Certificate } from "@pulumi/aws/acm";
import * as ec2 from "@pulumi/aws/ec2";
import { TargetGroup } from "@pulumi/aws/lb";
import { Bucket } from "@pulumi/aws/s3";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { childrenOf, only, preview } from "./support/children";

const SUBNETS = ["subnet-1", "subnet-2"];

// Sources: pulumi/pulumi-awsx, awsx/lb, see engine/construct/awsx/load-balancers.ts.
describe("awsx.lb.ApplicationLoadBalancer, offline", () => {
  it("makes an open security group, a balancer, a target group and a listener, below itself", async () => {
    const result = await preview(() => new awsx.lb.ApplicationLoadBalancer("web", { subnetIds: SUBNETS }));
    const component = "urn:pulumi:dev::shop::awsx:lb:ApplicationLoadBalancer::web";

    assert.deepEqual(childrenOf(result, component), [
      "aws:ec2/securityGroup:SecurityGroup::web",
      "aws:lb/listener:Listener::web-0",
      "aws:lb/loadBalancer:LoadBalancer::web",
      "aws:lb/targetGroup:TargetGroup::web",
    ]);
    assert.deepEqual(result.resources.find(({ urn }) => urn === component)?.aliases, [
      "urn:pulumi:dev::shop::awsx:lb:ApplicationLoadBalancer::awsx:x:elasticloadbalancingv2:ApplicationLoadBalancer",
    ]);
    const group = only(result, "aws:ec2/securityGroup:SecurityGroup");
    assert.deepEqual((group.inputs.ingress as unknown[])[0], {
      fromPort: 0,
      toPort: 0,
      protocol: "-1",
      cidrBlocks: ["0.0.0.0/0"],
      ipv6CidrBlocks: ["::/0"],
    });
    const balancer = only(result, "aws:lb/loadBalancer:LoadBalancer");
    assert.equal(balancer.inputs.loadBalancerType, "application");
    assert.deepEqual(balancer.inputs.subnets, SUBNETS);
    assert.deepEqual(balancer.inputs.securityGroups, [group.id]);
    const targets = only(result, "aws:lb/targetGroup:TargetGroup");
    assert.deepEqual([targets.inputs.targetType, targets.inputs.port, targets.inputs.protocol], ["ip", 80, "HTTP"]);
    const listener = only(result, "aws:lb/listener:Listener");
    assert.deepEqual([listener.inputs.port, listener.inputs.protocol], [80, "HTTP"]);
    assert.deepEqual(listener.inputs.defaultActions, [{ type: "forward", targetGroupArn: targets.id }]);
  });

  it("forwards to its target group from each listener that says nothing else", async () => {
    const result = await preview(() => {
      const { arn: certificateArn } = new Certificate("web", { domainName: "example.com", validationMethod: "DNS" });
      const redirect = { type: "redirect", redirect: { statusCode: "HTTP_301", protocol: "HTTPS" } };
      new awsx.lb.ApplicationLoadBalancer("web", {
        subnetIds: SUBNETS,
        listeners: [{ port: 80, defaultActions: [redirect] }, { port: 443, certificateArn }, { protocol: "HTTPS" }],
      });
    });
    const listeners = result.resources.filter(({ type }) => type === "aws:lb/listener:Listener");
    const actions = (inputs: Record<string, unknown>) => (inputs.defaultActions as { type: string }[])[0]?.type;

    assert.deepEqual(
      listeners
        .map(({ name, inputs }) => [name, inputs.port, inputs.protocol, actions(inputs)])
        .sort(([a], [b]) => String(a).localeCompare(String(b))),
      [
        ["web-0", 80, "HTTP", "redirect"],
        ["web-1", 443, "HTTPS", "forward"],
        ["web-2", 443, "HTTPS", "forward"],
      ],
    );
    assert.equal(
      listeners.find(({ name }) => name === "web-1")?.inputs.certificateArn,
      only(result, "aws:acm/certificate:Certificate").id,
    );
    assert.equal(only(result, "aws:lb/targetGroup:TargetGroup").inputs.port, 80);
  });

  it("leaves the port of its target group to the program if `listeners` has one element", async () => {
    const result = await preview(() => {
      const listeners = [{ port: 8443, protocol: "HTTPS" }];
      new awsx.lb.ApplicationLoadBalancer("web", { subnetIds: SUBNETS, listeners, defaultTargetGroup: { port: 3000 } });
    });
    const { inputs } = only(result, "aws:lb/targetGroup:TargetGroup");

    assert.deepEqual([inputs.port, inputs.protocol], [3000, undefined]);
  });

  it("takes subnets and security groups of the program, and passes on what it does not know", async () => {
    const result = await preview(() => {
      const vpc = new ec2.Vpc("net", { cidrBlock: "10.0.0.0/16" });
      const subnet = new ec2.Subnet("net", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
      const group = new ec2.SecurityGroup("web", { vpcId: vpc.id });
      const logs = new Bucket("logs");
      const web = new awsx.lb.ApplicationLoadBalancer("web", {
        subnets: [subnet],
        securityGroups: [group.id],
        internal: true,
        defaultTargetGroupPort: 8080,
        accessLogs: { bucket: logs.bucket, prefix: pulumi.interpolate`${group.id}/`, enabled: true },
        tags: { vpc: vpc.id },
      });
      return { vpcId: web.vpcId, url: pulumi.interpolate`http://${web.loadBalancer.dnsName}` };
    });
    const { inputs } = only(result, "aws:lb/loadBalancer:LoadBalancer");
    const vpc = only(result, "aws:ec2/vpc:Vpc");
    const group = only(result, "aws:ec2/securityGroup:SecurityGroup");

    assert.deepEqual(inputs.subnets, [only(result, "aws:ec2/subnet:Subnet").id]);
    assert.deepEqual([inputs.securityGroups, inputs.internal], [[group.id], true]);
    assert.equal((inputs.accessLogs as { prefix: string }).prefix, `${group.id}/`);
    assert.deepEqual((inputs.tags as { vpc: string }).vpc, vpc.id);
    assert.equal(only(result, "aws:lb/targetGroup:TargetGroup").inputs.vpcId, vpc.id);
    assert.equal(only(result, "aws:lb/listener:Listener").inputs.port, 8080);
    assert.equal(result.outputs.vpcId, vpc.id);
    assert.match(String(result.outputs.url), /^http:\/\/web-\w+.*\.elb\.amazonaws\.com$/);
  });

  it("is in the VPC of the subnets that it names", async () => {
    const result = await preview(() => {
      const vpc = new awsx.ec2.Vpc("net", { numberOfAvailabilityZones: 1 });
      new awsx.lb.ApplicationLoadBalancer("web", { subnetIds: vpc.publicSubnetIds });
    });

    assert.equal(only(result, "aws:ec2/securityGroup:SecurityGroup").inputs.vpcId, only(result, "aws:ec2/vpc:Vpc").id);
    assert.deepEqual(result.outside, []);
  });

  it("has the public subnets of the default VPC if the program names none, and makes no group if told so", async () => {
    const result = await preview(
      () => new awsx.lb.ApplicationLoadBalancer("web", { defaultSecurityGroup: { skip: true } }),
    );

    assert.equal(only(result, "aws:lb/loadBalancer:LoadBalancer").inputs.securityGroups, undefined);
    assert.match(String(only(result, "aws:lb/targetGroup:TargetGroup").inputs.vpcId), /^vpc-/);
  });

  it("leaves unknown in a preview what AWS assigns", async () => {
    const result = await preview(() => {
      const vpc = new awsx.ec2.Vpc("net", { numberOfAvailabilityZones: 1 });
      const web = new awsx.lb.ApplicationLoadBalancer("web", { subnetIds: vpc.publicSubnetIds });
      return { dnsName: web.loadBalancer.dnsName, arn: web.defaultTargetGroup.arn };
    }, true);

    assert.deepEqual(result.outputs, { dnsName: UNKNOWN_VALUE, arn: UNKNOWN_VALUE });
    assert.deepEqual(only(result, "aws:lb/loadBalancer:LoadBalancer").inputs.subnets, UNKNOWN_VALUE);
    assert.equal(only(result, "aws:lb/targetGroup:TargetGroup").inputs.vpcId, UNKNOWN_VALUE);
    assert.equal(only(result, "aws:lb/listener:Listener").inputs.port, 80);
  });

  const REFUSED: readonly [title: string, args: awsx.lb.ApplicationLoadBalancerArgs, message: RegExp][] = [
    [
      "two ways to name subnets",
      { subnetIds: SUBNETS, subnetMappings: [{ subnetId: "subnet-1" }] },
      /only one of subnets, subnetIds, subnetMappings can be set/,
    ],
    ["one listener and many", { listener: {}, listeners: [] }, /only one of listener, listeners can be set/],
    ["no subnet", { subnetIds: [] }, /a load balancer needs a subnet/],
  ];
  for (const [title, args, message] of REFUSED) {
    it(`refuses ${title}`, async () => {
      const error = await preview(() => new awsx.lb.ApplicationLoadBalancer("web", args)).catch((e: unknown) => e);
      assert.ok(error instanceof ProgramError);
      assert.match(error.message, message);
    });
  }
});

describe("awsx.lb.TargetGroupAttachment, offline", () => {
  const component = "urn:pulumi:dev::shop::awsx:lb:TargetGroupAttachment::one";
  const functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:gateway";
  const attach = (args: awsx.lb.TargetGroupAttachmentArgs) =>
    preview(() => new awsx.lb.TargetGroupAttachment("one", args));

  it("lets the load balancer call a function before it is a target", async () => {
    const result = await preview(() => {
      const targetGroup = new TargetGroup("gateway", { targetType: "lambda" });
      new awsx.lb.TargetGroupAttachment("one", { targetGroup, lambdaArn: functionArn });
    });
    const group = only(result, "aws:lb/targetGroup:TargetGroup");
    const permission = only(result, "aws:lambda/permission:Permission");
    const attachment = only(result, "aws:lb/targetGroupAttachment:TargetGroupAttachment");

    assert.deepEqual(childrenOf(result, component), [
      "aws:lambda/permission:Permission::one",
      "aws:lb/targetGroupAttachment:TargetGroupAttachment::one",
    ]);
    assert.deepEqual(
      [permission.inputs.action, permission.inputs.function, permission.inputs.principal, permission.inputs.sourceArn],
      ["lambda:InvokeFunction", functionArn, "elasticloadbalancing.amazonaws.com", group.id],
    );
    assert.deepEqual([attachment.inputs.targetId, attachment.inputs.targetGroupArn], [functionArn, group.id]);
    assert.ok(attachment.dependencies.includes(permission.urn));
  });

  it("names an instance as its target group knows it", async () => {
    const result = await preview(() => {
      const vpcId = "vpc-1";
      const instance = new ec2.Instance("one", { ami: "ami-1", instanceType: "t3.micro" });
      const byId = new TargetGroup("by-id", { port: 80, protocol: "HTTP", vpcId });
      const byAddress = new TargetGroup("by-address", { port: 80, protocol: "HTTP", vpcId, targetType: "ip" });
      new awsx.lb.TargetGroupAttachment("by-id", { targetGroup: byId, instance });
      new awsx.lb.TargetGroupAttachment("by-address", { targetGroup: byAddress, instance });
    });
    const instance = only(result, "aws:ec2/instance:Instance");
    const targets = result.resources
      .filter(({ type }) => type === "aws:lb/targetGroupAttachment:TargetGroupAttachment")
      .map(({ name, inputs }) => [name, inputs.targetId]);

    assert.deepEqual(Object.fromEntries(targets), { "by-id": instance.id, "by-address": instance.outputs.privateIp });
  });

  it("looks up what it gets by ARN and id", async () => {
    const targetGroupArn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/one/73e2d6bc24d8a067";
    const { inputs } = only(
      await attach({ targetGroupArn, instanceId: "i-1" }),
      "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    );

    assert.equal(inputs.targetGroupArn, targetGroupArn);
  });

  it("refuses a target that is two, and none", async () => {
    const both = await attach({ targetGroupArn: "arn", lambdaArn: functionArn, instanceId: "i-1" }).catch(
      (e: unknown) => e,
    );
    const none = await attach({ targetGroupArn: "arn" }).catch((e: unknown) => e);

    for (const error of [both, none]) {
      assert.ok(error instanceof ProgramError);
      assert.match(error.message, /exactly one of instance, instanceId, lambda, lambdaArn must be set/);
    }
  });
});

describe("awsx.lb.NetworkLoadBalancer, offline", () => {
  it("makes a balancer, a target group and TCP listeners, and no security group", async () => {
    const result = await preview(() => {
      const listeners = [{ port: 443, protocol: "TLS", certificateArn: "arn" }, {}];
      new awsx.lb.NetworkLoadBalancer("edge", {
        subnetIds: SUBNETS,
        internal: true,
        listeners,
        defaultTargetGroupPort: 9000,
      });
    });
    const component = "urn:pulumi:dev::shop::awsx:lb:NetworkLoadBalancer::edge";
    const listeners = result.resources.filter(({ type }) => type === "aws:lb/listener:Listener");
    const balancer = only(result, "aws:lb/loadBalancer:LoadBalancer");
    const targets = only(result, "aws:lb/targetGroup:TargetGroup");

    assert.deepEqual(childrenOf(result, component), [
      "aws:lb/listener:Listener::edge-0",
      "aws:lb/listener:Listener::edge-1",
      "aws:lb/loadBalancer:LoadBalancer::edge",
      "aws:lb/targetGroup:TargetGroup::edge",
    ]);
    assert.equal(balancer.inputs.loadBalancerType, "network");
    assert.deepEqual([balancer.inputs.enableHttp2, balancer.inputs.idleTimeout], [false, 0]);
    assert.deepEqual([targets.inputs.port, targets.inputs.protocol], [9000, "TCP"]);
    assert.deepEqual(Object.fromEntries(listeners.map(({ name, inputs }) => [name, [inputs.port, inputs.protocol]])), {
      "edge-0": [443, "TLS"],
      "edge-1": [80, "TCP"],
    });
  });
});
