import assert from "node:assert/strict";
import { UNKNOWN } from "@plinth/policies";
import { catalogueEntryOf, servicesReachedFrom } from "../../../../../policies/readers/network/endpoints";
import { isolated } from "../../../../../policies/rules/network/example-network";
import { estateOf, named } from "../../../../support/example-estate";

const endpoint = (name: string, serviceName: unknown, more: object = {}, refersTo: object = {}) => ({
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name,
  props: { serviceName, vpcEndpointType: "Interface", ...more },
  refersTo: { vpcId: "vpc", ...refersTo },
});
const entryOf = (serviceName: unknown) => {
  const estate = estateOf([...isolated, endpoint("endpoint", serviceName)]);
  const entry = catalogueEntryOf(named(estate, "endpoint"), estate.standard);
  return entry === UNKNOWN ? "unknown" : entry?.name;
};

describe("VPC endpoints", () => {
  it("are known by the standard's catalogue in any region", () => {
    assert.equal(entryOf("com.amazonaws.eu-west-1.bedrock-runtime"), "bedrock-runtime");
    assert.equal(entryOf("com.amazonaws.us-gov-west-1.s3"), "s3");
    assert.equal(entryOf("com.amazonaws.eu-west-1.sagemaker.runtime"), "sagemaker-runtime");
  });

  it("of other services are not", () => {
    assert.equal(entryOf("com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d4e5f67890"), undefined);
    assert.equal(entryOf("com.amazonaws.eu-west-1.my.s3"), undefined);
    assert.equal(entryOf(undefined), undefined);
    assert.equal(entryOf(UNKNOWN), "unknown");
  });

  it("serve a VPC as interfaces, and as gateways the subnets in whose route tables they are", () => {
    const gateway = { vpcEndpointType: "Gateway" };
    const estate = estateOf([
      ...isolated,
      endpoint("runtime", "com.amazonaws.eu-west-1.bedrock-runtime"),
      endpoint("s3", "com.amazonaws.eu-west-1.s3", gateway, { routeTableIds: ["table"] }),
      endpoint("dynamodb", "com.amazonaws.eu-west-1.dynamodb", gateway),
    ]);

    assert.deepEqual([...servicesReachedFrom(named(estate, "subnet"), estate)], ["bedrock-runtime", "s3"]);
  });
});
