import { containsUnknown } from "../../property-values";
import type { SdkStore } from "../../sdk/sdk";
import type { Values } from "../../simulation";

/** As much of a protobuf Struct as the SDK reads. */
export interface ResponseStruct {
  toJavaScript(): Values;
  getFieldsMap(): { get(key: string): { toJavaScript(): unknown; getStructValue(): ResponseStruct } };
}

/** `values` as the SDK gets them, without building a Struct. */
export function responseStruct(values: Values, store: SdkStore): ResponseStruct {
  return {
    toJavaScript: () => (containsUnknown(values) ? readAsInPreview(values, store) : values),
    getFieldsMap: () => ({
      get: (key) => ({
        toJavaScript: () => values[key],
        getStructValue: () => responseStruct(values[key] as Values, store),
      }),
    }),
  };
}

/**
 * Simulated clouds leave values unknown that only the real one could tell, in updates, too. The SDK would give a program
 * `undefined` for them, unless it believes that it previews: so it does while it reads these values, which it does
 * member by member, up to the last one here.
 */
function readAsInPreview(values: Values, store: SdkStore): Values {
  const { options } = store.settings;
  const before = options.dryRun;
  options.dryRun = true;
  return Object.defineProperty({ ...values }, "__plinthRead", {
    enumerable: true,
    get: () => {
      options.dryRun = before;
      return undefined;
    },
  });
}
