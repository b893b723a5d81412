import assert from "node:assert/strict";
import { type CreateResponse, createGenericProvider, UNKNOWN_VALUE, type Values } from "@plinth/engine";

function identity(type: string) {
  return { urn: `urn:pulumi:dev::shop::${type}::example`, type, name: "example", config: {} };
}

function create(type: string, inputs: Values, preview = false): CreateResponse {
  return createGenericProvider(type.split(":")[0] ?? "").create({ ...identity(type), inputs, preview });
}

const random = (name: string) => `random:index/random${name}:Random${name}`;

describe("The generic provider", () => {
  it("repeats inputs, and gives the same id each time", () => {
    const namespace = create("kubernetes:core/v1:Namespace", { metadata: { name: "a" } });

    assert.match(namespace.id, /^example-[0-9a-f]{7}$/);
    assert.deepEqual(namespace.outputs, { metadata: { name: "a" } });
    assert.deepEqual(create("kubernetes:core/v1:Namespace", { metadata: { name: "a" } }), namespace);
  });

  it("has no id in a preview", () => {
    assert.equal(create("kubernetes:core/v1:Namespace", {}, true).id, "");
  });

  it("finds which inputs differ, and replaces nothing", () => {
    const provider = createGenericProvider("kubernetes");
    const request = { ...identity("kubernetes:core/v1:Namespace"), id: "i", olds: { a: 1, b: 2, c: 3 } };

    assert.deepEqual(provider.diff({ ...request, news: { a: 1, b: 3 } }), {
      changes: true,
      diffs: ["b"],
      replaces: [],
    });
  });
});

describe("Simulated @pulumi/random", () => {
  it("draws a password of the length and the characters that are asked for", () => {
    const { id, outputs } = create(random("Password"), {
      length: 20,
      minSpecial: 2,
      overrideSpecial: "#",
      upper: false,
    });

    assert.equal(id, "none");
    assert.match(String(outputs.result), /^(?=(.*#){2})[a-z0-9#]{20}$/);
    assert.match(String(outputs.bcryptHash), /^\$2a\$10\$[a-zA-Z0-9]{53}$/);
  });

  it("encodes the same bytes in every form", () => {
    const { id, outputs } = create(random("Id"), { byteLength: 8, prefix: "p-" });

    const bytes = Buffer.from(id, "base64url");
    assert.equal(bytes.length, 8);
    assert.equal(outputs.hex, `p-${bytes.toString("hex")}`);
    assert.equal(outputs.b64Std, `p-${bytes.toString("base64")}`);
    assert.equal(outputs.dec, `p-${BigInt(`0x${bytes.toString("hex")}`)}`);
  });

  it("draws within bounds", () => {
    const { id, outputs } = create(random("Integer"), { min: 3, max: 5 });

    assert.ok([3, 4, 5].includes(Number(outputs.result)));
    assert.equal(id, String(outputs.result));
  });

  it("gives pets, UUIDs and shuffles their form", () => {
    assert.match(create(random("Pet"), { prefix: "p", length: 3, separator: "_" }).id, /^p(_[a-z]+){3}$/);
    assert.match(create(random("Uuid"), {}).id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const { results } = create(random("Shuffle"), { inputs: ["a", "b", "c"], resultCount: 2 }).outputs;
    assert.equal(new Set(results as string[]).size, 2);
  });

  it("knows nothing of it in a preview, as the provider", () => {
    assert.equal(create(random("Password"), { length: 20 }, true).outputs.result, UNKNOWN_VALUE);
  });

  it("draws again when it is asked for something else, because the resource is replaced", () => {
    const provider = createGenericProvider("random");
    const { outputs } = create(random("Id"), { byteLength: 8 });

    const diff = provider.diff({ ...identity(random("Id")), id: "i", olds: outputs, news: { byteLength: 4 } });

    assert.deepEqual(diff, { changes: true, diffs: ["byteLength"], replaces: ["byteLength"] });
  });
});

describe("Simulated @pulumi/tls", () => {
  it("gives a key its forms", () => {
    const { id, outputs } = create("tls:index/privateKey:PrivateKey", { algorithm: "ED25519" });

    assert.match(id, /^[0-9a-f]{40}$/);
    assert.match(String(outputs.privateKeyPemPkcs8), /^-----BEGIN PRIVATE KEY-----\n\S+\n-----END PRIVATE KEY-----\n$/);
    assert.match(String(outputs.publicKeyOpenssh), /^ssh-ed25519 \S+\n$/);
  });
});
