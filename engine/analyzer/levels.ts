import { EnforcementLevel as ProtobufLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import type { EnforcementLevel, Severity } from "./pack";

const LEVELS: readonly (readonly [ProtobufLevel, EnforcementLevel])[] = [
  [ProtobufLevel.ADVISORY, "advisory"],
  [ProtobufLevel.MANDATORY, "mandatory"],
  [ProtobufLevel.REMEDIATE, "remediate"],
  [ProtobufLevel.DISABLED, "disabled"],
];

/** By their numbers in the protocol; 0 is "not said". */
const SEVERITIES: readonly (Severity | undefined)[] = [undefined, "low", "medium", "high", "critical"];

/** A level of the protocol by its name in a pack; `advisory` for one that is not set. */
export function levelOf(level: ProtobufLevel): EnforcementLevel {
  return LEVELS.find(([protobuf]) => protobuf === level)?.[1] ?? "advisory";
}

/** The number of a level in the protocol. */
export function protobufLevel(level: EnforcementLevel): ProtobufLevel {
  return LEVELS.find(([, name]) => name === level)?.[0] ?? ProtobufLevel.ADVISORY;
}

/** The name of a severity of the protocol; undefined for one that is not set. */
export function severityOf(severity: number): Severity | undefined {
  return SEVERITIES[severity];
}
