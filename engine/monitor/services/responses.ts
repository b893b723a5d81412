import type { ReadResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { PulumiSdk, SdkStore } from "../../sdk/sdk";
import type { Values } from "../../simulation";
import type { Registered } from "./resources";
import { responseStruct } from "./response-struct";

/**
 * What the monitor can do, by the names that the SDK asks for until 3.255; later it asks for a list of
 * `ResourceMonitorFeature`. Of what is not here the SDK makes no use, or says that the monitor cannot do it.
 * State migrations and options of hooks only matter to a stack that exists.
 */
const FEATURES = [
  "secrets",
  "resourceReferences",
  "outputValues",
  "aliasSpecs",
  "replacementTrigger",
  "deletedWith",
  "replaceWith",
  "transforms",
  "invokeTransforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
  "sendsOptionsToHooks",
  "stateMigrations",
];

/** Messages that SDKs have since 3.256, or later. */
interface LaterMessages {
  readonly ResourceMonitorFeature: Readonly<Record<string, number>>;
  readonly DeploymentInfo: new () => { setSupportedfeaturesList(features: readonly number[]): void };
  readonly ExistsResourceResponse: new () => { setExists(exists: boolean): void };
}

/** A read tells the id since 3.256. */
type LaterReadResponse = ReadResourceResponse & { setId?(id: string): unknown };

/**
 * Responses as messages of the SDK that made the request: the getters of its version are there, each with its default.
 * Property values stay what they are: a Struct would be built to be taken apart at once.
 */
export class Responses {
  constructor(
    private readonly sdk: PulumiSdk,
    private readonly store: SdkStore,
  ) {}

  empty(): object {
    return new this.sdk.empty.Empty();
  }

  feature(id: string): object {
    return new this.sdk.messages.SupportsFeatureResponse().setHassupport(FEATURES.includes(id));
  }

  deployment(): object {
    const { DeploymentInfo, ResourceMonitorFeature } = this.later;
    const info = new DeploymentInfo();
    const known = FEATURES.map((id) => ResourceMonitorFeature[`RESOURCE_MONITOR_FEATURE_${constantCase(id)}`]);
    info.setSupportedfeaturesList(known.filter((feature) => feature !== undefined));
    return info;
  }

  registered({ urn, id, outputs, outputDependencies = {}, isOpaque = false }: Registered): object {
    const { RegisterResourceResponse, Result } = this.sdk.messages;
    const response = new RegisterResourceResponse().setUrn(urn).setId(id);
    // To the SDK, outputs that are not there are unknown if the resource was skipped.
    response.setResult(isOpaque ? Result.SKIP : Result.SUCCESS);
    const dependencies = Object.entries(outputDependencies);
    return Object.assign(response, {
      getObject: () => responseStruct(outputs, this.store),
      getPropertydependenciesMap: () => new Map(dependencies.map(([key, urns]) => [key, { getUrnsList: () => urns }])),
    });
  }

  read(urn: string, id: string, properties: Values): object {
    const response = new this.sdk.messages.ReadResourceResponse().setUrn(urn) as LaterReadResponse;
    response.setId?.(id);
    return Object.assign(response, { getProperties: () => responseStruct(properties, this.store) });
  }

  exists(exists: boolean): object {
    const response = new this.later.ExistsResourceResponse();
    response.setExists(exists);
    return response;
  }

  invoked(result: Values): object {
    return Object.assign(new this.sdk.providerMessages.InvokeResponse(), {
      getReturn: () => responseStruct(result, this.store),
    });
  }

  called(result: Values): object {
    return Object.assign(new this.sdk.providerMessages.CallResponse(), {
      getReturn: () => responseStruct(result, this.store),
    });
  }

  package(reference: string): object {
    return new this.sdk.messages.RegisterPackageResponse().setRef(reference);
  }

  private get later(): LaterMessages {
    return this.sdk.messages as unknown as LaterMessages;
  }
}

/** `aliasSpecs` → `ALIAS_SPECS`. */
function constantCase(id: string): string {
  return id.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
