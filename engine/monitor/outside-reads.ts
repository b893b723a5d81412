import type { Given, OutsideRead } from "../preview";
import { containsUnknown, isObject, plain, plainValues } from "../property-values";
import type { Kind } from "../sdk/declarations";
import type { Values } from "../simulation";

/** Says which read is meant; the members that it asked for are noted as it goes on. */
type Question = Pick<OutsideRead, "kind" | "name" | "args">;

const NOTHING_GIVEN: Given = {
  stackOutputs: () => undefined,
  functionResult: () => undefined,
  resourceOutputs: () => undefined,
};

/** What a program reads of the world outside of its stack, and what was given of it. */
export class OutsideReads {
  readonly #reads = new Map<string, { readonly question: Question; readonly members: Map<string, boolean> }>();

  readonly #stacks = new Map<string, { readonly fullName: string; readonly given: Values | undefined }>();

  /** @param given Values that are known all the same. Default: none. */
  constructor(readonly given: Given = NOTHING_GIVEN) {}

  /**
   * Notes a read.
   * @param members Those that are not given are unknown to the program, or stand-ins.
   */
  add(question: Question, members: readonly string[], given: Values = {}): void {
    const args = Object.fromEntries(Object.entries(plainValues(question.args)).filter(([, v]) => !containsUnknown(v)));
    const key = JSON.stringify([question.kind, question.name, args]);
    const read = this.#reads.get(key) ?? { question: { ...question, args }, members: new Map<string, boolean>() };
    this.#reads.set(key, read);
    for (const member of members) read.members.set(member, Object.hasOwn(given, member));
  }

  /**
   * Notes a reference to a stack that is not previewed here.
   * @param name As the program has it, which may leave out the organisation and the project.
   */
  addStack(name: string, fullName: string, given: Values | undefined): void {
    this.#stacks.set(name, { fullName, given });
    this.add({ kind: "stack", name: fullName, args: {} }, []);
  }

  /** Notes that the program asks for an output of a stack, and returns whether the stack is not previewed here. */
  addOutput(stack: string, output: string): boolean {
    const outside = this.#stacks.get(stack);
    if (outside) this.add({ kind: "stack", name: outside.fullName, args: {} }, [output], outside.given);
    return outside !== undefined;
  }

  /** The reads so far, in the order of the first of each. */
  list(): OutsideRead[] {
    return [...this.#reads.values()].map(({ question, members }) => {
      const names = (wanted: boolean) => [...members].filter(([, given]) => given === wanted).map(([name]) => name);
      return { ...question, given: names(true), missing: names(false) };
    });
  }
}

const IS_OF_KIND: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  array: Array.isArray,
  map: isObject,
  // Enumerations and unions are declared by their names, which do not tell what they are.
  object: () => true,
};

/**
 * Refuses given values that are not what the SDK declares.
 * @throws Error that names every one, without its value, which may be secret.
 */
export function refuseOtherKinds(given: Values | undefined, declared: ReadonlyMap<string, Kind>): void {
  const others = Object.entries(given ?? {}).flatMap(([member, value]) => {
    const kind = declared.get(member);
    return kind === undefined || IS_OF_KIND[kind](plain(value)) ? [] : [`${member} has to be of type ${kind}`];
  });
  if (others.length > 0) throw new Error(`the given ${others.join(", ")}`);
}
