import assert from "node:assert/strict";
import { ObservabilitySink } from "../../../../components/observability/observability-sink";
import { admits } from "../../../support/access";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const SINK = "arn:aws:oam:eu-west-1:444455556666:sink/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const LINKER = "arn:aws:iam::210987654321:role/plinth/plinth-deployment";

describe("ObservabilitySink", () => {
  it("lets accounts of the organisation link their telemetry, and nobody else", async () => {
    const { resources } = await preview(
      () => new ObservabilitySink("watch", { workload, organizationId: "o-a1b2c3d4e5" }),
    );
    const policy = resources.only("aws:oam/sinkPolicy:SinkPolicy")?.inputs.policy;
    const ask = (action: string, organization: string | undefined, type: string) =>
      admits(policy, LINKER, {
        action,
        resource: SINK,
        context: { "aws:PrincipalOrgID": organization, "oam:ResourceTypes": type },
      });

    for (const action of ["oam:CreateLink", "oam:UpdateLink"]) {
      assert.equal(ask(action, "o-a1b2c3d4e5", "AWS::Logs::LogGroup"), "allowed");
      assert.equal(ask(action, "o-9999999999", "AWS::Logs::LogGroup"), "denied");
      assert.equal(ask(action, undefined, "AWS::Logs::LogGroup"), "denied");
      assert.equal(ask(action, "o-a1b2c3d4e5", "AWS::RDS::DBInstance"), "denied");
    }
    assert.equal(ask("oam:PutSinkPolicy", "o-a1b2c3d4e5", "AWS::Logs::LogGroup"), "denied");
    assert.deepEqual(resources.countByType(), { "aws:oam/sink:Sink": 1, "aws:oam/sinkPolicy:SinkPolicy": 1 });
  });

  it("stands in each region that is to be watched", async () => {
    const regions = ["eu-central-1", "eu-west-1"];
    const { outputs } = await preview(
      () => new ObservabilitySink("watch", { workload, organizationId: "o-a1b2c3d4e5", regions }).sinkArns,
    );

    assert.deepEqual(
      Object.entries(outputs).map(([region, arn]) => [region, String(arn).split(":")[3]]),
      regions.map((region) => [region, region]),
    );
  });

  it("refuses what is no organisation, and regions that the standard has not or that come twice", async () => {
    const regions = ["eu-west-1", "us-east-1", "eu-west-1"];
    const { error } = await preview(
      () => new ObservabilitySink("watch", { workload, organizationId: "acme", regions }),
    );

    assert.deepEqual(
      error?.faults.map(({ id, found }) => [id, found]),
      [
        ["observability/ObservabilitySink/organizationId", "acme"],
        ["observability/ObservabilitySink/regions", "eu-west-1, us-east-1, eu-west-1"],
        ["observability/ObservabilitySink/regions", "us-east-1"],
      ],
    );
  });
});
