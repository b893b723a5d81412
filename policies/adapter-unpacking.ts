import * as deserialize from "@pulumi/policy/deserialize";

type Unpack = (properties: object, keepSecrets: boolean) => object;

/**
 * Makes `@pulumi/policy` unpack each resource of a request once, not once for each policy: of a pack with thirty rules
 * over a thousand resources that is most of the time. The policies then share what was unpacked, which is right because
 * rules only read; remediations, which write, get copies of their own as before (`keepSecrets`).
 *
 * `@pulumi/policy` 1.21 calls this function through its module, so that is where it is replaced; a version that does not
 * is as slow as ever and no less right.
 */
export function unpackOnce(): void {
  const unpacker = deserialize as { deserializeProperties: Unpack };
  const unpack = unpacker.deserializeProperties;
  const unpacked = new WeakMap<object, object>();
  unpacker.deserializeProperties = (properties, keepSecrets) => {
    if (keepSecrets) return unpack(properties, keepSecrets);
    let known = unpacked.get(properties);
    if (!known) {
      known = unpack(properties, keepSecrets);
      unpacked.set(properties, known);
    }
    return known;
  };
}
