import type { Values } from "../simulation";

/** Result of a component's method, from the component's outputs and the arguments; `undefined` while it is unknown. */
type Method = (self: Values, args: Values) => unknown;

interface Kubeconfig {
  readonly users: readonly { readonly name: string; readonly user: { readonly exec: { readonly args: string[] } } }[];
}

/** Methods of remote components that are simulated, by their tokens. */
export const METHODS: Readonly<Record<string, Method>> = {
  /**
   * The cluster's kubeconfig with other credentials, as text.
   * After `getKubeconfig` of `nodejs/eks/cluster/cluster.ts` of pulumi/pulumi-eks 4.
   */
  "eks:index:Cluster/getKubeconfig": ({ kubeconfig }, { roleArn, profileName }) => {
    if (typeof kubeconfig !== "object") return undefined;
    const { users, ...rest } = kubeconfig as Kubeconfig;
    const credentials = [
      ...(roleArn ? ["--role", String(roleArn)] : []),
      ...(profileName ? ["--profile", String(profileName)] : []),
    ];
    const withCredentials = users.map(({ name, user: { exec } }) => {
      const own = exec.args.filter((arg, index, all) => ![arg, all[index - 1]].some(isCredential));
      return { name, user: { exec: { ...exec, args: [...own, ...credentials] } } };
    });
    return JSON.stringify({ ...rest, users: withCredentials });
  },
};

/** Options of the AWS CLI that say whose credentials to take. */
function isCredential(arg: string | undefined): boolean {
  return arg === "--role" || arg === "--profile";
}
