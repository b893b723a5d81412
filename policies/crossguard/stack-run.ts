import type { Standard } from "@plinth/standards";
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { createEstate } from "../core/estate";
import type { Estate } from "../core/rule";
import { declaredType } from "../core/variants";
import { givenBy, recordOfPolicyResource } from "./policy-resources";

/**
 * The resources of one run, as the stack policies of a pack meet them: one policy after the other, in the pack's order.
 *
 * Each policy is handed the same resources, unpacked for it alone, which takes many times what judging them does. So they
 * are converted for the first policy and kept for the others, and policies about types that the run does not have are
 * not handed any. A policy that comes again, or that comes before the last one, begins a new run.
 */
export class StackRun {
  private estate: Estate | undefined;
  /** Of the resources that the estate was made of. */
  private urns: readonly string[] = [];
  /** Of the last policy that was asked or left out. */
  private position = -1;
  /** Names of the inputs of each resource of the run by URN. */
  private given = new Map<string, readonly string[]>();

  /** @param onEstate Is given the estate of each run, once. Default: nobody asks for it. */
  constructor(
    private readonly standard: Standard,
    private readonly onEstate: (estate: Estate) => void = () => {},
  ) {}

  /** The estate of the run that is being judged, or was judged last. */
  get latest(): Estate | undefined {
    return this.estate;
  }

  /** Takes down what the program gives a resource. The engine asks about each before it asks about the stack. */
  follow({ urn, props }: Pick<ResourceValidationArgs, "urn" | "props">): void {
    if (!this.given.has(urn)) this.given.set(urn, givenBy(props));
  }

  /** @param position Of the policy in the pack. */
  estateFor(position: number, resources: readonly PolicyResource[]): Estate {
    if (!this.estate || position <= this.position || !isAbout(this.urns, resources)) {
      const providers = new Map<string, Readonly<Record<string, unknown>>>();
      const records = resources.map((one) => recordOfPolicyResource(one, providers, this.given.get(one.urn)));
      this.given = new Map();
      this.estate = createEstate(records, this.standard);
      this.urns = records.map(({ urn }) => urn);
      this.onEstate(this.estate);
    }
    this.position = position;
    return this.estate;
  }

  /**
   * Marks a validation as being about `types`. `@pulumi/policy` 1.21 reads the mark that `validateStackResourcesOfType`
   * sets, one type, before it unpacks the resources, and leaves the policy out where there is none of that type.
   */
  onlyFor<T extends object>(types: readonly string[], position: number, validation: T): T {
    return Object.defineProperty(validation, "__pulumiType", { get: () => this.typeToLookFor(types, position) });
  }

  /** A type that the run has if it has any of `types`; undefined while it is not known what the run has. */
  private typeToLookFor(types: readonly string[], position: number): string | undefined {
    const { estate } = this;
    if (!estate || position <= this.position) return undefined;
    const [present] = types.flatMap((type) => estate.ofType(type).slice(0, 1));
    if (present === undefined) this.position = position;
    return present ? declaredType(present) : types[0];
  }
}

/** The estate itself may hold more: what stands in the resources of the run. */
function isAbout(known: readonly string[], resources: readonly PolicyResource[]): boolean {
  return known.length === resources.length && known.every((urn, i) => urn === resources[i]?.urn);
}
