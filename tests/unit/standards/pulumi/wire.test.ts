import assert from "node:assert/strict";
import {
  ARCHIVE_SIGNATURE,
  ASSET_SIGNATURE,
  isAsset,
  isMarked,
  isSecret,
  OUTPUT_VALUE_SIGNATURE,
  RESOURCE_REFERENCE_SIGNATURE,
  SECRET_SIGNATURE,
  SIGNATURE,
  secret,
  UNKNOWN_SENTINELS,
  UNKNOWN_VALUE,
} from "@plinth/standards/pulumi/wire";
import * as pulumi from "@pulumi/pulumi";
import * as rpc from "@pulumi/pulumi/runtime/rpc";

describe("Pulumi's wire", () => {
  it("has the signatures and the sentinel that the Pulumi SDK has", () => {
    assert.deepEqual(
      {
        SIGNATURE: rpc.specialSigKey,
        SECRET_SIGNATURE: rpc.specialSecretSig,
        OUTPUT_VALUE_SIGNATURE: rpc.specialOutputValueSig,
        RESOURCE_REFERENCE_SIGNATURE: rpc.specialResourceSig,
        ASSET_SIGNATURE: rpc.specialAssetSig,
        ARCHIVE_SIGNATURE: rpc.specialArchiveSig,
        UNKNOWN_VALUE: rpc.unknownValue,
      },
      {
        SIGNATURE,
        SECRET_SIGNATURE,
        OUTPUT_VALUE_SIGNATURE,
        RESOURCE_REFERENCE_SIGNATURE,
        ASSET_SIGNATURE,
        ARCHIVE_SIGNATURE,
        UNKNOWN_VALUE,
      },
    );
  });

  it("carries secrets and assets as the Pulumi SDK serialises them", async () => {
    const password = secret("hunter2");
    const { file, folder, plain } = await rpc.serializeProperties("wire", {
      file: new pulumi.asset.StringAsset("text"),
      folder: new pulumi.asset.FileArchive("folder"),
      plain: { value: "hunter2" },
    });

    assert.equal(rpc.unwrapRpcSecret(password), "hunter2");
    assert.equal(rpc.unwrapRpcSecret(secret(undefined)), null);
    assert.deepEqual([password, file, plain].map(isSecret), [true, false, false]);
    assert.deepEqual([password, file, folder, plain, "text", null].map(isAsset), [
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
    assert.deepEqual([password, file, plain, null, undefined].map(isMarked), [true, true, false, false, false]);
  });

  it("knows a secret that a state keeps encrypted", () => {
    assert.equal(isSecret({ [SIGNATURE]: SECRET_SIGNATURE, ciphertext: "AAAB" }), true);
  });

  it("has one sentinel for each kind of unknown value", () => {
    assert.equal(UNKNOWN_SENTINELS.size, 7);
    assert.equal(UNKNOWN_SENTINELS.has(UNKNOWN_VALUE), true);
    for (const sentinel of UNKNOWN_SENTINELS) assert.match(sentinel, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
