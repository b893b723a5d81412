import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { levelOf, protobufLevel } from "./levels";
import type { EnforcementLevel, PackConfig } from "./pack";

interface PolicySettings {
  enforcementLevel: EnforcementLevel;
  properties: Record<string, unknown>;
}

/**
 * What the engine configures a pack with: each policy's own level and the defaults of its schema, under the
 * configuration that the pack brings, under the one that is given.
 * @throws Error if a policy lacks a property that its schema requires.
 */
export function configureRequest(info: messages.AnalyzerInfo, given: PackConfig): messages.ConfigureAnalyzerRequest {
  const settings = new Map(info.getPoliciesList().map((policy) => [policy.getName(), defaultsOf(policy)]));
  apply(
    settings,
    Object.fromEntries([...info.getInitialconfigMap().entries()].map(([name, c]) => [name, fromPack(c)])),
  );
  apply(settings, given);
  for (const policy of info.getPoliciesList()) requireProperties(policy, settings.get(policy.getName()));
  const request = new messages.ConfigureAnalyzerRequest();
  for (const [name, { enforcementLevel, properties }] of settings) {
    const config = new messages.PolicyConfig();
    config.setEnforcementlevel(protobufLevel(enforcementLevel));
    config.setProperties(Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]));
    request.getPolicyconfigMap().set(name, config);
  }
  return request;
}

function defaultsOf(policy: messages.PolicyInfo): PolicySettings {
  const schema = (policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {}) as Record<string, unknown>;
  const properties: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema)) {
    const { default: value } = (property ?? {}) as { default?: unknown };
    if (value !== undefined) properties[name] = value;
  }
  return { enforcementLevel: levelOf(policy.getEnforcementlevel()), properties };
}

function fromPack(config: messages.PolicyConfig): PackConfig[string] {
  return { enforcementLevel: levelOf(config.getEnforcementlevel()), ...config.getProperties()?.toJavaScript() };
}

function apply(settings: ReadonlyMap<string, PolicySettings>, config: PackConfig): void {
  const { all, ...policies } = config;
  const level = typeof all === "string" ? all : all?.enforcementLevel;
  for (const policy of settings.values()) if (level !== undefined) policy.enforcementLevel = level;
  for (const [name, given] of Object.entries(policies)) {
    const policy = settings.get(name);
    if (!policy) continue;
    const { enforcementLevel, ...properties } = typeof given === "string" ? { enforcementLevel: given } : given;
    if (enforcementLevel !== undefined) policy.enforcementLevel = enforcementLevel;
    Object.assign(policy.properties, properties);
  }
}

function requireProperties(policy: messages.PolicyInfo, settings: PolicySettings | undefined): void {
  const missing = (policy.getConfigschema()?.getRequiredList() ?? []).filter(
    (name) => settings?.properties[name] === undefined,
  );
  if (missing.length > 0) {
    throw new Error(`policy ${policy.getName()} needs configuration: ${missing.join(", ")}`);
  }
}
