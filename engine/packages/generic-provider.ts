import { isDeepStrictEqual } from "node:util";
import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { draw, HEX } from "../pseudo-random";
import { declarationOf, resultOf } from "../sdk/declarations";
import type { ResourceIdentity, SimulatedProvider, Values } from "../simulation";
import { dockerBuild } from "./docker-build";
import type { PackageSpec, PackageType } from "./package-spec";
import { random } from "./random";
import { tls } from "./tls";

const PACKAGES: Readonly<Record<string, PackageSpec>> = { "docker-build": dockerBuild, random, tls };

/**
 * Stands in for a Pulumi package that is not AWS: inputs become outputs, ids follow from the URN. What such a provider
 * would compute is unknown, unless the package is one of the few that are described (`docker-build`, `random`, `tls`).
 */
export function createGenericProvider(packageName: string): SimulatedProvider {
  const described = PACKAGES[packageName] ?? {};
  const stateOf = (resource: ResourceIdentity, inputs: Values): { id: string; outputs: Values } => {
    const seed = JSON.stringify([resource.urn, inputs]);
    const type = described[resource.type];
    if (!type) return { id: `${resource.name}-${draw(resource.urn, HEX, 7)}`, outputs: planned(resource.type, inputs) };
    const outputs = { ...type.outputs(inputs, seed), ...inputs };
    return { id: type.id(outputs, seed), outputs };
  };
  return {
    check: ({ news }) => ({ inputs: news, failures: [] }),
    create: (request) =>
      request.preview
        ? { id: "", outputs: planned(request.type, request.inputs, described[request.type]) }
        : stateOf(request, request.inputs),
    update: (request) => ({ ...request.olds, ...request.inputs }),
    read: ({ id, type, inputs, isOutside }) => ({ id, outputs: isOutside ? elsewhere(type, inputs) : inputs }),
    diff: ({ type, olds, news }) => {
      const diffs = Object.keys(news).filter(
        (key) => !key.startsWith("__") && !isDeepStrictEqual(olds[key], news[key]),
      );
      return { changes: diffs.length > 0, diffs, replaces: described[type] ? diffs : [] };
    },
    invoke: ({ token, args }) => {
      const members = [...resultOf(token).keys()];
      // Without a declaration one member is unknown at least, so that no apply of the whole result runs.
      return { ...unknowns(members.length > 0 ? members : ["id"]), ...args };
    },
  };
}

function planned(type: string, inputs: Values, described?: PackageType): Values {
  const computed = described ? Object.keys(described.outputs({}, "")) : [...declarationOf(type).outputs.keys()];
  return { ...unknowns(computed), ...inputs };
}

/** State of a resource that is managed elsewhere. */
function elsewhere(type: string, inputs: Values): Values {
  const { outputs, optionalOutputs } = declarationOf(type);
  return { ...unknowns([...outputs.keys(), ...optionalOutputs]), ...inputs };
}

function unknowns(members: readonly string[]): Values {
  return Object.fromEntries(members.map((member) => [member, UNKNOWN_VALUE]));
}
