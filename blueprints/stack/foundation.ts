import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { managedOrganization, OrganizationSettings } from "./keys";

/** What the landing zone's stacks, or an existing landing zone, tell the stacks that stand in it. */
export interface Foundation {
  /** `o-a1b2c3d4e5`: whose principals endpoint policies let through. */
  readonly organizationId: pulumi.Output<string>;
  /** Bucket that holds the organisation's audit trail. */
  readonly logArchiveBucketName: pulumi.Output<string>;
}

/**
 * Reads the outputs of the stacks that made the landing zone; no stack is read where one exists already. Both must be
 * there, whatever a blueprint needs of them: no workload is deployed before its use is recorded.
 */
export function foundationOf({ stack, securityStack, existing }: OrganizationSettings): Foundation {
  if (existing) {
    return {
      organizationId: pulumi.output(existing.id),
      logArchiveBucketName: pulumi.output(existing.logArchiveBucketName),
    };
  }
  return {
    organizationId: required(stackReference(stack), "organizationId"),
    logArchiveBucketName: required(stackReference(securityStack), "logArchiveBucketName"),
  };
}

/** Ids of the organisation and of its management account: of the stack that made it, or of one that exists already. */
export function organizationIdsOf({
  stack,
  existing,
}: z.infer<typeof managedOrganization>): Record<"organizationId" | "managementAccountId", pulumi.Output<string>> {
  if (existing) {
    return {
      organizationId: pulumi.output(existing.id),
      managementAccountId: pulumi.output(existing.managementAccountId),
    };
  }
  const reference = stackReference(stack);
  return {
    organizationId: required(reference, "organizationId"),
    managementAccountId: required(reference, "managementAccountId"),
  };
}

/** Another stack: of this project by its name, of another one as `<organization>/<project>/<stack>`. */
export function stackReference(stack: string): pulumi.StackReference {
  const here = `${pulumi.getOrganization()}/${pulumi.getProject()}`;
  return new pulumi.StackReference(stack.includes("/") ? stack : `${here}/${stack}`);
}

function required(reference: pulumi.StackReference, output: string): pulumi.Output<string> {
  return reference.requireOutput(output).apply(String);
}
