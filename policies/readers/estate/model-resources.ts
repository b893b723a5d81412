import type { Standard } from "@plinth/standards";
import { memoizeByText } from "../../core/memoize";
import { type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { anyTrue, isObject } from "../../core/values";

/**
 * Types of services that host, invoke, train or feed models, AWS's AI services with custom models among them.
 * Source: the resource types of `@pulumi/aws` 7.48 and CloudFormation's by service.
 */
const MODEL_TYPES =
  /^aws:(bedrock\w*|sagemaker|kendra|qbusiness|agentregistry|lex|comprehend)\/|^aws:s3\/vectors|^aws:rekognition\/project:|^aws:transcribe\/languageModel:|^aws-native:(bedrock\w*|sagemaker|kendra|qbusiness|s3vectors|lex|comprehend|wisdom|personalize|forecast|frauddetector):|^aws-native:rekognition:Project/;
/** Types of AI services that AWS has trained. */
const READY_MADE_TYPES = /^aws(-native)?:(rekognition|transcribe|polly)[/:]/;

/** Packages whose resources are machines, or say which machines to take. */
const MACHINE_TYPES = /^aws:(autoscaling|batch|ec2|ecs|eks|emr)\//;
/**
 * Families of accelerated computing. What is made for models runs nothing else; a graphics card may.
 * See https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html.
 */
const MODEL_MACHINE = /^(ml\.)?(inf|trn|dl|p)\d/;
const GRAPHICS_MACHINE = /^(ml\.)?g\d/;
/** Accelerators that a container asks for: Amazon ECS and AWS Batch, and Kubernetes. */
const ACCELERATOR_REQUEST =
  /"(GPU|InferenceAccelerator|NeuronDevice)"|nvidia\.com\/gpu|aws\.amazon\.com\/neuron|"inferenceAccelerators"/;

/** Whether a resource hosts, invokes or feeds models by what it is; UNKNOWN if it may. */
export function isModelResource({ type, props }: ResourceRecord, standard: Standard): boolean | Unknown {
  if (MODEL_TYPES.test(type) || props.type === "VECTORSEARCH") return true;
  if (standard.readyMadeAiServices === "inside" && READY_MADE_TYPES.test(type)) return true;
  return MACHINE_TYPES.test(type)
    ? anyTrue(Object.entries(props).map(([key, value]) => runsModels(key, value)))
    : false;
}

/** Whether a property names a machine or an accelerator for models, at any depth. */
function runsModels(key: string, value: unknown): boolean | Unknown {
  if (typeof value === "string") return textRunsModels(key, value);
  if (Array.isArray(value)) return anyTrue(value.map((member) => runsModels(key, member)));
  return isObject(value) ? anyTrue(Object.entries(value).map(([name, member]) => runsModels(name, member))) : false;
}

function textRunsModels(key: string, text: string): boolean | Unknown {
  if (/^instanceTypes?$/.test(key)) return MODEL_MACHINE.test(text) || (GRAPHICS_MACHINE.test(text) ? UNKNOWN : false);
  if (key === "acceleratorTypes" || key === "type") return /^(gpu|GPU|inference|InferenceAccelerator)$/.test(text);
  return key === "containerDefinitions" || key === "containerProperties" ? asksForAccelerator(text) : false;
}

const asksForAccelerator = memoizeByText((text) => ACCELERATOR_REQUEST.test(text));
