import type { TestResource } from "./preview";

/** Statements of a resource's IAM document, as JSON read back. */
export function statementsOf(resource: TestResource | undefined, property = "policy"): Record<string, unknown>[] {
  const { Statement } = JSON.parse(String(resource?.inputs[property])) as { Statement: Record<string, unknown>[] };
  return Statement;
}

/** Inputs that a component gave, without those that the provider's check filled in. */
export function given(resource: TestResource | undefined, ...filledIn: string[]): Record<string, unknown> {
  const skipped = new Set(["__defaults", "tagsAll", "region", ...filledIn]);
  return Object.fromEntries(Object.entries(resource?.inputs ?? {}).filter(([key]) => !skipped.has(key)));
}

/** The first of a resource's rules. */
export function ruleOf(resource: TestResource | undefined): Record<string, unknown> {
  const [rule] = (resource?.inputs.rules ?? []) as Record<string, unknown>[];
  return rule ?? {};
}
