import * as pulumi from "@pulumi/pulumi";

type Conditions = Readonly<Record<string, Readonly<Record<string, pulumi.Input<string> | pulumi.Input<string>[]>>>>;

/** Permission that a role is allowed. */
export interface Permission {
  /** IAM actions: `["s3:GetObject"]`. */
  readonly actions: readonly string[];
  /** ARNs of the resources. The policy document is known in preview only if all of them are. */
  readonly resources: readonly pulumi.Input<string>[];
  /** Condition values by operator and key. Default: none. */
  readonly conditions?: Conditions;
}

/** Statement of an IAM policy. Members are the elements of IAM's policy grammar. */
export interface Statement {
  /** Id of the statement, unique within its document. Default: none. */
  readonly Sid?: string;
  /** Whether the statement allows or denies. */
  readonly Effect: "Allow" | "Deny";
  /** Principals of a resource policy. Default: none, as in identity policies. */
  readonly Principal?: "*" | Readonly<Record<string, pulumi.Input<string> | readonly pulumi.Input<string>[]>>;
  /** Actions that the statement applies to. Default: none; `NotAction` is set. */
  readonly Action?: string | readonly string[];
  /** Actions that the statement exempts. Default: none; `Action` is set. */
  readonly NotAction?: readonly string[];
  /** ARNs that the statement applies to. Default: none, as in trust policies. */
  readonly Resource?: pulumi.Input<string> | readonly pulumi.Input<string>[];
  /** ARNs that the statement exempts. Default: none. */
  readonly NotResource?: pulumi.Input<string> | readonly pulumi.Input<string>[];
  /** Condition values by operator and key. Default: none; the statement always applies. */
  readonly Condition?: Conditions;
}

/**
 * Serialises an IAM policy to JSON. It is known in preview if every value in it is, and keeps the dependencies of its
 * values.
 */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.output(statements).apply((Statement) => JSON.stringify({ Version: "2012-10-17", Statement }));
}

/** Statement that allows a permission. */
export function allowed({ actions, resources, conditions }: Permission): Statement {
  return {
    Effect: "Allow",
    Action: actions,
    Resource: resources,
    ...(conditions === undefined ? {} : { Condition: conditions }),
  };
}

/** Whether the text is the id of an organisation: `o-a1b2c3d4e5`. */
export function isOrganizationId(id: string): boolean {
  return /^o-[a-z0-9]{10,32}$/.test(id);
}
