import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import {
  MANAGED_INVOKERS,
  type ManagedInvocation,
  managedInvocationsOf,
} from "../../../readers/models/managed-invocations";
import { isEmbedding, parseModelReference } from "../../../readers/models/model-id";

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-route-carries-guardrail",
  layer: "model-access",
  family: "models",
  severity: "high",
  cures: [],
  title: "Agents, flows, workflows, schedules and APIs name a guardrail wherever they have a model answer",
  scope: "stack",
  types: MANAGED_INVOKERS,

  judge(resource, { standard }): Verdict {
    const all = managedInvocationsOf(resource);
    if (all === UNKNOWN) return { outcome: "undetermined", reason: "where it has models answer is not known yet" };
    const embeds = ({ model }: ManagedInvocation) => {
      const reference = typeof model === "string" ? parseModelReference(model) : undefined;
      return (
        reference !== undefined && reference.kind !== "declared-elsewhere" && isEmbedding(reference.modelId, standard)
      );
    };
    const invocations = all.filter((route) => !embeds(route));
    if (invocations.length === 0) return { outcome: "not-applicable", reason: "it has no model answer" };
    const open = invocations.find(({ hasGuardrail }) => hasGuardrail === false);
    if (open) {
      return {
        outcome: "violation",
        found: `${resource.name} has a model answer without a guardrail: ${open.title} names none`,
        required: "a guardrail wherever a model answers",
        fix: "set the guardrail's identifier and numbered version there, as ModelAccess makes them",
      };
    }
    return invocations.some(({ hasGuardrail }) => hasGuardrail === UNKNOWN)
      ? { outcome: "undetermined", reason: "whether it names a guardrail is not known yet" }
      : { outcome: "pass" };
  },
};
