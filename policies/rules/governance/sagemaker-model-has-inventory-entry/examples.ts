import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tags } from "../../identity/example-iam";

type Resource = RuleExample["resources"][number];

const LLAMA = "meta-llama/Llama-3.1-8B-Instruct";
const model = (container: object, environment: unknown = "prod"): Resource => ({
  type: "aws:sagemaker/model:Model",
  name: "llama",
  props: { primaryContainer: container, tags: { ...tags("support"), environment } },
});
const hub = { image: "huggingface-pytorch-tgi-inference", environment: { HF_MODEL_ID: LLAMA } };
const packaged = {
  modelPackageName: "arn:aws:sagemaker:eu-west-1:865070037744:model-package/cohere-command/3",
};
const card = (model_name: unknown, modelCardStatus: unknown = "Approved"): Resource => ({
  type: "aws:sagemaker/modelCard:ModelCard",
  name: "card",
  props: {
    modelCardStatus,
    content: model_name === UNKNOWN ? UNKNOWN : JSON.stringify({ model_overview: { model_name } }),
  },
});

const component = (specification: object, refersTo: Resource["refersTo"] = {}): Resource => ({
  type: "aws-native:sagemaker:InferenceComponent",
  name: "component",
  props: { endpointName: "endpoint", specification },
  refersTo,
});

export const examples: RuleExample[] = [
  {
    title: "an inference component of a model that no card is about",
    resources: [component({ modelName: "deepseek" })],
    outcome: "violation",
  },
  {
    title: "an inference component, approved",
    resources: [component({ modelName: "llama" }), card("llama")],
    outcome: "pass",
  },
  {
    title: "an inference component of a model of the same program",
    resources: [component({ modelName: "llama" }), { ...model(hub), props: { ...model(hub).props, name: "llama" } }],
    outcome: "not-applicable",
  },
  { title: "a hub's model, approved", resources: [model(hub), card(LLAMA)], outcome: "pass" },
  {
    title: "a package of Marketplace, approved",
    resources: [model(packaged), card("cohere-command")],
    outcome: "pass",
  },
  { title: "a model of one's own, by its name", resources: [model({ image: "own" }), card("llama")], outcome: "pass" },
  { title: "a draft in development", resources: [model(hub, "dev"), card(LLAMA, "Draft")], outcome: "pass" },
  { title: "a hub's model and no card", resources: [model(hub)], outcome: "violation" },
  { title: "a package and no card", resources: [model(packaged)], outcome: "violation" },
  { title: "near miss: the card of another model", resources: [model(hub), card("mistral")], outcome: "violation" },
  { title: "near miss: a draft in production", resources: [model(hub), card(LLAMA, "Draft")], outcome: "violation" },
  {
    title: "a pipeline of containers and no card",
    resources: [
      {
        type: "aws:sagemaker/model:Model",
        name: "pipeline",
        props: { containers: [packaged, { image: "own" }], tags: tags("support") },
      },
    ],
    outcome: "violation",
  },
  { title: "a card that is not known yet", resources: [model(hub), card(UNKNOWN)], outcome: "undetermined" },
  {
    title: "a model that is not known yet",
    resources: [model({ image: "tgi", environment: { HF_MODEL_ID: UNKNOWN } })],
    outcome: "undetermined",
  },
  {
    title: "an environment that is not known yet",
    resources: [model(hub, UNKNOWN), card(LLAMA, "Draft")],
    outcome: "undetermined",
  },
  {
    title: "a model without a container",
    resources: [{ type: "aws:sagemaker/model:Model", name: "llama", props: {} }],
    outcome: "not-applicable",
  },
];
