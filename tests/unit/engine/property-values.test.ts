import assert from "node:assert/strict";
import {
  OUTPUT_VALUE_SIGNATURE,
  RESOURCE_REFERENCE_SIGNATURE,
  SIGNATURE,
  secret,
  UNKNOWN_VALUE,
} from "@plinth/standards/pulumi/wire";
import {
  annotateSecrets,
  asSent,
  collectSecrets,
  containsSecret,
  containsUnknown,
  dropOutputValues,
  outputDependencies,
  plain,
  secretsAsOutputValues,
  withDependencies,
} from "../../../engine/property-values";

const output = (members: object) => ({ [SIGNATURE]: OUTPUT_VALUE_SIGNATURE, ...members });
const reference = (members: object) => ({ [SIGNATURE]: RESOURCE_REFERENCE_SIGNATURE, ...members });

describe("Property values", () => {
  it("are plain for providers: secrets are their values, resources their ids", () => {
    assert.deepEqual(
      plain({
        password: secret({ text: secret("hunter2") }),
        bucket: reference({ urn: "urn", id: "b-1" }),
        planned: reference({ urn: "urn", id: "" }),
        component: reference({ urn: "urn" }),
        list: [secret(1)],
      }),
      { password: { text: "hunter2" }, bucket: "b-1", planned: UNKNOWN_VALUE, component: "urn", list: [1] },
    );
  });

  it("become what their output values hold", () => {
    assert.deepEqual(dropOutputValues([output({ value: 1 }), output({}), output({ value: 2, secret: true })]), [
      1,
      UNKNOWN_VALUE,
      secret(2),
    ]);
  });

  it("become output values for transforms, with dependencies added once", () => {
    assert.deepEqual(secretsAsOutputValues([UNKNOWN_VALUE, secret("a"), secret(UNKNOWN_VALUE), "b"]), [
      output({}),
      output({ value: "a", secret: true }),
      output({ secret: true }),
      "b",
    ]);
    const depending = withDependencies(withDependencies("a", ["urn:1"]), ["urn:1", "urn:2"]);
    assert.deepEqual(depending, output({ value: "a", dependencies: ["urn:1", "urn:2"] }));
    assert.deepEqual([...outputDependencies({ nested: [depending] })], ["urn:1", "urn:2"]);
    assert.equal(withDependencies("a", []), "a");
  });

  it("hold secrets and unknown values at any depth", () => {
    assert.deepEqual([{ a: [secret(1)] }, { a: [1] }].map(containsSecret), [true, false]);
    assert.deepEqual([{ a: [UNKNOWN_VALUE] }, { a: [1] }].map(containsUnknown), [true, false]);
  });

  it("get the marks of secrets back by property, but not within arrays", () => {
    const outputs = { a: "1", b: { c: "2", d: "3" }, list: ["4"], computed: "5" };

    annotateSecrets(outputs, { a: secret("1"), b: { c: secret("2") }, list: [secret("4")], missing: secret("6") });

    assert.deepEqual(outputs, { a: secret("1"), b: { c: secret("2"), d: "3" }, list: secret(["4"]), computed: "5" });
  });

  it("arrive as protobuf would give them: without undefined members, and as copies", () => {
    const nested = { kept: null, gone: undefined };
    const sent = asSent({ nested, list: [undefined] });

    assert.deepEqual(sent, { nested: { kept: null }, list: [null] });
    assert.notEqual(sent.nested, nested);
  });

  it("give each text and number inside a secret for redaction", () => {
    const found = new Set<string>();
    collectSecrets({ a: secret({ text: "hunter2", port: 5432, none: "", later: UNKNOWN_VALUE }), b: "plain" }, found);

    assert.deepEqual([...found], ["hunter2", "5432"]);
  });
});
