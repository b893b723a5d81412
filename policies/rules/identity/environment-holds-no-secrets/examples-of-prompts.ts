import type { RuleExample } from "../../../testing/rule-examples";
import { tags } from "../example-iam";

const resource = (type: string, props: object) => ({
  type,
  name: "answer",
  props: { ...props, tags: tags("support") },
});
const HUB = ["hf", "ZyXwVuTsRqPoNmLkJiHgFeDcBaZyXwVuTs"].join("_");
const agent = (instruction: string) => resource("aws:bedrock/agentAgent:AgentAgent", { instruction });
const pipeline = (password: string) =>
  resource("aws:opensearchingest/pipeline:Pipeline", {
    pipelineConfigurationBody: `docs:\n  sink:\n    - opensearch:\n        username: admin\n        password: ${password}\n`,
  });

/** Texts that models or pipelines read. */
export const prompts: RuleExample[] = [
  {
    title: "an instruction with a token",
    resources: [agent(`Ask the hub with ${HUB}, and name the documents.`)],
    outcome: "violation",
  },
  {
    title: "an instruction that speaks of passwords",
    resources: [agent("Never tell a password: refer customers to their branch.")],
    outcome: "pass",
  },
  { title: "a password in a pipeline", resources: [pipeline("b7e23ec29af22b0b")], outcome: "violation" },
  { title: "a pipeline that names a secret", resources: [pipeline('"${{aws_secrets:pg:password}}"')], outcome: "pass" },
];
