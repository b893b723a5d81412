import assert from "node:assert/strict";
import { UNKNOWN_VALUE } from "@plinth/engine";
import * as pulumi from "@pulumi/pulumi";
import { named, run, Thing } from "./support";

/** A component that its provider builds, as SDKs generate them. */
class Cluster extends pulumi.ComponentResource {
  declare readonly endpoint: pulumi.Output<string>;
  declare readonly size: pulumi.Output<number>;

  constructor(name: string, args: pulumi.Inputs, opts?: pulumi.ComponentResourceOptions) {
    super("mesh:index:Cluster", name, { endpoint: undefined, ...args }, { version: "4.0.0", ...opts }, true);
  }

  kubeconfig(): pulumi.Output<string> {
    return pulumi.runtime.call<string>("mesh:index:Cluster/getKubeconfig", { __self__: this }, this);
  }
}

describe("a remote component that is not simulated", () => {
  const program = () => {
    const cluster = new Cluster("apps", { size: 3, token: pulumi.secret("planted-4") });
    new Thing("user", { endpoint: cluster.endpoint, size: cluster.size, kubeconfig: cluster.kubeconfig() });
    new Thing("child", {}, { parent: cluster });
    return { endpoint: cluster.endpoint, other: "known" };
  };
  const urn = "urn:pulumi:dev::shop::mesh:index:Cluster::apps";

  it("registers with its inputs, under the default provider of its package", async () => {
    const { resources } = await run(program);
    const cluster = resources.find((resource) => resource.urn === urn);

    assert.equal(cluster?.custom, false);
    assert.deepEqual(cluster?.inputs, { size: 3, token: "planted-4" });
    assert.deepEqual(cluster?.secretProperties, ["token"]);
    assert.ok(resources.some(({ type, name }) => type === "pulumi:providers:mesh" && name === "default_4_0_0"));
  });

  it("leaves what is read of it unknown, and the rest of the program as it is", async () => {
    const preview = await run(program);
    const user = named(preview, "user");

    assert.deepEqual(
      [user.inputs.endpoint, user.inputs.kubeconfig, user.inputs.size],
      [UNKNOWN_VALUE, UNKNOWN_VALUE, 3],
    );
    const child = "urn:pulumi:dev::shop::mesh:index:Cluster$cloud:index:Thing::child";
    assert.deepEqual(user.propertyDependencies.endpoint, [urn, child]);
    assert.equal(named(preview, "child").urn, child);
    assert.deepEqual(preview.outputs, { endpoint: UNKNOWN_VALUE, other: "known" });
  });

  it("is named in the log as not judged", async () => {
    assert.deepEqual((await run(program)).logs, [
      {
        severity: "warning",
        message: "apps (mesh:index:Cluster) is built by its provider: what it creates is not seen here, and not judged",
        urn,
      },
    ]);
  });
});
