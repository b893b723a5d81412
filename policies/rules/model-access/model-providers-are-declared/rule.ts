import { PROVIDERS_TAG } from "@plinth/standards";
import { memoizeByEstate } from "../../../core/memoize";
import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { usesModelsOfAws } from "../../../readers/estate/ai-estate";
import { PROVIDER_USERS, providersOf } from "../../../readers/estate/model-providers";
import { tagOf } from "../../../readers/resource/tags";

/** See why.md. */
export const rule: Rule = {
  id: "model-providers-are-declared",
  layer: "model-access",
  family: "models",
  severity: "medium",
  cures: [],
  level: "advisory",
  title: "A workload has a second provider of models only where it says so",
  scope: "stack",
  types: PROVIDER_USERS,

  judge(resource, estate): Verdict {
    const providers = providersOf(resource, estate);
    if (providers.length === 0) return { outcome: "not-applicable", reason: "it gives nobody another provider" };
    if (providersInUse(estate).size < 2)
      return { outcome: "not-applicable", reason: "it is the only provider of this stack" };
    const tagValue = tagOf(resource, PROVIDERS_TAG);
    if (tagValue === UNKNOWN) return { outcome: "undetermined", reason: "its tags are not known yet" };
    const declared = tagValue?.toLowerCase().split(/\s+/) ?? [];
    const missing = providers.filter((provider) => !declared.includes(provider));
    if (missing.length === 0) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${resource.name} gives the workload ${joinWithAnd(missing)} besides its other models, and does not declare it`,
      required: `the tag ${PROVIDERS_TAG} with the names of the providers, separated by spaces`,
      fix: `use the catalogue's models alone, or declare ${joinWithAnd(missing)} in ${PROVIDERS_TAG}, on the resource or as a default tag`,
    };
  },
};

/** All providers of a run, Bedrock among them where it is used. */
const providersInUse = memoizeByEstate((estate) => {
  const others = estate.ofType(...PROVIDER_USERS).flatMap((resource) => providersOf(resource, estate));
  return new Set([...others, ...(usesModelsOfAws(estate) ? ["bedrock"] : [])]);
});
