import { memoizeByResource } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { isObject, listOf, type PlainObject, parsedJson, textOf } from "../../core/values";
import { STATE_MACHINES, statesOf } from "./state-machine";

const PIPELINE = "aws:sagemaker/pipeline:Pipeline";
/** Resources whose definition starts jobs, and makes models, that no resource declares. */
export const STARTERS: readonly string[] = [...STATE_MACHINES, PIPELINE];

/**
 * What an action of AWS's API starts or makes, as the resource that says the same. The names of the parameters are the
 * resource's own, with a capital, but for those of {@link RENAMED}.
 * Sources (read 2026-11): https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html,
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html,
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html, and the actions of
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock.html.
 */
const STARTED_BY_ACTION: Readonly<Record<string, string>> = {
  "bedrock:createEvaluationJob": "aws:bedrock/evaluationJob:EvaluationJob",
  "bedrock:createInferenceProfile": "aws:bedrock/inferenceProfile:InferenceProfile",
  "bedrock:createModelCustomizationJob": "aws:bedrock/customModel:CustomModel",
  "bedrock:createModelInvocationJob": "aws:bedrockmodel/invocationJob:InvocationJob",
  "bedrock:createProvisionedModelThroughput": "aws:bedrock/provisionedModelThroughput:ProvisionedModelThroughput",
  "ecs:runTask": "aws:ecs/service:Service",
  "sagemaker:createLabelingJob": "aws:sagemaker/labelingJob:LabelingJob",
  "sagemaker:createTrainingJob": "aws:sagemaker/trainingJob:TrainingJob",
  "sagemaker:createHyperParameterTuningJob": "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob",
  "sagemaker:createProcessingJob": "aws-native:sagemaker:ProcessingJob",
  "sagemaker:createModel": "aws:sagemaker/model:Model",
};

/** Parameters that the resource has under another name. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "bedrock:createProvisionedModelThroughput": { modelId: "modelArn" },
};

/** What a step of a SageMaker pipeline starts: https://aws-sagemaker-mlops.github.io/sagemaker-model-building-pipeline-definition-JSON-schema/. */
const STARTED_BY_STEP: Readonly<Record<string, string>> = {
  Training: "sagemaker:createTrainingJob",
  Tuning: "sagemaker:createHyperParameterTuningJob",
  Processing: "sagemaker:createProcessingJob",
  Model: "sagemaker:createModel",
};

/** What a workflow starts or makes, as resources; UNKNOWN if its definition is not known yet. */
export const resourcesStartedBy: (
  starter: ResourceRecord,
  estate: Estate,
) => readonly ResourceRecord[] | typeof UNKNOWN = memoizeByResource((starter) =>
  starter.type === PIPELINE ? startedBySteps(starter) : startedByStates(starter),
);

function startedByStates(machine: ResourceRecord): readonly ResourceRecord[] | typeof UNKNOWN {
  const states = statesOf(machine);
  if (states === UNKNOWN) return UNKNOWN;
  return states.flatMap((state) => {
    const [, action = ""] = SERVICE_ACTION.exec(textOf(state.Resource)) ?? [];
    return started(machine, "definition", action, state.Parameters ?? state.Arguments);
  });
}

/** `arn:aws:states:::ecs:runTask.sync`, `arn:aws:states:::aws-sdk:ecs:runTask`. */
const SERVICE_ACTION = /:states:::(?:aws-sdk:)?([a-z-]+:[A-Za-z]+)/;

function startedBySteps(pipeline: ResourceRecord): readonly ResourceRecord[] | typeof UNKNOWN {
  const { pipelineDefinition: given } = pipeline.props;
  if (given === UNKNOWN) return UNKNOWN;
  const body = isObject(given) ? given.pipelineDefinitionBody : given;
  return stepsIn(parsedJson(body)).flatMap(({ Type, Arguments }) =>
    started(pipeline, "pipelineDefinition", STARTED_BY_STEP[textOf(Type)] ?? "", Arguments),
  );
}

/** The steps of a pipeline, those after a condition included. */
function stepsIn(holder: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!isObject(holder)) return [];
  return [...listOf(holder.Steps), ...listOf(holder.IfSteps), ...listOf(holder.ElseSteps)]
    .filter(isObject)
    .flatMap((step) => [step, ...stepsIn(step.Arguments)]);
}

function started(
  starter: ResourceRecord,
  from: string,
  action: string,
  parameters: unknown,
): readonly ResourceRecord[] {
  const type = STARTED_BY_ACTION[action];
  if (type === undefined) return [];
  const given = withoutCapitals(parameters);
  // What it keeps and writes is of the level of what starts it, whatever tags the parameters give it.
  const props: PlainObject = {
    ...(isObject(given) && renamed(given, RENAMED[action] ?? {})),
    tags: starter.props.tags,
  };
  const network = isObject(props.networkConfiguration) ? props.networkConfiguration.awsvpcConfiguration : undefined;
  const targets = starter.edges?.[from];
  return [
    {
      ...starter,
      type,
      props: isObject(network)
        ? { ...props, networkConfiguration: { ...network, assignPublicIp: network.assignPublicIp === "ENABLED" } }
        : props,
      edges: targets ? Object.fromEntries(Object.keys(props).map((property) => [property, targets])) : {},
    },
  ];
}

function renamed(props: PlainObject, names: Readonly<Record<string, string>>): PlainObject {
  return Object.fromEntries(Object.entries(props).map(([key, value]) => [names[key] ?? key, value]));
}

/** Parameters as resources name them. What the input of the workflow gives (`X.$`, JSONata, `Get`) is not known. */
function withoutCapitals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCapitals);
  if (typeof value === "string") return /^\{%/.test(value) ? UNKNOWN : value;
  if (!isObject(value)) return value;
  if ("Get" in value || "Std:Join" in value) return UNKNOWN;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.charAt(0).toLowerCase() + key.slice(1).replace(/\.\$$/, ""),
      key.endsWith(".$") ? UNKNOWN : withoutCapitals(member),
    ]),
  );
}
