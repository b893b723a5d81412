import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { rolesOf } from "../../../readers/iam/compute-roles";
import { mayPerform } from "../../../readers/iam/permission-search";
import { permissionsOf } from "../../../readers/iam/permissions";
import { apiEndpointsOf, FUNCTION, isConversation } from "../../../readers/models/conversations";
import { mayInvoke } from "../../../readers/models/model-use";

/** Without it a model's answer arrives as a whole. */
const STREAM = [
  { action: "bedrock:InvokeModelWithResponseStream", resources: ["arn:*:bedrock:*:*:*"] },
  { action: "bedrock:InvokeModelWithBidirectionalStream", resources: ["arn:*:bedrock:*:*:*"] },
];

/** See why.md. */
export const rule: Rule = {
  id: "lambda-conversation-is-streamed",
  layer: "orchestration",
  family: "orchestration",
  severity: "low",
  level: "advisory",
  cures: "anything",
  title: "A conversation on Lambda is answered as the answer is made",
  scope: "stack",
  types: [FUNCTION],

  judge(lambda, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const endpoints = apiEndpointsOf(lambda, estate);
    if (endpoints.length === 0) return { outcome: "not-applicable", reason: "nobody waits for it behind an API" };
    const invokers = invokersOf(lambda, estate);
    if (invokers.length === 0) return { outcome: "not-applicable", reason: "it invokes no model" };
    if (!isConversation(lambda, endpoints, estate)) {
      return { outcome: "not-applicable", reason: "nothing says that it holds conversations" };
    }
    if (!invokers.some((role) => mayInvoke(role, estate) === true)) {
      return { outcome: "undetermined", reason: "whether it invokes a model is not known yet" };
    }

    const buffered = endpoints.find(({ isStreaming }) => isStreaming === false);
    if (buffered)
      return violation(`${lambda.name} holds conversations, and ${buffered.resource.name} waits for whole answers`);
    const answers = invokers.map((role) => mayPerform(permissionsOf(role, estate), STREAM).answer);
    if (answers.every((answer) => answer === "denied")) {
      return violation(`${lambda.name} holds conversations, and may invoke models without a stream only`);
    }
    const isKnown = endpoints.every(({ isStreaming }) => isStreaming !== UNKNOWN) && answers.includes("allowed");
    return isKnown ? { outcome: "pass" } : { outcome: "undetermined", reason: "whether it streams is not known yet" };
  },
};

function violation(found: string): Verdict {
  return {
    outcome: "violation",
    found,
    required: "answers that are streamed from the model to the caller",
    fix: "set responseTransferMode STREAM on a REST API's integration, invokeMode RESPONSE_STREAM on a function URL, or use a web socket; and allow bedrock:InvokeModelWithResponseStream",
  };
}

function invokersOf(lambda: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  return rolesOf(lambda, estate)
    .flatMap(({ found }) => found)
    .filter((role) => mayInvoke(role, estate) !== false);
}
