import type { Standard } from "@plinth/standards";
import type { ResourceValidation, ResourceValidationArgs } from "@pulumi/policy";
import type { Rule } from "../core/rule";
import type { ExpectedResource } from "./pending-resources";
import { recordOfResourceArgs } from "./policy-resources";
import { Registrations } from "./registrations";

/**
 * An update, as the policies of a pack meet it: resource by resource, each policy in turn, before the resource is created.
 *
 * `@pulumi/policy` unpacks the resource anew for each policy, which takes longer than judging it. So the first policy
 * takes the resource up, and those that it does not concern are not handed it.
 */
export class UpdateRun {
  readonly registrations: Registrations;
  private isFollowed = false;

  constructor(standard: Standard, expected?: readonly ExpectedResource[]) {
    this.registrations = new Registrations(standard, expected);
  }

  /** Takes up the resource that the engine is about to create, once for all policies. */
  follow(args: ResourceValidationArgs): void {
    if (this.registrations.last?.urn !== args.urn) this.registrations.register(recordOfResourceArgs(args));
  }

  /** Marks a validation as the first one: it is handed every resource, and the others may rely on it. */
  first(validation: ResourceValidation): ResourceValidation {
    return (args, report) => {
      this.isFollowed = true;
      return validation(args, report);
    };
  }

  /**
   * Marks a validation as being about the resources that concern a rule. `@pulumi/policy` 1.21 reads the mark that
   * `validateResourceOfType` sets, and leaves the policy out for a resource of another type.
   */
  onlyFor(rule: Rule, validation: ResourceValidation): ResourceValidation {
    return Object.defineProperty(validation, "__pulumiType", {
      get: () => (this.isFollowed && !this.registrations.concerns(rule) ? "plinth:not-concerned" : undefined),
    });
  }
}
