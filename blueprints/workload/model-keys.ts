import { z } from "zod";
import type { ConfigBasis } from "../stack/blueprint";
import { oneOf, workloadShape } from "../stack/keys";

/** What `plinth:workload` of a workload that invokes models has besides what every stack's has. */
export function aiWorkloadOptions(basis: ConfigBasis) {
  return {
    /** Models that it may invoke, the preferred one first. Bounds: at least one. */
    models: z.array(modelChoice(basis)).min(1, { error: "at least one model of the catalogue" }),
    /** US dollars a month, for cost drivers, budget and advice. Bounds: above 0. */
    expectedMonthlyInferenceUsd: z
      .number({ error: "US dollars a month, above 0" })
      .positive({ error: "US dollars a month, above 0" }),
  };
}

/** `plinth:workload` of a workload that invokes models. */
export function aiWorkload(basis: ConfigBasis) {
  return z.strictObject({ ...workloadShape, ...aiWorkloadOptions(basis) });
}

/** One model of the standard's catalogue, and the geographic profile it is invoked through (none: in its own region). */
export function modelChoice({ standard, region }: ConfigBasis) {
  const id = oneOf(standard.models.map((m) => m.id));
  const shape = {
    /** The catalogue's id. */
    id,
    /** Area of the geographic profile to go through: `eu`. Default: none; the model is invoked in the stack's region. */
    profile: z.string().optional(),
  };
  return z.strictObject(shape).superRefine((choice, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    const model = standard.models.find((m) => m.id === choice.id);
    if (!model) return;
    const usable = Object.entries(model.profiles)
      .filter(([area, p]) => standard.residency.includes(area) && (!region || p.sourceRegions.includes(region)))
      .map(([area]) => area);
    const from = region ? ` from ${region}` : "";
    if (choice.profile === undefined) {
      if (region && !model.regions.includes(region))
        refuse(
          "profile",
          usable.length > 0
            ? `one of ${usable.join(", ")}: ${model.id} has no direct access${from}`
            : `left out, and ${model.id} another model: it cannot be invoked${from}`,
        );
    } else if (!usable.includes(choice.profile)) {
      refuse(
        "profile",
        usable.length > 0
          ? `one of ${usable.join(", ")} for ${model.id}${from}`
          : `left out: ${model.id} has no approved profile${from}`,
      );
    }
  });
}

/** `plinth:workload` of a workload whose models write text, each named once. */
export function textWorkload(basis: ConfigBasis) {
  return aiWorkload(basis).superRefine(({ models }, context) => {
    const text = basis.standard.models.filter(({ kind }) => kind === "text").map(({ id }) => id);
    for (const [index, { id }] of models.entries()) {
      const path = ["models", index, "id"];
      if (!text.includes(id)) {
        context.addIssue({ code: "custom", path, message: `a model that writes text: one of ${text.join(", ")}` });
      } else if (models.findIndex((other) => other.id === id) < index) {
        context.addIssue({ code: "custom", path, message: "a model that is not in the list already" });
      }
    }
  });
}
