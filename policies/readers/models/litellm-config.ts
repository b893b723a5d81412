import { parsedYaml } from "@plinth/standards/yaml";
import { textOf, valuesAt } from "../../core/values";
import { withoutLitellmPrefix } from "./model-references";

/** Longest configuration that is read. */
const MAX_LENGTH = 100_000;
/** Endpoints of AWS's, and names that the environment gives. */
const ELSEWHERE = /^(sagemaker(_chat)?|os\.environ)\//;

/**
 * The models that a configuration of LiteLLM routes to, Bedrock's by their own ids; empty for other text. A model with an
 * address is one that somebody hosts, unless it is Azure's: that always has an address.
 * See https://docs.litellm.ai/docs/proxy/configs and https://docs.litellm.ai/docs/providers.
 */
export function modelsOfLitellm(text: string): readonly string[] {
  if (text.length > MAX_LENGTH || !/\bmodel_list\b/.test(text) || !/\blitellm_params\b/.test(text)) return [];
  return valuesAt(parsedYaml(text), "model_list[].litellm_params").flatMap((route) => {
    const [model, address] = ["model", "api_base"].map((member) => textOf(valuesAt(route, member)[0]));
    const isHosted = address !== "" && !model?.startsWith("azure");
    return !model || isHosted || ELSEWHERE.test(model) ? [] : [withoutLitellmPrefix(model)];
  });
}
