import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as dynamodb from "@pulumi/aws/dynamodb";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { trusting } from "./documents";

/** A function that tidies a table every night. */
export function scheduledFunction(): void {
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
