import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../../data/example-buckets";

type Resource = RuleExample["resources"][number];

const lambda = (variables: object, tags?: unknown): Resource => ({
  type: "aws:lambda/function:Function",
  name: "answer",
  props: { environment: { variables }, ...(tags !== undefined && { tags }) },
});
const openai = { OPENAI_API_KEY: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:key" };
const secret = (name: string): Resource => ({ type: "aws:secretsmanager/secret:Secret", name: "key", props: { name } });
const task = (container: object): Resource => ({
  type: "aws:ecs/taskDefinition:TaskDefinition",
  name: "answer",
  props: { containerDefinitions: JSON.stringify([container]) },
});
const firewall = (rulesSource: object): Resource => ({
  type: "aws:networkfirewall/ruleGroup:RuleGroup",
  name: "egress",
  props: { ruleGroup: { rulesSource } },
});
const domains: Resource = {
  type: "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
  name: "providers",
  props: { domains: ["api.mistral.ai."] },
};
const rule = (action: string): Resource => ({
  type: "aws:route53/resolverFirewallRule:ResolverFirewallRule",
  name: "rule",
  props: { action },
  refersTo: { firewallDomainListId: "providers" },
});

export const examples: RuleExample[] = [
  {
    title: "another provider, declared",
    resources: [lambda(openai, { "plinth:providers": "openai" }), model],
    outcome: "pass",
  },
  {
    title: "two of three providers declared",
    resources: [
      lambda({ ...openai, MISTRAL_API_KEY: "x", COHERE_TOKEN: "x" }, { "plinth:providers": "openai mistral" }),
      model,
    ],
    outcome: "violation",
  },
  { title: "a key in a variable", resources: [lambda(openai), model], outcome: "violation" },
  {
    title: "an address in a variable",
    resources: [lambda({ LLM_URL: "https://bank.openai.azure.com/openai/v1" }), model],
    outcome: "violation",
  },
  { title: "a secret with a key", resources: [secret("prod/anthropic-api-key"), model], outcome: "violation" },
  {
    title: "a key that a container is given",
    resources: [task({ name: "app", secrets: [{ name: "GEMINI_API_KEY", valueFrom: "x" }] }), model],
    outcome: "violation",
  },
  {
    title: "an agent that asks another provider",
    resources: [
      {
        type: "aws:bedrock/agentcoreHarness:AgentcoreHarness",
        name: "agent",
        props: { model: { openaiModelConfig: { modelId: "gpt" } } },
      },
    ],
    outcome: "violation",
  },
  {
    title: "a firewall that lets a provider's domain through",
    resources: [firewall({ rulesSourceList: { generatedRulesType: "ALLOWLIST", targets: ["api.openai.com"] } }), model],
    outcome: "violation",
  },
  {
    title: "near miss: a firewall that blocks it",
    resources: [firewall({ rulesSourceList: { generatedRulesType: "DENYLIST", targets: ["api.openai.com"] } }), model],
    outcome: "not-applicable",
  },
  { title: "names that are resolved", resources: [domains, rule("ALLOW"), model], outcome: "violation" },
  { title: "near miss: names that are not", resources: [domains, rule("BLOCK"), model], outcome: "not-applicable" },
  {
    title: "two providers and no Bedrock",
    resources: [lambda({ ...openai, MISTRAL_API_KEY: "x" })],
    outcome: "violation",
  },
  { title: "near miss: one provider, and no other models", resources: [lambda(openai)], outcome: "not-applicable" },
  {
    title: "near miss: the maker of a model of Bedrock",
    resources: [lambda({ ANTHROPIC_MODEL: "eu.anthropic.claude-sonnet-4-5-20250929-v1:0" }), model],
    outcome: "not-applicable",
  },
  {
    title: "near miss: a word within a word",
    resources: [secret("shelf-key"), model],
    outcome: "not-applicable",
  },
  { title: "tags that are not known yet", resources: [lambda(openai, UNKNOWN), model], outcome: "undetermined" },
  {
    title: "variables that are not known yet",
    resources: [lambda({ LOG_LEVEL: UNKNOWN }), model],
    outcome: "not-applicable",
  },
];
