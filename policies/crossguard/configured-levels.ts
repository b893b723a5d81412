import type { EnforcementLevel, PolicyPackConfig } from "@pulumi/policy";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { EnforcementLevel as Wire } from "@pulumi/pulumi/proto/analyzer_pb";
import { type Pack, packLevel } from "./pack";

const LEVELS: ReadonlyMap<number, EnforcementLevel> = new Map([
  [Wire.ADVISORY, "advisory"],
  [Wire.MANDATORY, "mandatory"],
  [Wire.DISABLED, "disabled"],
  [Wire.REMEDIATE, "remediate"],
]);

/**
 * The levels that the engine configures policies with, once it has. A policy is not told its own level, and the engine
 * fills in the pack's where the configuration says nothing, so the two cannot be told apart: see {@link initialLevels}.
 * Has to be called before the pack starts, because it listens where the requests are read.
 */
export function configuredLevels(): (policy: string) => EnforcementLevel | undefined {
  const levels = new Map<string, EnforcementLevel>();
  const { configure } = AnalyzerService;
  const deserialize = configure.requestDeserialize;
  configure.requestDeserialize = (bytes) => {
    const request = deserialize(bytes);
    for (const [policy, config] of request.getPolicyconfigMap().entries()) {
      const level = LEVELS.get(config.getEnforcementlevel());
      if (level) levels.set(policy, level);
    }
    return request;
  };
  return (policy) => levels.get(policy);
}

/**
 * The pack's own configuration, which Pulumi's wins over. To the engine `remediate` is `mandatory` for what has no
 * remediation, so a rule blocks as before; and `mandatory` then comes from the user's configuration only.
 */
export function initialLevels(pack: Pack): PolicyPackConfig {
  const blocking = pack.rules.filter((rule) => packLevel(pack, rule) === "mandatory");
  return Object.fromEntries(blocking.map(({ id }) => [id, "remediate"]));
}
