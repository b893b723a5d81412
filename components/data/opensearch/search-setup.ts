import type { SetupTask } from "@plinth/standards/contracts/search-setup";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../../identity/encryption-key";
import type { WorkloadRole } from "../../identity/workload-role";
import { InferenceFunction } from "../../lambda/inference-function";
import type { WorkloadNetwork } from "../../network/workload-network";
import { PlinthComponent, type PlinthComponentArgs } from "../../plinth-component";

/** @internal Arguments of {@link SearchSetup}. */
export interface SearchSetupArgs extends PlinthComponentArgs {
  /** Network that the function runs in. */
  readonly network: WorkloadNetwork;
  /** Encrypts the function's environment variables and logs. */
  readonly key: EncryptionKey;
  /** Execution role of the function, which OpenSearch must trust. */
  readonly role: WorkloadRole;
  /** Service name of the request signature: OpenSearch Service or OpenSearch Serverless. */
  readonly service: "es" | "aoss";
  /** URL of the domain or collection. */
  readonly endpoint: pulumi.Input<string>;
}

type Inputs<T> = { readonly [K in keyof T]: T[K] extends string ? pulumi.Input<T[K]> : T[K] };
type InputsOf<T> = T extends unknown ? Inputs<T> : never;

/**
 * @internal Creates indexes and roles in OpenSearch from inside the network. Nothing outside reaches it: the AWS
 * resource type for indexes calls the collection from the internet.
 */
export class SearchSetup extends PlinthComponent {
  readonly #functionName: pulumi.Output<string>;
  readonly #dependsOn: pulumi.Resource[];

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
    // Includes the role's permissions, which the function needs at once.
    this.#dependsOn = [setup, role];
    this.registerOutputs({});
  }

  /**
   * Runs a task of the function during the deployment, and again when the task changes.
   * @param name Name of the task, unique within the set-up: `index`.
   */
  runTask(name: string, task: InputsOf<SetupTask>): lambda.Invocation {
    return new lambda.Invocation(
      `${this.name}-${name}`,
      { functionName: this.#functionName, input: pulumi.jsonStringify(task) },
      this.child({ dependsOn: this.#dependsOn }),
    );
  }
}
