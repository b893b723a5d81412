/**
 * Names of the `aws-native` provider: CloudFormation's in camel case, where acronyms are words (`DBInstance` is
 * `DbInstance`, `KMSKeyArns` is `kmsKeyArns`, `IPs` is `ips`). Source: `provider/pkg/naming` of pulumi-aws-native, read
 * 2026-11-30.
 */
export function nativeName(name: string): string {
  const words = withLowerAcronyms(name);
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** `AWS::RDS::DBInstance` is `aws-native:rds:DbInstance`. */
export function nativeToken(cloudFormationType: string): string {
  const [, service = "", ...type] = cloudFormationType.split("::");
  return `aws-native:${service.toLowerCase()}:${withLowerAcronyms(type.join(""))}`;
}

/** The last capital of a run begins the next word, unless the name ends there or the run is a plural. */
function withLowerAcronyms(name: string): string {
  return name.replace(/[A-Z0-9]{2,}(?=s(?:[A-Z0-9]|$)|$)|[A-Z0-9]{2,}/g, (run, at: number) => {
    const rest = name.slice(at + run.length);
    const whole = rest === "" || /^s(?:[A-Z0-9]|$)/.test(rest);
    const end = whole ? run.length : run.length - 1;
    return run.charAt(0) + run.slice(1, end).toLowerCase() + run.slice(end);
  });
}
