import { type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, textOf } from "../../core/values";
import type { Condition, PolicyDocument, Statement } from "./document";

export const FUNCTION_PERMISSION = "aws:lambda/permission:Permission";
export const LAYER_PERMISSION = "aws:lambda/layerVersionPermission:LayerVersionPermission";
export const BUS_PERMISSION = "aws:cloudwatch/eventPermission:EventPermission";

/** Stands for an ARN of a resource of this run that AWS has not told yet. */
const OF_THIS_RUN = "arn:aws:plinth:eu-west-1::of-this-run";

/** Arguments of a permission that become conditions of its statement. */
const CONDITIONS: Readonly<Record<string, readonly [operator: string, key: string]>> = {
  sourceArn: ["ArnLike", "aws:sourcearn"],
  sourceAccount: ["StringEquals", "aws:sourceaccount"],
  principalOrgId: ["StringLike", "aws:principalorgid"],
  organizationId: ["StringLike", "aws:principalorgid"],
};

/**
 * The statement that AWS makes of a permission for a function, a layer or an event bus. Source:
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html (read 2026-11).
 */
export function documentOfPermission(resource: ResourceRecord): PolicyDocument {
  const { principal, action } = resource.props;
  if (principal === UNKNOWN) return UNKNOWN;
  const who = typeof principal === "string" ? principal : "*";
  const kind = /\.(amazonaws|amazon)\.com(\.cn)?$/.test(who) ? "Service" : "AWS";
  const statement: Statement = {
    label: "statement 1",
    effect: "Allow",
    actions: { patterns: [typeof action === "string" ? action : "lambda:InvokeFunction"], negated: false },
    resources: { patterns: ["*"], negated: false },
    principals: { byKind: new Map([[kind, [who]]]), negated: false },
    conditions: conditionsOf(resource),
  };
  return [statement];
}

function conditionsOf(resource: ResourceRecord): readonly Condition[] {
  const own = Object.entries(CONDITIONS).flatMap(([property, [operator, key]]): Condition[] => {
    const value = resource.props[property];
    if (value === undefined || value === null || value === "") return [];
    const isOfThisRun = value === UNKNOWN && (resource.edges?.[property]?.length ?? 0) > 0;
    return [{ operator, key, values: [isOfThisRun ? OF_THIS_RUN : textOrUnknown(value)] }];
  });
  const { condition } = resource.props;
  if (condition === UNKNOWN) return [...own, { operator: "unknown", key: "", values: [UNKNOWN] }];
  if (!isObject(condition) || typeof condition.key !== "string") return own;
  const { type, key, value } = condition;
  return [...own, { operator: textOf(type), key: key.toLowerCase(), values: [textOrUnknown(value)] }];
}

function textOrUnknown(value: unknown): string | Unknown {
  return value === UNKNOWN ? UNKNOWN : textOf(value);
}
