/**
 * How Pulumi's engine, its state and its gRPC services mark values that JSON has no form for
 * (`sdk/go/common/resource/properties.go` and `sdk/go/common/resource/plugin/rpc.go` of pulumi/pulumi, read 2026-11).
 */

/** The member that marks an object as one of the special values: `{ [SIGNATURE]: <kind>, … }`. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Kind of a secret: `{ [SIGNATURE]: SECRET_SIGNATURE, value }`; a state holds `ciphertext` or `plaintext` in place of `value`. */
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** Kind of an output value, which carries its dependencies: `{ value?, secret?, dependencies? }`. */
export const OUTPUT_VALUE_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Kind of a reference to a resource: `{ urn, id? }`. */
export const RESOURCE_REFERENCE_SIGNATURE = "5cf8f73096256a8f31e491e813e4eb8e";

/** Kind of an asset: a file, a text or an address. */
export const ASSET_SIGNATURE = "c44067f5952c0a294b673a41bacd8c17";

/** Kind of an archive: a folder, an archive file, an address or a set of assets. */
export const ARCHIVE_SIGNATURE = "0def7320c3a5731c473e5ecbe6d01bc7";

/** Sentinel for a value that is not known yet: the one for strings, which Node.js programs send for all kinds. */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Every sentinel for a value that is not known yet, one for each kind of value. */
export const UNKNOWN_SENTINELS: ReadonlySet<string> = new Set([
  UNKNOWN_VALUE,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** An object that the engine reads as something else than a plain map. */
export interface MarkedValue {
  /** What it is: one of the kinds above. */
  readonly [SIGNATURE]: unknown;
  readonly [member: string]: unknown;
}

/** Whether a value is an object with a signature. */
export function isMarked(value: unknown): value is MarkedValue {
  return value !== null && typeof value === "object" && SIGNATURE in value;
}

/** Whether a value is a secret, in whichever form: its value, encrypted, or as JSON text. */
export function isSecret(value: unknown): value is MarkedValue {
  return isMarked(value) && value[SIGNATURE] === SECRET_SIGNATURE;
}

/** `value` as a secret on the wire; undefined becomes null, because the wire has no undefined. */
export function secret(value: unknown): Record<string, unknown> {
  return { [SIGNATURE]: SECRET_SIGNATURE, value: value === undefined ? null : value };
}

/** Whether a value is an asset or an archive. */
export function isAsset(value: unknown): value is MarkedValue & { readonly path?: string } {
  return isMarked(value) && (value[SIGNATURE] === ASSET_SIGNATURE || value[SIGNATURE] === ARCHIVE_SIGNATURE);
}
