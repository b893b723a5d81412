import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { isObject } from "../../property-values";
import { type Declaration, declarationOf } from "../../sdk/declarations";
import type {
  CreateRequest,
  CreateResponse,
  ReadRequest,
  ResourceIdentity,
  UpdateRequest,
  Values,
} from "../../simulation";
import { type Account, accountOf } from "./account";
import { autonameFor, prefixOf } from "./autoname";
import { conventionalArn, conventionalId, conventionalOutput, DECISIVE } from "./conventions";
import { replacingProperties } from "./diff";
import type { TypeSpec } from "./service";
import { tagsAllOf } from "./tags";
import { fill, type Scope } from "./template";

export function create(request: CreateRequest, spec: TypeSpec): CreateResponse {
  const inputs = plainInputs(request.inputs);
  if (request.preview) return { id: "", outputs: plannedState(request, inputs, spec) };
  const account = accountOf(request.config, inputs.region);
  const properties = withPrefixedName(inputs, spec, request.type, request.urn);
  const seed = JSON.stringify([request.urn, replacingProperties(request.type, spec).map((key) => inputs[key] ?? null)]);
  const id = idOf(request, spec, { account, properties, seed });
  return { id, outputs: stateOf(request, id, properties, account, spec) };
}

/** What AWS assigned stays; everything else follows from the new inputs. */
export function update(request: UpdateRequest, spec: TypeSpec): Values {
  const inputs = plainInputs(request.inputs);
  const account = accountOf(request.config, inputs.region);
  const naming = autonameFor(spec, declarationOf(request.type))?.property ?? "name";
  const kept = request.olds[naming];
  const properties = inputs[naming] === undefined && kept !== undefined ? { ...inputs, [naming]: kept } : inputs;
  return stateOf(request, request.id, properties, account, spec);
}

/** State of what exists: as it was recorded, completed from the id. */
export function read(request: ReadRequest, spec: TypeSpec): CreateResponse {
  const inputs = plainInputs(request.inputs);
  const account = accountOf(request.config, inputs.region ?? regionOf(request.id));
  const found = { ...nameInId(request, spec), ...inputs };
  const filled = request.isOutside ? filledFromId : fill;
  const state = stateOf(request, request.id, found, account, spec, filled);
  const mayHave = request.isOutside ? declarationOf(request.type).optionalOutputs : [];
  const unknown = Object.fromEntries(mayHave.map((property) => [property, UNKNOWN_VALUE]));
  return { id: request.id, outputs: { ...unknown, ...state, ...inputs } };
}

/** Names, ids and ARNs of what exists outside of the stack follow from its id; AWS alone knows the rest of it. */
function filledFromId(template: unknown, scope: Scope, property: string): unknown {
  const follows = typeof template === "string" && template.includes("{") && !DECISIVE.test(property);
  return follows ? fill(template, { ...scope, missing: UNKNOWN_VALUE }, property) : UNKNOWN_VALUE;
}

/** The name of what is looked up, if its id is its name or its ARN. */
function nameInId({ type, id }: ReadRequest, spec: TypeSpec): Values {
  const declaration = declarationOf(type);
  const naming = autonameFor(spec, declaration)?.property ?? "name";
  if (!declaration.inputs.has(naming)) return {};
  if (id.startsWith("arn:")) return { [naming]: id.split(/[/:]/).at(-1) };
  return spec.id === undefined || spec.id === `{${naming}}` ? { [naming]: id } : {};
}

function stateOf(
  { type, name, config }: ResourceIdentity,
  id: string,
  inputs: Values,
  account: Account,
  spec: TypeSpec,
  filled: typeof fill = fill,
): Values {
  const declaration = declarationOf(type);
  const properties: Values = { id, ...inputs, ...spec.returns?.(inputs), ...arnInId(id, spec) };
  const scope = { account, properties, seed: id };
  const set = (property: string, template: unknown) => {
    if (properties[property] !== undefined) return;
    const value = filled(template, scope, property);
    if (value !== undefined) properties[property] = value;
  };
  if (declaration.outputs.has("tagsAll")) set("tagsAll", tagsAllOf(inputs.tags, config));
  if (spec.arn) set("arn", arnTemplate(spec.arn, properties));
  const outputs = typeof spec.outputs === "function" ? spec.outputs({ id, name, properties, account }) : spec.outputs;
  for (const [property, template] of Object.entries(outputs ?? {}))
    if (declares(declaration, property)) set(property, template);
  if (declaration.outputs.has("arn")) set("arn", `arn:{partition}:${conventionalArn(type, "name" in inputs)}`);
  for (const [property, kind] of declaration.outputs)
    set(property, conventionalOutput(type, property, kind, !spec.outputs && !declaration.inputs.has(property)));
  return properties;
}

/** Versions of the SDK differ in what a type has; without a declaration it may have everything. */
function declares({ inputs, outputs, optionalOutputs }: Declaration, property: string): boolean {
  return outputs.size === 0 || outputs.has(property) || inputs.has(property) || optionalOutputs.includes(property);
}

/** An id that begins with the ARN keeps it: parts of it were drawn when the resource was created. */
function arnInId(id: string, spec: TypeSpec): Values {
  return typeof spec.id === "string" && spec.id.startsWith("{arn}") ? { arn: id.split(",")[0] } : {};
}

/** As a plan has it: inputs are known, whatever AWS is to compute is not. */
function plannedState({ type, config }: CreateRequest, inputs: Values, spec: TypeSpec): Values {
  const declaration = declarationOf(type);
  const { tagsAll = tagsAllOf(inputs.tags, config) } = inputs;
  const computed = [
    "id",
    ...declaration.outputs.keys(),
    ...(spec.arn ? ["arn"] : []),
    ...(isObject(spec.outputs) ? Object.keys(spec.outputs) : []),
  ];
  return {
    ...Object.fromEntries(computed.map((property) => [property, UNKNOWN_VALUE])),
    ...(declaration.outputs.has("tagsAll") ? { tagsAll } : {}),
    ...inputs,
  };
}

function idOf({ type }: ResourceIdentity, spec: TypeSpec, scope: Scope): string {
  const naming = autonameFor(spec, declarationOf(type))?.property ?? "name";
  const described = typeof spec.id === "function" ? spec.id(scope.properties) : spec.id;
  const template = described ?? (typeof scope.properties[naming] === "string" ? `{${naming}}` : conventionalId(type));
  const arn =
    spec.arn && template.startsWith("{arn}") ? fill(arnTemplate(spec.arn, scope.properties), scope, "arn") : undefined;
  const properties = arn === undefined ? scope.properties : { ...scope.properties, arn };
  const id = fill(template, { ...scope, properties }, "id") || fill(conventionalId(type), scope, "id");
  return String(id);
}

function arnTemplate(arn: NonNullable<TypeSpec["arn"]>, properties: Values): string {
  return `arn:{partition}:${typeof arn === "function" ? arn(properties) : arn}`;
}

/** `namePrefix` gives `<prefix><26 digits>`, drawn when the resource is created. */
function withPrefixedName(inputs: Values, spec: TypeSpec, type: string, urn: string): Values {
  const naming = autonameFor(spec, declarationOf(type))?.property ?? "name";
  const prefix = inputs[prefixOf(naming)];
  if (inputs[naming] !== undefined || typeof prefix !== "string") return inputs;
  const scope = { account: accountOf({}), properties: { prefix }, seed: urn };
  return { ...inputs, [naming]: fill("{prefix}{digit26}", scope, naming) };
}

/** Inputs without the bridge's own keys, at every depth. */
function plainInputs(inputs: Values): Values {
  return withoutInternals(inputs) as Values;
}

function withoutInternals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutInternals);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "__defaults")
      .map(([key, item]) => [key, withoutInternals(item)]),
  );
}

function regionOf(id: string): string | undefined {
  return id.startsWith("arn:") ? id.split(":")[3] || undefined : undefined;
}
