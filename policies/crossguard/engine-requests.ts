import { PlinthError } from "@plinth/standards";
import type { EnforcementLevel, PolicyPackConfig } from "@pulumi/policy";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { EnforcementLevel as Wire } from "@pulumi/pulumi/proto/analyzer_pb";
import { ALL_OFF, type EngineRequests, type Operation, type Pack, packLevel } from "./pack";

const LEVELS: ReadonlyMap<number, EnforcementLevel> = new Map([
  [Wire.ADVISORY, "advisory"],
  [Wire.MANDATORY, "mandatory"],
  [Wire.DISABLED, "disabled"],
  [Wire.REMEDIATE, "remediate"],
]);

/**
 * Reads what the engine tells a pack and `@pulumi/policy` 1.21 does not pass on: the operation, and the level that each
 * policy is configured with. Has to be called before the pack starts, because it listens where requests are read.
 *
 * The engine fills in the pack's level where the configuration says nothing, so the two cannot be told apart: see
 * {@link initialLevels}.
 */
export function listenToEngine(pack: Pack): EngineRequests {
  const levels = new Map<string, EnforcementLevel>();
  let operation: Operation | undefined;
  const { configure, configureStack } = AnalyzerService;
  const readConfiguration = configure.requestDeserialize;
  configure.requestDeserialize = (bytes) => {
    const request = readConfiguration(bytes);
    for (const [policy, config] of request.getPolicyconfigMap().entries()) {
      const level = LEVELS.get(config.getEnforcementlevel());
      if (level) levels.set(policy, level);
    }
    refuseAllOff(pack, (policy) => levels.get(policy));
    return request;
  };
  const readStack = configureStack.requestDeserialize;
  configureStack.requestDeserialize = (bytes) => {
    const request = readStack(bytes);
    operation = {
      kind: request.getDryRun() ? "preview" : "update",
      project: request.getProject(),
      stack: request.getStack(),
    };
    return request;
  };
  return { configuredLevelOf: (policy) => levels.get(policy), operation: () => operation };
}

/**
 * @throws PlinthError if a configuration takes the force from every rule of a pack that refuses it; the engine then stops.
 */
export function refuseAllOff(pack: Pack, levelOf: (policy: string) => EnforcementLevel | undefined): void {
  const blocking = pack.rules.filter((rule) => packLevel(pack, rule) === "mandatory");
  const isOff = ({ id }: { readonly id: string }) => ["disabled", "advisory"].includes(levelOf(id) ?? "");
  if (!pack.refusesWeakening || !blocking.every(isOff)) return;
  throw new PlinthError("policy configuration", [ALL_OFF]);
}

/**
 * The pack's own configuration, which Pulumi's wins over. To the engine `remediate` is `mandatory` for what has no
 * remediation, so a rule blocks as before; and `mandatory` then comes from the user's configuration only.
 */
export function initialLevels(pack: Pack): PolicyPackConfig {
  const blocking = pack.rules.filter((rule) => packLevel(pack, rule) === "mandatory");
  return Object.fromEntries(blocking.map(({ id }) => [id, "remediate"]));
}
