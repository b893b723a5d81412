import { isSecret, RESOURCE_REFERENCE_SIGNATURE, SIGNATURE } from "@plinth/standards/pulumi/wire";

/** A resource in an exported state: `pulumi stack export --show-secrets`. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom: boolean;
  readonly external?: boolean;
  readonly parent?: string;
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly customTimeouts?: Readonly<Record<string, number>>;
}

/**
 * The value without the envelopes that mark secrets in a state whose secrets are shown; a reference to a resource is its
 * id (a component's its URN), as providers and rules see it.
 */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  if (isSecret(value)) return withoutSecrets(JSON.parse(String(value.plaintext)));
  if (value[SIGNATURE] === RESOURCE_REFERENCE_SIGNATURE) return value.id ?? value.urn;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutSecrets(member)]));
}

export function holdsSecret(value: unknown): boolean {
  if (!isObject(value) && !Array.isArray(value)) return false;
  return isSecret(value) || Object.values(value).some(holdsSecret);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
