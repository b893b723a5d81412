import assert from "node:assert/strict";
import { blocks, createEstate, type Judgement, judge, recordsOf, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as dynamodb from "@pulumi/aws/dynamodb";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as lb from "@pulumi/aws/lb";
import * as rds from "@pulumi/aws/rds";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { preview } from "../support/preview";

const trusting = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });

/** A public bucket behind a distribution, as tutorials have it. */
function staticSite(): void {
  const site = new s3.Bucket("site", { tags: { owner: "marketing" } });
  new s3.BucketWebsiteConfiguration("site", { bucket: site.id, indexDocument: { suffix: "index.html" } });
  new s3.BucketPublicAccessBlock("site", { bucket: site.id, blockPublicPolicy: false, restrictPublicBuckets: false });
  new s3.BucketPolicy("site", {
    bucket: site.id,
    policy: site.arn.apply((arn) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${arn}/*` }],
      }),
    ),
  });
  new cloudfront.Distribution("site", {
    enabled: true,
    origins: [{ originId: "site", domainName: site.bucketRegionalDomainName }],
    defaultCacheBehavior: {
      targetOriginId: "site",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      forwardedValues: { queryString: false, cookies: { forward: "none" } },
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
}

/** Containers behind an internet-facing load balancer, with a database and a way out through NAT. */
function webService(): void {
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

/** A function that tidies a table every night. */
function scheduledFunction(): void {
  const table = new dynamodb.Table("orders", {
    hashKey: "id",
    billingMode: "PAY_PER_REQUEST",
    attributes: [{ name: "id", type: "S" }],
  });
  const role = new iam.Role("tidy", { assumeRolePolicy: trusting("lambda.amazonaws.com") });
  new iam.RolePolicy("tidy", {
    role: role.name,
    policy: table.arn.apply((arn) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["dynamodb:*", "logs:*"], Resource: [arn, "*"] }],
      }),
    ),
  });
  const tidy = new lambda.Function("tidy", {
    role: role.arn,
    runtime: "nodejs22.x",
    handler: "index.handler",
    code: new pulumi.asset.AssetArchive({
      "index.js": new pulumi.asset.StringAsset("exports.handler = async () => {};"),
    }),
  });
  const nightly = new cloudwatch.EventRule("nightly", { scheduleExpression: "rate(1 day)" });
  new cloudwatch.EventTarget("nightly", { rule: nightly.name, arn: tidy.arn });
  new lambda.Permission("nightly", {
    function: tidy.name,
    action: "lambda:InvokeFunction",
    principal: "events.amazonaws.com",
    sourceArn: nightly.arn,
  });
}

async function judgementsOf(program: () => void, unknowns: boolean): Promise<readonly Judgement[]> {
  const { error, preview: run } = await preview(program, { unknowns });
  assert.equal(error, undefined);
  return judge(rules, createEstate(recordsOf(run?.resources ?? []), loadStandard()));
}

describe("an ordinary AWS program that is no AI workload", () => {
  for (const [title, program] of [
    ["a static site", staticSite],
    ["a plain web service", webService],
    ["a scheduled function", scheduledFunction],
  ] as const) {
    for (const unknowns of [false, true]) {
      it(`gets no mandatory verdict: ${title}, values ${unknowns ? "unknown" : "known"}`, async () => {
        const judgements = await judgementsOf(program, unknowns);

        assert.deepEqual(
          judgements.filter(blocks).map(({ rule, resource }) => `${rule.id} ${resource.name}`),
          [],
        );
      });
    }
  }

  it("is told what hygiene it lacks all the same", async () => {
    const judgements = await judgementsOf(staticSite, false);
    const advised = judgements.filter(({ verdict }) => verdict.outcome === "violation").map(({ rule }) => rule.id);

    assert.ok(advised.includes("s3-bucket-is-private"));
    assert.ok(advised.includes("data-store-is-classified"));
  });
});
