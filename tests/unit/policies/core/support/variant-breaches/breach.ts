export type Props = Readonly<Record<string, unknown>>;

/** One breach of a rule, declared with each type that can express it. */
export interface Breach {
  readonly rule: string;
  /** Properties of the resource, by its type. */
  readonly declaredAs: Readonly<Record<string, Props>>;
  /** The other resources of each case. */
  readonly around?: readonly (readonly [type: string, name: string, props: Props])[];
}

export const tags = { workload: "support", owner: "care", environment: "prod", "data-classification": "confidential" };
export const listedTags = Object.entries(tags).map(([key, value]) => ({ key, value }));
export const allow = (statement: Props) => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
export const trust = allow({ Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } });
export const role = [
  "aws:iam/role:Role",
  "handler",
  { name: "handler", assumeRolePolicy: JSON.stringify(trust), tags },
] as const;
