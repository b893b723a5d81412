import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { containsUnknown, isObject } from "../../property-values";
import { type Declaration, declarationOf } from "../../sdk/declarations";
import type { CheckRequest, CheckResponse, Values } from "../../simulation";
import { accountOf } from "./account";
import { autonameFor, autonameOf, prefixOf } from "./autoname";
import { goJson } from "./go-json";
import type { TypeSpec } from "./service";
import { tagsAllOf } from "./tags";

type Failure = CheckResponse["failures"][number];

/** Tags and region from the provider, documents to JSON, names, defaults, then validation: the bridge's order. */
export function check(request: CheckRequest, spec: TypeSpec): CheckResponse {
  const declaration = declarationOf(request.type);
  const failures: Failure[] = [];
  const inputs = withoutNulls(request.news);
  if (declaration.outputs.has("tagsAll")) inputs.tagsAll = tagsAllOf(inputs.tags, request.config);
  if (declaration.inputs.has("region") && inputs.region === undefined && request.config.region !== undefined)
    inputs.region = accountOf(request.config).region;
  for (const property of spec.documents ?? []) inputs[property] = documentOf(inputs[property]);

  const filled = new Set<string>();
  const fillIn = (property: string, value: unknown) => {
    if (inputs[property] !== undefined || inputs[prefixOf(property)] !== undefined) return;
    inputs[property] = value;
    filled.add(property);
  };
  const autoname = autonameFor(spec, declaration);
  if (autoname) {
    const property = autoname.property ?? "name";
    const previous = wasFilledIn(request.olds, property) ? request.olds?.[property] : undefined;
    const named = previous === undefined ? autonameOf(request, autoname) : { name: previous };
    if ("fault" in named && inputs[property] === undefined && inputs[prefixOf(property)] === undefined)
      failures.push({ property, reason: named.fault });
    else if ("name" in named) fillIn(property, named.name);
  }
  for (const [property, value] of Object.entries(spec.defaults ?? {})) fillIn(property, value);

  return {
    inputs: { ...definedOnly(inputs), __defaults: [...filled].sort() },
    failures: [...failures, ...faultsOf(inputs, spec, declaration)],
  };
}

function* missing(inputs: Values, declaration: Declaration): Generator<Failure> {
  for (const [property, { required }] of declaration.inputs)
    if (required && inputs[property] === undefined)
      yield {
        property,
        reason: `Missing required argument. The argument "${property}" is required, but no definition was found.`,
      };
}

function faultsOf(inputs: Values, spec: TypeSpec, declaration: Declaration): Failure[] {
  const invalid = Object.entries(spec.validate ?? {}).flatMap(([property, validator]) => {
    const reason = inputs[property] === undefined ? undefined : validator(inputs[property], property);
    return reason === undefined ? [] : [{ property, reason }];
  });
  return [...missing(inputs, declaration), ...invalid];
}

/** A name that Check gave stays, whatever becomes of the rules for giving it. */
function wasFilledIn(olds: Values | undefined, property: string): boolean {
  return Array.isArray(olds?.__defaults) && olds.__defaults.includes(property);
}

function documentOf(value: unknown): unknown {
  if (!isObject(value) && !Array.isArray(value)) return value;
  return containsUnknown(value) ? UNKNOWN_VALUE : goJson(value);
}

function withoutNulls(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([key, value]) => value !== null && value !== undefined && !key.startsWith("__")),
  );
}

function definedOnly(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
