import assert from "node:assert/strict";
import { matchedTypes } from "../../../../../scripts/generate/cloudformation/types";

/** The one type's counterpart among these. */
function matchOf(type: string, ...tokens: readonly string[]): string | undefined {
  return matchedTypes([type], tokens).get(type);
}

describe("the type of @pulumi/aws for a CloudFormation type", () => {
  it("has the same name in the service's module", () => {
    assert.equal(matchOf("AWS::KMS::Key", "aws:rds/key:Key", "aws:kms/key:Key"), "aws:kms/key:Key");
  });

  it("has a name without the service's or an abbreviation before it", () => {
    assert.equal(matchOf("AWS::Backup::BackupPlan", "aws:backup/plan:Plan"), "aws:backup/plan:Plan");
    assert.equal(matchOf("AWS::RDS::DBInstance", "aws:rds/instance:Instance"), "aws:rds/instance:Instance");
  });

  it("has what the module puts before names", () => {
    const rule = "aws:cloudwatch/eventRule:EventRule";
    assert.equal(matchOf("AWS::Events::Rule", "aws:cloudwatch/rule:Rule", rule), rule);
  });

  it("is of the family that the name begins with, not its namesake of the service", () => {
    const [route, ofGateway] = ["aws:ec2/route:Route", "aws:ec2transitgateway/route:Route"];
    assert.equal(matchOf("AWS::EC2::TransitGatewayRoute", route, ofGateway), ofGateway);
    assert.equal(matchOf("AWS::EC2::Route", route, ofGateway), route);
  });

  it("is the reviewed one, or none, before any match of names", () => {
    const options = "aws:ec2/vpcDhcpOptions:VpcDhcpOptions";
    assert.equal(matchOf("AWS::EC2::DHCPOptions", options, "aws:ec2/dhcpOptions:DhcpOptions"), options);
    assert.equal(matchOf("AWS::IAM::Policy", "aws:iam/policy:Policy"), undefined);
  });

  it("is missing where no name matches, and types come in order", () => {
    const matched = matchedTypes(
      ["AWS::SQS::Queue", "AWS::New::Thing", "AWS::KMS::Key"],
      ["aws:sqs/queue:Queue", "aws:kms/key:Key"],
    );
    assert.deepEqual(
      [...matched],
      [
        ["AWS::KMS::Key", "aws:kms/key:Key"],
        ["AWS::SQS::Queue", "aws:sqs/queue:Queue"],
      ],
    );
  });
});
