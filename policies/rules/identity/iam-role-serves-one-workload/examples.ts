import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, allow, document, inferenceProfile, inlinePolicy, lambda, role, tags } from "../example-iam";

const own = role("support-handler", { tags: tags("support") });
const untagged = role("handler");
const supportFunction = lambda("support", "support-handler", { tags: tags("support") });
const invokes = document(allow("bedrock:InvokeModel", `arn:aws:bedrock:*:${ACCOUNT}:application-inference-profile/*`));

export const examples: RuleExample[] = [
  { title: "one function of the role's own workload", resources: [own, supportFunction], outcome: "pass" },
  {
    title: "two functions of one workload",
    resources: [own, supportFunction, lambda("replies", "support-handler", { tags: tags("support") })],
    outcome: "pass",
  },
  {
    title: "tags come from the provider's default tags",
    resources: [
      role("handler"),
      { ...lambda("support", "handler"), provider: { defaultTags: JSON.stringify({ tags: tags("support") }) } },
    ],
    outcome: "pass",
  },
  {
    title: "functions of two workloads share it",
    resources: [
      untagged,
      lambda("a", "handler", { tags: tags("support") }),
      lambda("b", "handler", { tags: tags("billing") }),
    ],
    outcome: "violation",
  },
  {
    title: "a function and a state machine of another workload share it",
    resources: [
      own,
      supportFunction,
      {
        type: "aws:sfn/stateMachine:StateMachine",
        name: "billing",
        props: { tags: tags("billing") },
        refersTo: { roleArn: "support-handler" },
      },
    ],
    outcome: "violation",
  },
  {
    title: "an agent and a container task of two workloads share it",
    resources: [
      untagged,
      {
        type: "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime",
        name: "agent",
        props: { tags: tags("support") },
        refersTo: { roleArn: "handler" },
      },
      {
        type: "aws:ecs/taskDefinition:TaskDefinition",
        name: "task",
        props: { tags: tags("billing") },
        refersTo: { taskRoleArn: "handler" },
      },
    ],
    outcome: "violation",
  },
  {
    title: "production and test share it",
    resources: [own, lambda("test", "support-handler", { tags: tags("support", "test") })],
    outcome: "violation",
  },
  {
    title: "used by a function and tagged with no workload",
    resources: [untagged, lambda("a", "handler"), inferenceProfile],
    outcome: "violation",
  },
  {
    title: "can invoke models and belongs to no workload",
    resources: [untagged, inlinePolicy("handler", invokes)],
    outcome: "violation",
  },
  {
    title: "the workload tag of a function is not known yet",
    resources: [own, lambda("a", "support-handler", { tags: { ...tags("support"), workload: UNKNOWN } })],
    outcome: "undetermined",
  },
  {
    title: "a function under a role that another stack manages",
    resources: [
      {
        type: "aws:lambda/function:Function",
        name: "support",
        props: { role: `arn:aws:iam::${ACCOUNT}:role/elsewhere`, tags: tags("support") },
      },
    ],
    outcome: "undetermined",
  },
  {
    title: "functions of two workloads share a role that another stack manages",
    resources: ["support", "billing"].map((workload) => ({
      type: "aws:lambda/function:Function",
      name: workload,
      props: { role: `arn:aws:iam::${ACCOUNT}:role/elsewhere`, tags: tags(workload) },
    })),
    outcome: "violation",
  },
  {
    title: "a role that no compute uses and that invokes nothing",
    resources: [role("audit"), inferenceProfile],
    outcome: "not-applicable",
  },
  {
    title: "two functions outside the AI estate, where it is only shown",
    resources: [untagged, lambda("site", "handler"), lambda("shop", "handler")],
    outcome: "violation",
  },
  {
    title: "a function outside the AI estate",
    resources: [untagged, lambda("site", "handler")],
    outcome: "not-applicable",
  },
];
