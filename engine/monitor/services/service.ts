/** gRPC's status of a method that a server does not have. */
const UNIMPLEMENTED = 12;

/** Methods of a service as the SDK calls them on a gRPC client. */
export type Methods = Readonly<Record<string, unknown>>;

/**
 * A service that answers what it does not have as a gRPC server does: SDKs call methods of later engines, and most go
 * on without them. The message names the call for those that do not.
 * @param name `ResourceMonitor`.
 * @param version Of the SDK that calls.
 */
export function service(name: string, version: string, methods: Methods): Methods {
  return new Proxy(methods, {
    get(known, method) {
      if (typeof method !== "string" || method in known || method === "then") return Reflect.get(known, method);
      return unimplemented(
        `@pulumi/pulumi ${version} calls ${name}.${method}, which an offline preview does not answer`,
      );
    },
  });
}

function unimplemented(details: string) {
  return (...args: readonly unknown[]): void => {
    const callback = args.find((arg) => typeof arg === "function") as ((error: Error) => void) | undefined;
    const error = Object.assign(new Error(`12 UNIMPLEMENTED: ${details}`), { code: UNIMPLEMENTED, details });
    queueMicrotask(() => callback?.(error));
  };
}
