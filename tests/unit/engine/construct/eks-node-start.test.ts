import assert from "node:assert/strict";
import { previewStack } from "@plinth/engine";
import * as pulumi from "@pulumi/pulumi";
import { type ImageChoice, imageTypeOf } from "../../../../engine/construct/eks/images";

function resolved<Value>(output: pulumi.Output<Value>): Promise<unknown> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

describe("Images of eks nodes", () => {
  const CHOICES: readonly [type: string, choice: ImageChoice][] = [
    ["AL2023_x86_64_STANDARD", {}],
    ["AL2023_ARM_64_STANDARD", { instanceTypes: ["m7g.large", "c6gn.xlarge"] }],
    ["AL2023_x86_64_NVIDIA", { gpu: true, instanceTypes: ["g5.xlarge"] }],
    ["AL2_x86_64", { operatingSystem: "AL2" }],
    ["BOTTLEROCKET_ARM_64_NVIDIA", { operatingSystem: "Bottlerocket", gpu: true, instanceTypes: ["g5g.xlarge"] }],
    ["AL2_ARM_64", { amiType: "amazon-linux-2-arm" }],
  ];
  for (const [type, choice] of CHOICES) {
    it(`are of type ${type} for ${JSON.stringify(choice)}`, async () => {
      assert.equal(await resolved(imageTypeOf(choice)), type);
    });
  }
});

/** The user data of the nodes of a cluster with these options of its node group, as text. */
async function userData(nodeGroupOptions: pulumi.Inputs): Promise<string> {
  const program = () => {
    new pulumi.ComponentResource("eks:index:Cluster", "shop", { name: "shop", nodeGroupOptions }, {}, true);
  };
  const config = { "aws:region": "eu-west-1" };
  const { resources } = await previewStack({ project: "shop", stack: "dev", config, program });
  const template = resources.find(({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate");
  return Buffer.from(String(template?.inputs.userData), "base64").toString();
}

describe("User data of eks nodes", () => {
  it("is a document with the node's configuration, and scripts, with Amazon Linux 2023", async () => {
    const text = await userData({
      kubeletExtraArgs: "--max-pods=20",
      labels: { tier: "web" },
      taints: { gpu: { value: "yes", effect: "NoSchedule" } },
      nodeadmExtraOptions: [{ contentType: "application/node.eks.aws", content: "kind: NodeConfig" }],
      nodeUserData: "#!/bin/sh\necho joined",
    });
    const parts = text.split("--BOUNDARY").map((part) => part.split("\n\n").slice(1).join("\n\n").trim());
    const [first, second] = [parts[1], parts[2]].map((part) => JSON.parse(String(part).replace("---\n", "")));

    assert.equal(first.spec.cluster.name, "shop");
    assert.deepEqual(second.spec.kubelet.flags, [
      "--max-pods=20",
      "--node-labels=tier=web",
      "--register-with-taints=gpu=yes:NoSchedule",
    ]);
    assert.deepEqual(parts.slice(3, 5), ["kind: NodeConfig", "#!/bin/sh\necho joined"]);
  });

  it("is a call of the bootstrap script with Amazon Linux 2", async () => {
    const lines = (await userData({ operatingSystem: "AL2", bootstrapExtraArgs: "--use-max-pods false" })).split("\n");

    assert.match(
      String(lines[2]),
      /^\/etc\/eks\/bootstrap\.sh --apiserver-endpoint "https:.*" "shop" --use-max-pods false$/,
    );
  });

  it("is a table of settings with Bottlerocket", async () => {
    const bottlerocketSettings = { settings: { "host-containers": { admin: { enabled: true } } } };
    const lines = (await userData({ operatingSystem: "Bottlerocket", bottlerocketSettings })).split("\n");

    assert.deepEqual(lines.slice(0, 2), ['["settings"."host-containers"."admin"]', '"enabled" = true']);
    assert.ok(lines.includes('"cluster-name" = "shop"'));
  });

  it("is what the program says, if it says all of it", async () => {
    assert.equal(await userData({ nodeUserDataOverride: "#!/bin/sh" }), "#!/bin/sh");
  });
});
