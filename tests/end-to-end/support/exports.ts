import { createUrn } from "@plinth/standards/pulumi/urn";
import { SECRET_SIGNATURE, SIGNATURE } from "@plinth/standards/pulumi/wire";
import type { StateResource } from "./state";

const PROJECT = "plinth";

/** A resource of a state written by hand: a type, a logical name, and what it is. */
export type Written = readonly [type: string, name: string, properties?: Readonly<Record<string, unknown>>];

/** The state of a stack that was never deployed: each resource with the properties that are given, and nothing around. */
export function stateOf(stack: string, ...resources: readonly Written[]): readonly StateResource[] {
  const urn = (type: string, name: string) => createUrn({ stack, project: PROJECT }, "", type, name);
  const provider = { type: "pulumi:providers:aws", urn: urn("pulumi:providers:aws", "default"), id: "provider-id" };
  return [
    { ...provider, custom: true, inputs: { region: "eu-west-1" }, outputs: { region: "eu-west-1" } },
    ...resources.map(([type, name, properties = {}]) => ({
      urn: urn(type, name),
      type,
      custom: true,
      id: String(properties.id ?? `${name}-id`),
      provider: `${provider.urn}::${provider.id}`,
      inputs: properties,
      outputs: properties,
    })),
  ];
}

/** A value that the engine keeps encrypted. */
export function secret(value: unknown): object {
  return { [SIGNATURE]: SECRET_SIGNATURE, plaintext: JSON.stringify(value) };
}

export function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
