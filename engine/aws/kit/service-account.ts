/** @throws Error for a region without such an account, as the provider does. */
export function serviceAccount(accounts: Readonly<Record<string, string>>, region: string, partition: string) {
  const id = accounts[region];
  if (id === undefined) throw new Error(`unsupported AWS Region: ${region}`);
  return { id, arn: `arn:${partition}:iam::${id}:root` };
}
