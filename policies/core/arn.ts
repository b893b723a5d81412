/**
 * An Amazon Resource Name, split. `resource` keeps its own `:` and `/`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html (read 2026-11).
 */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Splits an ARN or a pattern of one; undefined if it has not the six parts. */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(":");
  if (arn !== "arn" || partition === undefined || service === undefined || region === undefined) return undefined;
  if (account === undefined || resource.length === 0) return undefined;
  return { partition, service, region, account, resource: resource.join(":") };
}

/**
 * The names that an ARN can stand for, likeliest first: `role/team/app` for `team/app` and `app`,
 * `function:app:live` for `app`, `bucket/key` for `bucket`, `log-group:/app:*` for `/app`.
 */
export function arnNames(text: string): readonly string[] {
  const resource = parseArn(text)?.resource.replace(/[:/]\*$/, "");
  if (!resource) return [];
  const names = new Set<string>();
  const [, kind, rest] = /^([^:/]+)[:/](.+)$/.exec(resource) ?? [];
  if (rest === undefined || kind === undefined) return [resource];
  names.add(rest);
  names.add(rest.replace(/:[^:]*$/, ""));
  names.add(rest.slice(rest.lastIndexOf("/") + 1));
  if (text.includes(":s3:::")) names.add(kind);
  return [...names];
}

/** Account number of an ARN; undefined if it has none or a pattern in its place. */
export function accountOfArn(text: string): string | undefined {
  const account = parseArn(text)?.account;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}
