import assert from "node:assert/strict";
import { Provider } from "@pulumi/aws/provider";
import { WorkloadKey } from "../../../components/identity/workload-key";
import { regionPair } from "../../../components/network/region-pair";
import { preview } from "../../support/preview";
import { workload } from "../workload";

const away = { ...workload, region: "eu-central-1" };

function build(change: { readonly cidr?: string; readonly region?: string; readonly name?: string } = {}) {
  const providerIn = (region: string) => new Provider(region, { region, allowedAccountIds: [workload.accountId] });
  const [ireland, frankfurt] = [providerIn("eu-west-1"), providerIn("eu-central-1")];
  const keyIn = (name: string, one: typeof workload, provider: Provider) =>
    new WorkloadKey(name, { workload: one, services: ["logs"] }, { provider });
  const { cidr = "10.21.0.0/22", ...other } = change;
  return regionPair("network", {
    home: { workload, provider: ireland, cidr: "10.20.0.0/22", key: keyIn("home-key", workload, ireland) },
    away: { workload: { ...away, ...other }, provider: frankfurt, cidr, key: keyIn("away-key", away, frankfurt) },
  });
}

describe("regionPair", () => {
  it("is the same network in two regions, each by its own provider and with its own region's endpoints", async () => {
    const { resources } = await preview(() => {
      build();
    });
    const networks = resources
      .all("aws:ec2/vpc:Vpc")
      .map(({ name, inputs, props }) => [name, inputs.cidrBlock, String(props.arn).split(":")[3]]);
    const services = (region: string) =>
      resources
        .all("aws:ec2/vpcEndpoint:VpcEndpoint")
        .filter(({ name }) => name.startsWith(`network-${region}-`))
        .map(({ inputs }) => String(inputs.serviceName).replace(`.${region}.`, ".*."))
        .sort();

    assert.deepEqual(networks.sort(), [
      ["network-eu-central-1-vpc", "10.21.0.0/22", "eu-central-1"],
      ["network-eu-west-1-vpc", "10.20.0.0/22", "eu-west-1"],
    ]);
    assert.equal(services("eu-west-1").length, 8);
    assert.deepEqual(services("eu-central-1"), services("eu-west-1"));
  });

  it("refuses ranges that overlap, a region that is not approved and another workload, all at once", async () => {
    const { error, resources } = await preview(() => {
      build({ cidr: "10.20.2.0/23", region: "us-east-1", name: "claims" });
    });

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["network.away.workload", undefined],
        ["network.away.workload.region", "us-east-1"],
        ["network.away.cidr", "10.20.2.0/23"],
      ],
    );
    assert.equal(resources.all("aws:ec2/vpc:Vpc").length, 0);
  });

  it("refuses one region for both", async () => {
    const { error } = await preview(() => {
      build({ region: "eu-west-1" });
    });

    assert.deepEqual(
      error?.faults.map(({ path, allowed }) => [path, allowed]),
      [["network.away.workload.region", "another region than home"]],
    );
  });
});
