import { UNKNOWN, type Unknown } from "../rule";
import { anyTrue, hasUnknown, isObject, listOf, type PlainObject } from "../values";

/** What the functions of a template can refer to. */
export interface Scope {
  /** Values of parameters: given, or their defaults. Default of one that is neither: UNKNOWN. */
  readonly parameters: ReadonlyMap<string, unknown>;
  /** URNs that the values of parameters come from. */
  readonly parameterEdges: readonly string[];
  /** `AWS::Region` and the like, as far as they are known. */
  readonly pseudo: ReadonlyMap<string, unknown>;
  readonly mappings: PlainObject;
  readonly conditions: PlainObject;
  /** The URN of a resource of the template; undefined for a name that it has not. */
  urnOf(logicalId: string): string | undefined;
  /** What a reference to a resource, or to its attribute, gives; UNKNOWN where AWS says it. */
  valueOf(logicalId: string, attribute: string | undefined): unknown;
}

/** Stands for `AWS::NoValue`: the property is left out. */
const LEFT_OUT: unique symbol = Symbol("left out");

/** How deep functions and conditions may stand in each other: CloudFormation's own documents are a few levels deep. */
const MAX_DEPTH = 64;

/**
 * A value of a template with its functions evaluated; UNKNOWN where only AWS can. Adds the URNs of what it refers to.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 * (read 2026-11).
 */
export function evaluate(value: unknown, scope: Scope, edges: Set<string>): unknown {
  const found = resolve(value, { scope, edges, depth: 0 });
  return found === LEFT_OUT ? undefined : found;
}

/** Whether a condition holds, in three-valued logic. */
export function holds(name: string, scope: Scope): boolean | Unknown {
  return condition({ Condition: name }, { scope, edges: new Set(), depth: 0 });
}

interface Context {
  readonly scope: Scope;
  readonly edges: Set<string>;
  readonly depth: number;
}

function resolve(value: unknown, around: Context): unknown {
  const context = { ...around, depth: around.depth + 1 };
  if (context.depth > MAX_DEPTH) return UNKNOWN;
  if (typeof value === "string") return value.startsWith("{{resolve:") ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map((one) => resolve(one, context)).filter((one) => one !== LEFT_OUT);
  if (!isObject(value)) return value;
  const [[name, argument] = ["", undefined], ...more] = Object.entries(value);
  if (more.length === 0 && name === "Ref") return reference(argument, undefined, context);
  if (more.length === 0 && name.startsWith("Fn::")) return FUNCTIONS[name]?.(argument, context) ?? UNKNOWN;
  const entries = Object.entries(value).map(([key, one]) => [key, resolve(one, context)] as const);
  return Object.fromEntries(entries.filter(([, one]) => one !== LEFT_OUT));
}

function reference(name: unknown, attribute: string | undefined, { scope, edges }: Context): unknown {
  if (typeof name !== "string") return UNKNOWN;
  if (name === "AWS::NoValue") return LEFT_OUT;
  if (scope.pseudo.has(name)) return scope.pseudo.get(name);
  if (scope.parameters.has(name)) {
    const value = scope.parameters.get(name);
    if (hasUnknown(value)) for (const urn of scope.parameterEdges) edges.add(urn);
    return value;
  }
  const urn = scope.urnOf(name);
  if (urn !== undefined) edges.add(urn);
  return urn === undefined ? UNKNOWN : scope.valueOf(name, attribute);
}

type Function = (argument: unknown, context: Context) => unknown;

const FUNCTIONS: Readonly<Record<string, Function>> = {
  "Fn::GetAtt": (argument, context) => {
    const [name, attribute] = Array.isArray(argument) ? argument : String(argument).split(/\.(.*)/s);
    return reference(name, typeof attribute === "string" ? attribute : "", context);
  },
  "Fn::Sub": substituted,
  "Fn::Join": (argument, context) => {
    const [delimiter, list] = argumentsOf(argument, context);
    return typeof delimiter !== "string" || !Array.isArray(list) || hasUnknown(list) ? UNKNOWN : list.join(delimiter);
  },
  "Fn::Split": (argument, context) => {
    const [delimiter, text] = argumentsOf(argument, context);
    return typeof delimiter === "string" && typeof text === "string" ? text.split(delimiter) : UNKNOWN;
  },
  "Fn::Select": (argument, context) => {
    const [index, list] = argumentsOf(argument, context);
    return Array.isArray(list) && index !== UNKNOWN ? list[Number(index)] : UNKNOWN;
  },
  "Fn::FindInMap": (argument, context) => {
    const [map, first, second] = argumentsOf(argument, context);
    const found = [map, first, second].reduce(
      (at: unknown, key) => (isObject(at) && typeof key === "string" ? at[key] : undefined),
      context.scope.mappings,
    );
    return found ?? UNKNOWN;
  },
  "Fn::If": (argument, context) => {
    const [name, yes, no] = listOf(argument);
    const answer = condition({ Condition: name }, context);
    return answer === UNKNOWN ? UNKNOWN : resolve(answer ? yes : no, context);
  },
  // What is encoded is read as it is written: user data is text of a script.
  "Fn::Base64": (argument, context) => resolve(argument, context),
  "Fn::ToJsonString": (argument, context) => {
    const value = resolve(argument, context);
    return hasUnknown(value) ? UNKNOWN : JSON.stringify(value);
  },
  "Fn::Length": (argument, context) => {
    const list = resolve(argument, context);
    return Array.isArray(list) ? list.length : UNKNOWN;
  },
};

function argumentsOf(argument: unknown, context: Context): readonly unknown[] {
  const list = resolve(argument, context);
  return Array.isArray(list) ? list : [];
}

/** `${Name}`, `${Name.Attribute}` and names of the function's own; `${!Name}` is text. */
function substituted(argument: unknown, context: Context): unknown {
  const [text, given] = Array.isArray(argument) ? argument : [argument, undefined];
  if (typeof text !== "string") return UNKNOWN;
  let isKnown = true;
  const result = text.replace(/\$\{([^{}]*)\}/g, (_, inner: string) => {
    if (inner.startsWith("!")) return `\${${inner.slice(1)}}`;
    const own = isObject(given) && Object.hasOwn(given, inner) ? resolve(given[inner], context) : undefined;
    const [name, attribute] = inner.split(/\.(.*)/s);
    const value = own ?? reference(name?.trim(), attribute, context);
    if (typeof value === "symbol" || typeof value === "object") isKnown = false;
    return String(value);
  });
  return isKnown ? result : UNKNOWN;
}

function condition(value: unknown, around: Context): boolean | Unknown {
  const context = { ...around, depth: around.depth + 1 };
  const [[name, argument] = ["", undefined]] = isObject(value) ? Object.entries(value) : [];
  if (context.depth > MAX_DEPTH) return UNKNOWN;
  if (name === "Condition") {
    const { conditions } = context.scope;
    return typeof argument === "string" && Object.hasOwn(conditions, argument)
      ? condition(conditions[argument], context)
      : UNKNOWN;
  }
  const all = listOf(argument);
  if (name === "Fn::Not") return negated(condition(all[0], context));
  if (name === "Fn::Or") return anyTrue(all.map((one) => condition(one, context)));
  if (name === "Fn::And") return negated(anyTrue(all.map((one) => negated(condition(one, context)))));
  if (name !== "Fn::Equals") return UNKNOWN;
  const [left, right] = all.map((one) => resolve(one, context));
  return hasUnknown(left) || hasUnknown(right) ? UNKNOWN : String(left) === String(right);
}

function negated(answer: boolean | Unknown): boolean | Unknown {
  return answer === UNKNOWN ? UNKNOWN : !answer;
}
