import type { SetupTask } from "@plinth/standards/contracts/search-setup";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../../identity/encryption-key";
import type { WorkloadRole } from "../../identity/workload-role";
import { InferenceFunction } from "../../lambda/inference-function";
import type { WorkloadNetwork } from "../../network/workload-network";
import { PlinthComponent, type PlinthComponentArgs } from "../../plinth-component";

export interface SearchSetupArgs extends PlinthComponentArgs {
  readonly network: WorkloadNetwork;
  readonly key: EncryptionKey;
  /** What the function acts as. */
  readonly role: WorkloadRole;
  /** Name by which requests are signed: of OpenSearch Service, or of OpenSearch Serverless. */
  readonly service: "es" | "aoss";
  /** URL of the cluster or collection. */
  readonly endpoint: pulumi.Input<string>;
}

type Inputs<T> = { readonly [K in keyof T]: T[K] extends string ? pulumi.Input<T[K]> : T[K] };
type InputsOf<T> = T extends unknown ? Inputs<T> : never;

/**
 * @internal Makes indexes and roles in OpenSearch from inside the network, because nothing outside it reaches them: AWS's own
 * resource type for indexes calls the collection from the internet.
 */
export class SearchSetup extends PlinthComponent {
  readonly #functionName: pulumi.Output<string>;
  readonly #after: pulumi.Resource[];

  constructor(name: string, args: SearchSetupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("SearchSetup", name, args, opts, []);
    const { workload, network, key, role, service, endpoint } = args;
    const setup = new InferenceFunction(
      name,
      {
        workload,
        role,
        network,
        key,
        code: { entry: require.resolve("@plinth/service-search-setup") },
        environment: { ENDPOINT: endpoint, SERVICE: service },
        timeoutSeconds: 180,
        reservedConcurrency: 1,
      },
      { parent: this },
    );
    this.#functionName = setup.functionName;
    // All of the role's permissions, too: the function needs them at once.
    this.#after = [setup, role];
    this.registerOutputs({});
  }

  /** @param what Names the task, once a set-up: `index`. */
  ask(what: string, task: InputsOf<SetupTask>): lambda.Invocation {
    return new lambda.Invocation(
      `${this.name}-${what}`,
      { functionName: this.#functionName, input: pulumi.jsonStringify(task) },
      this.child({ dependsOn: this.#after }),
    );
  }
}
