import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { valueAt } from "../../../core/values";

/** Where each kind of container says that it has no network. */
const ISOLATION: Readonly<Record<string, string>> = {
  "aws:sagemaker/model:Model": "enableNetworkIsolation",
  "aws:sagemaker/trainingJob:TrainingJob": "enableNetworkIsolation",
  "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob": "trainingJobDefinition.enableNetworkIsolation",
  "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition": "networkConfig.enableNetworkIsolation",
  "aws-native:sagemaker:ModelBiasJobDefinition": "networkConfig.enableNetworkIsolation",
  "aws-native:sagemaker:ModelExplainabilityJobDefinition": "networkConfig.enableNetworkIsolation",
  "aws-native:sagemaker:ModelQualityJobDefinition": "networkConfig.enableNetworkIsolation",
};

/** See why.md. */
export const rule: Rule = {
  id: "sagemaker-model-is-isolated",
  layer: "network",
  family: "private-egress",
  severity: "high",
  title: "Containers of self-hosted models and of their training have no network",
  scope: "resource",
  types: Object.keys(ISOLATION),

  judge({ type, name, props }): Verdict {
    const isolated = valueAt(props, ISOLATION[type] ?? "");
    if (isolated === UNKNOWN) return { outcome: "undetermined", reason: "the network isolation is not known yet" };
    if (isolated === true) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${name} runs a container that can open connections`,
      required: "network isolation: SageMaker copies models and data in and out, the container itself has no network",
      fix: "set enableNetworkIsolation to true",
    };
  },
};
