import { type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, listOf, type PlainObject, parsedJson, textOf, valueAt, valuesAt } from "../../core/values";
import { LEX_MODELS, MODEL_PROXIES, modelsNamedBy } from "./model-references";
import { callsModel, STATE_MACHINES, statesOf } from "./state-machine";

const AGENTS: Readonly<Record<string, string>> = {
  "aws:bedrock/agentAgent:AgentAgent": "guardrailConfigurations[]",
};
/** Schedules call any operation of AWS with the input that they hold. */
const SCHEDULES = ["aws:scheduler/schedule:Schedule"];
const FLOWS = ["aws:bedrock/agentFlow:AgentFlow"];

/** Resources that have a model answer by another way than the code of a workload. */
export const MANAGED_INVOKERS: readonly string[] = [
  ...Object.keys(AGENTS),
  ...FLOWS,
  ...STATE_MACHINES,
  ...MODEL_PROXIES,
  ...SCHEDULES,
  ...Object.keys(LEX_MODELS),
];

/** One place at which a resource has a model answer. */
export interface ManagedInvocation {
  /** What it is called in a finding; never the text of a property. */
  readonly title: string;
  /** The model that it names there; undefined if it names none. */
  readonly model: string | Unknown | undefined;
  readonly hasGuardrail: boolean | Unknown;
  /** The versions of the guardrail that it names; UNKNOWN where one is not known yet. */
  readonly versions: readonly unknown[];
}

/** Where a resource has models answer; UNKNOWN if nothing of it can be read yet. */
export function managedInvocationsOf(resource: ResourceRecord): readonly ManagedInvocation[] | Unknown {
  const { type, props } = resource;
  const guardrail = AGENTS[type];
  if (guardrail !== undefined) {
    return [
      {
        title: "it",
        model: modelAt(props, "foundationModel"),
        hasGuardrail: namesGuardrail(valuesAt(props, guardrail)),
        versions: valuesAt(props, `${guardrail}.guardrailVersion`),
      },
    ];
  }
  if (FLOWS.includes(type)) {
    const nodes = valuesAt(props, "definition.nodes[]");
    return nodes.includes(UNKNOWN) ? UNKNOWN : nodes.flatMap(ofNode);
  }
  const bots = LEX_MODELS[type];
  if (bots !== undefined) {
    const answering = bots.flatMap((path) => valuesAt(props, path));
    return answering.includes(UNKNOWN) ? UNKNOWN : answering.map(ofBot);
  }
  if (MODEL_PROXIES.includes(type)) {
    return modelsNamedBy(resource).map((model) => ({
      title: "its proxy",
      model,
      hasGuardrail: proxiesGuardrail(props),
      versions: [],
    }));
  }
  if (SCHEDULES.includes(type)) return ofSchedule(valueAt(props, "target"));
  const states = statesOf(resource);
  return states === UNKNOWN ? UNKNOWN : states.filter(callsModel).map((state) => ofTask(state));
}

/**
 * The input of a schedule's universal target is the request, as the parameters of a task are.
 * Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html (read 2026-11).
 */
function ofSchedule(target: unknown): readonly ManagedInvocation[] {
  const [Resource, input] = [valueAt(target, "arn"), valueAt(target, "input")];
  if (!callsModel({ Resource })) return [];
  const invocation = ofTask({ Resource, Parameters: parsedJson(input) }, "its target");
  return [
    input === UNKNOWN && invocation.hasGuardrail === false ? { ...invocation, hasGuardrail: UNKNOWN } : invocation,
  ];
}

/**
 * Prompt nodes ask a model; a node of a knowledge base does if it names one, and only retrieves otherwise. A loop has nodes
 * of its own.
 */
function ofNode(node: unknown): readonly ManagedInvocation[] {
  const { prompt, knowledgeBase, loop } = (valueAt(node, "configuration") ?? {}) as PlainObject;
  if (isObject(loop)) return valuesAt(loop, "definition.nodes[]").flatMap(ofNode);
  const invocation = isObject(prompt)
    ? prompt
    : isObject(knowledgeBase) && knowledgeBase.modelId
      ? knowledgeBase
      : undefined;
  if (!invocation) return [];
  const model = modelAt(invocation, "sourceConfiguration.inline.modelId") ?? modelAt(invocation, "modelId");
  const title = isObject(prompt) ? "one of its prompts" : "one of its knowledge bases";
  return [
    {
      title,
      model,
      hasGuardrail: namesGuardrail(valuesAt(invocation, "guardrailConfiguration")),
      versions: valuesAt(invocation, "guardrailConfiguration.guardrailVersion"),
    },
  ];
}

/**
 * Each provider has its own name for the guardrail. A bot takes the ARN of a foundation model alone, so it is not asked for a
 * profile. Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_BedrockModelSpecification.html (read 2026-11).
 */
function ofBot(configuration: unknown): ManagedInvocation {
  const named = ["guardrail.identifier", "bedrockGuardrailConfiguration.bedrockGuardrailIdentifier"].flatMap((path) =>
    valuesAt(configuration, path),
  );
  return {
    title: "one of its intents",
    model: undefined,
    hasGuardrail: named.some((one) => one === UNKNOWN || textOf(one) !== ""),
    versions: ["guardrail.version", "bedrockGuardrailConfiguration.bedrockGuardrailVersion"].flatMap((path) =>
      valuesAt(configuration, path),
    ),
  };
}

/**
 * InvokeModel takes the guardrail as a header, Converse in its body.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html (read 2026-11).
 */
function proxiesGuardrail({ requestParameters, requestTemplates }: PlainObject): boolean | Unknown {
  if (requestParameters === UNKNOWN || requestTemplates === UNKNOWN) return UNKNOWN;
  const headers = isObject(requestParameters) ? Object.keys(requestParameters) : [];
  const bodies = isObject(requestTemplates) ? Object.values(requestTemplates) : [];
  if (headers.some((header) => /guardrailidentifier$/i.test(header))) return true;
  if (bodies.some((body) => /guardrailIdentifier/.test(textOf(body)))) return true;
  return bodies.includes(UNKNOWN) ? UNKNOWN : false;
}

/** Each integration names the guardrail in its own spelling; agents and endpoints bring their own. */
function ofTask(state: PlainObject, title = "one of its tasks"): ManagedInvocation {
  const given = state.Parameters ?? state.Arguments;
  const isDirect = /:bedrock(runtime)?:|:retrieveAndGenerate/i.test(textOf(state.Resource));
  return {
    title,
    model: isDirect ? modelAt(given, "ModelId") : undefined,
    hasGuardrail: isDirect ? mentioned(GUARDRAIL_ID, given).some((id) => textOf(id) !== "") : true,
    versions: mentioned(GUARDRAIL_VERSION, given),
  };
}

function modelAt(props: unknown, path: string): string | Unknown | undefined {
  const value = valueAt(props, path);
  return value === UNKNOWN || typeof value === "string" ? value : undefined;
}

function namesGuardrail(configurations: readonly unknown[]): boolean | Unknown {
  if (configurations.includes(UNKNOWN)) return UNKNOWN;
  const named = configurations.map((configuration) => valueAt(configuration, "guardrailIdentifier"));
  if (named.some((identifier) => textOf(identifier) !== "")) return true;
  // A guardrail that is made in the same run has no identifier yet, and is a guardrail all the same.
  return named.includes(UNKNOWN);
}

const GUARDRAIL_ID = /^guardrail(id|identifier)(\.\$)?$/i;
const GUARDRAIL_VERSION = /^guardrailversion$/i;

/** The values of a parameter, wherever it stands. */
function mentioned(name: RegExp, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return listOf(value).flatMap((member) => mentioned(name, member));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => (name.test(key) ? [member] : mentioned(name, member)));
}
