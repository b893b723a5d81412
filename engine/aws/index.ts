import type { SimulatedProvider } from "../simulation";
import { functionOf, readsOutside, specOf } from "./catalogue";
import { check } from "./kit/check";
import { diff, replacingProperties } from "./kit/diff";
import { invoke } from "./kit/invoke";
import { create, read, update } from "./kit/state";

/**
 * AWS as the bridged provider shows it, without an account: ids, ARNs and computed outputs follow from the inputs, the
 * provider's configuration and the URN alone, so that equal programs give equal estates. Nothing is kept between calls.
 *
 * Every resource type previews. About a hundred are described here; for the others, properties come from the SDK's own
 * declarations, ids and ARNs from convention. A data source that is not described answers with its arguments, with
 * stand-ins for names, ids and ARNs, and with unknown values for what could decide a verdict.
 */
export function createSimulatedAws(): SimulatedProvider {
  return {
    check: (request) => check(request, specOf(request.type)),
    create: (request) => create(request, specOf(request.type)),
    update: (request) => update(request, specOf(request.type)),
    read: (request) => read(request, specOf(request.type)),
    diff: (request) => {
      const spec = specOf(request.type);
      return diff(request, spec, update({ ...request, inputs: request.news, preview: false }, spec));
    },
    invoke: (request) => invoke(request, functionOf(request.token)),
    readsOutside,
  };
}

/** Whether AWS makes a new resource in the place of the old one when an input changes. False for other providers' types. */
export function forcesReplacement(type: string, property: string): boolean {
  return type.startsWith("aws:") && replacingProperties(type, specOf(type)).includes(property);
}
