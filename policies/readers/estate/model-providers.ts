import { isSet } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { isObject, listOf, parsedJson, textOf, valueAt, valuesAt } from "../../core/values";

/** A provider of models besides Bedrock: what keys and addresses of it are named after, and the domains that it answers under. */
interface Provider {
  readonly name: string;
  readonly namePattern: string;
  readonly domains: readonly string[];
}

/**
 * See each provider's API reference: https://platform.openai.com/docs/api-reference,
 * https://learn.microsoft.com/azure/ai-services/openai/reference, https://docs.anthropic.com/en/api/overview,
 * https://ai.google.dev/api, https://docs.cohere.com/reference/about, https://docs.mistral.ai/api/,
 * https://docs.perplexity.ai, https://docs.together.ai, https://docs.fireworks.ai, https://replicate.com/docs,
 * https://docs.voyageai.com, https://docs.api.nvidia.com, https://inference-docs.cerebras.ai, https://docs.litellm.ai.
 */
const PROVIDERS: readonly Provider[] = [
  {
    name: "azure",
    namePattern: "azure[_-]?openai|azure[_-]?ai",
    domains: ["openai.azure.com", "services.ai.azure.com"],
  },
  { name: "openai", namePattern: "openai", domains: ["api.openai.com"] },
  { name: "anthropic", namePattern: "anthropic", domains: ["api.anthropic.com"] },
  {
    name: "google",
    namePattern: "gemini|vertex[_-]?ai|google[_-]?(genai|generative)",
    domains: ["generativelanguage.googleapis.com", "aiplatform.googleapis.com"],
  },
  { name: "cohere", namePattern: "cohere", domains: ["api.cohere.com", "api.cohere.ai"] },
  { name: "mistral", namePattern: "mistral", domains: ["api.mistral.ai"] },
  { name: "deepseek", namePattern: "deepseek", domains: ["api.deepseek.com"] },
  { name: "xai", namePattern: "xai", domains: ["api.x.ai"] },
  { name: "groq", namePattern: "groq", domains: ["api.groq.com"] },
  { name: "openrouter", namePattern: "openrouter", domains: ["openrouter.ai"] },
  {
    name: "huggingface",
    namePattern: "hugging[_-]?face",
    domains: ["router.huggingface.co", "api-inference.huggingface.co", "endpoints.huggingface.cloud"],
  },
  { name: "perplexity", namePattern: "perplexity|pplx", domains: ["api.perplexity.ai"] },
  { name: "together", namePattern: "together(ai)?", domains: ["api.together.xyz", "api.together.ai"] },
  { name: "fireworks", namePattern: "fireworks", domains: ["api.fireworks.ai"] },
  { name: "replicate", namePattern: "replicate", domains: ["api.replicate.com"] },
  { name: "voyage", namePattern: "voyage", domains: ["api.voyageai.com"] },
  { name: "nvidia", namePattern: "nvidia|nim", domains: ["integrate.api.nvidia.com"] },
  { name: "cerebras", namePattern: "cerebras", domains: ["api.cerebras.ai"] },
  // Gateways in front of any of them, which code reaches by a key and an address of their own.
  { name: "litellm", namePattern: "litellm(_master|_proxy)?", domains: [] },
  { name: "llm", namePattern: "llm", domains: [] },
];

/** A name stands for access to a provider if it names a key or an address; that of a model alone may be Bedrock's. */
const ACCESS = "[_/.-]?(api|auth|secret|key|token|endpoint|base|host|url|credential)";

const patterns = PROVIDERS.map(({ name, namePattern }) => ({
  name,
  pattern: new RegExp(`(^|[^a-z])(${namePattern})${ACCESS}`, "i"),
}));

const FIREWALL_RULE = "aws:route53/resolverFirewallRule:ResolverFirewallRule";

type ProviderReader = (resource: ResourceRecord, estate: Estate) => readonly string[];

/** What lets compute reach another provider, by type. */
const PROVIDER_READERS: Readonly<Record<string, ProviderReader>> = {
  "aws:lambda/function:Function": ({ props }) => ofVariables(valueAt(props, "environment.variables")),
  "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime": ({ props }) => ofVariables(props.environmentVariables),
  "aws:apprunner/service:Service": ({ props }) =>
    ["runtimeEnvironmentVariables", "runtimeEnvironmentSecrets"].flatMap((kind) =>
      ofVariables(valueAt(props, `sourceConfiguration.imageRepository.imageConfiguration.${kind}`)),
    ),
  "aws:ecs/taskDefinition:TaskDefinition": ({ props }) => ofContainers(props.containerDefinitions),
  "aws:secretsmanager/secret:Secret": ({ props }) => ofName(props.name),
  "aws:ssm/parameter:Parameter": ({ props }) => ofName(props.name),
  "aws:bedrock/agentcoreApiKeyCredentialProvider:AgentcoreApiKeyCredentialProvider": ({ props }) =>
    ofName(`${textOf(props.name)}-key`),
  "aws:bedrock/agentcoreHarness:AgentcoreHarness": ({ props }) =>
    ["openai", "gemini"]
      .filter((kind) => isObject(valueAt(props, `model.${kind}ModelConfig`)))
      .map((kind) => (kind === "gemini" ? "google" : kind)),
  "aws:networkfirewall/ruleGroup:RuleGroup": ofFirewall,
  "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": ofDomainList,
};

/** Types that can give a workload another provider. */
export const PROVIDER_USERS: readonly string[] = Object.keys(PROVIDER_READERS);

/** The providers besides Bedrock that a resource gives a workload, by name, each once. */
export function providersOf(resource: ResourceRecord, estate: Estate): readonly string[] {
  return [...new Set(PROVIDER_READERS[resource.type]?.(resource, estate) ?? [])];
}

function ofVariables(variables: unknown): string[] {
  if (!isObject(variables)) return [];
  return Object.entries(variables).flatMap(([name, value]) => [...ofName(name), ...ofText(value)]);
}

/** The definition of containers is text of JSON; other text, which AWS refuses, holds none. */
function ofContainers(definitions: unknown): string[] {
  return listOf(parsedJson(definitions))
    .flatMap((container) => [...valuesAt(container, "environment[]"), ...valuesAt(container, "secrets[]")])
    .flatMap((variable) => (isObject(variable) ? [...ofName(variable.name), ...ofText(variable.value)] : []));
}

function ofName(name: unknown): string[] {
  const [first] = patterns.filter(({ pattern }) => pattern.test(textOf(name)));
  return first ? [first.name] : [];
}

/** The first provider whose domain a text holds: an address, or rules of a firewall. */
function ofText(text: unknown): string[] {
  const known = textOf(text).toLowerCase();
  const [first] = known.includes(".") ? PROVIDERS.filter(({ domains }) => domains.some((d) => known.includes(d))) : [];
  return first ? [first.name] : [];
}

/** Lists of what is let through; lists of what is not give nobody anything. */
function ofFirewall({ props }: ResourceRecord): string[] {
  const source = valueAt(props, "ruleGroup.rulesSource");
  const isAllowed = valueAt(source, "rulesSourceList.generatedRulesType") === "ALLOWLIST";
  const listed = isAllowed ? valuesAt(source, "rulesSourceList.targets[]") : [];
  const rules = [props.rules, valueAt(source, "rulesString")].flatMap((text) => textOf(text).split("\n"));
  return [...listed, ...rules.filter((line) => /^\s*pass\b/.test(line))].flatMap(ofText);
}

function ofDomainList(list: ResourceRecord, estate: Estate): readonly string[] {
  const allowing = estate
    .referrers(list, "firewallDomainListId", [FIREWALL_RULE])
    .some(({ props }) => props.action === "ALLOW");
  if (!allowing || !isSet(list, "domains")) return [];
  return valuesAt(list.props, "domains[]")
    .filter((domain) => domain !== UNKNOWN)
    .flatMap(ofText);
}
