import { type ResourceRecord, UNKNOWN } from "../rule";
import { listOf, type PlainObject, parsedJson } from "../values";

const STACK_SETS = new Set(["aws:cloudformation/stackSet:StackSet"]);

/**
 * The pseudo parameters of a stack, as far as its provider says them. A stack set's stacks are in other accounts and
 * regions. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 * (read 2026-11).
 */
export function pseudoParameters({ type, provider = {} }: ResourceRecord): ReadonlyMap<string, unknown> {
  const isElsewhere = STACK_SETS.has(type);
  const region = isElsewhere || typeof provider.region !== "string" ? UNKNOWN : provider.region;
  const accounts = listOf(parsedJson(provider.allowedAccountIds));
  const account = !isElsewhere && accounts.length === 1 ? accounts[0] : UNKNOWN;
  return new Map<string, unknown>([
    ["AWS::Region", region],
    ["AWS::AccountId", account],
    ["AWS::Partition", partitionOf(region)],
    ["AWS::URLSuffix", region === UNKNOWN || /^cn-/.test(String(region)) ? UNKNOWN : "amazonaws.com"],
    ...["AWS::StackName", "AWS::StackId", "AWS::NotificationARNs"].map((name) => [name, UNKNOWN] as const),
  ]);
}

function partitionOf(region: unknown): unknown {
  if (typeof region !== "string") return UNKNOWN;
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Types whose reference is their name, with the property that gives it and their ARN's form, if it is made of the name. */
const NAMES: Readonly<Record<string, readonly [property: string, arn: string]>> = {
  "AWS::S3::Bucket": ["BucketName", "arn:{partition}:s3:::{name}"],
  "AWS::IAM::Role": ["RoleName", "arn:{partition}:iam::{account}:role/{name}"],
  "AWS::IAM::User": ["UserName", "arn:{partition}:iam::{account}:user/{name}"],
  "AWS::IAM::Group": ["GroupName", "arn:{partition}:iam::{account}:group/{name}"],
  "AWS::Lambda::Function": ["FunctionName", "arn:{partition}:lambda:{region}:{account}:function:{name}"],
  "AWS::DynamoDB::Table": ["TableName", "arn:{partition}:dynamodb:{region}:{account}:table/{name}"],
  "AWS::Logs::LogGroup": ["LogGroupName", "arn:{partition}:logs:{region}:{account}:log-group:{name}:*"],
};

interface Reference {
  readonly type: string;
  readonly properties: PlainObject;
  /** The attribute that is asked for. Default: the reference itself. */
  readonly attribute: string | undefined;
  readonly pseudo: ReadonlyMap<string, unknown>;
}

/** What a reference to a resource of the template gives, where the template gives it a name; else AWS does. */
export function nameGivenBy({ type, properties, attribute, pseudo }: Reference): unknown {
  const [property = "", arn = ""] = NAMES[type] ?? [];
  const name = properties[property];
  // A path is a part of a principal's ARN.
  if (typeof name !== "string" || name === "" || properties.Path !== undefined) return UNKNOWN;
  if (attribute === undefined) return name;
  if (attribute !== "Arn") return UNKNOWN;
  const values: Readonly<Record<string, unknown>> = {
    name,
    partition: pseudo.get("AWS::Partition"),
    region: pseudo.get("AWS::Region"),
    account: pseudo.get("AWS::AccountId"),
  };
  const parts = arn.match(/\{\w+\}/g) ?? [];
  const isKnown = parts.every((part) => typeof values[part.slice(1, -1)] === "string");
  return isKnown ? arn.replace(/\{(\w+)\}/g, (_, part: string) => String(values[part])) : UNKNOWN;
}
