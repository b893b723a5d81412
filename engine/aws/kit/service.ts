import type { Values } from "../../simulation";
import type { Account } from "./account";
import type { Validator } from "./validators";

/** A resource type's behaviour, as data. What the SDK declares (properties, `name`) need not be repeated. */
export interface TypeSpec {
  /** How Check names the resource if the program does not; `false`: never. Default: `name` up to 255, if declared. */
  readonly autoname?: Autoname | false;
  /** What Check fills in, as the provider's schema does. */
  readonly defaults?: Values;
  /** Properties that take a JSON document: an object becomes its JSON. */
  readonly documents?: readonly string[];
  readonly validate?: Readonly<Record<string, Validator>>;
  /** The id in AWS's form, a template. Default: the name, or the type in kebab-case with 17 hex digits. */
  readonly id?: string | ((properties: Values) => string);
  /** The ARN from its service on (`ec2:{region}:{account}:vpc/{id}`), a template. */
  readonly arn?: string | ((properties: Values) => string);
  /** Computed properties, templates in order: a later one may refer to an earlier one. */
  readonly outputs?: Values | ((state: State) => Values);
  /** Inputs that AWS gives back in another form. */
  readonly returns?: (inputs: Values) => Values;
  /** Properties that AWS cannot change in place, besides those that the SDK documents as such. */
  readonly replaces?: readonly string[];
  /** Properties that AWS changes in place, where the SDK's words about replacement are those of a special case. */
  readonly changesInPlace?: readonly string[];
}

export interface Autoname {
  /** Default: `name`. */
  readonly property?: string;
  /** Longest name. Default: 255. */
  readonly maxLength?: number;
  /** Default: `-`. */
  readonly separator?: string;
  readonly lowerCase?: boolean;
  /** Random characters. Default: 7 hex digits. */
  readonly random?: { readonly letters: number };
  readonly prefix?: string;
  /** Ending, if the boolean property `when` is set: FIFO queues and topics. */
  readonly suffix?: { readonly when: string; readonly text: string };
}

/** A resource that is being created: its properties so far. */
export interface State {
  readonly id: string;
  readonly name: string;
  readonly properties: Values;
  readonly account: Account;
}

export interface FunctionContext {
  readonly args: Values;
  readonly config: Values;
  readonly account: Account;
}

/**
 * A data source's result: templates over its arguments, or a function that returns the values themselves. Of
 * whatever else the SDK declares for the result, that which could decide a verdict stays unknown.
 */
export type SimulatedFunction = Values | ((context: FunctionContext) => Values);

/** One AWS service as the provider's module has it. */
export interface Service {
  readonly types: Readonly<Record<string, TypeSpec>>;
  readonly functions: Readonly<Record<string, SimulatedFunction>>;
  /** Those of `functions` whose result follows from their arguments, the region and the account: nothing is looked up. */
  readonly computed: readonly string[];
}

/**
 * A module of the provider: `service("iam", { Role: … }, { getRole: … })` describes `aws:iam/role:Role` and
 * `aws:iam/getRole:getRole`.
 * @param computed Functions that look nothing up.
 */
export function service(
  module: string,
  types: Readonly<Record<string, TypeSpec>>,
  functions: Readonly<Record<string, SimulatedFunction>> = {},
  computed: Readonly<Record<string, SimulatedFunction>> = {},
): Service {
  const token = (name: string) => `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
  const keyed = <T>(members: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(members).map(([name, member]) => [token(name), member]));
  return {
    types: keyed(types),
    functions: keyed({ ...functions, ...computed }),
    computed: Object.keys(keyed(computed)),
  };
}
