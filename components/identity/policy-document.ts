import * as pulumi from "@pulumi/pulumi";

type Conditions = Readonly<Record<string, Readonly<Record<string, pulumi.Input<string> | pulumi.Input<string>[]>>>>;

/** One permission that is allowed. */
export interface Permission {
  /** IAM actions: `["s3:GetObject"]`. */
  readonly actions: readonly string[];
  /** ARNs, known in preview if the document is to be. */
  readonly resources: readonly pulumi.Input<string>[];
  /** Condition block by operator and key. Default: none. */
  readonly conditions?: Conditions;
}

/** One statement of an IAM document, in IAM's own words. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, pulumi.Input<string> | readonly pulumi.Input<string>[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: pulumi.Input<string> | readonly pulumi.Input<string>[];
  readonly NotResource?: pulumi.Input<string> | readonly pulumi.Input<string>[];
  readonly Condition?: Conditions;
}

/** An IAM document as JSON. Known in preview whenever every value in it is; its dependencies survive. */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.output(statements).apply((Statement) => JSON.stringify({ Version: "2012-10-17", Statement }));
}

export function allowed({ actions, resources, conditions }: Permission): Statement {
  return {
    Effect: "Allow",
    Action: actions,
    Resource: resources,
    ...(conditions === undefined ? {} : { Condition: conditions }),
  };
}

/** Whether this is an organisation's id: `o-a1b2c3d4e5`. */
export function isOrganizationId(id: string): boolean {
  return /^o-[a-z0-9]{10,32}$/.test(id);
}
