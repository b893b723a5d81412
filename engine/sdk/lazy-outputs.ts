import type * as pulumi from "@pulumi/pulumi";

/** Settles one output of a resource, as the SDK does when the registration is answered. */
type Resolver = (
  value: unknown,
  isKnown: boolean,
  isSecret: boolean,
  dependencies?: readonly unknown[],
  error?: unknown,
) => void;

/** The SDK's function that gives a resource an output for each of its properties. */
export type TransferProperties = (
  resource: object,
  label: string,
  properties: Readonly<Record<string, unknown>>,
) => Record<string, Resolver>;

/** Arguments of the constructor of an output; the SDK's typings leave it out. */
type OutputConstructor = new (
  resource: object,
  value: Promise<unknown>,
  isKnown: Promise<boolean>,
  isSecret: Promise<boolean>,
  dependencies: Promise<readonly unknown[]>,
) => object;

/** The SDK has these as well, and gives them their outputs itself. */
const OF_EVERY_RESOURCE = new Set(["id", "urn"]);

/**
 * Outputs that are made when a program first reads them. The SDK makes every one at once, of 20 promises each, and all
 * of a program's resources wait at the same time: half the memory and time of a large stack was for outputs that nobody
 * reads.
 */
export function lazyOutputs({ index }: { readonly index: typeof pulumi }): TransferProperties {
  const Output = index.Output as unknown as OutputConstructor;
  return (resource, label, properties) => {
    const resolvers: Record<string, Resolver> = {};
    for (const key of Object.keys(properties)) {
      if (OF_EVERY_RESOURCE.has(key)) continue;
      if (Object.hasOwn(resource, key)) throw new Error(`Property '${key}' is already initialized on target '${label}`);
      const lazy = new LazyOutput(Output, resource);
      resolvers[key] = (...settled) => lazy.settle(settled);
      Reflect.set(resource, key, new Proxy(lazy, HANDLER));
    }
    return resolvers;
  };
}

type Settled = Parameters<Resolver>;

class LazyOutput {
  private output?: object;
  private settled?: Settled;
  private resolve?: (settled: Settled) => void;

  constructor(
    private readonly Output: OutputConstructor,
    private readonly resource: object,
  ) {}

  settle(settled: Settled): void {
    this.settled = settled;
    this.resolve?.(settled);
  }

  /** The SDK's own output. */
  made(): object {
    this.output ??= this.make();
    return this.output;
  }

  private make(): object {
    const settled = new Promise<Settled>((resolve) => {
      if (this.settled) resolve(this.settled);
      else this.resolve = resolve;
    }).then((outcome) => {
      const [, , , , error] = outcome;
      if (error !== undefined && error !== null) throw error;
      return outcome;
    });
    return new this.Output(
      this.resource,
      settled.then(([value]) => value),
      settled.then(([, isKnown]) => isKnown),
      settled.then(([, , isSecret]) => isSecret),
      settled.then(([, , , dependencies = []]) => dependencies),
    );
  }
}

/** Whoever looks at a lazy output sees the one that is made; but the SDK's question whether it is one makes none. */
const HANDLER: ProxyHandler<LazyOutput> = {
  get: (lazy, member) => member === "__pulumiOutput" || Reflect.get(lazy.made(), member),
  set: (lazy, member, value) => Reflect.set(lazy.made(), member, value),
  has: (lazy, member) => Reflect.has(lazy.made(), member),
  getPrototypeOf: (lazy) => Reflect.getPrototypeOf(lazy.made()),
  ownKeys: (lazy) => Reflect.ownKeys(lazy.made()),
  getOwnPropertyDescriptor: (lazy, member) => Reflect.getOwnPropertyDescriptor(lazy.made(), member),
};
